#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Demos that no test plays by itself, for heap_watch.py. Usage: heap_play.py alone|hello|device IMAGE --board BOARD [--bootloader FILE]

alone    the demo ends by itself, without anybody beside it
hello    the Hello World set against the cloud in a box: with a claim, until the host's message
device   the same under the bootloader, and an update to the same image, which is tried and confirmed
"""
import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tools/demo")]
import stage  # noqa: E402
import air  # noqa: E402
import cloud_box  # noqa: E402
import credentials  # noqa: E402
import ota_device  # noqa: E402
import qemu  # noqa: E402
import sntp_server  # noqa: E402

SECONDS = 120
WAITS = "demo: waiting for a message from the host"


def alone(options, _):
    with qemu.Qemu(options.image, options.board) as board:
        qemu.check(board.wait(SECONDS) == 0, "the demo failed")


def hello(options, folder):
    with cloud_box.CloudBox(folder / "box") as box, sntp_server.SntpServer() as sntp, air.air_of(options.board, box) as around:
        flash = credentials.flash_of_box(box, folder, options.board, sntp.port, stage.SERIAL, **around.told)
        with qemu.Qemu(options.image, options.board, flash=flash, modem=around.serial) as board:
            board.wait_for(WAITS, SECONDS)
            stage.greet(box)
            board.wait_for("demo: done", SECONDS)


def device(options, folder):
    with cloud_box.CloudBox(folder / "box") as box, sntp_server.SntpServer() as sntp, \
            air.air_of(options.board, box) as around, ota_device.OtaDevice(options.board, options.bootloader, folder) as board:
        ota_device.build_signer()
        signer = ota_device.Signer(options.board, folder)
        board.modem = around.serial
        board.deliver(signer.image("1.0.0", options.image), box, sntp.port, stage.SERIAL, around.told)
        board.on()
        at = board.wait_for(WAITS, SECONDS)
        stage.greet(box)
        at = board.wait_for("figure reconnects", SECONDS, at)
        verdict = ota_device.RollOut(box.folder, board.thing, signer.image("2.0.0", options.image)).wait(SECONDS)
        qemu.check(verdict.status == "SUCCEEDED", f"the update is {verdict.status}: {verdict.details}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("play", choices=["alone", "hello", "device"])
    parser.add_argument("image", nargs="+")
    parser.add_argument("--board", required=True)
    parser.add_argument("--bootloader")
    options = parser.parse_args()
    play = {"alone": alone, "hello": hello, "device": device}[options.play]
    if options.play != "device":
        options.image = options.image[0]
    with tempfile.TemporaryDirectory(prefix="heap-play-") as folder:
        qemu.run_tests([(f"demo {options.play}", lambda: play(options, Path(folder)))])


if __name__ == "__main__":
    main()
