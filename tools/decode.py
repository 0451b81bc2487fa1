#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Resolve the fault reports in a log, or a binary dump, to functions, files and lines.

    decode.py [--elf IMAGE] [LOG]        LOG: a file, or - (default) for standard input

The log is passed through as it comes; behind each report stands what it means. Without --elf the
image is looked for under --search (default: build) by the build id that the report carries. Formats:
docs/design/fault-dump.md."""

import argparse
import os
import re
import shutil
import struct
import subprocess
import sys
import zlib

LINE = re.compile(r"fault: (\S+) ?(.*)")
KINDS = {
    1: "hard fault",
    2: "memory management fault",
    3: "bus fault",
    4: "usage fault",
    5: "failed assert",
    6: "stack overflow",
    7: "unexpected exception",
    8: "watchdog not fed",
    9: "secure fault",
}
# dump version: type of a word, the machine's registers
MACHINES = {1: ("I", "22I"), 2: ("I", "35I"), 3: ("Q", "35Q")}
CALL_KINDS = ("failed assert", "stack overflow")


class DecodeError(Exception):
    """Told to the user as one line."""


class Report:
    """What one report says, from whichever format it came in."""

    def __init__(self):
        self.kind = self.task = self.build = self.text = self.at = ""
        self.causes = []
        self.registers = {}
        self.stack_at = 0
        self.stack = []

    def take_line(self, name, rest):
        """One line of the text format; unknown ones are for a newer decoder."""
        if name in ("kind", "task", "build", "at"):
            setattr(self, name, rest)
        elif name == "assert":
            self.text = rest
        elif name == "cause":
            self.causes.append(rest)
        elif name in ("pc", "lr", "ra", "sp", "psr", "address"):
            self.registers["lr" if name == "ra" else name] = int(rest, 16)
        elif name == "stack":
            start, words = rest.split(":")
            if not self.stack:
                self.stack_at = int(start, 16)
            self.stack += [int(word, 16) for word in words.split()]

    @staticmethod
    def from_dump(data):
        """Versions 1 (Cortex-M), 2 (RISC-V, 32 bits) and 3 (64 bits) of the binary format."""
        head = struct.Struct("<IHHBBHI")
        _, version, size_field, kind, flags, words, line = head.unpack_from(data.ljust(head.size, b"\0"))
        if version not in MACHINES:
            raise DecodeError("dump version %d, %d bytes: not known here" % (version, size_field))
        word, machine = MACHINES[version]
        machine = struct.Struct("<" + machine)
        texts = struct.Struct("<24s20s96s96s")
        stack_at = -(-(head.size + machine.size + texts.size) // struct.calcsize(word)) * struct.calcsize(word)
        stack = struct.Struct("<128" + word)
        size = -(-(stack_at + stack.size + 4) // struct.calcsize(word)) * struct.calcsize(word)
        crc_at = stack_at + stack.size
        if len(data) < size:
            raise DecodeError("the dump is cut short: %d of %d bytes" % (len(data), size))
        if size_field != size:
            raise DecodeError("dump version %d, %d bytes: not known here" % (version, size_field))
        if zlib.crc32(data[:crc_at]) != struct.unpack_from("<I", data, crc_at)[0]:
            raise DecodeError("the dump's CRC is wrong: it was damaged")
        report = Report()
        report.kind = KINDS.get(kind, "unknown (%d)" % kind)
        report.take_machine(version, machine.unpack_from(data, head.size), kind, flags)
        task, build, text, file = texts.unpack_from(data, head.size + machine.size)
        report.task = text_of(task) or "(none)"
        report.build = build.hex()
        report.text = text_of(text)
        report.at = "%s:%d" % (text_of(file), line) if kind == 5 else ""
        report.stack_at = report.registers["sp"]
        report.stack = list(stack.unpack_from(data, stack_at)[:words])
        return report

    def take_machine(self, version, values, kind, flags):
        """struct fault_machine of the architecture."""
        if version == 1:
            sp, lr, pc, psr, _, cfsr, hfsr, mmfar, bfar = values[13:]
            self.causes = ["CFSR %08x, HFSR %08x" % (cfsr, hfsr)] if kind <= 4 else []
            address = mmfar if cfsr & 0x80 else bfar if cfsr & 0x8000 else None
        else:
            lr, sp = values[:2]
            pc, cause, value, psr = values[31:]
            self.causes = ["mcause %x, mtval %x" % (cause, value)] if kind <= 4 else []
            address = value if kind <= 4 and cause != 2 else None
        self.registers = {"sp": sp}
        if not flags & 1:
            self.registers.update(lr=lr, pc=pc, psr=psr)
        if address is not None:
            self.registers["address"] = address


def text_of(field):
    return field.split(b"\0")[0].decode("ascii", "replace")


class Elf:
    """As much of an ELF file as decoding needs: build id, loaded bytes, functions."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:4] != b"\x7fELF" or self.data[5:6] != b"\x01":
            raise DecodeError("%s is no little-endian ELF file" % path)
        self.wide = self.data[4] == 2
        machine, = struct.unpack_from("<H", self.data, 18)
        self.code = Thumb if machine != 243 else Riscv64 if self.wide else Riscv
        offset, = struct.unpack_from("<Q" if self.wide else "<I", self.data, 40 if self.wide else 32)
        size, count, names = struct.unpack_from("<HHH", self.data, 58 if self.wide else 46)
        header = "<IIQQQQIIQQ" if self.wide else "<10I"
        headers = [struct.unpack_from(header, self.data, offset + i * size) for i in range(count)]
        strings = headers[names]
        self.sections = [(self.string(strings, h[0]), h) for h in headers]
        self.functions = sorted(self.read_functions(headers))

    def string(self, table, at):
        start = table[4] + at
        return self.data[start : self.data.index(b"\0", start)].decode()

    def read_functions(self, headers):
        for header in headers:
            if header[1] != 2:  # SHT_SYMTAB
                continue
            for at in range(header[4], header[4] + header[5], 24 if self.wide else 16):
                if self.wide:
                    name, info, _, _, value, size = struct.unpack_from("<IBBHQQ", self.data, at)
                else:
                    name, value, size, info, _, _ = struct.unpack_from("<IIIBBH", self.data, at)
                if info & 15 == 2:  # STT_FUNC
                    yield value & ~1, size, self.string(headers[header[6]], name)

    def build_id(self):
        for name, header in self.sections:
            if name == ".note.gnu.build-id":
                return self.data[header[4] + 16 : header[4] + header[5]].hex()
        return ""

    def code_at(self, address, size):
        """Bytes at a run-time address of an executable section, or None."""
        for _, header in self.sections:
            _, kind, flags, start, offset, length = header[:6]
            if kind == 1 and flags & 4 and start <= address and address + size <= start + length:
                return self.data[offset + address - start : offset + address - start + size]
        return None

    def function_at(self, address):
        found = None
        for start, size, name in self.functions:
            if start > address:
                break
            if address < start + max(size, 2):
                found = (start, name)
        return found

    def call_before(self, back):
        """What the call in front of return address `back` calls: an address, "?" or None."""
        code = self.code_at(back - 4, 4)
        return None if code is None else self.code.call_before(back, *struct.unpack("<HH", code))

    def reaches(self, start, goal, depth=3):
        """Whether the function at `start` is the one at `goal`, or ends in a jump to it."""
        if start == goal:
            return True
        length = next((size for at, size, _ in self.functions if at == start), 0)
        code = self.code_at(start, length) if depth > 0 else None
        for at in range(0, len(code or b"") - 1, 2):
            target = self.code.jump(start + at, *struct.unpack_from("<HH", code + b"\0\0", at))
            if target is not None and not start <= target < start + length:
                if self.reaches(target, goal, depth - 1):
                    return True
        return False


class Thumb:
    """How Cortex-M code calls."""

    addr2line = "arm-none-eabi-addr2line"

    @staticmethod
    def back(word):
        """Where execution goes on, if the word is a return address; else None."""
        return word & ~1 if word & 1 else None

    @staticmethod
    def call_before(back, first, second):
        if first & 0xF800 == 0xF000 and second & 0xD000 == 0xD000:
            return wide_target(back, first, second)
        return "?" if second & 0xFF87 == 0x4780 else None

    @staticmethod
    def jump(at, first, second):
        if first & 0xF800 == 0xF000 and second & 0xD000 == 0x9000:  # b.w
            return wide_target(at + 4, first, second)
        if first & 0xF800 == 0xE000:  # b
            return at + 4 + ((first & 0x7FF ^ 0x400) - 0x400 << 1)
        return None


class Riscv:
    """How RISC-V code calls: jal, jalr, their compressed forms. Where auipc and jalr go is not followed."""

    addr2line = "riscv64-unknown-elf-addr2line"

    @staticmethod
    def back(word):
        return word if word and not word & 1 else None

    @staticmethod
    def call_before(back, first, second):
        wide = second << 16 | first
        if wide & 0xFFF == 0x0EF:  # jal ra
            return back - 4 + jal_offset(wide)
        if wide & 0x7FFF == 0x0E7 or second & 0xF07F == 0x9002 and second & 0xF80:  # jalr ra, c.jalr
            return "?"
        if second & 0xE003 == 0x2001:  # c.jal
            return back - 2 + c_jal_offset(second)
        return None

    @staticmethod
    def jump(at, first, second):
        if first & 0xE003 == 0xA001:  # c.j
            return at + c_jal_offset(first)
        if first & 0xFFF == 0x06F:  # jal zero
            return at + jal_offset(second << 16 | first)
        return None


class Riscv64(Riscv):
    """64 bits: the code of c.jal is that of another instruction."""

    @staticmethod
    def call_before(back, first, second):
        is_wide = first & 3 == 3 and (second << 16 | first) & 0x7F in (0x6F, 0x67)
        return Riscv.call_before(back, first, second if is_wide or second & 0xE003 != 0x2001 else 0)


def jal_offset(wide):
    offset = (wide >> 31) << 20 | (wide >> 12 & 0xFF) << 12 | (wide >> 20 & 1) << 11 | (wide >> 21 & 0x3FF) << 1
    return (offset ^ 1 << 20) - (1 << 20)


def c_jal_offset(half):
    bits = ((12, 11), (11, 4), (10, 9), (9, 8), (8, 10), (7, 6), (6, 7), (5, 3), (4, 2), (3, 1), (2, 5))
    offset = sum((half >> at & 1) << to for at, to in bits)
    return (offset ^ 1 << 11) - (1 << 11)


def wide_target(after, first, second):
    """Where the BL or B.W that ends at `after` goes to."""
    sign = first >> 10 & 1
    i1 = 1 - ((second >> 13 & 1) ^ sign)
    i2 = 1 - ((second >> 11 & 1) ^ sign)
    offset = -sign << 24 | i1 << 23 | i2 << 22 | (first & 0x3FF) << 12 | (second & 0x7FF) << 1
    return after + offset


def find_tool(code):
    for name in (code.addr2line, "llvm-addr2line", "llvm-addr2line-14", "addr2line"):
        if shutil.which(name):
            return name
    raise DecodeError("no addr2line: install the package that has %s" % code.addr2line)


def locate(elf, address):
    """[(function, file:line), ...]: more than one where calls were inlined, innermost first."""
    command = [find_tool(elf.code), "-e", elf.path, "-f", "-i", "-C", "0x%x" % address]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    return [(output[i], shorten(output[i + 1])) for i in range(0, len(output) - 1, 2)]


def shorten(location):
    """Paths below the current folder or below Dunlin itself without that prefix."""
    path, _, line = location.partition(" (")[0].rpartition(":")
    for folder in (os.getcwd(), os.path.dirname(os.path.dirname(os.path.abspath(__file__)))):
        if path.startswith(folder + os.sep):
            path = path[len(folder) + 1 :]
            break
    return "%s:%s" % (path, line)


def find_elf(build, folders):
    """The image under `folders` that has this build id."""
    for folder in folders:
        for where, _, names in os.walk(folder):
            for name in sorted(names):
                if name.endswith(".elf"):
                    path = os.path.join(where, name)
                    try:
                        if Elf(path).build_id() == build:
                            return path
                    except (DecodeError, OSError, ValueError, struct.error):
                        continue
    return None


def trace(elf, report):
    """[(address to resolve, mark)]: pc, then each plausible return address, innermost first.

    A candidate is certain when the direct call in front of it leads to the function of the frame
    below; one that leads elsewhere is left over from an earlier call and is dropped. A call through a
    register may lead anywhere, and is dropped where a certain one is near. Where nothing fits the pc, the chain starts at the first candidate."""
    frames = []
    if "pc" in report.registers:
        frames.append((report.registers["pc"], "pc"))
    words = list(report.stack)
    if report.kind not in CALL_KINDS:
        words.insert(0, report.registers.get("lr", 0))
    candidates = []
    for back in filter(None, map(elf.code.back, words)):
        target, function = elf.call_before(back), elf.function_at(back - 2)
        if target is not None and function is not None:
            candidates.append((back - 2, target, function[0]))
    below = (elf.function_at(report.registers.get("pc", 0)) or (None,))[0]
    callers = chain(elf, candidates, below)
    if not callers and candidates:
        address, _, function = candidates[0]
        callers = [(address, "maybe from")] + chain(elf, candidates[1:], function)
    return frames + callers


LEFT_OVER = 2  # words of an earlier call that may lie in a frame


def chain(elf, candidates, below):
    frames = []
    for at, (address, target, function) in enumerate(candidates):
        if target == "?" or below is None:
            if below is not None and function == below and not frames:
                continue  # lr of a call that has returned already
            if any(elf.reaches(other, below) for _, other, _ in candidates[at + 1 : at + 1 + LEFT_OVER]
                   if other != "?" and below is not None):
                continue  # a certain one is near: this is left over
            frames.append((address, "likely from"))
        elif elf.reaches(target, below):
            frames.append((address, "called from"))
        else:
            continue
        below = function
    return frames


def explain(report, options, out):
    out.write("\n---- decoded ----\n")
    out.write("%s in task %s\n" % (report.kind or "fault", report.task or "(unknown)"))
    for cause in report.causes:
        out.write("  %s\n" % cause)
    if "address" in report.registers:
        out.write("  address 0x%08x\n" % report.registers["address"])
    if report.text:
        out.write("  %s\n  at %s\n" % (report.text, report.at))
    path = options.elf or find_elf(report.build, options.search)
    if path is None:
        out.write("  no image with build id %s found; give it with --elf\n" % report.build)
        out.write("---- end ----\n\n")
        return False
    elf = Elf(path)
    out.write("  image %s\n" % path)
    if elf.build_id() != report.build:
        out.write("  WARNING: the image's build id %s is not the report's %s:\n"
                  "  the lines below are probably wrong\n" % (elf.build_id(), report.build))
    number = 0
    for address, mark in trace(elf, report):
        for function, location in locate(elf, address):
            out.write("  #%-2d %-11s %s  %s\n" % (number, mark, function, location))
            mark = "inlined in"
            number += 1
    out.write("---- end ----\n\n")
    return elf.build_id() == report.build


def decode_log(stream, options, out):
    """Passes the log through; returns (reports, all resolved)."""
    report, count, good = None, 0, True
    for raw in stream:
        line = raw.decode("utf-8", "replace")
        out.write(line)
        out.flush()
        found = LINE.search(line)
        if found is None:
            continue
        name, rest = found.group(1), found.group(2).strip()
        if name == "begin":
            report = Report()
        elif report is not None and name == "end":
            good = explain(report, options, out) and good
            out.flush()
            report, count = None, count + 1
        elif report is not None:
            try:
                report.take_line(name, rest)
            except ValueError:
                out.write("  (decode: this line is damaged)\n")
    if report is not None:  # the log ends in the middle of a report: what there is may be enough
        good = explain(report, options, out) and good
        count += 1
    return count, good


def main():
    parser = argparse.ArgumentParser(prog="decode", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--elf", help="the image that wrote the log")
    parser.add_argument("--search", action="append", metavar="DIR",
                        help="where to look for the image (default: build)")
    parser.add_argument("log", nargs="?", default="-", help="log or binary dump; - is stdin")
    options = parser.parse_args()
    options.search = options.search or ["build"]
    try:
        stream = sys.stdin.buffer if options.log == "-" else open(options.log, "rb")
        with stream:
            if options.log != "-" and stream.peek(4)[:4] == b"DUNF":
                return 0 if explain(Report.from_dump(stream.read()), options, sys.stdout) else 1
            count, good = decode_log(stream, options, sys.stdout)
    except (DecodeError, OSError, subprocess.CalledProcessError) as error:
        print("decode: %s" % error, file=sys.stderr)
        return 2
    if count == 0:
        print("decode: no fault report in this log", file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
