#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every configuration of refused.txt stops the build with its sentence, and every sentence of the net is there.

Usage: net.py

For each compiler. The first thing that the compiler says has to be the sentence, with the option's name.
"""
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import options

TABLE = Path(__file__).with_name("refused.txt")
NET = ["kernel/include/kernel_config_check.h", "kernel/include/kernel_config_values.h", "kernel/include/port_defaults.h",
       "kernel/src/config_check.c", "kernel/heap/heap_array.h", "kernel/heap/heap_common.h", "arch/cortex_m/mask_basepri.h",
       "arch/cortex_m/tick.c", "arch/armv8m/portmacro.h", "arch/riscv/port.c", "arch/sim/arch_inline.h"]
DEFAULTS = "kernel/include/kernel_defaults.h"
CALLS = "kernel/include/kernel_default_calls.h"


def rows():
    """(changes, sentence) of each line: `option=value option` | sentence`; an option alone is not defined."""
    for number, line in enumerate(TABLE.read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            left, sentence = (part.strip() for part in line.split("|", 1))
            changes = {}
            for part in re.findall(r"\w+(?:=(?:\(.*?\)(?!\S)|\S+))?", left):
                option, _, value = part.partition("=")
                changes[option] = value or None
            yield number, changes, sentence


def first_error(said):
    for line in said.splitlines():
        match = re.search(r"error: (?:#error )?(.*)", line)
        if match:
            return match.group(1)
    return ""


def try_one(job):
    number, changes, sentence, compiler = job
    changes = dict(changes)
    source = changes.pop("SOURCE", "kernel/src/config_check.c")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "FreeRTOSConfig.h").write_text(options.configuration(changes))
        said = options.compile_with(compiler, folder, source, "-Wfatal-errors")
    error = first_error(said)
    named = re.match(r"\w+", sentence).group() in error
    if sentence in error and named:
        return None
    return f"refused.txt:{number}: {compiler} says {error!r}, want {sentence!r}"


def blind(compiler):
    """Whether a configuration that can be, or another sentence, would count as refused."""
    accepted = (0, {}, "configUSE_MUTEXES is 2: it must be 0 or 1", compiler)
    other = (0, {"configUSE_MUTEXES": "3"}, "configUSE_MUTEXES is 2: it must be 0 or 1", compiler)
    return [f"{compiler}: a row passes that must not" for job in (accepted, other) if try_one(job) is None]


def options_of_the_net():
    """What the net looks at: one name for each check."""
    for name in NET:
        text = (options.ROOT / name).read_text().replace("\\\n", " ")
        text = re.sub(r"(?m)^#define .*$", "", text)
        yield from re.findall(r'#error\s+"(config\w+|INCLUDE_\w+|port\w+)', text)
        yield from re.findall(r"(?:_RANGE|_SWITCH|_WITHOUT)\((\w+)", text)
        yield from re.findall(r'KERNEL_CONFIG_ASSERT\(.*?"(\w+) is', text, re.S)


def options_with_a_range():
    """What kernel_defaults.h says has a range: [0/1...], [1 .. 255...], [>= 2...], before its default."""
    for comment, option in re.findall(r"/\*((?:(?!\*/).)*)\*/\s*#ifndef (\w+)", (options.ROOT / DEFAULTS).read_text(), re.S):
        if re.search(r"\[[\s*]*(?:0/1|0\b|>=|\d+ ?(?:\*\s*)?\.\.)", comment) and option.startswith("config"):
            yield option
    yield from re.findall(r"#ifndef (INCLUDE_\w+)", (options.ROOT / CALLS).read_text())


def main():
    table = list(rows())
    jobs = [(*row, compiler) for row in table
            for compiler in ([row[1].pop("COMPILER")] if "COMPILER" in row[1] else options.COMPILERS)]
    with ThreadPoolExecutor() as pool:
        problems = [problem for problem in pool.map(try_one, jobs) if problem]
    problems += [problem for compiler in options.COMPILERS for problem in blind(compiler)]
    tried = {re.match(r"\w+", sentence).group() for _, _, sentence in table}
    problems += [f"no row of refused.txt tries {name}" for name in sorted(({*options_of_the_net(), *options_with_a_range()}) - tried)]
    for problem in problems:
        print(problem)
    print(f"{len(table)} configurations refused, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
