#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_board_test.py BOARD_TEST [WATCHDOG_TEST]: the drivers of a board, with the file behind the flash, the
power, and on mps2_an385 the second serial port in this script's hands."""

import os
import pathlib
import random
import re
import socket
import subprocess
import sys
import tempfile
import time

from qemu import ROOT, Qemu, check, run_tests

IMAGE = sys.argv[1]
WATCHDOG_IMAGE = sys.argv[2] if len(sys.argv) > 2 else None
BOARD = os.environ["DUNLIN_BOARD"]
KILLS = 8 if BOARD == "mps2_an385" else 4


def simple(command, want):
    with Qemu(IMAGE, BOARD) as board:
        board.wait_for("ready\n")
        board.send(command + "\n")
        board.wait_for(want)
        board.wait_for("ready\n", start=len(board.output) - 6)
        board.send("end\n")
        check(board.wait() == 0, "exit status")


def flash_obeys_its_rules():
    simple("flash-rules", "flash ok\n")


def clock_is_monotonic_across_its_wrap_also_with_interrupts_off():
    simple("clock", "clock ok\n")


def entropy_is_there_and_labelled_emulator_only():
    simple("entropy", "emulator only)\n")


def malloc_and_printf_work_from_several_tasks():
    simple("libc", "libc ok\n")


def serial_port(folder, command, data, expect_back):
    path = folder + "/uart1"
    with Qemu(IMAGE, BOARD, extra=("-serial", "mon:stdio", "-serial",
                            "unix:%s,server=on,wait=off" % path)) as board:
        board.wait_for("ready\n")
        board.send("%s %d\n" % (command, len(data)))
        board.wait_for("uart ready\n")
        with socket.socket(socket.AF_UNIX) as port:
            port.settimeout(20)
            port.connect(path)
            port.sendall(data)
            back = b""
            while len(back) < len(expect_back):
                more = port.recv(4096)
                check(more, "the board ended after %d bytes came back" % len(back))
                back += more
            check(back == expect_back, "%d bytes came back wrong" % len(back))
            board.wait_for("uart ok\n")


def uart_receives_by_interrupt_and_sends_every_byte_back():
    data = random.Random(1).randbytes(20000)
    with tempfile.TemporaryDirectory() as folder:
        serial_port(folder, "uart-echo", data, data)


def uart_keeps_the_oldest_bytes_and_counts_the_rest_when_nobody_reads():
    with tempfile.TemporaryDirectory() as folder:
        serial_port(folder, "uart-overrun", bytes(range(256)) * 4, b"")


def flash_survives_kills_with_at_most_the_one_sector_torn():
    chance = random.Random(20261121)
    torn_in_all = 0
    with tempfile.TemporaryDirectory() as folder:
        image = folder + "/flash.img"
        seed = 1
        for _ in range(KILLS):
            with Qemu(IMAGE, BOARD, flash=image, echo=False) as board:
                board.wait_for("ready\n")
                board.send("flash-write %d\n" % seed)
                board.wait_for("flash filled\n")
                time.sleep(chance.uniform(0, 0.05))
                board.kill()
            with Qemu(IMAGE, BOARD, flash=image) as board:
                board.wait_for("ready\n")
                board.send("flash-check %d\n" % (seed + 1000))
                board.wait_for("ready\n", start=board.output.index("ready\n") + 6)
                found = re.search(r"flash ok seed (\d+) torn (\d+)", board.output)
                check(found and int(found.group(1)) >= seed, board.output)
                seed = int(found.group(1)) + 1
                torn_in_all += int(found.group(2))
    check(torn_in_all > 0, "no kill ever hit a write: this test proved nothing")


def watchdog_stays_quiet_while_it_is_fed():
    simple("watchdog-feed", "watchdog fed ok\n")


def watchdog_reports_the_place_that_hangs_and_resets():
    """Also the binary dump: what the report left in memory decodes to the same line after the reset."""
    source = pathlib.Path(__file__).with_name("board_test_mps2.c").read_text().splitlines()
    line = next(i for i, text in enumerate(source, 1) if "HERE: hang" in text)
    place = r"hang  tests/target/board_test_mps2\.c:(%d|%d)\n" % (line - 1, line)
    with Qemu(IMAGE, BOARD, echo=False) as board, tempfile.TemporaryDirectory() as folder:
        board.wait_for("ready\n")
        board.send("watchdog-starve\n")
        after = board.wait_for("fault: end 1\n")
        board.wait_for("ready\n", start=after)
        board.send("dump\n")
        board.wait_for("dump ok\n")
        dump = pathlib.Path(folder) / "dump.bin"
        dump.write_bytes(bytes.fromhex(re.search(r"dump (\w{100,})\n", board.output).group(1)))
        log = pathlib.Path(folder) / "log"
        log.write_text(board.output[:after])
        for path in (log, dump):
            text = decode(path)
            check("watchdog not fed in task main" in text and re.search(place, text), text)
        damaged = bytearray(dump.read_bytes())
        damaged[100] ^= 1
        dump.write_bytes(damaged)
        check("CRC" in decode(dump), "a damaged dump was believed")


def decode(path):
    done = subprocess.run([sys.executable, ROOT / "tools" / "decode.py", "--elf", IMAGE, path],
                          capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def watchdog_resets_in_hardware_when_its_warning_hangs():
    with Qemu(WATCHDOG_IMAGE) as board:
        check(board.wait() == 0, "exit status")
        check("reset after 1 warning" in board.output, "no reset")


TESTS = [
    flash_obeys_its_rules,
    flash_survives_kills_with_at_most_the_one_sector_torn,
    entropy_is_there_and_labelled_emulator_only,
    malloc_and_printf_work_from_several_tasks,
]
if BOARD == "mps2_an385":
    TESTS += [
        uart_receives_by_interrupt_and_sends_every_byte_back,
        uart_keeps_the_oldest_bytes_and_counts_the_rest_when_nobody_reads,
        clock_is_monotonic_across_its_wrap_also_with_interrupts_off,
        watchdog_stays_quiet_while_it_is_fed,
        watchdog_reports_the_place_that_hangs_and_resets,
        watchdog_resets_in_hardware_when_its_warning_hangs,
    ]
run_tests([(test.__name__, test) for test in TESTS])
