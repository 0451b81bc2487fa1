#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Plants known bugs in a copy of the tree, one at a time, and runs the tests that should find them.

Usage: run.py [--check] [bug...]

--check only looks whether every bug still has its place: that its text occurs once in its file. The copy and its
build are in build/bugs; what a test said of a bug is in build/bugs/<bug>.log. Ends in: N passed, M failed
"""
import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from tree_copy import copy_tree  # noqa: E402

WORK = ROOT / "build" / "bugs"
TREE = WORK / "tree"
SECONDS = 300


def read_bugs(names):
    bugs = tomllib.loads((ROOT / "tests/bugs/bugs.toml").read_text())["bug"]
    unknown = set(names) - {bug["name"] for bug in bugs}
    if unknown:
        raise SystemExit(f"bugs: there is no bug {', '.join(sorted(unknown))}; see tests/bugs/bugs.toml")
    return [bug for bug in bugs if not names or bug["name"] in names]


def place_of(bug):
    """The file's text, or what is wrong."""
    path = ROOT / bug["file"]
    text = path.read_text() if path.exists() else ""
    count = text.count(bug["was"])
    return text, None if count == 1 else f"{bug['file']} has its text {count} times, not once"


def run(log, *command):
    """Whether it ended well, in time."""
    try:
        with open(log, "a", encoding="utf-8") as out:
            return subprocess.run([str(word) for word in command], stdout=out, stderr=subprocess.STDOUT,
                                  timeout=SECONDS).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def folder_of(name):
    """Where a folder of tests is: one of tests/unit, or of tests."""
    return f"tests/unit/{name}" if (ROOT / "tests/unit" / name).is_dir() else f"tests/{name}"


def board_of(bug):
    """Where its tests run: a preset of a board; "" is the host."""
    return bug.get("board", "")


def build_folder(board):
    return WORK / (board or "host")


def target_of(test, folder):
    """What has to be built for the test of a name; the rest of its folder does not."""
    return test.removeprefix("unit.") + "_test" if folder.startswith("tests/unit/") else f"{folder}/all"


def plan(bugs):
    """{folder: its tests to be run, or none: all}."""
    folders = {}
    for bug in bugs:
        for folder in map(folder_of, bug["tests"]):
            folders.setdefault(folder, []).append(set(bug.get("by", [])))
    return {folder: set().union(*tests) if all(tests) else set() for folder, tests in folders.items()}


def build(log, bugs):
    """For bugs of one board."""
    folders = plan([bug for bug in bugs if "build" not in bug])
    targets = {target for folder, tests in folders.items()
               for target in ({target_of(test, folder) for test in tests} or [f"{folder}/all"])}
    targets.update(*(bug.get("build", []) for bug in bugs))
    return run(log, "cmake", "--build", build_folder(board_of(bugs[0])), "--target", *sorted(targets))


def tests_pass(log, bugs):
    passed = True
    for folder, tests in plan(bugs).items():
        chosen = ["-R", f"^({'|'.join(re.escape(test) for test in sorted(tests))})$"] if tests else []
        passed &= run(log, "ctest", "--test-dir", build_folder(board_of(bugs[0])) / folder, "-j2", "--timeout", "60", "--output-on-failure",
                      "--no-tests=error", *chosen)
    return passed


def configure(log, board):
    how = ["--preset", board] if board else ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Debug", "-DDUNLIN_BOARD="]
    if (build_folder(board) / "build.ninja").exists():
        return True
    return run(log, "cmake", "-S", TREE, "-B", build_folder(board), *how)


def prepare(bugs):
    copy_tree(TREE)
    log = WORK / "without.log"
    log.unlink(missing_ok=True)
    for board in sorted({board_of(bug) for bug in bugs}):
        here = [bug for bug in bugs if board_of(bug) == board]
        if not configure(log, board):
            raise SystemExit(f"bugs: the copy could not be configured: {log}")
        if not build(log, here) or not tests_pass(log, here):
            raise SystemExit(f"bugs: the tests fail without any bug: {log}")


def is_found(bug, text):
    log = WORK / f"{bug['name']}.log"
    log.unlink(missing_ok=True)
    planted = TREE / bug["file"]
    planted.write_text(text.replace(bug["was"], bug["is"]))
    try:
        if not build(log, [bug]):
            return "it does not compile"
        return "no test failed" if tests_pass(log, [bug]) else None
    finally:
        planted.write_text(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("bugs", nargs="*")
    options = parser.parse_args()
    bugs = read_bugs(options.bugs)
    failed = 0
    if not options.check:
        prepare(bugs)
    for bug in bugs:
        text, trouble = place_of(bug)
        if trouble is None and not options.check:
            trouble = is_found(bug, text)
        failed += trouble is not None
        by = "" if options.check or trouble or "by" not in bug else f"  ({', '.join(bug['by'])})"
        print(f"{'ok' if trouble is None else 'not ok'} {bug['name']}{': ' + trouble if trouble else by}", flush=True)
    print(f"{len(bugs) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
