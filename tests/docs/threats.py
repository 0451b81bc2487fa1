#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The threat table of docs/design/ota.md has all 28 attacks, and each test that it names exists.

Usage: threats.py; exit 1 when not.

    | THREAT.IMG.EXTRA: what it is | answer | `unit.ota_image: case`, `ota.bad_input: case` |
    | freeze: what it is | answer | `unit.ota_threats: case`; not the device's: why |

Before the colon a name of ctest, behind it a case of its program: a function that it runs, a key of its table, or the
beginning of a line of a table beside it. A row needs a test, or "not the device's:" with a reason.
"""
import re
import sys
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/design/ota.md"
SUIT = {"THREAT." + name for name in (
    "IMG.EXPIRED", "IMG.EXPIRED.OFFLINE", "IMG.INCOMPATIBLE", "IMG.FORMAT", "IMG.LOCATION", "NET.REDIRECT", "NET.ONPATH",
    "IMG.REPLACE", "IMG.NON_AUTH", "UPD.WRONG_PRECURSOR", "UPD.UNAPPROVED", "IMG.DISCLOSURE", "MFST.OVERRIDE",
    "MFST.EXPOSURE", "IMG.EXTRA", "KEY.EXPOSURE", "MFST.MODIFICATION", "MFST.TOCTOU")}
UPTANE = {"eavesdrop", "drop request", "slow retrieval", "freeze", "partial bundle", "rollback", "endless data", "mixed bundles",
          "mix and match", "arbitrary software"}
REASON = "not the device's: "


@lru_cache(maxsize=None)
def lists():
    """(folder, text) of each CMakeLists.txt of the tests."""
    return [(path.parent, path.read_text()) for path in sorted((ROOT / "tests").rglob("CMakeLists.txt"))]


def folder_of(test):
    """The folder whose CMakeLists.txt makes this test, or None."""
    stage, _, name = test.partition(".")
    for folder, text in lists():
        made = [rf"add_test\(NAME {re.escape(test)}\s", rf"dunlin_add_{stage.rstrip('s')}_test\({name}\b"]
        if any(re.search(pattern, text) for pattern in made):
            return folder
    return None


def sources(folder, name):
    """What may hold the cases of a test: its C program, or the scripts and tables of its folder."""
    program = folder / f"{name}_test.c"
    paths = [program] if program.is_file() else [*folder.glob("*.py"), *folder.glob("*.txt")]
    return [path.read_text() for path in paths]


def has_case(text, case):
    if re.search(rf"\bRUN\({re.escape(case)}\);", text):
        return re.search(rf"^static void {re.escape(case)}\(void\)", text, re.M) is not None
    return re.search(rf"^ *def {re.escape(case)}\(|^ +\"{re.escape(case)}\": |^{re.escape(case)} \| ", text, re.M) is not None


def problem_of(named):
    """Why this is no test, or None."""
    test, _, case = named.partition(": ")
    folder = folder_of(test)
    if folder is None:
        return f"there is no test {test}"
    if case and not any(has_case(text, case) for text in sources(folder, test.partition(".")[2])):
        return f"{test} has no case {case}"
    return None


def rows():
    """(line, name, third field) of the table."""
    lines = (ROOT / PAGE).read_text().split("\n")
    begin = lines.index("## Threats")
    for number, line in enumerate(lines[begin:], begin + 1):
        fields = [field.strip() for field in line.split(" | ")]
        if line.startswith("| ") and len(fields) == 3 and fields[0] != "| threat":
            yield number, fields[0].removeprefix("| ").split(": ")[0], fields[2].removesuffix("|").strip()


def main():
    seen, tests, problems = [], 0, []
    for number, name, shown in rows():
        seen.append(name)
        named = re.findall(r"`([a-z_0-9]+\.[^`]+)`", shown)
        reason = shown.partition(REASON)[2]
        if not named and not reason:
            problems.append((number, f"{name} has neither a test nor a reason"))
        problems += [(number, problem) for problem in map(problem_of, named) if problem]
        tests += len(named)
    for name in sorted((SUIT | UPTANE) ^ set(seen)):
        problems.append((1, f"{name} is not in the table" if name in SUIT | UPTANE else f"{name} is no attack of the two lists"))
    problems += [(1, f"{name} is there twice") for name in sorted(set(seen)) if seen.count(name) > 1]
    for number, problem in problems:
        print(f"{PAGE}:{number}: {problem}")
    print(f"{len(set(seen) & (SUIT | UPTANE))} of {len(SUIT | UPTANE)} attacks, {tests} tests named, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
