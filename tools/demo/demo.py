#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A device, end to end, on this machine.

Usage: demo [NAME] [--board BOARD] [--keep] [--json] [--list] [-v]

Without a name: cloud and time server on free loopback ports; a device that is provisioned with a claim, takes its shadow
through a round trip and exchanges messages; version 2, which it downloads, tries and confirms; version 3, which hangs and is
rolled back; a verdict with figures. On a board with a Wi-Fi module the module and its access point are started too. On sim and
microbit_wifi, which have no bootloader, it is mqtt_hello.

  NAME           update (that is the story above), mqtt_hello, bootloader, or a demo of --list with its peers
  --board BOARD  mps2_an385, or what the demo runs on besides: mps2_an385_wifi, microbit_wifi, sim ...   (mps2_an385)
                 mqtt_hello: any emulated board of the tree whose board.json has run_persistent
  --keep         leave everything running, and say how to talk to it    (update, mqtt_hello)
  --json         figures as one JSON object, the log on standard error
  --list         the names
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

from stage import ROOT, WORK, build, run, say
import boot
import hello
import update

PLAYS = {"update": update, "mqtt_hello": hello, "bootloader": boot}


def tests_of(board, verbose):
    """Commands of the tests of demos, by their names: they play or start the peers."""
    if not (ROOT / "build" / board / "CMakeCache.txt").exists():
        run(["cmake", "--preset", board], verbose)
    listed = json.loads(run(["ctest", "--test-dir", ROOT / "build" / board, "--show-only=json-v1", "-R", r"^demos\."]))
    return {test["name"].removeprefix("demos."): test["command"] for test in listed["tests"] if "command" in test}


def play_test(options):
    commands = tests_of(options.board, options.verbose)
    if options.name not in commands:
        sys.exit(f"demo: there is no {options.name} on {options.board}; --list has the names")
    command = commands[options.name]
    images = [word for word in command if word.startswith(str(ROOT / "build" / options.board))]
    say(f"building {options.name} for {options.board}")
    build(options.board, [Path(image).stem for image in images], options.verbose)
    return subprocess.run(command + (["--verbose"] if "--bootloader" in command else []), check=False).returncode


def list_names(options):
    print("\n".join(sorted({*PLAYS, *tests_of(options.board, options.verbose)})))
    return 0


def read_arguments():
    parser = argparse.ArgumentParser(prog="demo", add_help=False)
    parser.add_argument("name", nargs="?")
    parser.add_argument("--board", default="mps2_an385")
    for flag in ("--keep", "--json", "--list"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true")
    options = parser.parse_args()
    if options.help:
        print(__doc__.strip())
        sys.exit(0)
    options.name = options.name or ("mqtt_hello" if options.board in hello.BOARDS and options.board not in update.BOARDS
                                    else "update")
    return options


def main():
    options = read_arguments()
    options.output = sys.stdout
    if options.json:
        sys.stdout = sys.stderr
    WORK.mkdir(parents=True, exist_ok=True)
    if options.list:
        return list_names(options)
    if options.name not in PLAYS:
        return play_test(options)
    play = PLAYS[options.name]
    if options.board not in play.BOARDS and not (play is hello and hello.is_ported(options.board)):
        sys.exit(f"demo: {options.name} runs on {', '.join(play.BOARDS)}, not on {options.board}")
    return play.play(options)


if __name__ == "__main__":
    sys.exit(main())
