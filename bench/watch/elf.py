# SPDX-License-Identifier: MIT
"""What the traces need to know of an image: instructions, functions, source lines, who wrote which code."""
import bisect
import re
import subprocess
import tempfile
from functools import cached_property
from pathlib import Path


class Elf:
    def __init__(self, path, prefix, root):
        self.path = Path(path)
        self.prefix = prefix  # of the binutils, "arm-none-eabi-"
        self.root = str(root)
        self._places = {}

    def tool(self, name, *arguments):
        result = subprocess.run([self.prefix + name, *map(str, arguments), str(self.path)],
                                capture_output=True, text=True)
        if result.returncode != 0:
            raise SystemExit(f"{self.prefix}{name} {self.path}: {result.stderr}")
        return result.stdout

    @cached_property
    def pointer_bytes(self):
        return 8 if self.path.read_bytes()[4] == 2 else 4

    def section(self, name):
        """Contents of a section, b"" when there is none."""
        with tempfile.NamedTemporaryFile() as out:
            subprocess.run([f"{self.prefix}objcopy", "--dump-section", f"{name}={out.name}",
                            str(self.path), "/dev/null"], check=True)
            return Path(out.name).read_bytes()

    @cached_property
    def instructions(self):
        """{address: (mnemonic, operands, bytes)}"""
        found = {}
        for line in self.tool("objdump", "-d").splitlines():
            match = re.match(r"\s*([0-9a-f]+):\t([0-9a-f ]+?)\s*\t(\S+)\s*(.*)$", line)
            if match:
                address, code, mnemonic, operands = match.groups()
                found[int(address, 16)] = (mnemonic, re.split("[;@<#]  ?(?=0x|[a-z])|[;@<]",
                                                              operands)[0].strip(),
                                           len(code.replace(" ", "")) // 2)
        return found

    @cached_property
    def functions(self):
        """[(address, name)], sorted"""
        found = []
        for line in self.tool("nm", "-n").splitlines():
            parts = line.split()
            if len(parts) == 3 and parts[1] in "tTwW" and not parts[2].startswith(("$", ".L")):
                found.append((int(parts[0], 16) & ~1, parts[2]))
        return sorted(found)

    @cached_property
    def _function_starts(self):
        return [address for address, _ in self.functions]

    def function(self, pc):
        index = bisect.bisect_right(self._function_starts, pc) - 1
        return self.functions[index][1] if index >= 0 else "?"

    def ranges_of(self, names):
        """[(low, high)] of the functions with these names."""
        found = []
        for index, (address, name) in enumerate(self.functions):
            if name in names and index + 1 < len(self.functions):
                found.append((address, self.functions[index + 1][0]))
        return found

    def units(self):
        """[(low, high, source file)] of everything that has debug information."""
        names = {}
        text = self.tool("readelf", "--debug-dump=info", "--dwarf-depth=1")
        for part in re.split(r"\n\s*Compilation Unit @ offset ", text)[1:]:
            offset = int(re.match(r"(0x)?([0-9a-f]+)", part).group(2), 16)
            name = re.search(r"DW_AT_name\s*:.*?(\S+)\s*$", part, re.M)
            names[offset] = name.group(1) if name else "?"
        found = []
        unit = None
        for line in self.tool("readelf", "--debug-dump=aranges").splitlines():
            match = re.search(r"Offset into .debug_info:\s*(0x)?([0-9a-f]+)", line)
            if match:
                unit = names.get(int(match.group(2), 16), "?")
            match = re.match(r"\s+([0-9a-f]{8,16})\s+([0-9a-f]{8,16})\s*$", line)
            if match:
                low, size = (int(part, 16) for part in match.groups())
                if size and unit is not None:
                    found.append((low, low + size, unit))
        return found

    def places(self, pcs):
        """{pc: "function (file:line)"}, the innermost inlined function first."""
        wanted = sorted(set(pcs) - self._places.keys())
        if wanted:
            result = subprocess.run([self.prefix + "addr2line", "-f", "-e", str(self.path)],
                                    input="".join(f"{pc:#x}\n" for pc in wanted),
                                    capture_output=True, text=True)
            lines = result.stdout.splitlines()
            for pc, name, where in zip(wanted, lines[0::2], lines[1::2]):
                file = where.split(" ")[0].replace(self.root + "/", "")
                self._places[pc] = (name if name != "??" else self.function(pc), file)
        return {pc: self._places[pc] for pc in pcs}
