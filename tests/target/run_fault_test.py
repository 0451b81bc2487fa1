#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_fault_test.py IMAGE IMAGE_THAT_RESETS IMAGE_THAT_HALTS: break the board in every way; the decoded report must name the task, the cause
and the very line that is marked HERE in fault_test.c."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

from qemu import ROOT, Qemu, check, run_tests

IMAGE, IMAGE_RESETS, IMAGE_HALTS = sys.argv[1:4]
BOARD = os.environ["DUNLIN_BOARD"]
RISCV = BOARD.startswith("virt_rv")
SOURCES = [pathlib.Path(__file__).with_name(name) for name in
           ("fault_test.c", "fault_ways_riscv.c" if RISCV else "fault_ways_cortex_m.c")]

# kind -> exit status (128 + number of the kind), words of the decoded report
WANT = {
    "misuse": (133, "xQueueReceive", "failed assert"),
    "assert": (133, "zero is not one", "tests/target/fault_test.c"),
    "stray": (135, "unexpected exception"),
    "overflow": (134, "stack overflow"),
}
WANT.update({
    "null": (131, "write to memory that is not there", "address 0x00000000"),
    "pointer": (131, "read from memory that is not there", "address 0x00200000"),
    "undefined": (132, "an instruction the processor does not have", "usage fault"),
    "jump": (131, "jump to memory that is not code", "bus fault"),
} if RISCV else {
    "null": (130, "DACCVIOL", "address 0x00000000"),
    "pointer": (131, "PRECISERR", "address 0x70000000"),
    "divide": (132, "DIVBYZERO", "usage fault"),
    "undefined": (132, "UNDEFINSTR", "usage fault"),
    "unaligned": (132, "UNALIGNED", "usage fault"),
    "jump": (131, "IBUSERR", "bus fault"),
})


if BOARD == "mps2_an505":
    WANT["limit"] = (132, "STKOF", "stack overflow")


def source_of(kind):
    """The file with the marker, and what is in front of it."""
    for path in SOURCES:
        before, found, _ = path.read_text().partition("/* HERE: %s */" % kind)
        if found:
            return path.name, before
    raise SystemExit("no source has a marker for " + kind)


def line_of(kind):
    return source_of(kind)[1].count("\n") + 1


def function_of(kind):
    """The function around the marker: the last NOINLINE before it."""
    return re.findall(r"^NOINLINE static \w+ (\w+)\(", source_of(kind)[1], re.M)[-1]


def log_of(kind):
    with Qemu(IMAGE, board=BOARD, echo=False) as board:
        board.wait_for("ready\n")
        board.send(kind + "\n")
        status = board.wait()
        return status, board.output


def decode(*arguments, stdin=""):
    return subprocess.run([str(ROOT / "run"), "decode", *arguments], input=stdin,
                          capture_output=True, text=True, check=False)


def check_kind(kind):
    status, log = log_of(kind)
    want_status, *words = WANT[kind]
    check(status == want_status, "exit status %d, want %d\n%s" % (status, want_status, log))
    decoded = decode("--elf", IMAGE, stdin=log)
    text = decoded.stdout.partition("---- decoded ----")[2]
    check(decoded.returncode == 0, "decode: %s" % decoded.stderr)
    for word in ["in task victim", *words]:
        check(word in text, "%r is not in the decoded report:\n%s" % (word, text))
    frame = r"#\d+ +(pc|called from|likely from) +%s  tests/target/%s:%d\n"
    place = (function_of(kind), re.escape(source_of(kind)[0]), line_of(kind))
    check(re.search(frame % place, text),
          "%s, line %d, is not in the trace:\n%s" % (function_of(kind), line_of(kind), text))


def decode_finds_the_image_by_its_build_id():
    _, log = log_of("undefined")
    with tempfile.TemporaryDirectory() as folder:
        other = pathlib.Path(folder) / "a.elf"
        other.write_bytes(pathlib.Path(__file__).read_bytes())
        image = pathlib.Path(folder) / "b.elf"
        image.write_bytes(pathlib.Path(IMAGE).read_bytes())
        decoded = decode("--search", folder, stdin=log)
        check("run_undefined_instruction" in decoded.stdout, decoded.stdout[-500:])


def decode_warns_of_an_image_that_does_not_match():
    _, log = log_of("undefined")
    build = re.search(r"fault: build (\w+)", log).group(1)
    other = log.replace(build, "0" * 40)
    decoded = decode("--elf", IMAGE, stdin=other)
    check("WARNING" in decoded.stdout and decoded.returncode == 1, decoded.stdout[-500:])
    check("WARNING" not in decode("--elf", IMAGE, stdin=log).stdout, "warned without reason")


def configuration_can_ask_for_a_reset():
    """Also: the kernel's vectors under their own names, without the macros that map them."""
    with Qemu(IMAGE_RESETS, board=BOARD, echo=False) as board:
        at = 0
        for _ in range(2):
            at = board.wait_for("ready\n", start=at)
            board.send("undefined\n")
            at = board.wait_for("fault: end 1\n", start=at)
        board.wait_for("ready\n", start=at)
        check(board.output.count(WANT["undefined"][1]) == 2, board.output)


def configuration_can_ask_for_a_halt():
    with Qemu(IMAGE_HALTS, board=BOARD, echo=False) as board:
        board.wait_for("ready\n")
        board.send("assert\n")
        at = board.wait_for("fault: end 1\n")
        time.sleep(0.5)
        check(board.process.poll() is None, "the run ended")
        board.read_some(time.monotonic() + 0.2)
        check(board.output[at:] == "", "it goes on: " + board.output[at:])


def report_is_complete_where_no_host_answers_semihosting():
    with Qemu(IMAGE, board=BOARD, echo=False, without="-semihosting-config") as board:
        board.wait_for("ready\n")
        board.send("undefined\n")
        board.wait_for("fault: end 1\n")
        time.sleep(0.3)
        check(board.process.poll() is None, "locked up: " + board.output[-300:])


def main():
    tests = [("a fault of kind %s is decoded to its line" % kind, lambda kind=kind: check_kind(kind))
             for kind in WANT]
    tests += [(test.__name__, test) for test in (
        decode_finds_the_image_by_its_build_id,
        decode_warns_of_an_image_that_does_not_match,
        configuration_can_ask_for_a_reset,
        configuration_can_ask_for_a_halt)]
    if not RISCV:
        tests.append(("report_is_complete_where_no_host_answers_semihosting",
                      report_is_complete_where_no_host_answers_semihosting))
    run_tests(tests)


main()
