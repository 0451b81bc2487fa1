# SPDX-License-Identifier: MIT
"""A FreeRTOSConfig.h that differs from profile "full" in some options, and compilers to try it with."""
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FULL = ROOT / "boards/config/full/FreeRTOSConfig.h"
WARNINGS = ["-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Wundef", "-Wstrict-prototypes", "-Werror"]

# Name: command, architecture, flags that make it look at everything and write nothing
COMPILERS = {
    "gcc": ["arm-none-eabi-gcc", "-mcpu=cortex-m3", "-mthumb", "-Iarch/armv7m", "-Os", "-S", "-o", "/dev/null"],
    "host-gcc": ["gcc", "-Iarch/sim", "-fsyntax-only"],
    "clang": ["clang", "-Iarch/sim", "-fsyntax-only"],
}

# For what only one port says.
PORTS = {
    "armv8m": ["arm-none-eabi-gcc", "-mcpu=cortex-m33", "-mthumb", "-Iarch/armv8m", "-fsyntax-only"],
    "riscv": ["riscv64-unknown-elf-gcc", "-march=rv32imac", "-mabi=ilp32", "--specs=picolibc.specs", "-Iarch/riscv",
              "-fsyntax-only"],
}


def configuration(changes):
    """`changes`: option -> value, None = not defined at all."""
    text = f'#ifndef CHANGED_CONFIG_H\n#define CHANGED_CONFIG_H\n#include "{FULL}"\n'
    for option, value in changes.items():
        text += f"#undef {option.split(chr(40))[0]}\n"
        if value is not None:
            text += f"#define {option} {value}\n"
    return text + "#endif\n"


def compile_with(compiler, folder, source, *flags):
    """Compiles `source` with the FreeRTOSConfig.h in `folder`. @return What the compiler said; "" when it is content."""
    command = [*(COMPILERS | PORTS)[compiler], "-std=gnu11", f"-I{folder}", "-Ikernel", "-Ikernel/include", "-Ikernel/src",
               "-Iarch/include", *flags, str(source)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.stderr if done.returncode != 0 else ""
