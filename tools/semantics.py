#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""docs/semantics.md names the test of every rule, and the tests exist. Usage: semantics.py; exit 1 when not.

    **K7 A sentence.** `k07_program`                 the program tests/conformance/k07_program.c, or a folder
    | **T1** A sentence | `case`, `case` in `program` |   cases of the program in the table's head, or of `program`

Rules K1 to K27 must all be there, at least 60 rules in all, no number twice; every program of tests/conformance
whose name begins with k or api_ shows some rule.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests/conformance"
RULES_MIN = 60
K_MAX = 27


def program(name):
    """The source of a program, or None."""
    path = TESTS / f"{name}.c"
    return path.read_text() if path.is_file() else None


def check_name(name, table_program, other):
    """Why `name` is no test, or None. Adds to nothing; returns (problem, program it is of)."""
    if name.startswith(("k", "api_", "variants/", "own_")) and (program(name) or (TESTS / name).is_dir()):
        return None, name.rstrip("/")
    home = other or table_program
    text = program(home) if home else None
    if text is None:
        return f"`{name}` is neither a program nor a case of one", None
    if not re.search(rf"^static void {re.escape(name)}\(void\)", text, re.M):
        return f"{home} has no case {name}", None
    if not re.search(rf"TEST\({re.escape(name)}\)", text):
        return f"{home} does not run {name}", None
    return None, home


def read(text):
    """(rule, line, names with the program they are said to be in, program of the table)."""
    table_program = None
    for number, line in enumerate(text.splitlines(), 1):
        head = re.match(r"\| rule \| shown by(?: `([\w/]+)`)? \|", line)
        if head:
            table_program = head.group(1)
        found = re.match(r"\| \*\*([A-Z]\d+)\*\* (.+) \| ([^|]+) \|$", line)
        if found:
            names = re.findall(r"`([\w/]+)`(?: in `([\w/]+)`)?", found.group(3))
            yield found.group(1), number, names, table_program
        found = re.match(r"\*\*([A-Z]\d+) .+?\*\*(.*)", line)
        if found:
            yield found.group(1), number, [(name, "") for name in re.findall(r"`([\w/]+)`", found.group(2))], None


def problems(text):
    seen, used = {}, set()
    for rule, line, names, table_program in read(text):
        if rule in seen:
            yield line, f"there are two rules {rule}"
        seen[rule] = line
        if not names:
            yield line, f"{rule} names no test"
        for name, other in names:
            problem, home = check_name(name, table_program, other)
            used.add(home)
            if problem:
                yield line, f"{rule}: {problem}"
    for number in range(1, K_MAX + 1):
        if f"K{number}" not in seen:
            yield 1, f"there is no rule K{number}"
    if len(seen) < RULES_MIN:
        yield 1, f"{len(seen)} rules, at least {RULES_MIN}"
    for path in sorted(TESTS.glob("*.c")):
        if re.match(r"k\d\d_|api_", path.name) and path.stem not in used:
            yield 1, f"no rule names tests/conformance/{path.name}"


def main():
    text = (ROOT / "docs/semantics.md").read_text()
    found = list(problems(text))
    for line, problem in found:
        print(f"docs/semantics.md:{line}: {problem}")
    print(f"{len(list(read(text)))} rules, {len(found)} problems", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
