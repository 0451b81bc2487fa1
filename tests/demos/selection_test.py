#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""selection_test.py: aws_demo_config.h enables exactly one demo, or the compiler says what to do."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNNER = ROOT / "demos/aws_demos"
TEXT = "define exactly one CONFIG_..._DEMO_ENABLED"


def entry(names):
    """(function that would run, or None; what the compiler says) with those names defined."""
    with tempfile.TemporaryDirectory() as folder:
        lines = "".join(f"#define {name}\n" for name in names)
        (Path(folder) / "aws_demo_config.h").write_text(lines)
        made = subprocess.run(["gcc", "-E", "-P", "-I", folder, "-I", RUNNER, RUNNER / "main.c"],
                              capture_output=True, text=True, check=False)
    found = re.search(r"return (\w+_main)\(\);", made.stdout)
    return (found.group(1) if found and made.returncode == 0 else None), made.stderr


def main():
    text = (RUNNER / "config/aws_demo_config.h").read_text()
    table = dict(re.findall(r"^ \* +(CONFIG_\w+_DEMO_ENABLED) +(\w+)", text, re.MULTILINE))
    wrong = [name for name, folder in table.items() if entry([name])[0] != f"{folder}_main"]
    first, second = sorted(table)[:2]
    wrong += [names for names in ([], [first, second], sorted(table)) if TEXT not in entry(names)[1]]
    print(f"{len(table)} demos, each alone; none, two and all are refused; wrong: {wrong}")
    sys.exit(1 if wrong or len(table) < 10 else 0)


if __name__ == "__main__":
    main()
