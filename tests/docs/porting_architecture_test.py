#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays docs/guides/porting-architecture.md in a copy of the tree: the template first, then for each step what the example
has for it. A step's command must fail before, naming the blank function, and print what the page shows after.

Usage: porting_architecture_test.py [--keep FOLDER]     Ends in: N passed, M failed"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/guides/porting-architecture.md"
FILES = ROOT / "docs/guides/porting-architecture"


def steps():
    """[(title, [(command, [line, ...]), ...])]: the numbered sections with their commands and what these print."""
    for section in re.split(r"^## ", GUIDE.read_text(), flags=re.M)[1:]:
        title, _, text = section.partition("\n")
        commands = []
        for line in re.findall(r"^    (.*)$", text, re.M):
            if line.startswith("$ "):
                commands.append((line[2:], []))
            elif commands and not line.startswith("cmake"):
                commands[-1][1].append(line)
        if re.match(r"\d", title) and commands:
            yield title, commands


def copy_tree(to):
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"],
                            capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            target = to / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    copy_over(FILES / "template", to)


def copy_over(folder, to):
    shutil.copytree(folder, to, dirs_exist_ok=True, copy_function=shutil.copyfile)  # new for make


def run(command, tree):
    done = subprocess.run(command, shell=True, cwd=tree, stdin=subprocess.DEVNULL, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900)
    return done.returncode, done.stdout


def run_all(commands, tree):
    """Runs until one fails. @return Why it failed, or None; the output."""
    text = ""
    for command, lines in commands:
        status, output = run(command, tree)
        text += output
        if status != 0:
            return "exit status %d: %s" % (status, command), text
        at = 0
        for line in lines:
            found = output.find(line, at)
            if found < 0:
                return "%r is not printed by: %s" % (line, command), text
            at = found + len(line)
    return None, text


def play(title, commands, tree):
    number = title.split(".")[0]
    blank = number not in ("1", "8")  # the first cannot say so, the last has nothing of its own
    if blank:
        failure, text = run_all(commands, tree)
        if failure is None:
            return "it passes before it is done"
        if number != "6" and " is blank" not in text:  # without ticks nothing ends
            return "before it is done it does not say which function is blank:\n" + text[-2000:]
    for folder in FILES.glob("example/%s-*" % number):
        copy_over(folder, tree)
    failure, text = run_all(commands, tree)
    return None if failure is None else "%s\n%s" % (failure, text[-3000:])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", metavar="FOLDER", help="play in this folder and leave it")
    options = parser.parse_args()
    tree = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="porting-"))
    good = bad = 0
    try:
        copy_tree(tree)
        for title, commands in steps():
            failure = play(title, commands, tree)
            good, bad = (good + 1, bad) if failure is None else (good, bad + 1)
            print("%s %s" % ("ok" if failure is None else "not ok", title), flush=True)
            if failure is not None:
                print(failure, flush=True)
                break  # each step stands on the one before
    finally:
        if not options.keep:
            shutil.rmtree(tree)
    if good + bad < 8 and bad == 0:
        good, bad = good, 1
        print("not ok: the page has %d steps" % good)
    print("%d passed, %d failed" % (good, bad))
    return 0 if bad == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
