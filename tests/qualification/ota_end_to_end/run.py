#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Full_OTA_E2E: updates of a board under its bootloader, from a job of the cloud in a box to the verdict, in 14 scenarios.

Usage: QUALIFICATION_BOARD=mps2_an385 tests/qualification/ota_end_to_end/run.py

For devicetester, a group of kind `host`: docs/design/qualification.md has its environment and the lines it prints; by hand only
the board is needed. Bootloader and demos/ota are built in QUALIFICATION_SOURCE, flash and cloud are made anew. What the device
says goes to standard error, and to ota_device.log of QUALIFICATION_FOLDER.
"""
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target"), str(ROOT / "tests/ota")]
import lab  # noqa: E402
import scenarios  # noqa: E402

GROUP = "Full_OTA_E2E"


class Report:
    """The lines of one case after the other."""

    def __init__(self):
        self.tests = self.failures = self.ignored = 0

    def case(self, name, run):
        self.tests += 1
        print(f"TEST({GROUP}, {name})", end="", flush=True)
        try:
            run()
        except lab.Skipped as reason:
            self.ignored += 1
            print(f"\n{__file__}:0:TEST({GROUP}, {name}):IGNORE: {reason}", flush=True)
        except lab.qemu.TestFailure as failure:
            self.failures += 1
            at = traceback.extract_tb(failure.__traceback__)
            line = [frame for frame in at if frame.filename == scenarios.__file__][-1:] or at[-1:]
            text = str(failure).replace("\n", "\n  ")
            print(f"\n{line[0].filename}:{line[0].lineno}:TEST({GROUP}, {name}):FAIL: {text}", flush=True)
        else:
            print(" PASS", flush=True)

    def end(self):
        print(f"\n-----------------------\n{self.tests} Tests {self.failures} Failures {self.ignored} Ignored\n"
              f"{'FAIL' if self.failures else 'OK'}\n-------ALL TESTS FINISHED-------", flush=True)


def chosen():
    only = os.environ.get("QUALIFICATION_ONLY", "")
    return [case for case in scenarios.CASES if not only or case[0] in only.split(",")]


def main():
    # What `with` has begun has to end, too, when the tester says stop.
    signal.signal(signal.SIGTERM, lambda *unused: sys.exit(143))
    if not os.environ.get("QUALIFICATION_BOARD"):
        sys.exit(__doc__)
    board = os.environ["QUALIFICATION_BOARD"]
    source = Path(os.environ.get("QUALIFICATION_SOURCE", ROOT))
    report = Report()
    print(f"\n-------STARTING TESTS {board} run {os.environ.get('QUALIFICATION_RUN', '0')}-------", flush=True)
    reason = lab.why_not(board)
    if reason:
        for name, _ in chosen():
            report.case(name, lambda: lab.skip(reason))
        return report.end()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-ota-", dir=memory) as folder, \
            lab.Lab(board, source, Path(folder)) as place:
        for name, scenario in chosen():
            report.case(name, lambda scenario=scenario: scenario(place))
        keep = os.environ.get("QUALIFICATION_FOLDER")
        if keep:
            (Path(keep) / "ota_device.log").write_text(place.device.log)
    return report.end()


if __name__ == "__main__":
    main()
