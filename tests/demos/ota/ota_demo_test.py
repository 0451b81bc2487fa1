#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""demos/ota on a board under its bootloader, updated by the cloud in a box.

Usage: ota_demo_test.py WHAT --board BOARD --bootloader FILE --image ELF... --broken ELF...

An image is one ELF, or one for each slot where images run in place. WHAT: `update` is version 1 to version 2 and a broken
version 3 that crashes in its trial; the others are ways in which a version 2 fails, each with its reason.
"""
import argparse
import re
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import cloud_box  # noqa: E402
import credentials  # noqa: E402
import ota_device  # noqa: E402
import qemu  # noqa: E402
import sntp_server  # noqa: E402

SECONDS = 120
VALID, INVALID = 0xFC, 0xF8
STATISTICS = re.compile(r"^State: (\w+)  Received: \d+  Queued: \d+  Processed: (\d+)  Dropped: \d+\r?$", re.M)
REASONS = {"refuses": "rejected", "silent": "timeout", "hangs": "self-test", "cut_off": "timeout"}


class Lab:
    """A device with version 1, whose cloud is up."""

    def __init__(self, options, folder, box, sntp, device):
        self.box, self.device, self.board = box, device, options.board
        self.signer = ota_device.Signer(options.board, folder)
        self.image, self.broken = options.image, options.broken
        device.deliver(self.signer.image("1.0.0", options.image), box, sntp.port)
        device.on()
        device.wait_for("ota: version 1.0.0", SECONDS)

    def roll_out(self, version, elfs, *words):
        return ota_device.RollOut(self.box.folder, self.device.thing, self.signer.image(version, elfs), words)

    def wait_for_shadow(self, **wanted):
        """The shadow's `ota` comes to report that."""
        for _ in range(10 * SECONDS):
            found = ota_device.reported(self.box.folder, self.device.thing).get("ota", {})
            if wanted.items() <= found.items():
                return
            time.sleep(0.1)
        raise qemu.TestFailure(f"the shadow reports {found}, not {wanted}")

    def ends(self, roll_out, status, reason):
        verdict = roll_out.wait(SECONDS)
        qemu.check((verdict.status, verdict.details.get("reason")) == (status, reason),
                   f"the job is {verdict}, not {status} ({reason}); the log ends in {self.device.log[-2000:]}")

    def holds(self, slot):
        """What the bootloader believes once the device is off: this slot is valid, the other is not."""
        self.device.cut()
        flags = ota_device.journal(self.device.flash, self.board)["flags"]
        qemu.check((flags[slot], flags[1 - slot]) == (VALID, INVALID), f"the flags are {flags}, for slot {slot}")


def a_new_version_is_downloaded_tried_confirmed_and_stays(lab):
    device, at = lab.device, lab.device.mark()
    lab.ends(lab.roll_out("2.0.0", lab.image), "SUCCEEDED", "accepted")
    at = device.wait_for("slot 1: runs, on trial", SECONDS, at)
    device.wait_for("ota: self-test passed", SECONDS, at)
    lab.wait_for_shadow(version="2.0.0", state="idle")
    device.wait_for("State: WaitingForJob", SECONDS, at)
    lab.holds(1)
    at = device.mark()
    device.on()
    device.wait_for("slot 1: runs\n", SECONDS, at)
    device.wait_for("ota: version 2.0.0", SECONDS, at)
    qemu.check(STATISTICS.search(device.log), "there is no line of statistics")


def the_same_demo_fetches_by_https_where_the_job_says_so(lab):
    device, at = lab.device, lab.device.mark()
    lab.ends(lab.roll_out("2.0.0", lab.image, "--protocol", "http"), "SUCCEEDED", "accepted")
    at = device.wait_for("slot 1: runs, on trial", SECONDS, at)
    lab.wait_for_shadow(version="2.0.0", state="idle")
    received = re.findall(r"Received: (\d+)", device.log)
    qemu.check(max(map(int, received)) < 32, f"blocks came over MQTT: {received}")
    named = ota_device.ask(lab.box.folder, "GetThingShadow", thingName=device.thing, shadowName="ota")
    qemu.check(named["state"]["reported"] == {"version": "2.0.0", "state": "idle"}, f"the shadow ota is {named}")
    lab.holds(1)


def a_version_that_crashes_on_trial_is_rolled_back_and_its_job_says_why(lab):
    device, at, runs = lab.device, lab.device.mark(), lab.device.runs
    lab.ends(lab.roll_out("3.0.0", lab.broken), "FAILED", "self-test")
    at = device.wait_for("slot 0: runs, on trial", SECONDS, at)
    at = device.wait_for("ota: on trial", SECONDS, at)
    at = device.wait_for("slot 1: runs\n", SECONDS, at)
    device.wait_for("ota: version 2.0.0", SECONDS, at)
    qemu.check(device.runs == runs + 1, "it did not crash")
    lab.wait_for_shadow(version="2.0.0", state="idle")
    lab.holds(1)


def a_version_that_fails_its_trial_is_rolled_back(lab, reason):
    device, at = lab.device, lab.device.mark()
    lab.ends(lab.roll_out("2.0.0", lab.broken), "FAILED", reason)
    at = device.wait_for("slot 1: runs, on trial", SECONDS, at)
    at = device.wait_for("slot 0: runs\n", SECONDS, at)
    device.wait_for("ota: version 1.0.0", SECONDS, at)
    lab.wait_for_shadow(version="1.0.0", state="idle")
    lab.holds(0)


def a_version_that_cannot_connect_on_trial_is_rolled_back(lab, reason):
    device, at = lab.device, lab.device.mark()
    roll_out = lab.roll_out("2.0.0", lab.image)
    at = device.wait_for("ota: reset", SECONDS, at)
    lab.box.__exit__()
    at = device.wait_for("slot 1: runs, on trial", SECONDS, at)
    at = device.wait_for("slot 0: runs\n", SECONDS, at)
    lab.box.__enter__()
    lab.ends(roll_out, "FAILED", reason)
    lab.wait_for_shadow(version="1.0.0", state="idle")
    lab.holds(0)


TESTS = {"update": [a_new_version_is_downloaded_tried_confirmed_and_stays,
                    a_version_that_crashes_on_trial_is_rolled_back_and_its_job_says_why],
         "by_https": [the_same_demo_fetches_by_https_where_the_job_says_so],
         "cut_off": [a_version_that_cannot_connect_on_trial_is_rolled_back],
         **{fault: [a_version_that_fails_its_trial_is_rolled_back] for fault in ("refuses", "silent", "hangs")}}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=sorted(TESTS))
    parser.add_argument("--board", required=True)
    parser.add_argument("--bootloader", type=Path, required=True)
    parser.add_argument("--image", type=Path, nargs="+", required=True)
    parser.add_argument("--broken", type=Path, nargs="+", required=True)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    ota_device.build_signer()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    tell = (lambda line: print(line, flush=True)) if options.verbose else None
    with tempfile.TemporaryDirectory(prefix="dunlin-ota-", dir=memory) as folder, \
            cloud_box.CloudBox(Path(folder) / "box", credentials.HOST_FROM_DEVICE) as box, sntp_server.SntpServer() as sntp, \
            ota_device.OtaDevice(options.board, options.bootloader, folder, tell) as device:
        lab = Lab(options, Path(folder), box, sntp, device)
        words = [REASONS[options.what]] if options.what in REASONS else []
        qemu.run_tests([(test.__name__, lambda test=test: test(lab, *words)) for test in TESTS[options.what]])


if __name__ == "__main__":
    main()
