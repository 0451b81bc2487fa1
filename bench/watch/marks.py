# SPDX-License-Identifier: MIT
"""Instructions between the marks of a program (bench/fair/mark.h), run under QEMU."""
import subprocess
from dataclasses import dataclass, field


@dataclass
class Row:
    """What an operation cost, each time it ran."""
    counts: dict = field(default_factory=dict)  # instructions: times
    paths: dict = field(default_factory=dict)   # instructions: addresses, and the mark at the end

    @property
    def times(self):
        return sum(self.counts.values())

    @property
    def median(self):
        left = self.times // 2
        for count in sorted(self.counts):
            if left < self.counts[count]:
                return count
            left -= self.counts[count]
        raise ValueError("an operation that never ran")

    @property
    def least(self):
        return min(self.counts)

    @property
    def most(self):
        return max(self.counts)


def marks_of(elf):
    """[(address, kind, operation)] from the section .debug_marks."""
    section = elf.section(".debug_marks")
    width = elf.pointer_bytes
    found = []
    at = 0
    while at < len(section):
        address = int.from_bytes(section[at:at + width], "little") & ~1
        kind, name, _ = section[at + width:].split(b"\0", 2)
        at += width + len(kind) + 1 + len(name) + 1
        if address:  # 0: the linker dropped the function
            found.append((address, kind.decode(), name.decode()))
    return found


def rows(elf, plugin, qemu, folder, timeout=300):
    """Runs `qemu` (a command with "{image}") on the image: {operation: Row}, as in the source."""
    marks = marks_of(elf)
    names = list(dict.fromkeys(name for _, _, name in marks))
    stem = elf.path.stem
    table, out = folder / f"{stem}.marks", folder / f"{stem}.rows"
    table.write_text("".join(f"m {pc:x} {kind} {names.index(name)}\n" for pc, kind, name in marks))
    out.unlink(missing_ok=True)
    command = [part.replace("{image}", str(elf.path)) for part in qemu]
    result = subprocess.run([*command, "-plugin", f"{plugin},table={table},out={out}"],
                            capture_output=True, text=True, timeout=timeout,
                            stdin=subprocess.DEVNULL)
    if result.returncode != 0 or not out.exists():
        raise SystemExit(f"bench: {elf.path} ended with {result.returncode}:\n"
                         f"{result.stdout}{result.stderr}")
    found = {name: Row() for name in names}
    for line in out.read_text().splitlines():
        op, count, times, *path = line.split()
        row = found[names[int(op)]]
        row.counts[int(count)] = int(times)
        row.paths[int(count)] = [int(pc, 16) for pc in path]
    missing = [name for name, row in found.items() if not row.counts]
    if missing:
        raise SystemExit(f"bench: {elf.path}: these operations never ran: {', '.join(missing)}")
    return found
