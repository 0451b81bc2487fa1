#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The seam rule at link time: an archive imports only what tools/seams.toml allows.

Usage: seams.py [build folder] [--explain]   default: build/mps2_an385. Exit 1 when a library breaks it.

    undefined symbols of the archive - its own - C functions - compiler helpers - its libraries - its seams
    = nothing

Time, entropy, network, flash and interrupts reach the code through hal/ and arch/ and in no other way; a
call of malloc, time() or printf in a library is found here, whoever hid it in a macro.
"""
import subprocess
import sys
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("kernel", "heap_", "lib_", "service_", "afr201906_")


def symbols(archive):
    """(defined, {undefined symbol: object}) of an archive."""
    defined, undefined, member = set(), {}, ""
    text = subprocess.run(["arm-none-eabi-nm", str(archive)], capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():
        words = line.split()
        if line.endswith(":"):
            member = line[:-1]
        elif len(words) >= 2 and words[-2] == "U":
            undefined[words[-1]] = member
        elif len(words) == 3 and words[1] not in "wv":
            defined.add(words[2])
    return defined, {name: member for name, member in undefined.items() if name not in defined}


def main():
    args = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
    build = Path(args[0]) if args else ROOT / "build/mps2_an385"
    table = tomllib.loads((ROOT / "tools/seams.toml").read_text())
    archives = {}
    for path in sorted(build.rglob("lib*.a")):
        name = path.stem.removeprefix("lib").removeprefix("dunlin_")
        if "." not in name and "third_party_src" not in path.parts:
            archives.setdefault(name, path)
    read = {name: symbols(path) for name, path in archives.items()}
    problems = checked = 0
    for name in archives:
        if not name.startswith(CHECKED):
            continue
        rule = table["libraries"].get(name)
        if rule is None:
            print(f"{name}: not in tools/seams.toml; say what it may import")
            problems += 1
            continue
        checked += 1
        patterns = [p for group in table["common"].values() for p in group] + rule.get("also", [])
        patterns += [p for seam in rule.get("seams", []) for p in table["seams"][seam]]
        allowed = set()
        for used in rule.get("uses", []):
            allowed |= read[used][0] if used in read else set()
        for symbol, member in sorted(read[name][1].items()):
            if symbol not in allowed and not any(fnmatchcase(symbol, p) for p in patterns):
                print(f"{name}: {member} imports {symbol}")
                problems += 1
        if "--explain" in sys.argv:
            print(f"{name}: imports {' '.join(sorted(read[name][1]))}", file=sys.stderr)
    print(f"{checked} libraries, {problems} problems", file=sys.stderr)
    return 1 if problems or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
