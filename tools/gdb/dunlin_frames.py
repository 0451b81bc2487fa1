# SPDX-License-Identifier: MIT
"""Registers of a task that does not run, from what its port left on its stack, and gdb's backtrace from there.

The frames are those in the heads of arch/cortex_m/mainline.c, arch/armv6m/port.c, arch/riscv/frame.h and
arch/sim/swap_*.S. No register and no memory of the target is written, so it works on core files, too.
"""
import re

import gdb
from gdb.unwinder import Unwinder, register_unwinder

import dunlin_kernel as kernel

# Where the stack of a task begins: what gdb finds behind it is no caller.
FIRST_FUNCTIONS = ("task_start", "port_task_start", "sim_task_main", "sim_task_enter")
KERNEL_FOLDERS = re.compile(r"(^|/)(kernel/(src|heap)|arch)/")


class Words:
    """Registers read one after the other from a stack."""

    def __init__(self, address, size):
        self.address = address
        self.type = gdb.lookup_type("unsigned long long" if size == 8 else "unsigned int")
        self.size = size

    def take(self, *names):
        """{name: value}; a name of None is left out."""
        found = {}
        for name in names:
            value = int(gdb.Value(self.address).cast(self.type.pointer()).dereference())
            self.address += self.size
            if name is not None:
                found[name] = value
        return found

    def skip(self, words):
        self.address += words * self.size


def arm_hardware_frame(words, has_floats):
    found = words.take("r0", "r1", "r2", "r3", "r12", "lr", "pc", "xpsr")
    words.skip(18 if has_floats else 0)
    if found["xpsr"] & 1 << 9:
        words.skip(1)  # the processor aligned the stack
    return found


def arm_mainline(sp):
    words = Words(sp & ~3, 4)
    has_floats = sp & 2 != 0
    if sp & 1:
        found = words.take(*(f"r{n}" for n in range(4, 12)))
        words.skip(16 if has_floats else 0)
        found.update(arm_hardware_frame(words, has_floats))
        return found, words.address, True
    words.skip(18 if has_floats else 0)
    found = words.take("r3", *(f"r{n}" for n in range(4, 12)), "pc")
    return found, words.address, False


def arm_baseline(sp):
    words = Words(sp & ~1, 4)
    if sp & 1:
        found = words.take("r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11")
        found.update(arm_hardware_frame(words, False))
        return found, words.address, True
    found = words.take("r8", "r9", "r10", "r11", "r3", "r4", "r5", "r6", "r7", "pc")
    return found, words.address, False


def riscv_float_bytes():
    """Bytes of a floating point register that the program's port saves: its ELF attributes say it."""
    for objfile in gdb.objfiles():
        with open(objfile.filename, "rb") as file:
            found = re.findall(rb"\x05(rv(?:32|64)[a-z0-9_]+)\x00", file.read())
        if found:
            extensions = re.findall(rb"[a-z](?=\d)", found[-1][4:])
            return 8 if b"d" in extensions else 4 if b"f" in extensions else 0
    return 0


def riscv(sp, size):
    floats = riscv_float_bytes()
    light_bytes = (14 * size + 12 * floats + 15) // 16 * 16
    trap_bytes = (18 * size + 20 * floats + 15) // 16 * 16
    base = sp & ~1
    words = Words(base, size)
    found = words.take("ra", "fp", *(f"s{n}" for n in range(1, 12)))
    found["pc"] = found["ra"]
    if sp & 1:
        words = Words(base + light_bytes, size)
        found.update(words.take("pc", "ra", *(f"t{n}" for n in range(7)), *(f"a{n}" for n in range(8))))
        return found, base + light_bytes + trap_bytes, True
    return found, base + light_bytes, False


def sim_x86_64(sp):
    words = Words(sp, 8)
    found = words.take(None, "r15", "r14", "r13", "r12", "rbx", "rbp", "pc")
    return found, words.address, False


def sim_i386(sp):
    words = Words(sp, 4)
    found = words.take(None, None, "edi", "esi", "ebx", "ebp", "pc")
    return found, words.address, False


def sim_aarch64(sp):
    words = Words(sp + 64, 8)
    found = words.take(*(f"x{n}" for n in range(19, 29)), None, None, "x29", "pc")
    return found, words.address, False


def registers_of(task):
    """(registers with pc and sp, whether the task was interrupted there rather than called away)."""
    name = gdb.selected_frame().architecture().name()
    if name.startswith("armv6"):
        found, sp, interrupted = arm_baseline(task.sp)
    elif name.startswith("arm"):
        found, sp, interrupted = arm_mainline(task.sp)
    elif name.startswith("riscv"):
        found, sp, interrupted = riscv(task.sp, kernel.lookup_type("size_t").sizeof)
    elif name == "i386:x86-64":
        found, sp, interrupted = sim_x86_64(task.sp)
    elif name == "i386":
        found, sp, interrupted = sim_i386(task.sp)
    elif name == "aarch64":
        found, sp, interrupted = sim_aarch64(task.sp)
    else:
        raise kernel.Missing(f"frames of {name} are not known")
    found["sp"] = sp
    if name.startswith("arm"):
        found["pc"] &= ~1
    return found, interrupted


class TaskUnwinder(Unwinder):
    """Makes gdb believe, once, that the caller of the innermost frame is a task that does not run."""

    def __init__(self):
        super().__init__("dunlin-task")
        self.registers = None

    def __call__(self, pending):
        if self.registers is None:
            return None
        registers, self.registers = self.registers, None
        sp = pending.read_register("sp")
        # Callers are on another stack; gdb believes those whose address is not below this one.
        info = pending.create_unwind_info(FrameId(gdb.Value(0).cast(sp.type), pending.read_register("pc")))
        for name, number in registers.items():
            try:
                kind = pending.read_register(name).type
            except ValueError:
                continue
            bits = kind.sizeof * 8
            info.add_saved_register(name, gdb.Value((number & (1 << bits) - 1).to_bytes(kind.sizeof, "little"), kind))
        return info


class FrameId:
    def __init__(self, sp, pc):
        self.sp = sp
        self.pc = pc


UNWINDER = TaskUnwinder()
register_unwinder(None, UNWINDER, replace=True)


def with_frames_of(task, function):
    """function(frame, skipped) with gdb's frames for the task: the first is where it stopped, its pc that many
    bytes too far."""
    live = task.live_frame()
    if live is not None:
        return function(live, 0)
    if not task.has_saved_frame():
        raise kernel.Missing("interrupted; this gdb server does not tell where its stack is")
    registers, interrupted = registers_of(task)
    # gdb takes callers to be behind a call and looks one byte before: that must be the interrupted instruction.
    skipped = 2 if interrupted else 0
    registers["pc"] += skipped
    level = gdb.selected_frame().level()
    UNWINDER.registers = registers
    gdb.invalidate_cached_frames()
    try:
        first = gdb.newest_frame().older()
        if first is None:
            raise kernel.Missing("gdb finds no frame there")
        return function(first, skipped)
    finally:
        UNWINDER.registers = None
        gdb.invalidate_cached_frames()
        gdb.execute(f"frame {level}", to_string=True)


def walk(frame):
    """The frame and its callers, up to the first function of the task."""
    count = 0
    while frame is not None and frame.is_valid() and count < 64:
        yield frame
        if name_of(frame) in FIRST_FUNCTIONS:
            return
        count += 1
        try:
            frame = frame.older()
        except gdb.error:
            return


def is_ghost(frame):
    """A function that the linker left out has address 0 in the debug information: whoever is really there, at the
    start of the flash, would be taken for it."""
    function = frame.function()
    return function is not None and int(function.value().address) == 0


def name_of(frame):
    if not is_ghost(frame):
        return frame.name() or "??"
    found = re.match(r"(\w+)", gdb.execute(f"info symbol {frame.pc() - 1:#x}", to_string=True))
    return found.group(1) if found else "??"


def line_of(frame):
    """(file, line), or None."""
    place = frame.find_sal()
    return (place.symtab.filename, place.line) if place.symtab and not is_ghost(frame) else None


def describe(frame):
    place = line_of(frame)
    return f"{name_of(frame)} {place[0].split('/')[-1]}:{place[1]}" if place else name_of(frame)


def place_of(task):
    """Where a task is: outside the kernel, or in the function of the kernel's own task."""

    def outside(frame, _skipped):
        seen = [each for each in walk(frame)]
        for each in seen:
            place = line_of(each)
            if place and not KERNEL_FOLDERS.search(place[0]):
                return describe(each)
        return describe(seen[-2] if len(seen) > 1 else seen[0])

    try:
        return with_frames_of(task, outside)
    except (kernel.Missing, gdb.error) as problem:
        return f"? ({problem})"


def arguments_of(frame):
    if is_ghost(frame):
        return ""
    try:
        block = frame.block()
    except RuntimeError:
        return ""
    while block.function is None and block.superblock is not None:
        block = block.superblock
    shown = []
    for symbol in block:
        if symbol.is_argument:
            try:
                shown.append(f"{symbol.print_name}={frame.read_var(symbol).format_string(max_elements=4)}")
            except (gdb.error, ValueError):
                shown.append(f"{symbol.print_name}=?")
    return ", ".join(shown)


def backtrace(task):
    def lines(frame, skipped):
        found = []
        for number, each in enumerate(walk(frame)):
            place = line_of(each)
            where = f" at {place[0]}:{place[1]}" if place else ""
            pc = each.pc() - (skipped if number == 0 else 0)
            found.append(f"#{number:<2} {pc:#010x} in {name_of(each)} ({arguments_of(each)}){where}")
        return found

    return with_frames_of(task, lines)
