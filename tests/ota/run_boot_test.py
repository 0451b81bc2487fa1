#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The bootloader on a board: which image runs, seen from outside.

Usage: run_boot_test.py BOOTLOADER PROBE... --objcopy PROGRAM --board BOARD

The probe (probe.c), one for each slot where images run in place, is signed under several versions with stock OpenSSL. The board is switched off by killing it.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/target")]
import images  # noqa: E402
import qemu  # noqa: E402

SECONDS = 60


class Device:
    def __init__(self, options, folder):
        self.options, self.layout = options, images.layout(options.board)
        codes = [images.binary(options.objcopy, probe, folder) for probe in options.probes]
        self.codes = [codes[0], codes[-1]]
        self.path = folder / "flash.bin"
        self.flash = images.Flash(self.path, options.board)

    def image(self, slot, version, **other):
        values = {"hardware_id": self.layout["hardware_id"], "start": images.start(self.layout, slot), **other}
        return images.image(self.codes[slot], sequence=images.version(version), **values)

    def on(self):
        self.monitor = qemu.Monitor(str(self.path.with_name("qmp")))
        return qemu.Qemu(self.options.bootloader, self.options.board, flash=self.path, extra=self.monitor.option,
                         echo=self.options.verbose)

    def settle(self):
        """Before it is switched off: QEMU writes a drive behind the back of a board, which believes that it is done."""
        self.monitor.command("stop")

    def says(self, wanted, *commands):
        """A start at which the probe says so; after each command, what it says then."""
        with self.on() as board:
            at = board.wait_for("probe: slot", SECONDS)
            at = board.wait_for("\n", SECONDS, at)
            qemu.check(wanted in board.output, f"{wanted!r} is not in {board.output!r}")
            for command in commands:
                board.send(command + "\n")
                at = board.wait_for("probe: slot", SECONDS, at)
                at = board.wait_for("\n", SECONDS, at)
            self.settle()
            return board.output

    def stops(self, wanted):
        with self.on() as board:
            board.wait_for("no image may run", SECONDS)
            qemu.check(wanted in board.output, f"{wanted!r} is not in {board.output!r}")

    def updated_to(self, content):
        """Version 1 in slot 0, and that in slot 1, staged."""
        self.flash = images.Flash(self.path, self.options.board)
        self.flash.put(0, self.image(0, "1.0.0"))
        self.says("slot 0 version 1.0.0 flags fc f8")
        self.flash.put(1, content)
        self.says("slot 0 version 1.0.0 flags fc f8", "staged")


def a_new_device_runs_the_image_of_the_factory(device):
    device.flash.put(0, device.image(0, "1.0.0"))
    device.says("slot 0 version 1.0.0 flags fc f8 counter 0 reason none")
    device.says("slot 0 version 1.0.0 flags fc f8")


def an_update_runs_on_trial_and_stays_when_it_is_accepted(device):
    device.updated_to(device.image(1, "1.0.1"))
    device.says("slot 1 version 1.0.1 flags fc fe", "accept")
    device.says("slot 1 version 1.0.1 flags f8 fc")


def an_update_that_nobody_accepts_is_rolled_back(device):
    device.updated_to(device.image(1, "2.0.0"))
    device.says("slot 1 version 2.0.0 flags fc fe")
    device.says("slot 0 version 1.0.0 flags fc f8 counter 0 reason self-test")


def an_update_that_hangs_is_reset_by_the_watchdog_and_rolled_back(device):
    device.updated_to(device.image(1, "2.0.0"))
    with device.on() as board:
        at = board.wait_for("version 2.0.0", SECONDS)
        board.send("hang\n")
        board.wait_for("version 1.0.0 flags fc f8 counter 0 reason self-test", 150, at)


def an_image_made_with_the_commands_of_the_page_runs(device):
    """Nothing but sh and OpenSSL: the lines of docs/design/ota.md, as they stand there."""
    lines = re.findall(r"^    (.*)$", (ROOT / "docs/design/ota.md").read_text(), re.M)
    wanted = ("number() {", "n=", "(number ", "openssl dgst ", "{ printf ", "erased() {", "(erased ", "truncate ")
    lines = [next(line for line in lines if line.startswith(begin)) for begin in wanted]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "code").write_bytes(device.codes[0] + b"odd")
        (folder / "key.pem").write_bytes(images.KEY.read_bytes())

        def run(commands):
            subprocess.run(["sh", "-ec", "\n".join(commands)], cwd=folder, check=True)

        run(lines[:4])
        length = (folder / "sig").stat().st_size
        lines[4] = lines[4].replace(r"\107", f"\\{length:o}").replace("185", str(256 - length))
        run(lines[4:])
        device.path.write_bytes((folder / "flash").read_bytes())
    device.says("slot 0 version 1.0.2 flags fc f8 counter 0 reason none")


def images_that_must_not_run_are_refused_each_with_its_reason(device):
    other = device.path.parent / "other.key"
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", other], check=True)
    good = device.image(1, "2.0.0")
    cases = {
        "signature": [device.image(1, "2.0.0", key=other), good[:100] + bytes([good[100] ^ 1]) + good[101:]],
        "hardware id": [device.image(1, "2.0.0", hardware_id=1)],
        "address": [device.image(1, "2.0.0", start=images.start(device.layout, 1) + 4096)],
        "same version": [device.image(1, "1.0.0")],
        "downgrade": [device.image(1, "0.9.9")],
        "magic": [b"@afrtos" + good[7:]],
        "size": [good[:16] + b"\xff\xff\xff\x7f" + good[20:]],
    }
    for reason, contents in cases.items():
        for content in contents:
            device.updated_to(content)
            device.says(f"slot 0 version 1.0.0 flags fc f8 counter 0 reason {reason}")


def an_image_below_the_counter_does_not_run(device):
    device.updated_to(device.image(1, "2.0.0", counter=4))
    device.says("version 2.0.0", "accept", "count 4")
    device.says("version 2.0.0 flags f8 fc counter 4")
    device.flash.put(0, device.image(0, "3.0.0", counter=3))
    device.says("version 2.0.0", "staged")
    device.says("version 2.0.0 flags f8 fc counter 4 reason counter")


def a_device_without_an_image_says_why_and_stays(device):
    device.flash = images.Flash(device.path, device.options.board)
    device.stops("slot 0: magic\nslot 1: magic")


TESTS = [a_new_device_runs_the_image_of_the_factory, an_image_made_with_the_commands_of_the_page_runs, an_update_runs_on_trial_and_stays_when_it_is_accepted,
         an_update_that_nobody_accepts_is_rolled_back, an_update_that_hangs_is_reset_by_the_watchdog_and_rolled_back,
         images_that_must_not_run_are_refused_each_with_its_reason, an_image_below_the_counter_does_not_run,
         a_device_without_an_image_says_why_and_stays]


def has_watchdog(board):
    return json.loads((ROOT / "boards" / board / "board.json").read_text())["features"]["watchdog"] is not None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bootloader", type=Path)
    parser.add_argument("probes", type=Path, nargs="+")
    parser.add_argument("--objcopy", required=True)
    parser.add_argument("--board", required=True)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-boot-", dir=memory) as folder:
        device = Device(options, Path(folder))
        tests = [test for test in TESTS if has_watchdog(options.board) or "watchdog" not in test.__name__]
        if options.board != "mps2_an385":  # the reasons are no board's
            tests.remove(images_that_must_not_run_are_refused_each_with_its_reason)
            tests.remove(an_image_made_with_the_commands_of_the_page_runs)
        qemu.run_tests([(test.__name__, lambda test=test: test(device)) for test in tests])


if __name__ == "__main__":
    main()
