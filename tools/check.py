#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""All steps of ./run check, two at a time, each timed. Exit 1 when one fails.

Usage: check.py [--only step[,step]] [--list] [-v]
"""
import argparse
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
JOBS = str(os.cpu_count())
PYTHON = "/usr/bin/python3"


def tracked(*patterns):
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", *patterns],
                            capture_output=True, text=True, check=True).stdout.split("\n")
    return sorted({name for name in listed if name and (ROOT / name).exists()})


def shell_files():
    """Everything that /bin/sh runs, by its first line."""
    found = []
    for name in tracked("run", ".ci/*", "tools/**", "tests/**", "examples/**", "bench/**"):
        path = ROOT / name
        if not path.is_file() or path.suffix not in ("", ".sh"):
            continue
        with path.open("rb") as file:
            head = file.read(120)
        if head.startswith(b"#!/bin/sh") or b"shellcheck shell=sh" in head:
            found.append(name)
    return found


def folders(*names):
    return [name for name in names if (ROOT / name).is_dir()]


def format_command():
    return ["clang-format", "--dry-run", "-Werror", *tracked("*.c", "*.h")]


def cppcheck_command():
    # Findings that state a rule of ours; the style group is left to clang-tidy and to readers.
    return ["cppcheck", "--quiet", "-j", JOBS, "--std=c11", "--enable=warning,portability,performance",
            "--inline-suppr", "--error-exitcode=1", "--suppress=missingInclude", "--suppress=preprocessorErrorDirective",
            "--suppressions-list=tools/cppcheck.txt", "--max-configs=4",
            *folders("kernel/src", "kernel/heap", "arch", "libs", "services", "chips", "boards")]


def configure(preset, *options):
    """The command that makes the build folder, or one that does nothing."""
    if (ROOT / "build" / preset / "build.ninja").exists():
        return "true"
    return " ".join(["cmake", "--preset", preset, *options])


def steps():
    """name: (what it needs, commands). Order is the order of starting; long ones first."""
    unit = f"{configure('host')} && cmake --build build/host -j {JOBS} --target unit_tests_short"
    arm = (f"{configure('mps2_an385', '-D CMAKE_COMPILE_WARNING_AS_ERROR=ON', '-D CMAKE_OPTIMIZE_DEPENDENCIES=ON')} && "
           f"cmake --build build/mps2_an385 -j {JOBS} --target dunlin_libraries lwip") # seams looks into it
    # The simulator's sources are compiled by step "warnings"; that needs what is generated, not a build.
    sim = (f"{configure('sim')} && tools/fetch-third-party --unpack build/sim/third_party mbedtls lwip && "
           "cmake --build build/sim --target sim_build_id")
    return {
        "build-arm": ((), [["sh", "-c", arm]]),
        "format": ((), [format_command()]),
        "tidy": ((), [[PYTHON, "tools/tidy.py"]]),
        "docs": ((), [[PYTHON, "tools/docs.py"], [PYTHON, "tools/apidoc/main.py", "--check"],
                      [PYTHON, "tools/semantics.py"], [PYTHON, "tests/bugs/run.py", "--check"],
                      [PYTHON, "tests/qualification/broken/run.py", "--check"], [PYTHON, "tools/shown_by.py"],
                      [PYTHON, "tests/docs/threats.py"], [PYTHON, "tools/console/measure/modules.py"],
                      [PYTHON, "-B", "tools/release/main.py", "lint"]]),
        "shellcheck": ((), [["shellcheck", "-x", "-P", ".", *shell_files()]]),
        "build-host": ((), [["sh", "-c", unit]]),
        "prepare-sim": ((), [["sh", "-c", sim]]),
        "cppcheck": ((), [cppcheck_command()]),
        "seams": (("build-arm",), [[PYTHON, "tools/seams.py"]]),
        "headers": (("build-arm", "build-host"), [[PYTHON, "tools/headers.py"]]),
        "unit": (("build-host",), [["ctest", "--test-dir", "build/host", "-L", "^unit$", "-LE", "^long$", "-j", JOBS,
                                    "--output-on-failure", "--no-tests=error"]]),
        "warnings": (("build-arm", "prepare-sim"), [[PYTHON, "tools/compilers.py"]]),
    }


def run_step(name, commands, verbose):
    begun = time.monotonic()
    text, good = "", True
    for command in commands:
        if verbose:
            print("+", " ".join(command)[:400], file=sys.stderr, flush=True)
        run = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True)
        text += run.stdout
        good = good and run.returncode == 0
    return name, good, time.monotonic() - begun, text


def report(name, good, seconds, text):
    last = text.strip().splitlines()[-1] if text.strip() else ""
    if good:
        print(f"  ok      {name:<12} {seconds:5.1f} s   {last[:90]}", flush=True)
        return
    print(f"  FAILED  {name:<12} {seconds:5.1f} s", flush=True)
    lines = text.strip().splitlines()
    for line in lines[:60] if name != "unit" else lines[-60:]:
        print(f"    {line}")
    if len(lines) > 60:
        print(f"    ... {len(lines) - 60} more lines: ./run check --only {name}", flush=True)


def with_needs(names, table):
    for name in list(names):
        names |= with_needs(set(table[name][0]), table)
    return names


def main():
    parser = argparse.ArgumentParser(prog="run check", description=__doc__)
    parser.add_argument("--only", help="steps, comma-separated")
    parser.add_argument("--list", action="store_true", help="name the steps")
    parser.add_argument("-v", action="store_true", help="show the commands")
    args = parser.parse_args()
    table = steps()
    if args.list:
        print("\n".join(table))
        return 0
    wanted = set(args.only.split(",")) if args.only else set(table)
    if wanted - set(table):
        parser.error(f"no such step: {', '.join(sorted(wanted - set(table)))}; --list names them")
    wanted = with_needs(wanted, table)
    begun = time.monotonic()
    waiting = [name for name in table if name in wanted]
    running, good, bad = {}, set(), set()
    with ThreadPoolExecutor(2) as pool:
        while waiting or running:
            for name in [n for n in waiting if set(table[n][0]) & bad]:
                waiting.remove(name)
                bad.add(name)
                print(f"  FAILED  {name:<12}           not run: {', '.join(set(table[name][0]) & bad)} failed")
            for name in waiting[:]:
                if len(running) < 2 and set(table[name][0]) <= good:
                    waiting.remove(name)
                    running[name] = pool.submit(run_step, name, table[name][1], args.v)
            time.sleep(0.02)
            for name in [n for n, future in running.items() if future.done()]:
                result = running.pop(name).result()
                (good if result[1] else bad).add(name)
                report(*result)
    print(f"{len(good)} of {len(good) + len(bad)} steps good, {time.monotonic() - begun:.0f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
