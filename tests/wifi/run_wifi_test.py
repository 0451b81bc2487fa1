#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_wifi_test.py IMAGE [NAME...]: the cases on a board in QEMU, its module being tools/modem; all, or those whose name
contains one of these texts.

A case is a function with the world; at its end the module must have nothing to blame the firmware for.
"""
import sys
import time
import traceback

import cases_links
import cases_radio
import cases_recovery
from wifi_kit import TestFailure, build_modem, check
from world import World

TABLES = [cases_radio, cases_links, cases_recovery]


def run(world, case):
    """What went wrong; "": nothing."""
    wrong = ""
    try:
        case(world)
    except (TestFailure, AssertionError, OSError) as failure:
        wrong = "%s, line %d" % (failure, traceback.extract_tb(failure.__traceback__)[1].lineno)
    try:
        world.clean()
        blamed = world.modem.blamed()
        check(getattr(case, "blames", False) or blamed == [], "the module blames the firmware: %s" % blamed)
    except (TestFailure, AssertionError, OSError) as failure:
        wrong = wrong or str(failure)
    return wrong


def main():
    build_modem()
    cases = [case for table in TABLES for case in table.CASES
             if not sys.argv[2:] or any(name in case.__name__ for name in sys.argv[2:])]
    failed = 0
    with World(sys.argv[1]) as world:
        for case in cases:
            begun = time.monotonic()
            wrong = run(world, case)
            failed += bool(wrong)
            print("%s %s%s (%d ms)" % ("FAIL" if wrong else "ok", case.__name__, ": " + wrong if wrong else "",
                                       (time.monotonic() - begun) * 1000), flush=True)
        if failed:
            print(world.board.qemu.output[-2000:])
    print("%d passed, %d failed" % (len(cases) - failed, failed))
    sys.exit(1 if failed or not cases else 0)


main()
