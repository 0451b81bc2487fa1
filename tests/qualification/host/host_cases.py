# SPDX-License-Identifier: MIT
"""For groups of kind `host`: runs functions as cases and prints the lines of an image (docs/design/qualification.md).

    from host_cases import expect, run, skip
    def a_case(place): expect(place.source.is_dir(), "there is no source")
    run("Full_X", [("AFQP_X_Case", a_case)])
"""
import os
import pathlib
import sys
import traceback


class Failure(Exception):
    """What was expected is not so."""


class Skipped(Exception):
    """A case that cannot be judged here, and why."""


class Place:
    """What the tester tells a group; by hand, the tree and QUALIFICATION_BOARD."""

    def __init__(self):
        self.board = os.environ.get("QUALIFICATION_BOARD", "")
        self.source = pathlib.Path(os.environ.get("QUALIFICATION_SOURCE", pathlib.Path(__file__).resolve().parents[3]))
        self.run = os.environ.get("QUALIFICATION_RUN", "0")
        self.vendor, self.compiler, self.toolchain, self.toolchain_file = (
            os.environ.get("QUALIFICATION_" + name, "") for name in ("VENDOR", "COMPILER", "TOOLCHAIN", "TOOLCHAIN_FILE"))
        self.only = [name for name in os.environ.get("QUALIFICATION_ONLY", "").split(",") if name]
        self.group = self.case = None
        self.spoken = False  # something was printed since the case's name

    def measure(self, name, value, unit):
        print(f"{'' if self.spoken else chr(10)}MEASURE {self.group} {self.case} {name} {value} {unit}", flush=True)
        self.spoken = True


def expect(good, text):
    if not good:
        raise Failure(text)


def skip(reason):
    raise Skipped(reason)


def fail(error, group, name):
    frame = traceback.extract_tb(error.__traceback__)[-2 if isinstance(error, Failure) else -1]
    text = str(error).replace("\n", "\n  ") or type(error).__name__
    print(f"\n{frame.filename}:{frame.lineno}:TEST({group}, {name}):FAIL: {text}", flush=True)


def run(group, cases):
    """Run all that were asked for, in order. Exit status 0: whoever reads the lines judges."""
    place, tests, failures, ignored = Place(), 0, 0, 0
    if not place.board:
        sys.exit("QUALIFICATION_BOARD is not set: the name of a folder of boards/")
    print(f"\n-------STARTING TESTS {place.board} run {place.run}-------", flush=True)
    place.group = group
    for name, case in cases:
        if place.only and name not in place.only:
            continue
        place.case, place.spoken = name, False
        print(f"TEST({group}, {name})", end="", flush=True)
        tests += 1
        try:
            case(place)
            print(" PASS", flush=True)
        except Skipped as reason:
            ignored += 1
            print(f"\n{__file__}:0:TEST({group}, {name}):IGNORE: {reason}", flush=True)
        except (Failure, OSError, ValueError, KeyError) as error:
            failures += 1
            fail(error, group, name)
    print(f"\n-----------------------\n{tests} Tests {failures} Failures {ignored} Ignored\n{'FAIL' if failures else 'OK'}\n"
          "-------ALL TESTS FINISHED-------", flush=True)
