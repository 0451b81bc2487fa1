#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the emulator and the driver say of joining, wrong passwords, loss and roaming, beside what Linux says: hostapd and
wpa_supplicant over mac80211_hwsim, in a guest under QEMU.

Usage: run.py [--keep FOLDER] [--again]     FOLDER: packages, image, console and record.json stay there; --again: compare
with what the guest said the last time

Prints a line for each story, and last "N passed, M failed".
"""
import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import image
import linux
import modem
from stories import STORIES

ROOT = Path(__file__).resolve().parents[3]
BUILD = ROOT / "build/tools"
WORLDS = ("emulator", "driver")

# Where the module's documentation differs from wpa_supplicant: story -> (worlds, Linux's words -> the module's, why).
DIFFERENCES = {
    "wpa2 asked of a network that has wpa3 alone": (
        WORLDS, ["no such"], ["joined lab"],
        "a station that is capable of PMF takes WPA3 where there is no WPA2; ESP-IDF guide, Wi-Fi Security; <pmf> of AT+CWJAP"),
    "the other of two has another password": (
        WORLDS, ["joined near", "left", "password", "joined near"], ["joined near", "left", "joined near"],
        "error codes are part of the answer to AT+CWJAP: reconnecting says WIFI CONNECTED and WIFI DISCONNECT only; ESP-AT guide, "
        "AT Messages"),
    "seven characters are no password": (
        ("driver",), ["invalid"], ["failed"], "services/wifi refuses it before the driver is asked: docs/design/wifi.md"),
    "sixty-five characters are none": (
        ("driver",), ["invalid"], ["failed"], "services/wifi refuses it before the driver is asked: docs/design/wifi.md"),
}
# The driver knows four kinds of security: the best that a network offers.
BEST = {"wpa2_wpa3": "wpa3", "wpa_wpa2": "wpa2"}


def flat(story, told, leave_out=()):
    """The words of a story in their order: whether they came while the air changed or after it is the same."""
    words = []
    for number, said in enumerate(told):
        if number in leave_out:
            continue
        named = number < len(story) and story[number][0] == "scan" and len(story[number]) > 1
        # Linux keeps what a hidden network's beacon said beside what it answered.
        words += [word for word in said or () if not (named and word.startswith("found - "))]
    return words


def as_driver(words):
    changed = []
    for word in words:
        head, _, last = word.rpartition(" ")
        changed.append(f"{head} {BEST.get(last, last)}" if word.startswith("found ") else word)
    return changed


def wanted(name, world, truth, told):
    """What the world should have said, and what it did, comparable."""
    story = STORIES[name]
    unasked = [number for number, said in enumerate(told) if said is None]
    wants, says = flat(story, truth, unasked), flat(story, told, unasked)
    if world == "driver":
        wants = as_driver(wants)
    worlds, of_linux, of_module, _ = DIFFERENCES.get(name, ((), None, None, None))
    if world in worlds and wants == of_linux:
        wants = of_module
    if "invalid" in flat(story, truth):  # that is what the emulator blames
        says = [word for word in says if not word.startswith("blamed: password length")]
    return wants, says


def compare(truth, worlds):
    """Prints the table. Returns (stories alike, not alike)."""
    failed = 0
    for name, (told, reasons) in truth.items():
        print(f"     {name}: {', '.join(flat(STORIES[name], told))}" + (f" (reasons {reasons})" if reasons else ""))
        for world, outcomes in worlds.items():
            wants, says = wanted(name, world, told, outcomes[name])
            differs = DIFFERENCES.get(name)
            note = f" (as documented: {differs[3]})" if differs and world in differs[0] else ""
            good = wants == says and wants != []
            failed += not good
            print(f"{'ok  ' if good else 'FAILED'} {name}: {world}" +
                  (note if good else f" said {says}, not {wants}"), flush=True)
    return len(truth) * len(worlds) - failed, failed


def build():
    for command in (("cmake", "--preset", "tools"), ("cmake", "--build", "--preset", "tools", "--target", "modem_tool")):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(f"guest: {' '.join(command)}:\n{done.stdout[-3000:]}{done.stderr[-1000:]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, default=ROOT / "build/wifi-guest", help="default: build/wifi-guest")
    parser.add_argument("--again", action="store_true", help="no new guest")
    asked = parser.parse_args()
    folder = asked.keep
    build()
    begun = time.monotonic()
    if not asked.again:
        linux.boot(image.build(folder, linux.HERE / "init", linux.texts()), folder)
    truth = linux.outcomes(linux.console(folder))
    print(f"     the guest took {time.monotonic() - begun:.0f} s", flush=True)
    program, driver = BUILD / "tools/modem/dunlin-modem", BUILD / "tests/modem/esp_at_driver"
    worlds = {"emulator": modem.outcomes(lambda story: modem.Emulator(story, program)),
              "driver": modem.outcomes(lambda story: modem.Driver(story, program, driver))}
    record = {name: {"linux": told, "reasons": reasons} | {world: said[name] for world, said in worlds.items()}
              for name, (told, reasons) in truth.items()}
    (folder / "record.json").write_text(json.dumps(record, indent=1) + "\n")
    missing = [name for name in STORIES if name not in truth or len(truth[name][0]) != len(STORIES[name])]
    for name in missing:
        print(f"FAILED {name}: the guest did not tell it to its end")
    passed, failed = compare({name: told for name, told in truth.items() if name not in missing}, worlds)
    print(f"{passed} passed, {failed + len(missing)} failed")
    return 1 if failed or missing else 0


if __name__ == "__main__":
    sys.exit(main())
