#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Every configuration of refused.txt stops the build with its sentence, and every sentence of the net is there.

Usage: net.py

For gcc and clang. The first thing that the compiler says has to be the sentence, with the option's name.
"""
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import options

TABLE = Path(__file__).with_name("refused.txt")
NET = ["kernel/include/kernel_config_check.h", "kernel/include/kernel_config_values.h", "kernel/src/config_check.c"]


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
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "FreeRTOSConfig.h").write_text(options.configuration(changes))
        said = options.compile_with(compiler, folder, "kernel/src/config_check.c", "-Wfatal-errors")
    error = first_error(said)
    named = re.match(r"\w+", sentence).group() in error
    if sentence in error and named:
        return None
    return f"refused.txt:{number}: {compiler} says {error!r}, want {sentence!r}"


def options_of_the_net():
    """What the net looks at: one name for each check."""
    for name in NET:
        text = (options.ROOT / name).read_text().replace("\\\n", " ")
        text = re.sub(r"(?m)^#define .*$", "", text)
        yield from re.findall(r'#error "(\w+)', text)
        yield from re.findall(r"(?:_RANGE|_SWITCH)\((\w+)", text)
        yield from re.findall(r'KERNEL_CONFIG_ASSERT\(.*?"(\w+) is', text, re.S)


def main():
    table = list(rows())
    jobs = [(*row, compiler) for row in table for compiler in options.COMPILERS]
    with ThreadPoolExecutor() as pool:
        problems = [problem for problem in pool.map(try_one, jobs) if problem]
    tried = {re.match(r"\w+", sentence).group() for _, _, sentence in table}
    problems += [f"no row of refused.txt tries {name}" for name in sorted(set(options_of_the_net()) - tried)]
    for problem in problems:
        print(problem)
    print(f"{len(table)} configurations refused, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
