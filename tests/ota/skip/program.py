# SPDX-License-Identifier: MIT
"""The bootloader's image as the test needs it: its instructions, which of them are ours, its fixed points."""
import re
import struct
import subprocess
from bisect import bisect_right

OURS = re.compile(r"/(bootloader/[^/]*\.[ch]|libs/ota/.*\.[ch]|chips/cortex_m/handover\.c)$")
LINE = re.compile(r"^ +([0-9a-f]+):\t([0-9a-f]{4}(?: [0-9a-f]{4})?) *\t(\S.*)$", re.M)


def output(*command, text=None):
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


class Program:
    def __init__(self, elf, prefix):
        listing = output(prefix + "objdump", "-d", "-j", ".text", elf)
        self.text = {}  # address: (bytes, text)
        for at, code, text in LINE.findall(listing):
            self.text[int(at, 16)] = (2 if len(code) == 4 else 4, " ".join(text.split(";")[0].split()))
        self.text = {at: found for at, found in self.text.items() if not found[1].startswith((".word", ".short"))}
        symbols = re.findall(r"^([0-9a-f]+) (\S) (\S+)$", output(prefix + "nm", elf), re.M)
        self.symbol = {name: int(at, 16) for at, _, name in symbols}
        self.functions = sorted((int(at, 16), name) for at, kind, name in symbols
                                if kind in "tTwW" and not name.startswith("$"))
        self.starts = [at for at, _ in self.functions]
        self.ours = self.find_ours(elf, prefix)
        vectors = struct.unpack("<16I", self.section(elf, prefix, ".text")[:64])
        self.reset, self.faults = vectors[1] & ~1, {at & ~1 for at in vectors[2:7]}
        branch = re.compile(r"^b(?:\.n|\.w)? ([0-9a-f]+) ")
        self.ends = {at for at, (_, text) in self.text.items()
                     if (found := branch.match(text)) and int(found[1], 16) == at and at in self.ours}

    @staticmethod
    def section(elf, prefix, name):
        return subprocess.run([prefix + "objcopy", "-O", "binary", "-j", name, elf, "/dev/stdout"], capture_output=True,
                              check=True).stdout

    def find_ours(self, elf, prefix):
        """Instructions with a line of ours, also through inlining."""
        addresses = sorted(self.text)
        answer = output(prefix + "addr2line", "-a", "-i", "-e", elf, text="\n".join(f"{at:x}" for at in addresses))
        found, at = set(), None
        for line in answer.splitlines():
            if line.startswith("0x"):
                at = int(line, 16)
            elif OURS.search(line.split(" ")[0].rsplit(":", 1)[0]):
                found.add(at)
        return found

    def ranges(self):
        """[first, behind the last] of neighbours in `ours`."""
        found = []
        for at in sorted(self.ours):
            if found and found[-1][1] == at:
                found[-1][1] = at + self.text[at][0]
            else:
                found.append([at, at + self.text[at][0]])
        return found

    def place(self, address):
        start, name = self.functions[bisect_right(self.starts, address) - 1]
        return f"{name}+{address - start:#x}"
