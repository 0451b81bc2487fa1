#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What operations of kernel and libraries cost: instructions counted by QEMU, exact, the same on every run.

Usage: bench.py [TABLE...] [--board NAME] [--json] [--gate] [--profile OP] [-v]

Tables: micro (seconds), fair, thread_metric, masked, stack, libs, ota, wifi, sim. Without one: all. See bench/README.md.
"""
import argparse
import importlib
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
sys.path.insert(0, str(BENCH))
import figures  # noqa: E402
import toolchain  # noqa: E402

TABLES = ("micro", "fair", "thread_metric", "masked", "stack", "libs", "ota", "wifi", "sim")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("table", nargs="*", choices=[*TABLES, []], help="what to measure (all)")
    parser.add_argument("--board", default="mps2_an385", help="a folder of boards/ (mps2_an385)")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--gate", action="store_true", help="a missed goal is an error")
    parser.add_argument("--profile", metavar="OP",
                        help="where one operation of micro spends its instructions, or fair.OP,"
                             " or libs.LIBRARY.OP")
    parser.add_argument("-v", "--verbose", action="store_true", help="print the commands")
    options = parser.parse_args()
    toolchain.verbose = options.verbose

    if options.profile:
        if options.profile.startswith("fair."):
            importlib.import_module("table_fair").profile(options.profile[5:], options.board)
        elif options.profile.startswith("libs."):
            importlib.import_module("table_libs").profile(options.profile[5:], options.board)
        else:
            importlib.import_module("table_micro").profile(options.profile)
        return 0
    items = []
    for name in options.table or TABLES:
        items += importlib.import_module(f"table_{name}").table(options.board)
    return figures.report(items, options.json, options.gate)


if __name__ == "__main__":
    sys.exit(main())
