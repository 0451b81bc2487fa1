# SPDX-License-Identifier: MIT
"""A Wi-Fi module: throughput over its UART, first publish and recovery of the driver, all in virtual time on the host."""
import re
import subprocess

import figures
import toolchain
from toolchain import ROOT, say

BUILD = ROOT / "build/tools"
SCENARIO = ROOT / "tests/modem/sweep.json"
GOALS = {"send_2048.links_1.share": 90, "receive_1460.links_1.share": 90}
FAULTS = 31


def build():
    if not (BUILD / "CMakeCache.txt").exists():
        toolchain.run(["cmake", "--preset", "tools", "-S", ROOT])
    toolchain.run(["cmake", "--build", BUILD, "-j", toolchain.JOBS, "--target", "bench_wifi", "esp_at_sweep"])


def lines_of(program):
    found = subprocess.run([BUILD / "tests/modem" / program, SCENARIO], capture_output=True, text=True, check=False)
    if found.returncode:
        raise SystemExit(f"bench: {program} failed:\n{found.stdout[-2000:]}{found.stderr[-2000:]}")
    return found.stdout.splitlines()


def recovery():
    """The worst place of all phases, for each fault; behind the name are milliseconds for each phase."""
    items = []
    for line in lines_of("esp_at_sweep"):
        if found := re.fullmatch(r"(\S.*?\S)((?:\s+\d+){10})", line):
            name = found[1].replace(",", "").replace("'", "").replace(" ", "_")
            items.append(figures.figure(f"wifi.recovery.{name}", max(map(int, found[2].split())), "ms"))
    assert len(items) == FAULTS, f"{len(items)} faults, not {FAULTS}"
    return items


def table(board):
    say(f"wifi: on the host, whatever the board is ({board})")
    build()
    items = []
    for line in lines_of("bench_wifi"):
        name, value, unit = line.split(" ", 2)
        items.append(figures.figure(f"wifi.{name}", int(value), unit, goal=GOALS.get(name)))
    return items + recovery()
