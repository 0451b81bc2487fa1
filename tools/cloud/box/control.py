#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The control plane's command line, with the names of AWS's: services, operations, options.

Usage: control.py [--dir FOLDER] SERVICE OPERATION [--option value ...] [FILE]
       control.py [--dir FOLDER] SERVICE help

    control.py iot create-thing --thing-name lamp
    control.py iot create-job --job-id j1 --targets arn:aws:iot:us-east-1:000000000000:thing/lamp --document '{"a":1}'
    control.py iot-data get-thing-shadow --thing-name lamp

A value may be text, JSON, AWS's shorthand (key=value,key=value), or file://PATH. FILE takes the payload of operations
that answer with one; without it the payload is printed. An error is told as AWS's command line tells it, exit code 254.
"""
import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEFAULT_FOLDER = ROOT / "build" / "cloud"
# Members that are text whatever they look like, and members that are lists even with one value.
TEXTS = {"document", "policyDocument", "templateBody", "certificatePem", "certificateSigningRequest", "payload",
         "comment", "description", "caCertificate"}
LISTS = {"targets", "entries", "files", "targetArns", "overrideDropPolicies", "thingGroupsToAdd", "thingGroupsToRemove",
         "certificateAuthorities", "connectivityInfo", "tags", "metricDimensions"}
NUMBER = re.compile(r"(version|minutes|number|results|size|limit)$", re.I)
# Members whose name is not the option's in camel case.
SPELLED = {"connectivityInfo": "ConnectivityInfo"}


class Refused(Exception):
    """The answer was an error."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Control:
    """The control plane of a box that runs."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"

    def request(self, method, path, query=None, body=None):
        """The answer's bytes; raises Refused."""
        url = self.base + urllib.parse.quote(path, safe="/$:") + ("?" + urllib.parse.urlencode(query) if query else "")
        request = urllib.request.Request(url, method=method, data=body, headers={"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            text = error.read()
            try:
                message = json.loads(text).get("message", "")
            except ValueError:
                message = text.decode(errors="replace")
            raise Refused(error.headers.get("x-amzn-ErrorType", str(error.code)), message) from None

    def operations(self):
        return json.loads(self.request("GET", "/operations"))

    def call(self, name, parameters):
        """Run an operation by its name; the answer as bytes."""
        wanted = name.replace("-", "").lower()
        found = [one for one in self.operations() if one["name"].lower() == wanted]
        if not found:
            raise LookupError(name)
        operation, rest = found[0], dict(parameters)
        if "shadowName" in rest:
            rest["name"] = rest.pop("shadowName")
        path = re.sub(r"\{(\w+)\+?\}", lambda part: path_value(operation, rest, part.group(1)), operation["path"])
        if operation["method"] in ("GET", "DELETE"):
            query = {key: query_value(value) for key, value in rest.items()}
            return self.request(operation["method"], path, query)
        if "payload" in rest:
            payload = rest.pop("payload").encode()
            return self.request(operation["method"], path, {k: query_value(v) for k, v in rest.items()}, payload)
        return self.request(operation["method"], path, None, json.dumps(rest).encode())

    def do(self, name, **parameters):
        """Run an operation; its answer as an object."""
        return json.loads(self.call(name, parameters) or b"{}")


def path_value(operation, parameters, name):
    for key in list(parameters):
        if key.lower() == name.lower():
            return str(parameters.pop(key))
    raise SystemExit(f"{operation['name']}: --{dashed(name)} is needed")


def query_value(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def dashed(name):
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"-\1", name).lower()


def camel(option):
    first, *others = option.split("-")
    return first + "".join(word[:1].upper() + word[1:] for word in others)


def cut(text, separator):
    """Split where no bracket is open."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "[{") - (char in "]}")
        if char == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def shorthand(text):
    """a=1,b={c=2,d=[x,y]} as an object of texts."""
    if text[:1] + text[-1:] == "[]":
        return [shorthand(part) for part in cut(text[1:-1], ",")]
    if text[:1] + text[-1:] == "{}":
        text = text[1:-1]
    elif not re.match(r"\w+=", text):
        return text
    return {key: shorthand(value) for key, _, value in (part.partition("=") for part in cut(text, ","))}


def value_of(name, text):
    if text.startswith(("file://", "fileb://")):
        text = Path(text.split("://", 1)[1]).read_text()
    if name in TEXTS:
        return text
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except ValueError:
            return shorthand(text)
    if NUMBER.search(name) and re.fullmatch(r"-?\d+", text):
        return int(text)
    return shorthand(text)


def read_options(words):
    """(parameters, words that belong to no option)"""
    parameters, loose, words = {}, [], list(words)
    while words:
        word = words.pop(0)
        if not word.startswith("--"):
            loose.append(word)
            continue
        option, has_value, inline = word[2:].partition("=")
        values = [inline] if has_value else []
        name = camel(option)
        while words and not words[0].startswith("--") and (not values or name in LISTS):
            values.append(words.pop(0))
        if not values:
            is_no = option.startswith("no-")
            parameters[camel(option[3:]) if is_no else name] = not is_no
            continue
        read = [value_of(name, value) for value in values]
        if name in LISTS:
            parameters[SPELLED.get(name, name)] = [item for one in read
                                                   for item in (one if isinstance(one, list) else [one])]
        else:
            parameters[SPELLED.get(name, name)] = read[0]
    return parameters, loose


def is_running(folder):
    """What the box of this folder has written about itself; None: it does not run."""
    try:
        state = json.loads((folder / "box.json").read_text())
        os.kill(state["pid"], 0)
        return state
    except (OSError, ValueError, KeyError):
        return None


def running(folder):
    state = is_running(folder)
    if state is None:
        raise SystemExit(f"no cloud runs in {folder}; start one: ./run cloud")
    return state


def show_operations(control):
    for operation in sorted(control.operations(), key=lambda one: one["name"]):
        needed = " ".join(f"--{dashed(name)} ..." for name in re.findall(r"\{(\w+)\+?\}", operation["path"]))
        print(f"  {dashed(operation['name'])} {needed}".rstrip())


def put(answer, target):
    """As AWS's command line: indented JSON, nothing for nothing, a payload as it is into its file."""
    if target:
        Path(target).write_bytes(answer)
    elif answer.strip():
        try:
            print(json.dumps(json.loads(answer), indent=4, ensure_ascii=False))
        except ValueError:
            sys.stdout.buffer.write(answer)


def main(words):
    folder = DEFAULT_FOLDER
    if words[:1] == ["--dir"]:
        folder, words = Path(words[1]), words[2:]
    if not words or words[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    control = Control(running(folder.resolve())["controlPort"])
    operation = words[1] if len(words) > 1 else "help"
    if operation in ("help", "--help"):
        show_operations(control)
        return 0
    parameters, loose = read_options(words[2:])
    try:
        put(control.call(operation, parameters), loose[0] if loose else None)
        return 0
    except Refused as error:
        name = "".join(word.capitalize() for word in operation.split("-"))
        print(f"\nAn error occurred ({error.kind}) when calling the {name} operation: {error}", file=sys.stderr)
        return 254
    except LookupError:
        print(f"there is no operation {operation}; all of them: {words[0]} help", file=sys.stderr)
        return 252
    except urllib.error.URLError as error:
        print(f"the cloud does not answer: {error.reason}", file=sys.stderr)
        return 255


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
