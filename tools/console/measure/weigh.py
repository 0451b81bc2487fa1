# SPDX-License-Identifier: MIT
"""What an image takes, by library: its sections from readelf, their shares from the linker's map.

flash is what is programmed (code, constants, initial values), ram what is written at run time (values, zeroes, main stack).
What the linker script adds is the board's; the kernel's heap is told apart.
"""
import re
import subprocess
from collections import defaultdict

SECTION = re.compile(r"^\s*\[\s*\d+\] (\S+)\s+(\S+)\s+([0-9a-f]+) [0-9a-f]+ ([0-9a-f]+) +[0-9a-f]+ +([A-Za-z]*)")
LOADED = re.compile(r"^\s*LOAD\s+0x[0-9a-f]+ 0x([0-9a-f]+) 0x[0-9a-f]+ 0x[0-9a-f]+ 0x([0-9a-f]+) .*W")
OUTPUT = re.compile(r"^(\.\S+|COMMON)\s+0x[0-9a-f]+\s+0x[0-9a-f]+")
INPUT = re.compile(r"^ (\.\S+|COMMON)\s+0x[0-9a-f]+\s+0x([0-9a-f]+) (\S.*)$")
OWN = re.compile(r"libdunlin_(\w+?)(?:\.\w+)?\.a\(|lib(lwip|mbedtls|mbedtls_verify)\.a\(")
HEAP = ".bss.ucHeap"


def sections(elf, readelf):
    """{name: (bytes, programmed, written)} of what is in memory at run time. A section's own flag does not say whether it is written:
    constants may have it. Its segment's does; what is in none is written, as the main stack."""
    text = subprocess.run([readelf, "-SlW", elf], capture_output=True, text=True, check=True).stdout
    written = [(int(match.group(1), 16), int(match.group(2), 16)) for match in map(LOADED.match, text.splitlines()) if match]
    found = {}
    for match in filter(None, map(SECTION.match, text.splitlines())):
        name, kind, flags = match.group(1), match.group(2), match.group(5)
        at, size = int(match.group(3), 16), int(match.group(4), 16)
        if "A" in flags:
            is_written = kind == "NOBITS" or any(begin <= at < begin + length for begin, length in written)
            found[name] = (size, kind != "NOBITS", is_written)
    return found


def owner_of(path):
    """The library, or `app` for the image's own files, or `libc` for the compiler's."""
    own = OWN.search(path)
    if own:
        return own.group(1) or own.group(2)
    return "app" if re.match(r"(?!/)\S+\.dir/", path) else "libc"


def inputs(map_text):
    """(output section, input section, bytes, file) of everything that was linked."""
    body = map_text.split("Linker script and memory map", 1)[1]
    body = re.sub(r"\n( ?(?:\.\S+|COMMON))\n\s+0x", r"\n\1 0x", body)
    output = None
    for line in body.splitlines():
        match = INPUT.match(line)
        if match:
            yield output, match.group(1), int(match.group(2), 16), match.group(3)
            continue
        match = OUTPUT.match(line)
        if match:
            output = match.group(1)


def weigh(elf, readelf):
    """({library: {"flash", "ram"}}, bytes of the kernel's heap) of an image beside its map."""
    flash, ram, heap = defaultdict(int), defaultdict(int), 0
    memory = sections(elf, readelf)
    shares = defaultdict(lambda: defaultdict(int))
    for output, name, size, path in inputs(elf.with_name(elf.name + ".map").read_text()):
        if name == HEAP and output in memory:
            heap += size
            shares[output][""] += size
        elif output in memory:
            shares[output][owner_of(path)] += size
    for name, (size, programmed, written) in memory.items():
        rest = size - sum(shares[name].values())
        # Less than its inputs: constants that several share, which the map counts for each.
        shares[name]["board" if rest >= 0 else max(shares[name], key=shares[name].get)] += rest
        for library, part in shares[name].items():
            flash[library] += part if programmed else 0
            ram[library] += part if written else 0
    names = sorted((set(flash) | set(ram)) - {""})
    return {name: {"flash": flash[name], "ram": ram[name]} for name in names if flash[name] or ram[name]}, heap
