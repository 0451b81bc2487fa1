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
        elif name in ("pc", "lr", "sp", "psr", "address"):
            self.registers[name] = int(rest, 16)
        elif name == "stack":
            start, words = rest.split(":")
            if not self.stack:
                self.stack_at = int(start, 16)
            self.stack += [int(word, 16) for word in words.split()]

    @staticmethod
    def from_dump(data):
        """Version 1 of the binary format."""
        head = struct.Struct("<IHHBBHI")
        body = struct.Struct("<13I5I4I24s20s96s96s128I")
        size = head.size + body.size + 4
        if len(data) < size:
            raise DecodeError("the dump is cut short: %d of %d bytes" % (len(data), size))
        _, version, size_field, kind, flags, words, line = head.unpack_from(data)
        if version != 1 or size_field != size:
            raise DecodeError("dump version %d, %d bytes: not known here" % (version, size_field))
        if zlib.crc32(data[: size - 4]) != struct.unpack_from("<I", data, size - 4)[0]:
            raise DecodeError("the dump's CRC is wrong: it was damaged")
        values = body.unpack_from(data, head.size)
        report = Report()
        report.kind = KINDS.get(kind, "unknown (%d)" % kind)
        report.registers = {"sp": values[13]}
        if not flags & 1:
            report.registers.update(lr=values[14], pc=values[15], psr=values[16])
        if values[18] & 0x80:
            report.registers["address"] = values[20]
        elif values[18] & 0x8000:
            report.registers["address"] = values[21]
        report.causes = ["CFSR %08x, HFSR %08x" % values[18:20]] if kind <= 4 else []
        report.task = text_of(values[22]) or "(none)"
        report.build = values[23].hex()
        report.text = text_of(values[24])
        report.at = "%s:%d" % (text_of(values[25]), line) if kind == 5 else ""
        report.stack_at = values[13]
        report.stack = list(values[26 : 26 + words])
        return report


def text_of(field):
    return field.split(b"\0")[0].decode("ascii", "replace")


class Elf:
    """As much of an ELF file as decoding needs: build id, loaded bytes, functions."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.data = file.read()
        if self.data[:6] != b"\x7fELF\x01\x01":
            raise DecodeError("%s is no 32-bit little-endian ELF file" % path)
        offset, = struct.unpack_from("<I", self.data, 32)
        size, count, names = struct.unpack_from("<HHH", self.data, 46)
        headers = [struct.unpack_from("<10I", self.data, offset + i * size) for i in range(count)]
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
            for at in range(header[4], header[4] + header[5], 16):
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
        if code is None:
            return None
        first, second = struct.unpack("<HH", code)
        if first & 0xF800 == 0xF000 and second & 0xD000 == 0xD000:
            return wide_target(back, first, second)
        return "?" if second & 0xFF87 == 0x4780 else None

    def reaches(self, start, goal, depth=3):
        """Whether the function at `start` is the one at `goal`, or ends in a jump to it."""
        if start == goal:
            return True
        length = next((size for at, size, _ in self.functions if at == start), 0)
        code = self.code_at(start, length) if depth > 0 else None
        for at in range(0, len(code or b"") - 3, 2):
            first, second = struct.unpack_from("<HH", code, at)
            if first & 0xF800 == 0xF000 and second & 0xD000 == 0x9000:  # b.w
                target = wide_target(start + at + 4, first, second)
            elif first & 0xF800 == 0xE000:  # b
                target = start + at + 4 + ((first & 0x7FF ^ 0x400) - 0x400 << 1)
            else:
                continue
            if not start <= target < start + length and self.reaches(target, goal, depth - 1):
                return True
        return False


def wide_target(after, first, second):
    """Where the BL or B.W that ends at `after` goes to."""
    sign = first >> 10 & 1
    i1 = 1 - ((second >> 13 & 1) ^ sign)
    i2 = 1 - ((second >> 11 & 1) ^ sign)
    offset = -sign << 24 | i1 << 23 | i2 << 22 | (first & 0x3FF) << 12 | (second & 0x7FF) << 1
    return after + offset


def find_tool():
    for name in ("arm-none-eabi-addr2line", "llvm-addr2line", "llvm-addr2line-14", "addr2line"):
        if shutil.which(name):
            return name
    raise DecodeError("no addr2line: install the package binutils-arm-none-eabi")


def locate(elf, address):
    """[(function, file:line), ...]: more than one where calls were inlined, innermost first."""
    command = [find_tool(), "-e", elf.path, "-f", "-i", "-C", "0x%x" % address]
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
    register may lead anywhere. Where nothing fits the pc, the chain starts at the first candidate."""
    frames = []
    if "pc" in report.registers:
        frames.append((report.registers["pc"], "pc"))
    words = [word for word in report.stack if word & 1]
    if report.registers.get("lr", 0) & 1 and report.kind not in CALL_KINDS:
        words.insert(0, report.registers["lr"])
    candidates = []
    for word in words:
        target, function = elf.call_before(word & ~1), elf.function_at((word & ~1) - 2)
        if target is not None and function is not None:
            candidates.append(((word & ~1) - 2, target, function[0]))
    below = (elf.function_at(report.registers.get("pc", 0)) or (None,))[0]
    callers = chain(elf, candidates, below)
    if not callers and candidates:
        address, _, function = candidates[0]
        callers = [(address, "maybe from")] + chain(elf, candidates[1:], function)
    return frames + callers


def chain(elf, candidates, below):
    frames = []
    for address, target, function in candidates:
        if target == "?" or below is None:
            if below is not None and function == below and not frames:
                continue  # lr of a call that has returned already
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
