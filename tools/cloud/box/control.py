#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The control plane's command line, with the names of AWS's: services, operations, options.

Usage: control.py [--dir FOLDER] [SERVICE] OPERATION [--option value ...] [FILE]
       control.py [--dir FOLDER] SERVICE help

    control.py iot create-thing --thing-name lamp
    control.py iot create-job --job-id j1 --targets arn:aws:iot:us-east-1:000000000000:thing/lamp --document '{"a":1}'
    control.py iot-data get-thing-shadow --thing-name lamp
    control.py put-object --bucket b --key image --body image.bin           there is no S3: this is where files go
    control.py iot create-stream --stream-id s --files fileId=0,s3Location={bucket=b,key=image} --role-arn any

A value may be text, JSON, AWS's shorthand (key=value,key=value), or file://PATH; --cli-input-json has all options in one
object. FILE takes the payload of operations that answer with one; without it the payload is printed. An error is told as
AWS's command line tells it, exit code 254; a command that cannot be understood ends with 252.
"""
import json
import os
import re
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import options

ROOT = Path(__file__).resolve().parents[3]
DEFAULT_FOLDER = ROOT / "build" / "cloud"
# Members that are text whatever they look like, and members that are lists even with one value.
TEXTS = {"document", "policyDocument", "templateBody", "certificatePem", "certificateSigningRequest", "payload",
         "comment", "description", "caCertificate", "certificate", "privateKey"}
LISTS = {"targets", "entries", "files", "targetArns", "overrideDropPolicies", "thingGroupsToAdd", "thingGroupsToRemove",
         "certificateAuthorities", "connectivityInfo", "tags", "metricDimensions", "protocols", "tagKeys"}
NUMBER = re.compile(r"(version|minutes?|number|results|size|limit|percentage|things|retries|factor|expiresInSec|fileId)$",
                    re.I)
# Members with names of the caller's choice, whose values are text.
MAPS = {"attributes", "statusDetails", "tags"}
# Operations of the data plane whose paths the control plane has too: a signature says which is meant.
SIGNED = {"Authorization": "AWS4-HMAC-SHA256 Credential=box/20200101/us-east-1/iot-jobs-data/aws4_request"}
JOBS_DATA = [{"name": "GetPendingJobExecutions", "method": "GET", "path": "/things/{thingName}/jobs", "headers": SIGNED},
             {"name": "DescribeJobExecution", "method": "GET", "path": "/things/{thingName}/jobs/{jobId}",
              "headers": SIGNED}]
# Options that name the files for a new certificate, and where in the answer it is.
OUTFILES = {"certificatePemOutfile": ("certificatePem",), "publicKeyOutfile": ("keyPair", "PublicKey"),
            "privateKeyOutfile": ("keyPair", "PrivateKey")}
# Options of AWS's command line that say nothing to a cloud on this machine.
ELSEWHERE = {"region", "profile", "output", "endpointUrl", "cliBinaryFormat", "cliPager", "paginate", "debug"}
# Members whose name is not the option's in camel case.
SPELLED = {"connectivityInfo": "ConnectivityInfo", "forceDeleteAwsJob": "forceDeleteAWSJob"}


class Misused(Exception):
    """A command line that cannot be understood."""


class Refused(Exception):
    """The answer was an error."""

    def __init__(self, kind, message):
        super().__init__(message)
        self.kind = kind


class Control:
    """The control plane of a box that runs."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"

    def request(self, method, path, query=None, body=None, headers=None):
        """The answer's bytes; raises Refused."""
        url = self.base + urllib.parse.quote(path, safe="/$:") + ("?" + urllib.parse.urlencode(query) if query else "")
        headers = {"Content-Type": "application/json", **(headers or {})}
        request = urllib.request.Request(url, method=method, data=body, headers=headers)
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

    def find(self, name, service="iot"):
        """The operation of this name, CreateThing or create-thing; None: there is none."""
        wanted = name.replace("-", "").lower()
        known = JOBS_DATA + self.operations() if service == "iot-jobs-data" else self.operations() + JOBS_DATA
        return next((one for one in known if one["name"].lower() == wanted), None)

    def call(self, name, parameters):
        """Run an operation by its name; the answer as bytes."""
        operation = self.find(name)
        if operation is None:
            raise LookupError(name)
        return self.run(operation, parameters)

    def run(self, operation, parameters):
        """The answer of an operation as bytes."""
        rest = dict(parameters)
        if "shadowName" in rest:
            rest["name"] = rest.pop("shadowName")
        path = re.sub(r"\{(\w+)\+?\}", lambda part: path_value(operation, rest, part.group(1)), operation["path"])
        if operation["method"] in ("GET", "DELETE"):
            query = {key: query_value(value) for key, value in rest.items()}
            return self.request(operation["method"], path, query, headers=operation.get("headers"))
        if "payload" in rest:
            payload = rest.pop("payload")
            payload = payload if isinstance(payload, bytes) else payload.encode()
            return self.request(operation["method"], path, {k: query_value(v) for k, v in rest.items()}, payload)
        return self.request(operation["method"], path, None, json.dumps(rest).encode())

    def do(self, name, **parameters):
        """Run an operation; its answer as an object."""
        return json.loads(self.call(name, parameters) or b"{}")


def path_value(operation, parameters, name):
    for key in list(parameters):
        if key.lower() == name.lower() and not isinstance(parameters[key], bool):
            return str(parameters.pop(key))
    raise Misused(f"{operation['name']}: --{dashed(name)} is needed, with a value")


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


def scalar(name, text, is_text):
    if not is_text and text in ("true", "false"):
        return text == "true"
    if not is_text and NUMBER.search(name) and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return json.loads(text)
    return text


def shorthand(text, name="", is_text=True):
    """a=x,b={c=y,d=[x,y]} as an object; what `name` is of AWS's numbers and truths becomes one unless it is text."""
    if text[:1] + text[-1:] == "[]":
        return [shorthand(part, name, is_text) for part in cut(text[1:-1], ",")] if text[1:-1] else []
    if text[:1] + text[-1:] == "{}":
        text = text[1:-1]
    elif not re.match(r"\w+=", text):
        return scalar(name, text, is_text)
    return {key: shorthand(value, key, name in MAPS or key in MAPS)
            for key, _, value in (part.partition("=") for part in cut(text, ","))}


def read_file(path, read=Path.read_text):
    try:
        return read(Path(path))
    except (OSError, ValueError) as error:
        raise Misused(f"{path} cannot be read: {error}") from None


def value_of(name, text):
    if name == "payload" and text.startswith("fileb://"):
        return read_file(text[8:], Path.read_bytes)
    if text.startswith(("file://", "fileb://")):
        text = read_file(text.split("://", 1)[1])
    if name in TEXTS:
        return text
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except ValueError:
            return shorthand(text)
    if NUMBER.search(name) and re.fullmatch(r"-?\d+", text):
        return int(text)
    return shorthand(text, name)


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
            name = camel(option[3:]) if is_no else name
            parameters[SPELLED.get(name, name)] = not is_no
            continue
        read = [value_of(name, value) for value in values]
        if name in LISTS:
            parameters[SPELLED.get(name, name)] = [item for one in read
                                                   for item in (one if isinstance(one, list) else [one])]
        else:
            parameters[SPELLED.get(name, name)] = read[0]
    return parameters, loose


def read_command(operation, words):
    """(parameters, the file that takes the payload)"""
    parameters, loose = read_options(words)
    whole = parameters.pop("cliInputJson", None)
    if whole is None and loose and loose[0].startswith("{"):
        whole = value_of("", loose.pop(0))
    if whole is not None and not isinstance(whole, dict):
        raise Misused("--cli-input-json must be an object")
    parameters = {key: value for key, value in {**(whole or {}), **parameters}.items() if key not in ELSEWHERE}
    parameters, unknown = options.whole_names(operation["name"], parameters)
    if unknown:
        meant = options.like(operation["name"], unknown[0])
        raise Misused(f"Unknown options: {', '.join(f'--{dashed(name)}' for name in unknown)}"
                      + (f"; --{dashed(meant)} is one" if meant else ""))
    if operation["name"] == "PutObject" and not {"path", "body"}.isdisjoint(parameters):
        path = parameters.pop("body", parameters.get("path"))
        parameters["path"] = os.path.abspath(str(path))  # the daemon stands elsewhere
    return parameters, loose[0] if loose else None


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
    for operation in sorted([*control.operations(), JOBS_DATA[0]], key=lambda one: one["name"]):
        needed = " ".join(f"--{dashed(name)} ..." for name in re.findall(r"\{(\w+)\+?\}", operation["path"]))
        print(f"  {dashed(operation['name'])} {needed}".rstrip())


def keep(answer, files):
    """What of the answer belongs into files of its own."""
    for member, path in files.items():
        value = json.loads(answer)
        for name in OUTFILES[member]:
            value = value[name]
        Path(path).write_text(value)


def put(answer, target):
    """As AWS's command line: indented JSON, nothing for nothing, a payload as it is into its file."""
    if target and target not in ("-", "/dev/stdout"):
        Path(target).write_bytes(answer)
    elif answer.strip():
        try:
            print(json.dumps(json.loads(answer), indent=4, ensure_ascii=False))
        except ValueError:
            sys.stdout.buffer.write(answer)


def operate(control, words):
    """Run the operation of a command line, with or without its service; the exit code."""
    operation = control.find(words[0])
    rest = words[1:] if operation else words[2:]
    if operation is None:
        name = words[1] if len(words) > 1 else "help"
        if name in ("help", "--help"):
            show_operations(control)
            return 0
        operation = control.find(name, words[0])
        if operation is None:
            raise Misused(f"there is no operation {name}; all of them: {words[0]} help")
    parameters, target = read_command(operation, rest)
    files = {member: parameters.pop(member) for member in OUTFILES if member in parameters}
    try:
        answer = control.run(operation, parameters)
        keep(answer, files)
        put(answer, target)
        return 0
    except Refused as error:
        print(f"\nAn error occurred ({error.kind}) when calling the {operation['name']} operation: {error}",
              file=sys.stderr)
        return 254


def main(words):
    folder = DEFAULT_FOLDER
    if words[:1] == ["--dir"] and len(words) > 1:
        folder, words = Path(words[1]), words[2:]
    if not words or words[0] in ("-h", "--help", "help"):
        print(__doc__.strip())
        return 0
    try:
        return operate(Control(running(folder.resolve())["controlPort"]), words)
    except Misused as error:
        print(error, file=sys.stderr)
        return 252
    except urllib.error.URLError as error:
        print(f"the cloud does not answer: {error.reason}", file=sys.stderr)
        return 255
    except OSError as error:
        print(error, file=sys.stderr)
        return 255


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
