#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every row of the API's table, as a client sees it; who may what over HTTP; passwords. Runs are runs_test.py's, harm is
hostile_test.py's. Usage: api_test.py CONSOLE PAGE-FOLDER"""
import base64
import io
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from console_lab import CHOICE, ROOT, Checks, Console

CONFIGURATION = {"name": "Lamp of the hall", "description": "first\nsecond line", "choice": CHOICE,
                 "tags": [{"key": "team", "value": "red"}]}
INVALID = {"board": "microbit", "modules": [], "demo": "shadow", "name": "too-small"}


def refused(answer, code, *members):
    status, document = answer[:2]
    error = document.get("error", {}) if isinstance(document, dict) else {}
    return status == code and all(error.get(name) for name in ("code", "message", "advice")) and all(name in document for name in members)


def pages(console, check, folder):
    for path, kind in (("/", "text/html"), ("/app.js", "text/javascript"), ("/app.css", "text/css"), ("/favicon.svg", "image/svg+xml")):
        status, body, head = console.raw("GET", path)
        file = folder / (path[1:] or "index.html")
        check(status == 200 and head["Content-Type"].startswith(kind), f"{path} is served as {kind}", (status, head["Content-Type"]))
        check(body == file.read_bytes(), f"{path} is the file")
        again = console.raw("GET", path, headers={"If-None-Match": head["ETag"]})
        check(again[0] == 304 and again[1] == b"", f"{path} is not sent twice", again[0])
        check(console.raw("HEAD", path)[1] == b"", f"HEAD of {path}")
    head = console.raw("GET", "/?board=mps2_an385")[2]
    check("script-src 'self'" in head["Content-Security-Policy"] and "unsafe" not in head["Content-Security-Policy"],
          "no inline script", head["Content-Security-Policy"])
    for name, value in (("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "no-referrer")):
        check(head[name] == value, name, head[name])
    pictures = [path.name for path in (ROOT / "boards/pictures").glob("*.svg")]
    check(pictures and console.raw("GET", f"/pictures/{pictures[0]}")[0] == 200, "pictures are served", pictures)


def catalogue(console, check):
    session = console.session()
    check(session["user"] == "owner" and "dunlin:Run" in session["actions"], "the session tells who asks and what they may", session)
    check(re.search("HttpOnly", console.raw("GET", "/api/v1/session")[2]["Set-Cookie"]) is not None, "scripts do not see the cookie")
    status, everything = console.call("GET", "/catalogue")
    check(status == 200 and {"release", "boards", "modules", "demos", "predefined", "categories"} <= set(everything), "the catalogue",
          list(everything))
    for one in everything["boards"]:
        name = one.get("name") or one.get("id")
        status, board = console.call("GET", f"/boards/{name}")
        check(status == 200 and {"modules", "demos"} <= set(board), f"board {name}", board if status != 200 else "")
    check(refused(console.call("GET", "/boards/none"), 404), "no such board")
    status, qualified = console.call("GET", "/qualified")
    check(status == 200 and qualified["boards"], "qualified boards", qualified)
    report = next(((board["board"], one["release"]) for board in qualified["boards"] for one in board["reports"]), None)
    check(report and console.call("GET", "/qualified/{}/{}".format(*report))[0] == 200, "a report", report)
    check(refused(console.call("GET", "/qualified/mps2_an385/1.0"), 404), "no such report")
    return everything


def packages(console, check):
    status, resolved = console.call("POST", "/resolve", CHOICE)
    check(status == 200 and resolved["valid"] and resolved["modules"], "resolve", resolved)
    status, resolved = console.call("POST", "/resolve", INVALID)
    check(status == 200 and not resolved["valid"] and resolved["problems"], "resolve what does not work", resolved)
    check(refused(console.call("POST", "/packages", INVALID), 422, "problems"), "no package of it", "")
    status, content, head = console.raw("POST", "/api/v1/packages", json.dumps(CHOICE), {
        "X-Dunlin-Token": console.token, "Cookie": console.cookie})
    check(status == 200 and head["Content-Disposition"] == 'attachment; filename="lamp.zip"', "a zip by its name", head["Content-Disposition"])
    check(content == console.call("POST", "/packages", {**CHOICE, "quickConnect": {}})[1], "the same choice is the same zip")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        check(package.testzip() is None and "lamp/README.md" in package.namelist(), "it is whole")
        lock = json.loads(package.read("lamp/package.lock.json"))
    status, difference = console.call("POST", "/packages/difference", {"lock": lock})
    check(status == 200 and not difference["added"] and not difference["changed"], "nothing has changed since", difference)
    check(refused(console.call("POST", "/packages/difference", {}), 422), "no lock")
    return content


def configurations(console, check, everything, package):
    status, made = console.call("POST", "/configurations", CONFIGURATION)
    check(status == 201 and made["name"] == CONFIGURATION["name"] and made["tags"] == CONFIGURATION["tags"] and
          made["description"] == CONFIGURATION["description"], "one is saved", made)
    path = f"/configurations/{made['id']}"
    check(console.call("GET", path) == (200, made), "and read")
    check(console.call("GET", path + "/package")[1] == package, "its zip is the choice's")
    check(refused(console.call("POST", "/configurations", CONFIGURATION), 409), "a name is taken once")
    changed = {**CONFIGURATION, "tags": [{"key": "team", "value": "blue"}, {"key": "cost", "value": ""}], "name": "Lämp ☃"}
    status, after = console.call("PUT", path, changed)
    check(status == 200 and after["name"] == "Lämp ☃" and len(after["tags"]) == 2 and after["id"] == made["id"], "it is changed", after)
    check(console.call("GET", "/configurations")[1]["configurations"] == [after], "all of them")
    status, copied = console.call("POST", "/configurations", {"name": "copy", "from": everything["predefined"][0]["id"]})
    check(status == 201 and copied["choice"] == everything["predefined"][0]["choice"], "a predefined one is copied", copied)
    fixed = f"/configurations/{everything['predefined'][0]['id']}"
    check(console.call("GET", fixed)[0] == 200 and console.call("GET", fixed + "/package")[0] == 200, "a predefined one is read")
    check(refused(console.call("PUT", fixed, changed), 409) and refused(console.call("DELETE", fixed), 409), "and does not change")
    check(refused(console.call("PUT", "/configurations/999", changed), 404), "no such configuration")
    check(console.call("DELETE", path) == (204, b"") and refused(console.call("GET", path), 404), "it is deleted")
    return copied


def tools(console, check):
    where = console.folder
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=x",
                    "-keyout", where / "a.key", "-out", where / "a.crt", "-days", "2"], check=True, capture_output=True)
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", where / "b.key"], check=True)
    certificate, key, other = [(where / name).read_text() for name in ("a.crt", "a.key", "b.key")]
    status, header = console.call("POST", "/tools/credentials-header", {"certificate": certificate, "key": key})
    check(status == 200, "aws_clientcredential_keys.h", header)
    status, text = console.call("POST", "/tools/pem-to-c", {"pem": certificate + key})
    check(status == 200, "a PEM as a C string", text)
    (where / "aws_clientcredential_keys.h").write_bytes(header)
    (where / "main.c").write_text(
        '#include <stdio.h>\n#include "aws_clientcredential_keys.h"\nstatic const char both[] =\n' + text.decode() + ";\n"
        "int main(void) { return fputs(keyCLIENT_CERTIFICATE_PEM keyCLIENT_PRIVATE_KEY_PEM, stdout) < 0 || fputs(both, stdout) < 0; }\n")
    built = subprocess.run(["gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-Wno-overlength-strings", "main.c", "-o", "main"],
                           cwd=where, capture_output=True, text=True)
    check(built.returncode == 0, "it compiles", built.stderr)
    said = subprocess.run([where / "main"], capture_output=True, text=True).stdout
    check(said == (certificate + key) * 2, "and says the same", said)
    for what, path, body in (("a key of another", "credentials-header", {"certificate": certificate, "key": other}),
                             ("no certificate", "credentials-header", {"certificate": key, "key": key}),
                             ("nothing", "credentials-header", {}), ("no PEM", "pem-to-c", {"pem": "hello"}),
                             ("half a PEM", "pem-to-c", {"pem": certificate[:200]}),
                             ("a PEM of garbage", "pem-to-c", {"pem": re.sub("M", "N", certificate, count=1)})):
        answer = console.call("POST", f"/tools/{path}", body)
        check(refused(answer, 422), f"{what} is refused", answer)


def quick_connect(console, check):
    answer = console.call("POST", "/quick-connect", {"thing": "lamp", "by": "key"})
    check(refused(answer, 503) and "./run cloud" in answer[1]["error"]["advice"], "without a cloud it says how to start one", answer)
    status, made = console.call("POST", "/quick-connect", {"thing": "lamp", "by": "key", "endpoint": "x.iot.eu-west-1.amazonaws.com"})
    check(status == 201 and all("paste" in step and not step["done"] for step in made["steps"]), "an account gets lines to paste", made)
    check(any("aws iot create-thing --thing-name lamp" in step["paste"] for step in made["steps"]), "with the thing's name")
    for wish in ({"thing": "a b"}, {"thing": "lamp", "by": "magic"}, {"thing": "lamp", "endpoint": "x y"}, {}):
        check(refused(console.call("POST", "/quick-connect", wish), 400), f"{wish} is refused")


def command(console, check):
    """./run console api, which is what a click on the page is."""
    def api(*words):
        return subprocess.run([sys.executable, "-B", ROOT / "tools/console/server/api.py", "--url", f"http://127.0.0.1:{console.port}", *words],
                              capture_output=True, text=True, timeout=30)
    made = api("post", "configurations", json.dumps({**CONFIGURATION, "name": "by command"}))
    check(made.returncode == 0 and json.loads(made.stdout)["name"] == "by command", "a command saves", made.stderr)
    one = f"/configurations/{json.loads(made.stdout)['id']}"
    check(api("GET", f"{one}/package", "-o", str(console.folder / "api.zip")).returncode == 0 and zipfile.is_zipfile(console.folder / "api.zip"), "loads down")
    check(api("DELETE", one).returncode == 0, "and deletes")
    said = api("DELETE", one)
    check(said.returncode == 1 and "404: There is no configuration" in said.stderr, "it says why not", said.stderr)


def statement(effect, *actions, **condition):
    return {"Effect": effect, "Action": list(actions), "Resource": "*", **({"Condition": condition} if condition else {})}


def users(program, check):
    """Two of them, with passwords: the first owns the server."""
    words = {"ann": "correct horse", "bob": "battery staple"}
    with Console(program) as plain:
        file = plain.folder / "users"
        lines = [subprocess.run([program, "--password", name], input=word + "\n", capture_output=True, text=True).stdout
                 for name, word in words.items()]
        file.write_text("".join(lines))
        check(all(word not in "".join(lines) for word in words.values()), "passwords are not in the file", lines)
        file.chmod(0o644)
        refusal = subprocess.run([program, "--root", ROOT, "--dir", plain.folder / "x", "--port", "0", "--password-file", file],
                                 capture_output=True, text=True, timeout=30)
        check(refusal.returncode == 1 and "chmod 600" in refusal.stderr, "a file that others read is refused", refusal.stderr)
        refusal = subprocess.run([program, "--root", ROOT, "--dir", plain.folder / "x", "--port", "0", "--listen", "0.0.0.0"],
                                 capture_output=True, text=True, timeout=30)
        check(refusal.returncode == 1 and "--password-file" in refusal.stderr, "others need passwords", refusal.stderr)
        file.chmod(0o600)
        with Console(program, options=["--password-file", str(file)]) as console:
            who = {name: {"Authorization": "Basic " + base64.b64encode(f"{name}:{word}".encode()).decode()}
                   for name, word in words.items()}
            call = two(console, check, who)
            by_command(program, console, check, call)


def two(console, check, who):
    check(console.raw("GET", "/")[0] == 401 and console.raw("GET", "/api/v1/session")[0] == 401, "nobody comes in without a password")
    for pair in ("ann:wrong horse", "ann:", "eve:correct horse", "bob:correct horse", ":", "ann"):
        header = {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
        check(console.raw("GET", "/api/v1/session", headers=header)[0] == 401, f"not as {pair}")
    check(console.raw("GET", "/api/v1/session", headers={"Authorization": "Basic !!!!"})[0] == 401, "nor with what is no base64")
    tokens = {}
    for name, header in who.items():
        check(console.session(header)["user"] == name, f"{name} comes in")
        tokens[name] = console.token, console.cookie

    def call(name, *words):
        console.token, console.cookie = tokens[name]
        return console.call(*words, headers=who[name])

    console.token, console.cookie = tokens["ann"]
    check(console.call("POST", "/resolve", CHOICE, headers=who["bob"])[0] == 403, "a token is not another's")
    status, made = call("ann", "POST", "/configurations", CONFIGURATION)
    check(status == 201 and made["owner"] == "ann", "the owner may save", made)
    one = f"/configurations/{made['id']}"
    for words in (("GET", "/configurations"), ("GET", one), ("POST", "/configurations", CONFIGURATION), ("POST", "/packages", CHOICE),
                  ("GET", "/users"), ("GET", "/users/bob/policy"), ("PUT", "/users/bob/policy", {"policy": None}), ("POST", "/runs", CHOICE),
                  ("POST", "/quick-connect", {"thing": "x"})):
        check(refused(call("bob", *words), 403), f"bob may not {words[:2]}")
    everybody = call("ann", "GET", "/users")[1]
    check(everybody["users"] == [{"name": name, "owner": name == "ann", "policy": False} for name in who], "who may come in", everybody)
    check({"freertos:ListSoftwareConfigurations", "dunlin:Run"} < set(everybody["actions"]), "and what there is to be done", everybody)
    check(call("ann", "GET", "/users/bob/policy")[1] == {"user": "bob", "policy": None}, "bob has no policy")
    policy = {"Version": "2012-10-17", "Statement": [
        statement("Allow", "freertos:*"),
        statement("Deny", "freertos:UpdateSoftwareConfiguration", "freertos:DeleteSoftwareConfiguration",
                  StringEquals={"aws:ResourceTag/team": "red"}),
        statement("Deny", "freertos:CreateSoftwareConfiguration", **{"Null": {"aws:RequestTag/team": "true"}}),
        statement("Deny", "freertos:DescribeSoftwareConfiguration", StringEquals={"aws:ResourceTag/secret": "yes"})]}
    status, kept = call("ann", "PUT", "/users/bob/policy", {"policy": policy})
    check(status == 200 and kept["policy"] == policy, "the owner says what bob may", kept)
    check(refused(call("ann", "PUT", "/users/bob/policy", {"policy": {"Statement": []}}), 400), "what is no policy is refused")
    check(call("bob", "GET", one)[0] == 200, "now bob reads")
    check(refused(call("bob", "DELETE", one), 403) and refused(call("bob", "PUT", one, CONFIGURATION), 403), "but changes nothing of team red")
    check(refused(call("bob", "POST", "/configurations", {"name": "b", "choice": CHOICE}), 403), "and saves nothing without a team")
    status, own = call("bob", "POST", "/configurations", {**CONFIGURATION, "name": "b", "tags": [{"key": "team", "value": "blue"}]})
    check(status == 201 and call("bob", "DELETE", f"/configurations/{own['id']}")[0] == 204, "of team blue he does", own)
    status, hidden = call("ann", "POST", "/configurations", {**CONFIGURATION, "name": "s", "tags": [{"key": "secret", "value": "yes"}]})
    listed = [each["name"] for each in call("bob", "GET", "/configurations")[1]["configurations"]]
    check(listed == [CONFIGURATION["name"]], "a list has what may be read", listed)
    check(refused(call("bob", "GET", f"/configurations/{hidden['id']}"), 403), "and the rest is not", hidden)
    check(refused(call("bob", "POST", "/runs", CHOICE), 403), "running is another action")
    return call


def by_command(program, console, check, call):
    """The same policies by ./run console policy, beside the server that runs."""
    def policy(*words, **more):
        return subprocess.run([program, "--dir", console.folder / "state", "--policy", "bob", *words], capture_output=True, text=True, timeout=30, **more)
    said = policy()
    check(said.returncode == 0 and len(json.loads(said.stdout)["Statement"]) == 4, "a command prints the policy", said.stderr)
    for text, why in (("no", "JSON"), ("[]", "policy"), ('{"Statement": []}', "policy")):
        said = policy("--set", input=text)
        check(said.returncode == 1 and why in said.stderr, f"{text} is refused", said.stderr)
    check(call("bob", "GET", "/configurations")[0] == 200, "what is refused changes nothing")
    check(policy("--set", input="null").stdout == "null\n", "null takes it away")
    check(refused(call("bob", "GET", "/configurations"), 403), "at once")


def main(program, folder):
    check = Checks()
    with Console(program, options=["--page", str(folder)] if folder else []) as console:
        if folder and (folder / "index.html").exists():
            pages(console, check, folder)
        everything = catalogue(console, check)
        package = packages(console, check)
        copied = configurations(console, check, everything, package)
        tools(console, check)
        quick_connect(console, check)
        command(console, check)
        policy = {"Version": "2012-10-17", "Statement": [statement("Allow", "freertos:Get*")]}
        check(console.call("PUT", "/users/owner/policy", {"policy": policy})[0] == 200, "a policy for oneself")
        check(refused(console.call("GET", "/configurations"), 403), "it holds")
        console.stop()
        console.start()
        check(refused(console.call("GET", "/configurations"), 403), "after a restart, too")
        check(console.call("PUT", "/users/owner/policy", {"policy": None})[1]["policy"] is None, "the owner is not locked out")
        check(console.call("GET", "/configurations")[1]["configurations"] == [copied], "what was saved is there")
        check(console.stop() == 0 and "Sanitizer" not in (console.folder / "stderr").read_text(), "it ends cleanly")
    users(program, check)
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else None))
