#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""same_test.py DUNLIN-CONSOLE DUNLIN-PACKAGE: the server and the command make the same bytes of the same choice, and say the same of what
has changed since."""
import json
import sys
import zipfile

from console_lab import Checks, Console
from package_kit import Maker

CHOICES = [
    {"board": "mps2_an385", "demo": "hello", "modules": ["mqtt", "ota_image"], "name": "lamp"},
    {"board": "virt_rv32", "demo": "shadow", "modules": ["jobs_client", "cli"], "name": "sensor-2"},
    {"board": "microbit", "modules": [], "name": "least"},
]


def main(program, command):
    check, maker = Checks(), Maker(command)
    with Console(program) as console:
        for choice in CHOICES:
            path, said = maker.zip(choice, "command.zip")
            status, answer = console.call("POST", "/packages", choice)
            check(said.returncode == 0 and status == 200, f"{choice}: both make it", (said.stderr, status))
            check(answer == path.read_bytes(), f"{choice}: the same bytes")
            status, resolved = console.call("POST", "/resolve", choice)
            words = resolved["command"].split()[2:]
            check(json.loads(maker.run(*words, "--json").stdout) == resolved, f"{choice}: both say the same of it")
            check(("dependency-only" in str(resolved["problems"])) == ("ota_image" in choice["modules"]), "a part for others is a warning", resolved)
            check(maker.run(*words, "-o", str(maker.folder / "told.zip")).returncode == 0
                  and (maker.folder / "told.zip").read_bytes() == answer, "the command that the server tells makes it, too", words)
            with zipfile.ZipFile(path) as archive:
                lock = json.loads(archive.read(choice["name"] + "/package.lock.json"))
            lock["modules"][-1]["version"] = "0.0.1"
            (maker.folder / "old.json").write_text(json.dumps(lock))
            status, difference = console.call("POST", "/packages/difference", {"lock": lock})
            told = json.loads(maker.run("--update", str(maker.folder / "old.json"), "--json").stdout)
            check(status == 200 and difference == told and len(told["changed"]) == 1, "the same difference", (difference, told))
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
