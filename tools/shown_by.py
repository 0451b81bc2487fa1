#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The tables of docs/cloud.md, docs/ota.md and docs/qualification.md name a test in every row, and the tests exist.
Usage: shown_by.py; exit 1 when not.

A row is "| what | documented | `test`, `test` |"; a test is a case of a C program (a function that it runs, RUN or TEST), a
method test_... or, in a script that takes each as a scene of its own, a function; a case of a group.json; or, where its cases
are a table, the path of a test. Prints how many rows there are and how many are shown.
"""
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "docs/cloud.md": ["tests/unit/cloud/*.c", "tests/cloud/*.py"],
    "docs/ota.md": ["tests/unit/ota/*.c", "tests/unit/ota_agent/*.c", "tests/unit/boot/*.c", "tests/unit/streams/*.c",
                    "tests/unit/jobs/*.c", "tests/clients/ota_*.c", "tests/sign/*.py", "tests/ota/*.py", "tests/demos/ota/*.py"],
    "docs/qualification.md": ["tests/tester/*_test.c", "tests/tester/*_test.py", "tests/release/*_test.py", "tests/docs/porting_test.py",
                              "tests/qualification/*/group.json"],
}


def cases(patterns):
    found = set()
    for path in (path for pattern in patterns for path in ROOT.glob(pattern)):
        text = path.read_text()
        if path.suffix == ".json":
            found |= {case["name"] for case in json.loads(text)["cases"]}
        elif path.suffix == ".c":
            found |= set(re.findall(r"^static void (\w+)\(void\)", text, re.M)) & set(re.findall(r"(?:RUN|TEST)\((\w+)\)", text))
        else:
            found |= set(re.findall(r"^(?:def |    def test_)(\w+)\(", text, re.M))
    return found


def rows(text):
    """(line, tests named in the last column)."""
    for number, line in enumerate(text.splitlines(), 1):
        cells = re.split(r"(?<!\\)\|", line.strip())
        if len(cells) < 5 or cells[1].strip() in ("operation", "part") or set(cells[1].strip()) <= set("-:"):
            continue
        yield number, re.findall(r"`(\w+|tests/[\w./-]+)`", cells[-2])


def check(page, patterns):
    """The problems of a page; says how many of its rows are shown."""
    known, problems, count, shown = cases(patterns), [], 0, 0
    for line, tests in rows((ROOT / page).read_text()):
        count += 1
        missing = [test for test in tests if not (test in known or "/" in test and (ROOT / test).is_file())]
        problems += [f"{page}:{line}: there is no case {test}" for test in missing]
        problems += [] if tests else [f"{page}:{line}: no test is named"]
        shown += bool(tests) and not missing
    print(f"{shown}/{count} rows of {page} are shown by a test", file=sys.stderr)
    return problems if count else [f"{page}: there is no row"]


def main():
    problems = [problem for page, patterns in PAGES.items() for problem in check(page, patterns)]
    print("\n".join(problems), end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
