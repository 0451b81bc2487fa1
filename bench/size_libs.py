# SPDX-License-Identifier: MIT
"""Text and static RAM of each engine of libs/, for a Cortex-M3 at -Os: what is left after garbage collection
when the functions of `roots` (bench/libs/<library>.json) are kept. The library's own code and constants, and
of those of the libraries it stands on nothing; assertions off, as the peers were measured. `libc`: what it
draws from the C library."""
import json
import re
from collections import Counter
from pathlib import Path

import figures

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
BUILD = ROOT / "build" / "size" / "libs"
FLAGS = ["-mcpu=cortex-m3", "-mthumb", "-Os", "-ffunction-sections", "-fdata-sections", "-fno-common",
         "-std=gnu11", "-DNDEBUG"]
LIBC = re.compile(r"libc(_nano)?\.a|libg(_nano)?\.a|libgcc\.a")


def depends_of(library):
    """The libraries it stands on, from its CMakeLists.txt, itself first."""
    text = (ROOT / "libs" / library / "CMakeLists.txt").read_text()
    match = re.search(r"DEPENDS ([^)]*)\)", text)
    names = [name.removeprefix("lib_") for name in match.group(1).split()] if match else []
    found = [library]
    for name in names:
        found += [other for other in depends_of(name) if other not in found]
    return found


def compiled(library, run, verbose):
    """Objects of the library and of all it stands on: {object: library}"""
    objects = {}
    for name in depends_of(library):
        folder = ROOT / "libs" / name
        includes = [f"-I{ROOT / 'libs' / other / 'include'}" for other in depends_of(name)]
        target = BUILD / name
        target.mkdir(parents=True, exist_ok=True)
        for source in sorted(folder.glob("*.c")):
            objects[target / f"{source.stem}.o"] = name
            run(["arm-none-eabi-gcc", *FLAGS, *includes, "-c", source, "-o", target / f"{source.stem}.o"],
                verbose)
    return objects


def measure(library, roots, objects, run, sections_of, kind_of, verbose):
    """Counter of text, ram, libc"""
    stem = BUILD / library
    run(["arm-none-eabi-gcc", "-mcpu=cortex-m3", "-mthumb", "-nostartfiles", "--specs=nano.specs",
         "-Wl,--gc-sections", "-Wl,--unresolved-symbols=ignore-all", f"-Wl,-e,{roots[0]}",
         *[f"-Wl,-u,{root}" for root in roots], f"-Wl,-Map={stem}.map", *objects, "-o", f"{stem}.elf"],
        verbose)
    found = Counter(text=0, ram=0, libc=0)
    for section, size, owner in sections_of(Path(f"{stem}.map").read_text()):
        kind = kind_of(section)
        if kind and LIBC.search(owner):
            found["libc"] += size if kind != "bss" else 0
        elif kind and objects.get(Path(owner)) == library:
            found["text"] += size if kind != "bss" else 0
            found["ram"] += size if kind != "text" else 0
    return found


def table(run, sections_of, kind_of, verbose):
    items = []
    for description in sorted((BENCH / "libs").glob("*.json")):
        library = description.stem
        objects = compiled(library, run, verbose)
        for row, known in json.loads(description.read_text())["size"].items():
            peers = dict(known)
            roots, goal = peers.pop("roots"), peers.pop("goal", None)
            found = measure(library, roots, objects, run, sections_of, kind_of, verbose)
            name = f"size.libs.{library}.{row}"
            items.append(figures.figure(name, found["text"], "bytes", peers, goal))
            items.append(figures.figure(f"{name}.ram", found["ram"], "bytes"))
            items.append(figures.figure(f"{name}.libc", found["libc"], "bytes"))
    return items
