#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Quick Connect against the cloud in a box: the device of a package connects unedited, by key and by claim; runs of the page tell
messages and shadows, and their things go with them; keys are in the one zip. Usage: cloud_test.py [CONSOLE]"""
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from console_lab import ROOT, Checks, Console
from runs_test import BUILD_S, Watch

sys.path.insert(0, str(ROOT / "tools/lab"))
from cloud_box import CloudBox  # noqa: E402

HELLO = {"board": "mps2_an385", "modules": [], "name": "lamp", "demo": "mqtt_hello"}
EVENING = {"topic": "iotdemo/topic/1", "payload": "good evening"}
SHADOW = {**HELLO, "demo": "shadow"}


def things(box):
    return {one["thingName"] for one in box.control("iot", "list-things")["things"]}


def a_package(console, check, box):
    status, made = console.call("POST", "/quick-connect", {"thing": "lamp-1", "by": "key"})
    check(status == 201 and made["thing"] == "lamp-1" and made["certificateArn"].startswith("arn:aws:iot:"), "a thing is made", made)
    check(all(step["done"] and step["text"] for step in made["steps"]), "every step is done", made)
    check("PRIVATE KEY" not in str(made), "the answer has no key")
    policy = box.control("iot", "get-policy", "--policy-name", made["policy"])["policyDocument"]
    check(all(f"iot:{action}" in policy for action in ("Connect", "Publish", "Subscribe", "Receive")), "its policy", policy)
    check("lamp-1" in things(box), "the cloud knows it")
    wanted = {**HELLO, "quickConnect": {"id": made["id"]}}
    status, content = console.call("POST", "/packages", wanted)
    check(status == 200, "the zip", content[:200])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = {name.partition("/")[2]: package.read(name) for name in package.namelist() if "/credentials/" in name and "dunlin" not in name}
    check(set(names) >= {f"credentials/{name}" for name in ("ca.crt", "device.crt", "device.key", "flash.bin")}, "credentials are in it", list(names))
    check(b"PRIVATE KEY" in names["credentials/device.key"], "the key is")
    check(console.call("POST", "/packages", wanted)[0] == 410, "and in no second one")
    key = names["credentials/device.key"].decode().split("\n")[1]
    kept = [path for path in console.folder.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
    check(not kept, "no file of the console has it", kept)


def a_run(console, check, choice, demands, said=None):
    """`demands` hold one after another; before the last of them `said` is published."""
    status, run = console.call("POST", "/runs", choice, timeout=120)
    if not check(status == 201, "a run starts", run):
        return None
    watch = Watch(console, run["id"])
    for what, holds in demands:
        if said and (what, holds) == demands[-1]:
            status, answer = console.call("POST", f"/runs/{run['id']}/message", said)
            check(status == 204, "a message is published", answer)
        check(watch.wait(lambda: holds(watch), BUILD_S if holds is demands[0][1] else 60), f"{choice['demo']}: {what}", watch.events[-2:])
    thing = next((data["topic"].split("/")[2] for kind, data in watch.events if kind == "message" and data["topic"].startswith("$aws/things/")), None)
    console.call("DELETE", f"/runs/{run['id']}")
    check(watch.wait(lambda: watch.has_ended, 30), "it ends", watch.states())
    return thing


def quick_start(check, box, folder):
    """The verbs of row 188's quick start, and that its headers compile and are emptied again."""
    config = folder / "configure.json"
    config.write_text(json.dumps({"thing_name": "kettle", "output_folder": "include", "wifi_ssid": 'a "b"'}))

    def verb(name):
        done = subprocess.run([str(ROOT / "run"), "console", "quick-start", "--config", str(config), "--cloud", str(box.folder), name],
                              capture_output=True, text=True)
        return done.returncode, done.stdout, done.stderr

    check(verb("update_creds")[0] == 1, "headers want prereq first")
    code, said, error = verb("setup")
    check(code == 0 and "kettle is made" in said, "setup", error)
    check(verb("prereq")[0] == 1, "not twice")
    check("kettle\n" in verb("list_things")[1] and "console-kettle\n" in verb("list_policies")[1], "lists")
    arn = box.control("iot", "list-thing-principals", "--thing-name", "kettle")["principals"]
    check(len(arn) == 1 and arn[0] in verb("list_certificates")[1], "its certificate", arn)
    (folder / "main.c").write_text(
        '#include <stdio.h>\n#include "aws_clientcredential.h"\n#include "aws_clientcredential_keys.h"\n'
        "int main(void) { return puts(clientcredentialIOT_THING_NAME keyCLIENT_PRIVATE_KEY_PEM clientcredentialWIFI_SSID) < 0; }\n")

    def said_by_headers():
        subprocess.run(["gcc", "-Wall", "-Werror", "-Iinclude", "main.c", "-o", "main"], cwd=folder, check=True)
        return subprocess.run([str(folder / "main")], capture_output=True, text=True).stdout

    key = (folder / "kettle_private_key_pem_file").read_text()
    check(said_by_headers() == f'kettle{key}a "b"\n', "the headers say thing and key")
    check((folder / "kettle_private_key_pem_file").stat().st_mode & 0o77 == 0, "the key is its owner's")
    check(verb("cleanup")[0] == 0 and "kettle" not in verb("list_things")[1], "cleanup")
    check(said_by_headers() == "\n" and not list(folder.glob("kettle*")), "nothing is left of it", list(folder.iterdir()))


def of(watch, kind):
    return [data for each, data in list(watch.events) if each == kind]


def main(program):
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="console-cloud-") as folder, CloudBox(Path(folder)) as box, \
            Console(program, options=["--cloud", folder]) as console:
        a_package(console, check, box)
        before = things(box)
        thing = a_run(console, check, HELLO, [
            ("it connects", lambda watch: "demo: connected to" in watch.serial()),
            ("its messages are told", lambda watch: any(data["topic"].startswith("iotdemo/") for data in of(watch, "message"))),
            ("its shadow is told", lambda watch: any("reported" in data["document"]["state"] for data in of(watch, "shadow"))),
            ("it waits for a message", lambda watch: "demo: waiting for a message" in watch.serial()),
            ("and hears it", lambda watch: "from the host: good evening" in watch.serial() and
             [data["from"] for data in of(watch, "message") if data == {**data, **EVENING}] == ["console"])], EVENING)
        check(thing and thing.startswith("run-"), "a thing of the run's own", thing)
        thing = a_run(console, check, SHADOW, [
            ("its light goes off", lambda watch: "the light is off" in watch.serial()),
            ("from the cloud", lambda watch: any(data["from"] == "cloud" and data["topic"].endswith("/delta") for data in of(watch, "message")))])
        a_run(console, check, {**HELLO, "demo": "ota"}, [
            ("the bootloader starts it", lambda watch: "slot 0: runs" in watch.serial()),
            ("it connects, and is asked for updates", lambda watch: "ota: version 1.0.0" in watch.serial())])
        check(things(box) == before, "their things go with them", things(box) - before)
        status, made = console.call("POST", "/quick-connect", {"thing": "7", "by": "claim"})
        check(status == 201 and made["thing"] == "device-7", "a claim", made)
        a_run(console, check, {**HELLO, "demo": "provisioning", "quickConnect": {"id": made["id"]}}, [
            ("the device makes its key", lambda watch: "this is device-7 from now on; its key was made here" in watch.serial())])
        check("device-7" in things(box), "and the cloud has its thing")
        quick_start(check, box, console.folder)
        check(console.stop() == 0, "it ends cleanly")
        log = (console.folder / "stderr").read_text()
        check("PRIVATE" not in log and "Sanitizer" not in log, "and has told no key", log)
    return check.close()


def build():
    """The console of this tree."""
    for words in (["cmake", "--preset", "tools"], ["cmake", "--build", "--preset", "tools", "--target", "dunlin-console"]):
        subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return str(ROOT / "build/tools/tools/console/server/dunlin-console")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else build()))
