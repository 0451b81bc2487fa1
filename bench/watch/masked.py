# SPDX-License-Identifier: MIT
"""The longest stretches that the kernel runs with interrupts masked, in a program run under QEMU.

Counted by masked.c: instructions behind the one that masks, up to the one that unmasks. What the
application does under the mask (trace macros, hooks) is not counted, a critical section of its own
neither.
"""
import os
import re
import subprocess
from collections import Counter

# A stretch begun in one of these belongs to the caller.
CALLERS_OWN = {"vPortEnterCritical", "ulPortSetInterruptMask", "ulPortRaiseBASEPRI",
               "vPortRaiseBASEPRI", "ulSetInterruptMaskFromISR", "vPortDisableInterrupts",
               "xPortSetInterruptMask"}
TRAP_HANDLER, TRAP_TABLE = "freertos_risc_v_trap_handler", "freertos_risc_v_vector_table"
ARM_SPECIAL = {"BASEPRI": "b", "BASEPRI_MAX": "m", "PRIMASK": "p"}


def is_kernel(unit, root):
    file = unit.replace(root + "/", "")
    return file.startswith(("kernel/", "arch/"))


def arm_point(mnemonic, operands):
    """(what, register) when the instruction changes the mask."""
    if mnemonic == "msr":
        special, register = [part.strip() for part in operands.split(",")]
        special = special.upper()
        names = {"sb": 9, "sl": 10, "fp": 11, "ip": 12, "lr": 14}
        number = names.get(register) or register[1:]
        if special in ARM_SPECIAL:
            return ARM_SPECIAL[special], f"R{int(number):02d}"
    elif mnemonic == "cpsid" and "i" in operands:
        return "+", "-"
    elif mnemonic == "cpsie" and "i" in operands:
        return "-", "-"
    return None


def riscv_point(mnemonic, operands):
    """As arm_point, for machine mode."""
    if mnemonic == "mret":
        return "r", "mstatus"
    parts = [part.strip() for part in operands.split(",")]
    if not mnemonic.startswith("csr") or "mstatus" not in parts:
        return None
    kind = mnemonic.rstrip("i")
    source = parts[-1]
    if kind in ("csrr",) or source in ("zero", "mstatus"):
        return None
    what = {"csrw": "w", "csrrw": "w", "csrs": "s", "csrrs": "s", "csrc": "c", "csrrc": "c"}[kind]
    if source[0].isdigit():
        if what != "w" and not int(source, 0) & 8:
            return None
        return ("-" if what == "s" or (what == "w" and int(source, 0) & 8) else "+"), "-"
    return what, f"/{source}"


def trap_entries(elf):
    """Where a trap on RISC-V, which masks, may arrive: the handler, or any entry of the table."""
    found = [address for address, name in elf.functions if name == TRAP_HANDLER]
    for low, high in elf.ranges_of({TRAP_TABLE}):
        found += [address for address in elf.instructions if low <= address < high]
    return found


def table_of(elf, point_of):
    lines = []
    for low, high, unit in elf.units():
        if not is_kernel(unit, elf.root):
            lines.append(f"a {low:x} {high:x}")
    lines += [f"a {low:x} {high:x}" for low, high in elf.ranges_of(CALLERS_OWN)]
    by_register = []
    for address, (mnemonic, operands, _) in elf.instructions.items():
        point = point_of(mnemonic, operands)
        if point is not None:
            lines.append(f"i {address:x} {point[0]} {point[1]}")
            if point[1] != "-":
                by_register.append(address)
    lines += [f"i {address:x} + -" for address in trap_entries(elf)]
    return "\n".join(lines) + "\n", by_register


def stretches(elf, plugin, qemu, folder, point_of=arm_point, timeout=300):
    """Runs `qemu`, a command with "{image}"; [(count, first, last, path)], longest first.

    Also returns the exit status of the program."""
    table, by_register = table_of(elf, point_of)
    (folder / "masked.table").write_text(table)
    out = folder / "masked.out"
    out.unlink(missing_ok=True)
    reader, writer = os.pipe()
    try:
        command = [*(part.replace("{image}", str(elf.path)) for part in qemu), "-singlestep", "-d", "exec,cpu,nochain",
                   "-D", f"/proc/self/fd/{writer}",
                   "-dfilter", ",".join(f"{address:#x}+1" for address in by_register),
                   "-plugin", f"{plugin},table={folder / 'masked.table'},registers={reader},out={out}"]
        result = subprocess.run(command, capture_output=True, text=True, timeout=timeout,
                                pass_fds=(reader, writer), stdin=subprocess.DEVNULL)
    finally:
        os.close(reader)
        os.close(writer)
    if not out.exists():
        raise SystemExit(f"masked: {elf.path} left no trace:\n{result.stdout}{result.stderr}")
    found = []
    for line in out.read_text().splitlines():
        parts = line.split()
        found.append((int(parts[0]), int(parts[1], 16), int(parts[2], 16),
                      [int(pc, 16) for pc in parts[3:]]))
    return sorted(found, reverse=True), result.returncode


def place(elf, pc):
    """Function of the image and its source line there, through what was inlined."""
    result = subprocess.run([elf.prefix + "addr2line", "-i", "-f", "-e", str(elf.path), f"{pc:#x}"],
                            capture_output=True, text=True).stdout.splitlines()
    frames = [(name, where_of(elf, where)) for name, where in zip(result[0::2], result[1::2])]
    outside = [frame for frame in frames if not re.search(r"^arch/.*\.h:|/lock\.h:", frame[1])]
    name, where = (outside or frames or [("?", "?")])[0]
    function = elf.function(pc)
    return f"{function} ({where})" if name in (function, "??") else f"{function} > {name} ({where})"


def where_of(elf, where):
    """file:line from the root of the tree."""
    file, _, line = where.split(" ")[0].rpartition(":")
    return os.path.normpath(file).replace(elf.root + "/", "") + ":" + line


def route(elf, path):
    """The functions a stretch runs through, in order of entry, with their share of the instructions."""
    share = Counter()
    places = elf.places(path)
    for pc in path:
        share[places[pc][0]] += 1
    return [f"{name} {n}" for name, n in share.items()]
