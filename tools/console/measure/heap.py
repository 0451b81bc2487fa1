# SPDX-License-Identifier: MIT
"""What demos take of the kernel's heap at their most: each is booted in QEMU beside what it wants, as its own test does it, and
heap_watch.py reads what the heap has kept of itself. A demo that fails on a board takes what it takes on a larger one, where that is more than
this board's heap.

A board that is not booted here has the figures of one whose processor has words of the same size and whose configuration has the
same heap; a table says whose they are.
"""
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
SHARE, BYTES = 0.1, 1024  # what a second play may differ by: packets come when they come

# A board, and those whose figures it takes for what is not played on it.
LIKE = {"mps2_an386": ["mps2_an385"], "mps2_an500": ["mps2_an385"], "mps2_an505": ["mps2_an385"], "emcraft_sf2": ["mps2_an385"],
        "mps2_an385_dual": ["mps2_an385", "mps2_an385_wifi"]}
LARGER = {"microbit": "mps2_an385", "microbit_wifi": "mps2_an385"}
PLAYED = ("mps2_an385", "mps2_an385_wifi", "virt_rv32", "virt_rv64", "microbit", "microbit_wifi")
DEMO_TEST, PLAY = "tests/demos/run_demo_test.py", "tools/console/measure/heap_play.py"
WIFI_TEST, OTA_TEST, SMALL_TEST = "tests/demos/wifi/wifi_demo_test.py", "tests/demos/ota/ota_demo_test.py", "tests/small/run_off_chip_test.py"
BY_TEST = ("cli", "defender", "greengrass", "http_methods", "https_download", "jobs", "mqtt_agent", "mqtt_plain", "posix", "provisioning",
           "shadow", "sntp")


class Images:
    """The images of a board's build, which CMake has put beside where they are declared."""

    def __init__(self, folder, dump):
        self.folder, self.dump = folder, dump

    def slots(self, name):
        """One, or one for each slot where images run in place."""
        return [self.path(each) for each in (name, f"{name}_1") if each in self.dump["images"]]

    def path(self, name):
        return str(self.folder / self.dump["images"][name]["folder"] / f"{name}.elf")


def command_of(board, demo, row, images):
    """Who plays a demo, and the targets that it wants; None: nobody here."""
    image, its = row["image"], ["--board", board]
    inside = json.loads((ROOT / "boards" / board / "board.json").read_text())["features"].get("sockets") == "modem_tls"
    if demo == "hello":
        return [PLAY, "alone", images.path(image), *its], [image]
    if demo in ("cli", "posix"):
        return [DEMO_TEST, demo, images.path(image), *its], [image]
    if demo in ("wifi_scan", "soft_ap"):
        return [WIFI_TEST, {"wifi_scan": "scan", "soft_ap": "page"}[demo], *its, "--scan", images.path("wifi_scan"), "--portal", images.path("soft_ap")], \
            ["wifi_scan", "soft_ap"]
    if inside:  # whose identity is in the module
        return ([SMALL_TEST, images.path(image)], [image]) if demo == "mqtt_hello" else None
    if demo in ("mqtt_hello", "aws_demos"):
        return [PLAY, "hello", images.path(image), *its], [image]
    if demo == "echo":
        return [DEMO_TEST, "tls_echo", images.path(image), *its], [image]
    if demo == "device":
        return [PLAY, "device", *images.slots(image), *its, "--bootloader", images.path("bootloader")], ["bootloader", "device"]
    if demo == "ota" and "board_radio" not in images.dump["libraries"]:
        return [OTA_TEST, "update", *its, "--bootloader", images.path("bootloader"), "--image", *images.slots(image), "--broken",
                *images.slots("ota_demo_crashes")], ["bootloader", image, "ota_demo_crashes"]
    return ([DEMO_TEST, demo, images.path(image), *its], [image]) if demo in BY_TEST else None


def played(table, folder, dump, build, tell):
    """{demo: {"peak", "size"}} of a board's demos that could be played to their end; None: it failed."""
    board, found, images = table["board"], {}, Images(folder, dump)
    plays = {demo: play for demo, row in table["demos"].items() if (play := command_of(board, demo, row, images))}
    targets = sorted({target for _, targets in plays.values() for target in targets})
    build(folder, [each for target in targets for each in (target, f"{target}_1") if each in dump["images"]], tell)
    figure = folder / "heap.json"
    for demo, (words, _) in sorted(plays.items()):
        image = images.path(table["demos"][demo]["image"])
        if not fits(board, table["demos"][demo]) or not Path(image).is_file():
            print(f"{board}: {demo} is too large for the board", flush=True)
            continue
        figure.unlink(missing_ok=True)
        done = subprocess.run([sys.executable, "-B", HERE / "heap_watch.py", figure, image, "--", *words], cwd=ROOT, text=True, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if figure.is_file():
            found[demo] = json.loads(figure.read_text())
            print(f"{board}: {demo}: {found[demo]['peak']} of {found[demo]['size']} bytes of heap", flush=True)
        else:
            found[demo] = None
            last = done.stdout.strip().splitlines()[-1:] if not tell else [done.stdout[-3000:]]
            print(f"{board}: {demo} was not played to its end: {''.join(last)}", flush=True)
    return found


def fits(board, row):
    """Images that do not are linked all the same, to be weighed."""
    ram = json.loads((ROOT / "boards" / board / "board.json").read_text())["memory"].get("ram", {"bytes": row["ram"]})
    return row["ram"] <= ram["bytes"]


def with_heap(table, found, tables):
    """A table with figures: its own, else those of the board that it is like."""
    demos = {name: {key: value for key, value in row.items() if key not in ("heap_peak", "heap_on")} for name, row in table["demos"].items()}
    for name, row in demos.items():
        if found.get(name):
            row |= {"heap_peak": found[name]["peak"], "heap_on": table["board"]}
            continue
        if name in found:  # did it have too little?
            more = tables.get(LARGER.get(table["board"]), {"demos": {}})["demos"].get(name, {})
            if more.get("heap_peak", 0) > heap_of(table, row):
                row |= {"heap_peak": more["heap_peak"], "heap_on": more["heap_on"]}
            continue
        for other in (tables[board] for board in LIKE.get(table["board"], ()) if board in tables):
            like = other["demos"].get(name, {})
            if "heap_peak" in like and "heap_peak" not in row and heap_of(table, row) == heap_of(other, like):
                row |= {"heap_peak": like["heap_peak"], "heap_on": like["heap_on"]}
    return {**table, "demos": demos}


def heap_of(table, row):
    return table["profiles"][row["profile"]]["heap_bytes"]


def differences(table, found):
    """Where a second play says something else than the table."""
    for demo, row in table["demos"].items():
        if found.get(demo) and "heap_peak" not in row:
            yield f"{demo} takes {found[demo]['peak']} bytes of the heap, and the table does not say so"
        elif found.get(demo) and abs(found[demo]["peak"] - row["heap_peak"]) > BYTES + SHARE * row["heap_peak"]:
            yield f"{demo} takes {found[demo]['peak']} bytes of the heap, {row['heap_peak']} in the table"
        elif not found.get(demo) and row.get("heap_on") == table["board"]:
            yield f"{demo} was not played to its end"
