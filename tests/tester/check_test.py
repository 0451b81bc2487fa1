#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""devicetester check: a board that has everything, and the same with one thing wrong in each item.

    check_test.py FOLDER DEVICETESTER
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BOARDS = "mps2_an385 mps2_an386 mps2_an505 emcraft_sf2 virt_rv32 sim mps2_an385_wifi microbit_wifi".split()

BOARD_JSON = """{
    "name": "shore", "description": "A board at the shore", "vendor": "Waders", "chip": "plover", "core": "cortex-m3",
    "arch": "armv7m", "clock_hz": 48000000,
    "memory": {"code": {"address": "0x0", "bytes": 262144}},
    "ota": {"name": "shore"},
    "features": {"wifi": {"chip": "esp_at"}},
    "build": ["cmake", "--build", "--preset", "shore", "--target", "{target}"],
    "run": ["flash", "{image}"], "flash": [], "reset": []
}
"""
HARDWARE_JSON = """{
    "company": {
        "name": "Waders", "abbreviation": "Waders", "logo": "logo.svg",
        "description": "Boards for wet feet.", "url": "https://waders.example.com"
    },
    "board": {
        "name": "Shore", "abbreviation": "Shore", "image": "https://waders.example.com/shore.png",
        "summary": "A board", "description": "A board with a plover.", "family": "Coast",
        "dataSheet": "https://waders.example.com/shore.pdf", "compilerOptions": ["-mcpu=cortex-m3"],
        "ide": {"name": "any", "version": "1"}, "commands": {"build": "make", "flash": "make flash"},
        "purchaseUrl": "https://waders.example.com/buy"
    }
}
"""
GUIDE = """# Getting started
## Hardware
Connect the board by USB; its console has 115200 baud, 8N1, no flow control.
## Development environment
    apt-get install gcc-arm-none-eabi
## Build and run
    cmake --preset shore
    cmake --build --preset shore --target mqtt_hello
## Debugging
    gdb-multiarch build/shore/mqtt_hello.elf
## Troubleshooting
Nothing is printed: look at the cable, then at the jumper of the power supply.
## Code signing
    ./run sign image app.elf --version 1.2.3 --key own.key --output app.image
## Bootloader
It verifies the image of the slot at each start, and goes back to the one before.
"""
LICENCE = "SPDX-License-Identifier: MIT"
FILES = {
    "boards/shore/board.json": BOARD_JSON, "boards/shore/hardware.json": HARDWARE_JSON, "boards/shore/GETTING_STARTED.md": GUIDE,
    "boards/shore/CMakeLists.txt": f"# {LICENCE}\ndunlin_add_board(CHIP plover RADIO radio.c)\n",
    "boards/shore/board.c": f"/* {LICENCE} */\n/* Copyright 2024-2025 Waders Ltd. */\nint wiring;\n",
    "boards/shore/radio.c": f"/* {LICENCE} */\nint radio;\n", "boards/shore/memory.ld": f"/* {LICENCE} */\n",
    "boards/shore/logo.svg": "<svg/>", "demos/mqtt_hello/main.c": "",
    "CMakePresets.json": '{"configurePresets": [{"name": "shore"}]}',
    "build/tester/shore/1/report.json": '{"qualified": true}',
}
FINE = ("files", "names", "leftovers", "licence", "copyright", "build", "hardware", "guide", "hello", "ota", "qualified")
B = "boards/shore/"


def changed(text, old, new):
    assert old in text, old
    return text.replace(old, new, 1)


def json_with(path, value):
    """hardware.json with one member changed, or without it."""
    document = json.loads(HARDWARE_JSON)
    place = document
    for key in path.split(".")[:-1]:
        place = place[key]
    if value is None:
        del place[path.split(".")[-1]]
    else:
        place[path.split(".")[-1]] = value
    return {B + "hardware.json": json.dumps(document, indent=4)}


def guide_without(section):
    parts = GUIDE.split("## ")
    return {B + "GETTING_STARTED.md": "## ".join(part for part in parts if not part.startswith(section))}


def text(name, old, new):
    return {B + name: changed(FILES[B + name], old, new)}


# name: files changed (None: gone), the items that say so, and words of what is said
CASES = [
    ("everything is there", {}, (), ""),
    *((f"{name} is missing", {B + name: None}, items, f"{name} is missing")
      for name, items in (("board.c", ("files",)), ("memory.ld", ("files",)), ("radio.c", ("files",)),
                          ("hardware.json", ("files", "hardware")), ("GETTING_STARTED.md", ("files", "guide", "hello", "ota")),
                          ("CMakeLists.txt", ("files", "build")))),
    ("board.json is missing", {B + "board.json": None}, ("files",), "board.json is missing"),
    ("board.json lacks a member", text("board.json", '"vendor": "Waders", ', ""), ("files",), "vendor is missing"),
    ("board.json is no JSON", text("board.json", '"core"', "core"), ("files",), "the key core stands between double quotes"),
    ("files of another board", {B + "board.c": None, B + "memory.ld": None,
                                B + "CMakeLists.txt": f"# {LICENCE}\ndunlin_add_board(CHIP plover LIKE beach RADIO radio.c)\n"}, (), ""),
    ("the name is another's", text("board.json", '"name": "shore"', '"name": "beach"'), ("names",), 'name is "beach"; expected that of its folder'),
    ("the template's name is left", text("board.c", "int wiring;", '#define configPLATFORM_NAME "<Unknown>"'), ("names",),
     "board.c:3:30: <Unknown> is still the template's"),
    ("configPLATFORM_NAME is empty", text("board.c", "int wiring;", "#define configPLATFORM_NAME"), ("names",), "has no text"),
    ("the template's vendor is left", text("board.json", '"Waders"', '"<vendor>"'), ("files", "names"), "<vendor> is still the template's"),
    *((f"{name} is left", {B + name: ""}, ("leftovers",), f"{name.split('/')[0]}")
      for name in ("board.o", "shore.elf", "CMakeCache.txt", "build/x.txt", "board.c~", "src/board.map", "Debug/a.c.d")),
    ("no licence", text("board.c", LICENCE, "ours"), ("licence",), "no licence"),
    ("the licence is too far below", text("radio.c", f"/* {LICENCE} */", "/*\n\n\n\n" + LICENCE + " */"), ("licence",), "no licence"),
    ("a licence without a name", text("memory.ld", "MIT", ""), ("licence",), "names no licence"),
    ("no licence in CMakeLists.txt", text("CMakeLists.txt", f"# {LICENCE}\n", ""), ("licence",), "CMakeLists.txt:1:1"),
    ("words of another's licence", text("board.c", "Waders Ltd.", "Amazon.com, Inc."), (), "warning: has words of another"),
    ("a copyright without a year", text("board.c", "2024-2025 ", ""), ("copyright",), "without a year"),
    ("a copyright of tomorrow", text("board.c", "2024-2025", "2999"), ("copyright",), "of the year 2999"),
    ("a copyright of nobody", text("board.c", " Waders Ltd.", ""), ("copyright",), "without an owner"),
    ("no board is added", text("CMakeLists.txt", "dunlin_add_board", "add_board"), ("build",), "does not call dunlin_add_board()"),
    ("no preset", {"CMakePresets.json": '{"configurePresets": []}'}, ("build",), 'has a preset "shore"'),
    ("the preset is the user's", {"CMakePresets.json": None, "CMakeUserPresets.json": FILES["CMakePresets.json"]}, (), ""),
    ("build names no preset", text("board.json", '"--preset", "shore", ', ""), ("build",), "build names no preset"),
    *((f"{key} is missing", json_with(key, None), ("hardware",), f"{key} is missing")
      for key in ("company", "board", "company.name", "company.abbreviation", "company.logo", "company.description", "company.url",
                  "board.name", "board.abbreviation", "board.image", "board.summary", "board.description", "board.family",
                  "board.dataSheet", "board.compilerOptions", "board.ide", "board.ide.name", "board.ide.version",
                  "board.commands.build", "board.commands.flash", "board.purchaseUrl")),
    ("an abbreviation of 20 characters", json_with("board.abbreviation", "x" * 20), ("hardware",), "has 20 characters"),
    ("an abbreviation of 19 characters", json_with("board.abbreviation", "x" * 19), (), ""),
    ("a logo that is not there", json_with("company.logo", "logo.png"), ("hardware",), "no file beside hardware.json"),
    ("a purchase URL that is none", json_with("board.purchaseUrl", "waders"), ("hardware",), 'board.purchaseUrl is "waders"; expected a URL'),
    ("a key that is not known", json_with("board.familly", "Coast"), (), 'warning: board.familly is not known; did you mean "family"?'),
    *((f"no section on {name.lower()}", guide_without(name), items, "no section on")
      for name, items in (("Hardware", ("guide",)), ("Development", ("guide",)), ("Build", ("guide",)), ("Debugging", ("guide",)),
                          ("Troubleshooting", ("guide",)), ("Code", ("ota",)), ("Bootloader", ("ota",)))),
    ("a section that says nothing", text("GETTING_STARTED.md", "Nothing is printed: look at the cable, then at the jumper of the power supply.", "Ask."),
     ("guide",), "GETTING_STARTED.md:11:1: the section on troubleshooting says nothing"),
    ("a section without a command", text("GETTING_STARTED.md", "    gdb-multiarch build/shore/mqtt_hello.elf", "Use a debugger of your own."),
     ("guide",), "the section on debugging shows no command"),
    ("no CMake", text("GETTING_STARTED.md", "    cmake --preset shore\n    cmake --build --preset shore --target mqtt_hello", "    make mqtt_hello flash"), ("guide",),
     "nothing is built with CMake"),
    ("no demo", text("GETTING_STARTED.md", "--target mqtt_hello", "--target mine"), (), ""),
    ("signing without a command", text("GETTING_STARTED.md", "    ./run sign image", "Sign the image with the tool of the tree, and your own key:"), ("ota",),
     "shows no command"),
    ("no OTA, no word of it", {**text("board.json", '    "ota": {"name": "shore"},\n', ""), **guide_without("Code")}, (), "skipped  ota"),
    ("no report", {"build/tester/shore/1/report.json": None}, ("open",), "no report of the device tester yet"),
    ("a report of a failure", {"build/tester/shore/1/report.json": '{"qualified": false}'}, ("open",), "no report here says"),
]
CASES = [case for case in CASES if case[0] != "no demo"]
CASES.append(("no demo", {B + "GETTING_STARTED.md": GUIDE.replace("mqtt_hello", "mine")}, ("hello",), "the guide runs no demo"))


def judge(program, files, *words):
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            if content is not None:
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content)
        done = subprocess.run([program, "check", "--source", folder, *(words or ["--board", "shore"])], capture_output=True,
                              text=True, timeout=30, cwd=folder)
    return done.returncode, done.stdout + done.stderr


def wrong_with(program, changes, items, words):
    status, said = judge(program, {**FILES, **changes})
    failed = {line.split()[1] for line in said.splitlines() if line.startswith("failed ")}
    if {"open"} == set(items):
        fine = status == 0 and not failed and "open     qualified" in said
    else:
        fine = failed == set(items) and status == (1 if items else 0)
    return None if fine and words in said else f"exit {status}, failed {sorted(failed)}, want {sorted(items)} and {words!r}:\n{said}"


def main():
    program = str(Path(sys.argv[2]).resolve())
    good = bad = 0
    for name, changes, items, words in CASES:
        why = wrong_with(program, changes, items, words)
        good, bad = good + (why is None), bad + (why is not None)
        if why:
            print(f"not ok {name}: {why}")
    for name, done in (("no such board", judge(program, FILES, "--board", "beach")), ("no board", judge(program, FILES, "--source", "."))):
        fine = done[0] == 2 and len(done[1].splitlines()) == 1
        good, bad = good + fine, bad + (not fine)
        if not fine:
            print(f"not ok {name}: {done}")
    for where in BOARDS:  # those of the tree; elsewhere is by its path
        done = subprocess.run([program, "check", "--source", ROOT, "--board", ROOT / "boards" / where], capture_output=True, text=True, timeout=30)
        good, bad = good + (done.returncode == 0), bad + (done.returncode != 0)
        if done.returncode:
            print(f"not ok {where}:\n{done.stdout}{done.stderr}")
    print(f"{good} passed, {bad} failed")
    return bad != 0


if __name__ == "__main__":
    sys.exit(main())
