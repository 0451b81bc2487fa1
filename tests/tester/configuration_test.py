#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Configurations, good and bad, and exactly what devicetester says of them.

    configuration_test.py FOLDER DEVICETESTER

A file of configurations/ holds cases: "=== name", files ("--- path"), and at the end what is said and the
exit status ("--- says STATUS", with the options behind it). Files that a case does not have are those of
plain.txt. `write` as the third word puts what is said now into the files, for whoever reads them then.
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "configurations"


def cases_of(path):
    cases, case, name = [], None, None
    for line in path.read_text().splitlines(keepends=True):
        if line.startswith("=== "):
            case, name = {}, None
            cases.append((line[4:].strip(), case))
        elif line.startswith("--- "):
            name = line[4:].strip()
            case[name] = ""
        elif name is not None:
            case[name] += line
    return cases


def plain():
    return {name: text for _, case in cases_of(FOLDER / "plain.txt") for name, text in case.items()
            if not name.startswith("says")}


def said(program, case, files):
    """What is printed for one case, without the lines of the files, and the exit status."""
    told = next(name for name in case if name.startswith("says"))
    words = told.split()[2:]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**files, **{n: t for n, t in case.items() if n != told}}.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text.strip() != "(none)":
                path.write_text(text.replace("(no newline)\n", ""))
        os.mkfifo(Path(folder) / "a_pipe")
        line = [program, "run-suite", "--configs", ".", *(words or ["--dry-run"])]
        done = subprocess.run(line, cwd=folder, capture_output=True, text=True, timeout=30)
    text = [line.replace(str(Path(folder).resolve()), "HERE") for line in (done.stderr + done.stdout).splitlines()]
    return "".join(line + "\n" for line in text if not line.startswith("    ")), done.returncode, told


def main():
    program = Path(sys.argv[2]).resolve()
    files, wrong, count = plain(), 0, 0
    for path in sorted(FOLDER.glob("*.txt")):
        written = ""
        for name, case in cases_of(path):
            count += 1
            text, status, told = said(program, case, files)
            want = int(told.split()[1])
            if (text, status) != (case[told], want):
                wrong += 1
                print(f"{path.name}: {name}: exit {status}, want {want}; said\n{text}instead of\n{case[told]}")
            written += f"=== {name}\n" + "".join(f"--- {n}\n{t}" for n, t in case.items() if n != told)
            written += " ".join(["--- says", str(status), *told.split()[2:]]) + f"\n{text}"
        if sys.argv[3:] == ["write"]:
            path.write_text(written)
    print(f"{count - wrong} passed, {wrong} failed")
    return wrong != 0 or count < 40


if __name__ == "__main__":
    sys.exit(main())
