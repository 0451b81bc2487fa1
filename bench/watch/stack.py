# SPDX-License-Identifier: MIT
"""Worst stack of each function of an archive: frames from the compiler (-fstack-usage), or from the code
itself where it was written in assembly; calls from the object code.

A call through a pointer leads into the application and is not counted; whoever makes one is told.
"""
import re
import subprocess

CALLS = {"R_ARM_THM_CALL", "R_ARM_CALL", "R_RISCV_CALL", "R_RISCV_CALL_PLT"}
JUMPS = {"R_ARM_THM_JUMP24", "R_ARM_JUMP24", "R_ARM_THM_JUMP19", "R_RISCV_JAL"}
INDIRECT = re.compile(r"\t(blx\s+r\d+|blx\s+ip|jalr\s|c\.jalr\s)")


class Function:
    def __init__(self):
        self.frame = 0
        self.scanned = 0    # frame as the code makes it
        self.calls = set()
        self.jumps = set()  # with the frame already gone
        self.calls_back = False


def pushed(line, pointer_bytes):
    """Bytes by which an instruction moves the stack pointer down."""
    match = re.search(r"\t(v?push|stmdb\s+sp!,|stmfd\s+sp!,)\s*\{([^}]*)\}", line)
    if match:
        total = 0
        for part in match.group(2).split(","):
            low, _, high = part.strip().partition("-")
            number = {"sl": 10, "fp": 11, "ip": 12, "lr": 14, "r9": 9}
            index = lambda name: number.get(name) or int(re.sub(r"\D", "", name))  # noqa: E731
            total += index(high) - index(low) + 1 if high else 1
        return total * (8 if "{d" in line else 4)
    match = re.search(r"\t(?:sub(?:\.w|w)?\s+sp,(?:\s*sp,)?\s*#(\d+)|(?:c\.)?addi\s+sp,sp,-(\d+)"
                      r"|c?\.?addi16sp\s+sp,-(\d+)|str\S*\s+\S+, \[sp, #-(\d+)\]!)", line)
    return int(next(group for group in match.groups() if group)) if match else 0


def read_archive(prefix, archive, pointer_bytes):
    """{name: Function} from disassembly."""
    text = subprocess.run([f"{prefix}objdump", "-dr", "--no-show-raw-insn", str(archive)],
                          capture_output=True, text=True, check=True).stdout
    found = {}
    function = None
    called = None
    for line in text.splitlines():
        match = re.match(r"[0-9a-f]+ <([^>]+)>:$", line)
        if match:
            if not match.group(1).startswith((".L", "$")):
                function = found.setdefault(match.group(1), Function())
            continue
        if function is None:
            continue
        if called is not None and "\t" in line and "R_RISCV" not in line:
            # the second half of a call on RISC-V: one that does not return is a jump
            if re.search(r"\tjr\s", line):
                function.calls.discard(called)
                function.jumps.add(called)
            called = None
            continue
        match = re.search(r":\s+(R_\w+)\s+(?:\.text\.)?([\w.]+)", line)
        if match:
            kind, name = match.groups()
            if kind in CALLS:
                function.calls.add(name)
                called = name if kind.startswith("R_RISCV") else None
            elif kind in JUMPS and not name.startswith(".L"):
                function.jumps.add(name)
        elif INDIRECT.search(line):
            function.calls_back = True
        else:
            function.scanned += pushed(line, pointer_bytes)
    return found


def read_frames(folder):
    """{name: bytes} from the compiler's .su files under `folder`."""
    frames = {}
    for file in folder.rglob("*.su"):
        for line in file.read_text().splitlines():
            place, size, _ = line.split("\t")
            name = place.rsplit(":", 1)[1]
            frames[name] = max(frames.get(name, 0), int(size))
    return frames


def worst(functions, frames):
    """{name: bytes}; raises for a recursion."""
    known = {}

    def of(name, above):
        if name in above:
            raise SystemExit(f"stack: {name} is recursive: {' > '.join(above)}")
        if name not in functions:
            return 0  # of the C library or the application
        if name not in known:
            function = functions[name]
            below = [of(call, above + [name]) for call in function.calls]
            jumped = [of(call, above + [name]) for call in function.jumps - {name}]
            frame = frames.get(name) or function.scanned
            known[name] = max([frame + max(below, default=0), *jumped])
        return known[name]

    return {name: of(name, []) for name in functions}


def called_back(functions):
    """Names of functions that call through a pointer, themselves or through others."""
    found = {name for name, function in functions.items() if function.calls_back}
    grown = True
    while grown:
        more = {name for name, function in functions.items()
                if (function.calls | function.jumps) & found} - found
        found |= more
        grown = bool(more)
    return found
