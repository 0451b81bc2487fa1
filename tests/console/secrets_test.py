#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Where keys are: that of a package of Quick Connect is in its zip, that of a run in the run's folder, and in nothing else: no file of
the console or of the cloud, its database and logs among them, no event, no argument and no environment of a process has a line, the
number or its digits. Usage: secrets_test.py [CONSOLE]"""
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from cloud_test import BUILD_S, HELLO, CloudBox, Watch, build
from console_lab import Checks, Console

RUNS = Path(f"/var/tmp/dunlin-console-{os.geteuid()}")


def shapes_of(pem):
    """What would give the key away: the lines of its text, its number as bytes and as digits."""
    lines = [line.encode() for line in pem.decode().splitlines() if not line.startswith("-----") and len(line) >= 24]
    text = subprocess.run(["openssl", "pkey", "-noout", "-text"], input=pem, capture_output=True, check=True).stdout.decode()
    digits = re.sub(r"[\s:]", "", re.search(r"priv:([\s0-9a-f:]+)pub:", text).group(1)).rjust(64, "0")[-64:]
    return [*lines, bytes.fromhex(digits), digits.encode(), digits.upper().encode()]


def files_with(folder, shapes):
    return [str(path) for path in sorted(folder.rglob("*")) if path.is_file() and any(shape in path.read_bytes() for shape in shapes)]


def processes_with(shapes):
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            try:
                text = (entry / name).read_bytes()
            except OSError:
                continue
            if any(shape in text for shape in shapes):
                found.append(f"{entry.name} {name}")
    return found


def of_a_package(console, check):
    """The shapes of a key that Quick Connect has made, and what was answered besides the zip."""
    status, made = console.call("POST", "/quick-connect", {"thing": "lamp-1", "by": "key"})
    check(status == 201, "a thing is made", made)
    status, content = console.call("POST", "/packages", {**HELLO, "quickConnect": {"id": made["id"]}})
    check(status == 200, "its zip", content[:200])
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        key = package.read("lamp/credentials/device.key")
        has = [name for name in package.namelist() if any(shape in package.read(name) for shape in shapes_of(key))]
    check("lamp/credentials/device.key" in has and all(name.startswith("lamp/credentials/") for name in has), "the key is in credentials/ alone", has)
    return shapes_of(key), json.dumps(made)


def of_a_run(console, check):
    """The shapes of a run's key, and all that was told of it."""
    status, run = console.call("POST", "/runs", HELLO, timeout=120)
    if not check(status == 201, "a run starts", run):
        return [], ""
    watch = Watch(console, run["id"])
    mine, until = f"run-{console.process.pid}-*", time.monotonic() + 60
    keys = []
    while not keys and time.monotonic() < until:
        keys = [path for folder in RUNS.glob(mine) for path in folder.rglob("device.key")]
        time.sleep(0.1)
    if not check(keys, "its key is in its folder", list(RUNS.glob(mine))):
        return [], ""
    shapes = shapes_of(keys[0].read_bytes())
    # Who may pass the folders may read it: one of them is closed to others.
    check(any((folder.stat().st_mode & 0o007) == 0 for folder in keys[0].parents if folder.is_relative_to(RUNS)) or keys[0].stat().st_mode & 0o007 == 0,
          "others cannot read it", [oct(folder.stat().st_mode) for folder in keys[0].parents][:4])
    check(watch.wait(lambda: "running" in watch.states() or watch.has_ended, BUILD_S), "it runs", watch.states())
    watch.wait(lambda: "demo: connected to" in watch.serial(), 60)
    found = processes_with(shapes)
    check(not found, "no process is told it as a word", found)
    document = json.dumps(console.call("GET", f"/runs/{run['id']}")[1])
    console.call("DELETE", f"/runs/{run['id']}")
    check(watch.wait(lambda: watch.has_ended, 30), "it ends", watch.states())
    check(not list(RUNS.glob(mine)), "its folder goes with it")
    return shapes, document + json.dumps(list(watch.events))


def main(program):
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="console-secrets-") as folder, CloudBox(Path(folder)), \
            Console(program, options=["--cloud", folder]) as console:
        packages, told = of_a_package(console, check)
        runs, more = of_a_run(console, check)
        check(len(packages) > 4 and len(runs) > 4, "keys have shapes to look for")
        kept = files_with(console.folder, packages + runs)
        check(not kept, "no file of the console has one", kept)
        kept = files_with(Path(folder), packages + runs)
        check(not kept, "no file of the cloud has one", kept)
        said = (told + more).encode()
        check(not any(shape in said for shape in packages + runs) and b"PRIVATE KEY" not in said, "no answer and no event has one")
        check(console.stop() == 0, "it ends cleanly")
        kept = files_with(console.folder, packages + runs)
        check(not kept and "PRIVATE" not in (console.folder / "stderr").read_text(), "nor when it has ended", kept)
        (Path(folder) / "told").write_bytes(b"x" + packages[-2])
        check(len(files_with(Path(folder), packages)) == 1, "one that is there is found")
    return check.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else build()))
