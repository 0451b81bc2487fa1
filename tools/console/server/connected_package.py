#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A package that connects unedited, by one command: what Quick Connect makes on the console's page.

Usage: connected_package.py PROGRAM ROOT [option of ./run package] ... --quick-connect THING [--claim] [--endpoint HOST] [--cloud FOLDER]
                                                               [--time-port N]

The choice is checked first: nothing is made in the cloud for a package that there will not be. Keys are in memory files and in the one zip.
"""
import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import connect
from connect import control

TIME_PORT = 8090  # of ./run console, whose number it is as well


def options(words):
    parser = argparse.ArgumentParser(prog="package", allow_abbrev=False, add_help=False)
    parser.add_argument("--quick-connect", dest="thing", required=True)
    parser.add_argument("--claim", action="store_true")
    parser.add_argument("--endpoint")
    parser.add_argument("--time-port", type=int, default=TIME_PORT)
    parser.add_argument("--cloud", type=Path, default=control.DEFAULT_FOLDER)
    parser.add_argument("-o", dest="output")
    return parser.parse_known_args(words)


def resolved(program, choice):
    """The choice as the package has it, or None: what is wrong has been said."""
    said = subprocess.run([*program, *choice, "--json"], capture_output=True, text=True)
    if said.returncode == 0:
        return json.loads(said.stdout)["choice"]
    subprocess.run([*program, *choice])
    return None


def put(folder, made, board, port):
    for name, text in made["files"].items():
        (folder / name).write_text(text)
    described = json.loads((connect.ROOT / f"boards/{board}/board.json").read_text())
    if made["told"] and described["memory"].get("flash"):
        question = {"told": made["told"], "files": made["files"], "board": board, "timePort": port}
        (folder / "flash.bin").write_bytes(connect.flash(question))


def make(program, cloud, wish, words):
    choice = resolved(program, words)
    if choice is None:
        return 1
    request = {"thing": wish.thing, "by": "claim" if wish.claim else "key", **({"endpoint": wish.endpoint} if wish.endpoint else {})}
    made = connect.make(cloud, request)
    for step in made["steps"]:
        print(step["text"], *([step["paste"]] if "paste" in step else []), sep="\n", file=sys.stderr)
    with connect.memory() as name:
        put(Path(name), made, choice["board"], wish.time_port)
        output = ["-o", wish.output] if wish.output else []
        status = subprocess.run([*program, *words, *output, "--credentials", name]).returncode
    if status and made.get("certificateId"):
        connect.forget(cloud, made)
    return status


def main(words):
    program, root = words[:2]
    os.umask(0o077)  # the zip has a key in it
    wish, rest = options(words[2:])
    others = [word for word in rest if word in ("--list", "--update", "--explain", "--json")]
    if others:
        print(f"package: --quick-connect makes a package: it does not go with {others[0]}", file=sys.stderr)
        return 2
    return connect.tell_refusals("package", lambda: make([program, "--root", root], wish.cloud, wish, rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
