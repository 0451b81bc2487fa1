#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays docs/guides/porting.md in a copy of the tree: `./run new board`, then for each step what the example has
for it, and the commands that begin with `$`. Before a step's files are there, its last command must not succeed.

Usage: porting_test.py [--whole] [--keep FOLDER]     Ends in: N passed, M failed
--whole plays the page to its end, a quarter of an hour; otherwise it is played as far as the kernel."""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from porting_architecture_test import copy_over  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs/guides/porting.md"
EXAMPLE = ROOT / "docs/guides/porting/example"
EMULATOR_S = 60
COMMAND_S = 1800  # all groups on a busy machine
KERNEL = "2"      # the step that is the last one without --whole


def sections():
    """[(title, [(command, [line, ...]), ...])]"""
    for section in re.split(r"^## ", GUIDE.read_text(), flags=re.M)[1:]:
        title, _, text = section.partition("\n")
        commands, open_ = [], False
        for line in text.splitlines():
            if line.startswith("    $ "):
                commands.append((line[6:], []))
                open_ = True
            elif line.startswith("    ") and open_:
                commands[-1][1].append(line[4:])
            else:
                open_ = False
        if commands:
            yield title, commands


def copy_tree(to):
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True, text=True,
                            check=True).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file() and name != "CMakeUserPresets.json" and not name.startswith("boards/shore/"):
            target = to / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)


def borrow_tester(to, whole):
    """The page builds it once; so does this tree."""
    program = ROOT / "build/tools/tools/tester/devicetester"
    world = ["dunlin-modem", "dunlin-cloudd", "dunlin_cloud_plugin"] if whole else []
    for command in (["cmake", "--preset", "tools"], ["cmake", "--build", "--preset", "tools", "--target", "devicetester", *world]):
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    link = to / program.relative_to(ROOT)
    link.parent.mkdir(parents=True)
    link.symlink_to(program)


def emulate(command, lines, tree):
    """A machine that does not end: until it has said all lines. @return Why not, or None."""
    machine = subprocess.Popen(command.split(), cwd=tree, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    limit = threading.Timer(EMULATOR_S, machine.kill)
    limit.start()
    said = ""
    try:
        while not all(line in said for line in lines):
            byte = os.read(machine.stdout.fileno(), 1)
            if not byte:
                return f"it said {said!r}, want {lines}"
            said += byte.decode("ascii", "replace")
        return None
    finally:
        limit.cancel()
        machine.kill()
        machine.wait()
        machine.stdout.close()


def run(command, lines, tree):
    if command.startswith("qemu-system"):
        return emulate(command, lines, tree)
    done = subprocess.run(command, shell=True, cwd=tree, stdin=subprocess.DEVNULL, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=COMMAND_S)
    if done.returncode != 0:
        return f"exit status {done.returncode}: {command}\n{done.stdout[-3000:]}"
    missing = [line for line in lines if line not in done.stdout]
    return f"{command} does not print {missing}:\n{done.stdout[-2000:]}" if missing else None


def step_of(title):
    """What the example's folder begins with: "3" of "3. Wi-Fi", "submit"."""
    return title.split(".")[0].lower()


def play(title, commands, tree):
    folders = [each for each in EXAMPLE.iterdir() if each.name.split("-")[0] == step_of(title)]
    if folders and run(*commands[-1], tree) is None:
        return "it passes before it is done"
    for folder in folders:
        copy_over(folder, tree)
    for command, lines in commands:
        why = run(command, lines, tree)
        if why is not None:
            return why
    return None


def parts(whole):
    """The sections to play. Each folder of the example belongs to one."""
    found = list(sections())
    homeless = {each.name for each in EXAMPLE.iterdir()} - {each.name for each in EXAMPLE.iterdir() for title, _ in found
                                                             if each.name.split("-")[0] == step_of(title)}
    if homeless:
        sys.exit(f"no section plays {sorted(homeless)}")
    until = next(index for index, (title, _) in enumerate(found) if step_of(title) == KERNEL)
    return found if whole else found[:until + 1]


def the_template_builds(tree):
    """As ./run new leaves it, in the tree and outside: it builds, and devicetester check says what is to be done."""
    for words in ("./run new board sandbank", f"./run new board islet --at {tree}/elsewhere"):
        name = words.split()[3]
        why = run(words, [], tree) or run(f"cmake --preset {name}", [], tree) or run(f"cmake --build --preset {name} --target hello", [], tree)
        if why is not None:
            return why
    done = subprocess.run(["build/tools/tools/tester/devicetester", "check", "--source", ".", "--board", "sandbank"], cwd=tree,
                          capture_output=True, text=True, timeout=60)
    failed = sorted(line.split()[1] for line in done.stdout.splitlines() if line.startswith("failed"))
    fine = done.returncode == 1 and {"names", "hardware", "guide"} <= set(failed) and not {"licence", "build", "leftovers"} & set(failed)
    return None if fine else f"check: exit {done.returncode}\n{done.stdout}"


def refusals(tree):
    """A name that is taken, or none, is refused and changes nothing."""
    before = (tree / "CMakeUserPresets.json").read_text()
    for words, said in (("board shore", "exists already"), ("board mps2_an385", "exists already"), ("board Shore", "is no name"),
                        ("board host", "there is a preset host already"), ("engine x", "invalid choice")):
        done = subprocess.run(["./run", "new", *words.split()], cwd=tree, capture_output=True, text=True, timeout=60)
        if done.returncode == 0 or said not in done.stderr:
            return f"./run new {words}: exit {done.returncode}, {done.stderr}"
    return None if (tree / "CMakeUserPresets.json").read_text() == before and not (tree / "boards/host").exists() else "something was changed"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true", help="to the end of the page")
    parser.add_argument("--keep", metavar="FOLDER", help="play in this folder and leave it")
    options = parser.parse_args()
    tree = pathlib.Path(options.keep or tempfile.mkdtemp(prefix="porting-"))
    good = bad = 0

    def tell(what, why):
        nonlocal good, bad
        good, bad = good + (why is None), bad + (why is not None)
        print(f"{'ok' if why is None else 'not ok'} {what}{'' if why is None else chr(10) + why}", flush=True)
        return why is None

    try:
        copy_tree(tree)
        borrow_tester(tree, options.whole)
        for title, commands in parts(options.whole):
            if not tell(title, play(title, commands, tree)):
                break  # each step stands on the one before
        tell("the template builds as it is", the_template_builds(tree))
        tell("names that are taken are refused", refusals(tree))
    finally:
        if not options.keep:
            shutil.rmtree(tree)
    if good + bad < (11 if options.whole else 5):
        tell("the page has its steps", f"only {good + bad} were played")
    print(f"{good} passed, {bad} failed")
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
