# SPDX-License-Identifier: MIT
"""Modelled cycles of a path of instructions, by core. A model, not a measurement: no wait states, nothing
overlaps. Use it to rank, beside the exact count of instructions.

Cortex-M3 and M4: the cost per instruction of the reference manuals; 2 more for a taken branch, 4 for a
barrier, 12 and 10 for entry to and return from an exception, 6 for a tail-chained one.
"""
import re

BRANCH_TAKEN = 2
BARRIER = 4
EXCEPTION_ENTRY, EXCEPTION_EXIT, TAIL_CHAIN = 12, 10, 6
CORES = ("cortex-m3", "cortex-m4")

NAMES = {"sb": 9, "sl": 10, "fp": 11, "ip": 12, "sp": 13, "lr": 14, "pc": 15}


def registers_in(operands):
    """How many registers a list {r4-r11, lr} names."""
    def number(name):
        return NAMES[name] if name in NAMES else int(name[1:])

    total = 0
    for part in re.search(r"\{(.*)\}", operands).group(1).split(","):
        low, _, high = part.strip().partition("-")
        total += number(high) - number(low) + 1 if high else 1
    return total


def cost(mnemonic, operands):
    """Of an instruction that falls through."""
    name = mnemonic.split(".")[0]
    if name in ("push", "pop", "vpush", "vpop") or re.match(r"v?(ldm|stm)", name):
        return 1 + registers_in(operands)
    if name.startswith(("ldrd", "strd")):
        return 3
    if name.startswith(("ldr", "mrs", "msr", "cps", "vldr", "vstr", "tb")):
        return 2
    if name in ("udiv", "sdiv"):
        return 7
    if name in ("umull", "smull", "umlal", "smlal"):
        return 4
    if name in ("mla", "mls"):
        return 2
    if name in ("dsb", "isb", "dmb"):
        return BARRIER
    return 1


def of_path(elf, core, path, handlers):
    """Cycles of the instructions at the addresses `path`, the last of which is where it led and does not
    count; None where the core has no model. `handlers`: first addresses of exception handlers."""
    if core not in CORES or not path:
        return None
    total = 0
    in_handler = False
    for here, after in zip(path, path[1:]):
        mnemonic, operands, size = elf.instructions.get(here, ("nop", "", 2))
        total += cost(mnemonic, operands)
        if after == here + size:
            continue
        if after in handlers:
            total += TAIL_CHAIN if in_handler else EXCEPTION_ENTRY
            in_handler = True
        elif in_handler and leaves_handler(elf, mnemonic, operands, after):
            total += EXCEPTION_EXIT
            in_handler = False
        elif not skips_marks(elf, here + size, after):
            total += BRANCH_TAKEN
    return total


def leaves_handler(elf, mnemonic, operands, after):
    """A return to an address that no call left behind: an exception return."""
    name = mnemonic.split(".")[0]
    if not ((name == "bx" and operands == "lr") or (name in ("pop", "ldmia", "ldr"))):
        return False
    for size in (4, 2):
        before = elf.instructions.get(after - size)
        if before is not None and before[2] == size and before[0].split(".")[0] in ("bl", "blx"):
            return False
    return True


def skips_marks(elf, low, high):
    """Marks are no instructions of the path: between two neighbours there may be some."""
    while low < high:
        mnemonic, _, size = elf.instructions.get(low, ("", "", 2))
        if mnemonic.split(".")[0] != "nop":
            return False
        low += size
    return low == high
