# SPDX-License-Identifier: MIT
"""Text and RAM of the bootloader of mps2_an385, of its link map: own logic (bootloader/, libs/ota; code, and with texts
and key), cryptography, all of it with drivers, start-up and fault report. MCUboot's figures are of `boot_go` alone (overwrite-only,
EC256, with TinyCrypt, logging off): no flash driver, start-up or texts."""
import re
from collections import Counter
from pathlib import Path

import figures

ROOT = Path(__file__).resolve().parents[1]
BUILD = ROOT / "build/mps2_an385"
OWN = re.compile(r"dunlin_lib_ota|dunlin_boot_crypto|bootloader\.dir/|dunlin_ota_board")
CRYPTO = re.compile(r"mbedtls_verify")
KNOWN = {
    "own_code": {"MCUboot": 3594, "goal": 4096},
    "own": {},
    "crypto": {"MCUboot": 5028},
    "own_and_crypto": {"MCUboot": 9114, "goal": 8000},
    "text": {"goal": 20480},
    "ram": {"goal": 4096},
}


def table(run, sections_of, kind_of, verbose):
    if not (BUILD / "CMakeCache.txt").exists():
        run(["cmake", "--preset", "mps2_an385", "-S", ROOT], verbose)
    run(["cmake", "--build", BUILD, "--target", "bootloader"], verbose)
    found = Counter()
    for section, size, owner in sections_of((BUILD / "bootloader/bootloader.elf.map").read_text()):
        kind = kind_of(section)
        if kind is None:
            continue
        if kind != "bss":
            found["text"] += size
            found["own"] += size if OWN.search(owner) else 0
            found["own_code"] += size if OWN.search(owner) and section.startswith(".text") else 0
            found["crypto"] += size if CRYPTO.search(owner) else 0
        if kind != "text":
            found["ram"] += size
    found["own_and_crypto"] = found["own"] + found["crypto"]
    stack = run(["arm-none-eabi-nm", BUILD / "bootloader/bootloader.elf"], verbose)
    ends = dict(reversed(line.split()[::2]) for line in stack.splitlines() if re.search(r"__stack_(top|bottom)$", line))
    found["ram"] += int(ends["__stack_top"], 16) - int(ends["__stack_bottom"], 16)
    items = []
    for name, known in KNOWN.items():
        peers = dict(known)
        goal = peers.pop("goal", None)
        items.append(figures.figure(f"size.bootloader.{name}", found[name], "bytes", peers, goal))
    return items
