#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""./run new board NAME [--at FOLDER]: copies boards/template, names it, adds a preset.

The board is called NAME wherever the template is called `template`; what only its maker knows stays in <...>, and
`devicetester check` finds it."""
import argparse
import json
import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "boards/template"
PRESETS = ROOT / "CMakeUserPresets.json"


def fail(text):
    sys.exit(f"new: {text}")


def presets_with(name, board):
    """CMakeUserPresets.json with a preset more."""
    document = json.loads(PRESETS.read_text()) if PRESETS.exists() else {"version": 6}
    known = json.loads((ROOT / "CMakePresets.json").read_text())["configurePresets"] + document.get("configurePresets", [])
    if name in (preset["name"] for preset in known):
        fail(f"there is a preset {name} already; choose another name")
    document.setdefault("configurePresets", []).append({
        "name": name, "inherits": "cortex-m",
        "cacheVariables": {"DUNLIN_BOARD": board, "DUNLIN_CPU_FLAGS": "-mcpu=cortex-m3 -mthumb",
                           "DUNLIN_QUALIFICATION_GROUPS": "kernel"}})
    document.setdefault("buildPresets", []).append({"name": name, "configurePreset": name})
    document.setdefault("testPresets", []).append({"name": name, "configurePreset": name, "output": {"outputOnFailure": True}})
    return json.dumps(document, indent=4) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="./run new", description=__doc__)
    parser.add_argument("what", choices=["board"])
    parser.add_argument("name")
    parser.add_argument("--at", metavar="FOLDER", help="the board's folder is FOLDER/NAME, outside the tree")
    options = parser.parse_args()
    if not re.fullmatch(r"[a-z][a-z0-9_]*", options.name):
        fail(f"{options.name!r} is no name: lower-case letters, digits and _, a letter first")
    folder = (pathlib.Path(options.at).resolve() if options.at else ROOT / "boards") / options.name
    if folder.exists():
        fail(f"{folder} exists already")
    presets = presets_with(options.name, str(folder) if options.at else options.name)
    shutil.copytree(TEMPLATE, folder)
    board = folder / "board.json"
    board.write_text(board.read_text().replace('"template"', f'"{options.name}"'))
    PRESETS.write_text(presets)
    shown = folder if options.at else folder.relative_to(ROOT)
    print(f"{shown}: the board, with everything disabled\nCMakeUserPresets.json: preset {options.name}\n"
          f"Next: docs/guides/porting.md, and cmake --preset {options.name}")


if __name__ == "__main__":
    main()
