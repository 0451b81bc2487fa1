#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Instructions per kernel operation on a Cortex-M3, counted by QEMU: exact, the same on every run.

Usage: bench.py [--json] [--gate] [--profile OP] [-v]

Builds the kernel with bench/micro/FreeRTOSConfig.h at -O2, runs bench/micro/micro.c under a TCG plugin
that logs every instruction between markers, and prints the median of each operation beside the peers'.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
MICRO = BENCH / "micro"
BUILD = ROOT / "build" / "bench"
BOARD = "mps2_an385"

sys.path.insert(0, str(BENCH))
sys.path.insert(0, str(MICRO))
import analyze  # noqa: E402  (beside micro.c)
import figures  # noqa: E402

CFLAGS = ["-mcpu=cortex-m3", "-mthumb", "-O2", "-g", "-ffunction-sections", "-fdata-sections",
          "-fno-common", "-std=gnu11"]


def run(command, verbose, **options):
    if verbose:
        print("+ " + " ".join(str(part) for part in command), file=sys.stderr)
    result = subprocess.run(command, capture_output=True, text=True, **options)
    if result.returncode != 0:
        sys.exit(f"bench: this command failed:\n  {' '.join(map(str, command))}\n"
                 f"{result.stdout}{result.stderr}")
    return result


def build(verbose):
    """Compiles kernel, port and micro.c; returns the image. Make-like: only what has changed."""
    BUILD.mkdir(parents=True, exist_ok=True)
    sources = sorted((ROOT / "kernel/src").glob("*.c"))
    sources += [ROOT / f"kernel/heap/{name}.c" for name in ("heap_4", "block_pool")]
    sources += sorted((ROOT / "arch/armv7m").glob("*.c"))
    sources += [MICRO / "micro.c", MICRO / "startup.c"]
    headers = [p for folder in ("kernel", "arch", "bench") for p in (ROOT / folder).rglob("*.h")]
    newest = max(p.stat().st_mtime for p in headers)
    includes = [f"-I{p}" for p in (MICRO, ROOT / "kernel/include", ROOT / "arch/armv7m",
                                   ROOT / "arch/include", ROOT / "kernel/src")]
    objects = []
    for source in sources:
        target = BUILD / (source.stem + ".o")
        objects.append(target)
        if not target.exists() or target.stat().st_mtime < max(newest, source.stat().st_mtime):
            warn = [] if MICRO not in source.parents else ["-w"]
            run(["arm-none-eabi-gcc", *CFLAGS, *warn, *includes, "-c", source, "-o", target], verbose)
    image = BUILD / "micro.elf"
    run(["arm-none-eabi-gcc", "-mcpu=cortex-m3", "-mthumb", "-nostartfiles", "-Wl,--gc-sections",
         "-T", MICRO / "link.ld", *objects, "-o", image], verbose)
    plugin = BUILD / "rtosprof.so"
    run(["gcc", "-shared", "-fPIC", "-O2", "-w", "-o", plugin, MICRO / "rtosprof.c"], verbose)
    return image, plugin


def measure(image, plugin, verbose):
    trace = BUILD / "micro.bin"
    run(["qemu-system-arm", "-M", "mps2-an385", "-icount", "shift=3", "-semihosting-config",
         "enable=on,target=native", "-display", "none", "-serial", "null", "-monitor", "none",
         "-kernel", image, "-plugin", f"{plugin},out={trace}"], verbose, timeout=120)
    return analyze.run(str(BUILD))


def longest_masked(verbose):
    """Longest run of instructions with the kernel's mask raised, over the whole trace."""
    output = run([sys.executable, MICRO / "masked.py", BUILD], verbose).stdout
    rows = [line.strip() for line in output.splitlines() if line.strip().startswith("(")]
    count, start, _, where = rows[0].strip("()").split(", ")
    return int(count), start.strip("'"), where.strip("'<>")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--gate", action="store_true", help="a missed goal is an error")
    parser.add_argument("--profile", metavar="OP", help="where one operation spends its instructions")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the commands")
    options = parser.parse_args()

    print("bench: building", file=sys.stderr)
    image, plugin = build(options.verbose)
    print("bench: running under QEMU", file=sys.stderr)
    img, trace, results = measure(image, plugin, options.verbose)
    if options.profile:
        profile = {}
        analyze.measure(img, trace, *results[options.profile.upper()]["seg"], prof=profile)
        for name, (instructions, _) in sorted(profile.items(), key=lambda row: -row[1][0]):
            print(f"{instructions:6d}  {name}")
        return 0

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
                                    goal))
    masked, start, where = longest_masked(options.verbose)
    known = dict(peers["longest_masked"])
    goal = known.pop("goal")
    items.append(figures.figure(f"kernel.{BOARD}.longest_masked", masked, "instructions", known, goal))
    status = figures.report(items, options.json, options.gate)
    print(f"longest masked stretch: {masked} instructions from {start}, in {where}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
