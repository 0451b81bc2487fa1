#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""No compiler warns: every command of the builds again with -Werror, and the portable parts on RISC-V.

Usage: compilers.py [preset...]   default: mps2_an385 (Arm gcc), sim (clang). The host's
build (gcc) stops at a warning by itself.

The commands are those of build/<preset>/compile_commands.json, so flags and include paths are the real
ones; third-party code is left out, and so is what the build itself has compiled with -Werror: build first.
Portable parts are also compiled by the compilers that no build of them uses: riscv64-unknown-elf-gcc for
libs/, and the kernel with each profile. A test counts once, and is not optimized here: in CI, its own
build stops at the warnings that come of that.
"""
import json
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARNINGS = "-std=gnu11 -O1 -Wall -Wextra -Wshadow -Wconversion -Wundef -Wstrict-prototypes -Werror".split()
RISCV = ["riscv64-unknown-elf-gcc", "-march=rv32imac_zicsr", "-mabi=ilp32", "--specs=picolibc.specs"]
ARM = ["arm-none-eabi-gcc", "-mcpu=cortex-m3", "-mthumb"]
CODE = ["-S", "-o", "/dev/null"]  # without an assembler
# The kernel's boundary on a compiler without a port of its own: the simulator's, which is plain C.
PLAIN_C_PORT = "arch/sim"


def is_built(source, folder, words):
    """Compiled already, by a build that stops at a warning."""
    built = Path(folder) / words[words.index("-o") + 1]
    return "-Werror" in words and built.exists() and built.stat().st_mtime >= source.stat().st_mtime


def reading(words, source):
    """The command that compiles alike and makes nothing; the source comes behind it."""
    kept, skip = [], False
    for word in words:
        if skip or word in ("-o", "-MF", "-MT"):
            skip = not skip
        elif word not in ("-c", "-MD", str(source)) and not word.startswith("-g"):
            kept.append(word)
    if "clang" in words[0]:  # its warnings need no code
        return [*kept, "-Werror", "-fsyntax-only"]
    return [*kept, "-Werror", *(["-O0"] if source.is_relative_to(ROOT / "tests") else []), *CODE]


def of_builds(presets):
    tests = set()
    for preset in presets:
        seen = set()
        database = ROOT / "build" / preset / "compile_commands.json"
        if not database.exists():
            continue
        for entry in json.loads(database.read_text()):
            source = Path(entry["file"])
            if "third_party" in source.parts or not source.exists() or source.suffix != ".c":
                continue
            # Profiles differ in the kernel, and that is compiled with each of them below.
            if source in seen or source in tests:
                continue
            seen.add(source)
            if source.is_relative_to(ROOT / "tests"):
                tests.add(source)
            words = shlex.split(entry["command"])
            if is_built(source, entry["directory"], words):
                continue
            yield preset, source, entry["directory"], reading(words, source)


def portable():
    libs = [p for p in sorted((ROOT / "libs").glob("*/*.c")) if p.parent.name not in ("tls", "pkcs11", "pkcs11_pal", "seal", "signature")]
    include = [f"-I{folder}" for folder in [ROOT / "hal/include", *sorted((ROOT / "libs").glob("*/include"))]]
    for source in libs:
        yield "riscv", source, ROOT, [*RISCV, *WARNINGS, *include, *CODE]
    kernel = sorted((ROOT / "kernel/src").glob("*.c"))
    heaps = sorted((ROOT / "kernel/heap").glob("*.c"))
    for name, compiler, port, profiles in (
            ("arm", ARM, "arch/armv7m", ("minimal", "bench")), ("riscv", RISCV, PLAIN_C_PORT, ("minimal", "full")),
            ("gcc", ["gcc"], PLAIN_C_PORT, ("tls",)), ("gcc -m32", ["gcc", "-m32"], PLAIN_C_PORT, ("full",))):
        if not (ROOT / port / "portmacro.h").exists():
            continue
        folders = ["kernel/include", "kernel/src", "arch/include", port, "hal/include"]
        for profile in profiles:
            include = [f"-I{ROOT / f}" for f in [*folders, f"boards/config/{profile}"]]
            # Profile minimal has no dynamic allocation, and the heaps refuse to be in such a build.
            for source in kernel + (heaps if profile != "minimal" else []):
                yield f"{name} {profile}", source, ROOT, [*compiler, *WARNINGS, *include, *CODE]


def compile_one(job):
    name, source, folder, command = job
    run = subprocess.run([*command, str(source)], cwd=folder, capture_output=True, text=True)
    if run.returncode == 0:
        return None
    return f"{source.relative_to(ROOT)} ({name}):\n{run.stderr.strip()}"


def main():
    jobs = [*of_builds(sys.argv[1:] or ["mps2_an385", "sim"]), *portable()]
    unique = list({(job[1], *job[3]): job for job in jobs}.values())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        failed = [text for text in pool.map(compile_one, unique) if text]
    for text in failed:
        print(text)
    print(f"{len(unique)} compilations, {len(failed)} with warnings", file=sys.stderr)
    return 1 if failed or not unique else 0


if __name__ == "__main__":
    sys.exit(main())
