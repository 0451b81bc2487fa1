# SPDX-License-Identifier: MIT
"""Text and static RAM of each engine of libs/, for a Cortex-M3 at -Os: what is left after garbage collection
when the functions of `roots` (bench/libs/<library>.json) are kept. The library's own code and constants, and
of those of the libraries it stands on nothing; assertions off, as the peers were measured. `libc`: what it
draws from the C library."""
import json
import re
import sys
from collections import Counter
from pathlib import Path

import figures

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
BUILD = ROOT / "build" / "size" / "libs"
FLAGS = ["-mcpu=cortex-m3", "-mthumb", "-Os", "-ffunction-sections", "-fdata-sections", "-fno-common",
         "-std=gnu11", "-DNDEBUG"]
MBEDTLS_DEFINES = [f"-I{ROOT / 'third_party/mbedtls/include'}", f"-I{ROOT / 'third_party/mbedtls/profiles/default/include'}",
                   '-DMBEDTLS_CONFIG_FILE="dunlin_mbedtls_config.h"',
                   '-DMBEDTLS_PSA_CRYPTO_CONFIG_FILE="dunlin_psa_config.h"',
                   "-DDUNLIN_TLS_IN_BYTES=6144", "-DDUNLIN_TLS_OUT_BYTES=2048"]
LIBC = re.compile(r"libc(_nano)?\.a|libg(_nano)?\.a|libgcc\.a")


def declarations():
    """What libs/*/CMakeLists.txt say: {library: (folder, {SOURCES, INCLUDE, DEPENDS: words})}"""
    found = {}
    for path in sorted((ROOT / "libs").glob("*/CMakeLists.txt")):
        text = re.sub(r"#[^\n]*", "", path.read_text())
        for name, words in re.findall(r"dunlin_add_library\(lib_(\w+)\s([^)]*)\)", text):
            parts = re.split(r"\b(SOURCES|INCLUDE|DEPENDS)\b", words)
            found[name] = path.parent, dict(zip(parts[1::2], (part.split() for part in parts[2::2])))
    return found


def depends_of(library, known):
    """The libraries it stands on, itself first."""
    found = [library]
    for name in known.get(library, (None, {}))[1].get("DEPENDS", []):
        found += [other for other in depends_of(name.removeprefix("lib_"), known) if other not in found]
    return found


def options_of(name, known, run, verbose):
    """What a user of the library compiles with; of hal and Mbed TLS only the headers count."""
    if name == "mbedtls":
        home = BUILD.parent / "third_party"
        run([sys.executable, ROOT / "tools" / "fetch-third-party", "--unpack", home, name], verbose)
        pin = json.loads((ROOT / "third_party/mbedtls/pin.json").read_text())
        return MBEDTLS_DEFINES + [f"-I{home / pin['folder'] / 'include'}"]
    if name == "hal":
        return [f"-I{ROOT / 'hal/include'}"]
    folder, words = known[name]
    return [f"-I{folder / include}" for include in words.get("INCLUDE", [])]


def compiled(library, known, run, verbose):
    """Objects of the library and of all it stands on: {object: library}"""
    objects = {}
    for name in depends_of(library, known):
        if name not in known:
            continue
        folder, words = known[name]
        includes = [f"-I{folder}"]
        for other in depends_of(name, known):
            includes += options_of(other, known, run, verbose)
        for source in words.get("SOURCES", []):
            target = (BUILD / name / source).with_suffix(".o")
            target.parent.mkdir(parents=True, exist_ok=True)
            objects[target] = name
            run(["arm-none-eabi-gcc", *FLAGS, *includes, "-c", folder / source, "-o", target], verbose)
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
    items, known = [], declarations()
    for description in sorted((BENCH / "libs").glob("*.json")):
        library = description.stem
        objects = compiled(library, known, run, verbose)
        for row, figure in json.loads(description.read_text())["size"].items():
            peers = dict(figure)
            roots, goal, ram_goal = peers.pop("roots"), peers.pop("goal", None), peers.pop("ram_goal", None)
            found = measure(library, roots, objects, run, sections_of, kind_of, verbose)
            name = f"size.libs.{library}.{row}"
            items.append(figures.figure(name, found["text"], "bytes", peers, goal))
            items.append(figures.figure(f"{name}.ram", found["ram"], "bytes", goal=ram_goal))
            items.append(figures.figure(f"{name}.libc", found["libc"], "bytes"))
    return items
