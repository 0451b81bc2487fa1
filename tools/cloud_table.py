#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""docs/cloud.md names a test for every operation, and the tests exist. Usage: cloud_table.py; exit 1 when not.

A row is "| operation | documented | `test`, `test` |"; a test is a case of tests/unit/cloud/*.c (a function that main runs)
or of tests/cloud/*.py. Prints how many rows there are and how many are shown.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def cases():
    found = set()
    for path in (ROOT / "tests/unit/cloud").glob("*.c"):
        text = path.read_text()
        found |= set(re.findall(r"^static void (\w+)\(void\)", text, re.M)) & set(re.findall(r"RUN\((\w+)\)", text))
    for path in (ROOT / "tests/cloud").glob("*.py"):
        found |= set(re.findall(r"^(?:def |    def test_)(\w+)\(", path.read_text(), re.M))
    return found


def rows(text):
    """(line, tests named in the last column)."""
    for number, line in enumerate(text.splitlines(), 1):
        cells = re.split(r"(?<!\\)\|", line.strip())
        if len(cells) < 5 or cells[1].strip() == "operation" or set(cells[1].strip()) <= set("-:"):
            continue
        yield number, re.findall(r"`(\w+)`", cells[-2])


def main():
    known, problems, count, shown = cases(), [], 0, 0
    for line, tests in rows((ROOT / "docs/cloud.md").read_text()):
        count += 1
        missing = [test for test in tests if test not in known]
        problems += [f"{line}: there is no case {test}" for test in missing]
        problems += [] if tests else [f"{line}: no test is named"]
        shown += bool(tests) and not missing
    for problem in problems:
        print(f"docs/cloud.md:{problem}")
    print(f"{shown}/{count} operations of docs/cloud.md are shown by a test", file=sys.stderr)
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main())
