# SPDX-License-Identifier: MIT
"""The table that compares with other kernels: bench/micro, as it was run on them, unchanged.

Kernel and program are compiled together with bench/micro/FreeRTOSConfig.h at -O2, without CMake, so that
this is done in seconds.
"""
import json
import sys

import figures
import toolchain
from toolchain import BENCH, BUILD, ROOT, run, say

MICRO = BENCH / "micro"
BOARD = "mps2_an385"
FOLDER = BUILD / "micro"

sys.path.insert(0, str(MICRO))
import analyze  # noqa: E402  (beside micro.c)

CPU = ["-mcpu=cortex-m3", "-mthumb"]
CFLAGS = [*CPU, "-O2", "-g", "-ffunction-sections", "-fdata-sections", "-fno-common", "-std=gnu11"]
PORT = ["arch/armv7m", "arch/cortex_m"]


def build(folder=FOLDER, config=MICRO, flags=()):
    """Compiles kernel, port and micro.c; returns the image. Only what has changed."""
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted((ROOT / "kernel/src").glob("*.c"))
    sources += [ROOT / f"kernel/heap/{name}.c" for name in ("heap_4", "block_pool")]
    sources += sorted((ROOT / PORT[0]).glob("*.c"))
    sources += [MICRO / "micro.c", MICRO / "startup.c"]
    headers = [p for part in ("kernel", "arch", "bench") for p in (ROOT / part).rglob("*.[hc]")]
    newest = max(p.stat().st_mtime for p in headers if p.suffix == ".h" or "cortex_m" in p.parts)
    includes = [f"-I{p}" for p in (config, MICRO, ROOT / "kernel/include", ROOT / PORT[0],
                                   ROOT / "arch/include", ROOT / "kernel/src")]
    objects = []
    for source in sources:
        target = folder / (source.stem + ".o")
        objects.append(target)
        if not target.exists() or target.stat().st_mtime < max(newest, source.stat().st_mtime):
            warn = [] if MICRO not in source.parents else ["-w"]
            run(["arm-none-eabi-gcc", *CFLAGS, *flags, *warn, *includes, "-c", source, "-o", target])
    image = folder / "micro.elf"
    run(["arm-none-eabi-gcc", *CPU, "-nostartfiles", "-Wl,--gc-sections", "-T", MICRO / "link.ld",
         *objects, "-o", image])
    return image


QEMU = ["qemu-system-arm", "-M", "mps2-an385", "-icount", "shift=3", "-semihosting-config",
        "enable=on,target=native", "-display", "none", "-serial", "null", "-monitor", "none",
        "-kernel", "{image}"]


def measure(image):
    watch = BUILD / "rtosprof.so"
    run(["gcc", "-shared", "-fPIC", "-O2", "-w", "-o", watch, MICRO / "rtosprof.c"])
    command = [part.replace("{image}", str(image)) for part in QEMU]
    run([*command, "-plugin", f"{watch},out={image.parent / 'micro.bin'}"], timeout=120)
    return analyze.run(str(image.parent))


def profile(op):
    """Where one operation spends its instructions."""
    img, trace, results = measure(build())
    found = {}
    analyze.measure(img, trace, *results[op.upper()]["seg"], prof=found)
    for name, (instructions, cycles) in sorted(found.items(), key=lambda row: -row[1][0]):
        print(f"{instructions:6d} instructions {cycles:6d} cycles  {name}")


def table(board):
    """[figure] of the table."""
    if board != BOARD:
        return []
    say("building micro")
    image = build()
    say("running micro")
    _, _, results = measure(image)
    peers = json.loads((BENCH / "kernel_peers.json").read_text())
    items = []
    for op, result in results.items():
        name = op.lower()
        if name == "empty":
            if result["med"] != 0:
                sys.exit("bench: the empty operation is not 0 instructions: the markers are wrong")
            continue
        known = dict(peers.get(name, {}))
        goal = known.pop("goal", None)
        items.append(figures.figure(f"kernel.{BOARD}.{name}", result["med"], "instructions", known,
                                    goal, cycles=result["cyc"]))
    return items
