#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A board that is a script: a flash tool that starts it, and how it behaves.

    fake_board.py build MODE                     in the source copy: make `image` of the headers that the tester wrote
    fake_board.py flash MODE IMAGE KIND:WHERE    "flash" it: unix:PATH and tcp:PORT start a board, pty:PATH hands it to one
    fake_board.py pty PATH                       a board on a pty, until it is killed; PATH becomes a link to it

The image is JSON: run, group, cases. A mode is a function `mode_<name>` that yields seconds to sleep and bytes to say.
"""
import json
import os
import pty
import re
import socket
import sys
import tempfile
import time
import tty
from pathlib import Path

FAULT = ("fault: begin 1\nfault: kind failed assert\nfault: assert count < limit\nfault: at widget.c:12\n"
         "fault: task RunTests_task\nfault: build 00\nfault: pc 00000100\nfault: end 1\n")


def first(image):
    return "\n-------STARTING TESTS fake run %s-------\n" % image["run"]


def last(image, failures=0):
    return ("\n-----------------------\n%d Tests %d Failures 0 Ignored \n%s\n-------ALL TESTS FINISHED-------\n"
            % (len(image["cases"]), failures, "FAIL" if failures else "OK"))


def name(image, case):
    return "TEST(%s, %s)" % (image["group"], case)


def all_but(image, special, what):
    """Every case passes but `special`, which does as the generator `what` says."""
    yield first(image)
    for case in image["cases"]:
        yield name(image, case)
        if case.endswith(special):
            yield from what(case)
        else:
            yield 0.02
            yield " PASS\n"
    yield last(image)


def mode_pass(image):
    yield from all_but(image, "?", None)


def mode_slow(image):
    yield first(image)
    for case in image["cases"]:
        yield name(image, case)
        yield 0.6
        yield " PASS\n"
    yield last(image)


def mode_fail(image):
    def what(case):
        yield "\nfile.c:7:%s:FAIL: sent is 4, want 5\nMEASURE %s %s tcp.rate 12 kB/s\n" % (
            name(image, case), image["group"], case)
    yield from all_but(image, "Second", what)


def mode_ignore(image):
    def what(case):
        yield "\nfile.c:0:%s:IGNORE: no antenna\n" % name(image, case)
    yield from all_but(image, "Second", what)


def mode_needs_a_watch(image):
    def what(case):
        if image["timed"]:
            yield " PASS\n"
        else:
            yield "\nfile.c:0:%s:IGNORE: time is counted\n" % name(image, case)
    yield from all_but(image, "Second", what)


def mode_crash(image):
    def what(case):
        yield "\n" + FAULT
        yield 60
    yield from all_but(image, "Second", what)


def mode_exit(image):
    def what(case):
        yield None
    yield from all_but(image, "Second", what)


def mode_hang(image):
    def what(case):
        yield "\nwaiting\n"
        yield 60
    yield from all_but(image, "Second", what)


def mode_late_hang(image):
    """It hangs when the group's time is nearly over."""
    yield first(image)
    for case in image["cases"]:
        yield name(image, case)
        yield 60 if case.endswith("Second") else 1
        yield " PASS\n"
    yield last(image)


def clocked(image, share, lines=3, ms=5000):
    """The second case is compared with this machine's clock; a second of the board takes `share` seconds."""
    def what(case):
        began = time.monotonic()
        yield "\n"
        for number in range(lines):
            time.sleep(max(0, began + number * ms / 1000 * share - time.monotonic()))
            yield f"CLOCK {number + 1} 3 {number * ms}\n"
        yield " PASS\n"
    yield from all_but(image, "Second", what)


def met(image, here, there, count, seconds=20):
    """Waits until so many others have come to `there`, having come `here`. Yields seconds; then " PASS", or a failure."""
    folder = Path(image["folder"])
    (folder / f"{here}-{image['run']}").touch()
    until = time.monotonic() + seconds
    while len(list(folder.glob(f"{there}-*"))) < count:
        if time.monotonic() > until:
            yield "\nfile.c:9:%s:FAIL: nobody has come to %s\n" % (name(image, image["cases"][1]), there)
            return
        yield 0.02
    yield " PASS\n"


def mode_meet(image):
    """The second case waits until another board is in its own."""
    yield from all_but(image, "Second", lambda case: met(image, "runs", "runs", 2))


def mode_build_meets(image):
    """The second case of the group that was built first waits until the other is being built; that build waits until it runs."""
    first_one = Path(image["folder"], "first").read_text() in image["group"].upper()
    yield from all_but(image, "Second" if first_one else "?", lambda case: met(image, "runs", "builds", 1))


def mode_clock(image):
    yield from clocked(image, 1)


def mode_clock_slow(image):
    yield from clocked(image, 1.01)


def mode_clock_stops(image):
    yield from clocked(image, 1, lines=2)


def mode_chatter(image):
    def what(case):
        while True:
            yield "\nstill here\n"
            yield 0.2
    yield from all_but(image, "Second", what)


def mode_reboot(image):
    def what(case):
        yield "\n"
        yield first(image)
        yield 60
    yield from all_but(image, "Second", what)


def mode_loop(image):
    while True:
        yield first(image)
        yield 0.05


def mode_silent(image):
    yield 60


def mode_garbage(image):
    for number in range(400):
        yield bytes((number * 37 + k * 101) % 128 + 128 for k in range(16))
        yield 0.01
    yield 60


def mode_old(image):
    yield from all_but(dict(image, run="00000bad"), "?", None)
    yield 60


def mode_old_then_new(image):
    yield from all_but(dict(image, run="00000bad"), "?", None)
    yield from all_but(image, "?", None)


def mode_flood(image):
    def what(case):
        for _ in range(20000):
            yield "x" * 1000 + "\n"
    yield from all_but(image, "Second", what)


def mode_forgets(image):
    yield from all_but(dict(image, cases=[case for case in image["cases"] if not case.endswith("Second")]), "?", None)


def mode_stranger(image):
    yield from all_but(dict(image, cases=image["cases"] + ["AFQP_FAKE_Unheard"]), "?", None)


def mode_dirty(image):
    """CR, NULs, escapes, bytes one by one, a line of another task in the middle."""
    text = "\0\0\x1b[32m" + "".join(part for part in mode_pass(image) if isinstance(part, str))
    text = text.replace("\n", "\r\n").replace("First) PASS", "First)\x1b[0m12 link up\r\n PASS")
    for byte in text.encode():
        yield bytes([byte])


def mode_unity(image):
    """Unity as it comes: no runner of ours."""
    yield "Unity test run 1 of 1\n."
    for case in image["cases"]:
        if case.endswith("Second"):
            yield "\n./test.c:31:%s:FAIL: Expected 4 Was 5\n" % case
        elif case.endswith("First"):
            yield "\n./test.c:30:%s:PASS\n" % case
        else:
            yield name(image, case) + "."
    yield "\n-----------------------\n3 Tests 1 Failures 0 Ignored\nFAIL\n-------ALL TESTS FINISHED-------\n"


def play(image, mode, send, flashed=lambda: False):
    """To its end, or until it is flashed again."""
    for what in globals()["mode_" + mode](image):
        if what is None or flashed():
            return
        if isinstance(what, (int, float)):
            until = time.monotonic() + what
            while time.monotonic() < until and not flashed():
                time.sleep(0.01)
        else:
            send(what.encode() if isinstance(what, str) else what)


def meet_a_board(folder):
    """The first build notes its group; the second one waits until the board of the first runs."""
    if not (folder / "first").exists():
        text = Path("tests/qualification/config/aws_test_runner_config.h").read_text()
        (folder / "first").write_text(re.search(r"FULL_(\w+)_ENABLED 1", text).group(1))
        return
    until = time.monotonic() + 10
    while not list(folder.glob("runs-*")) and time.monotonic() < until:
        time.sleep(0.02)
    if list(folder.glob("runs-*")):
        (folder / "builds-").touch()


def build(mode):
    if mode == "build-fails":
        print("compiling\nwidget.c:3:1: error: unknown type name 'flot'\nninja: stopped")
        sys.exit(1)
    if mode == "build-no-room":
        print("cc1: fatal error: widget.s: No space left on device")
        sys.exit(1)
    if mode == "build_meets":
        meet_a_board(Path(os.environ["FAKE_FOLDER"]))
    if mode == "build-slow":
        time.sleep(60)
    config = Path("tests/qualification/config")
    switches = (config / "aws_test_runner_config.h").read_text()
    parameters = (config / "qualification_config.h").read_text()
    on = re.search(r"#define (testrunnerFULL_\w+_ENABLED) 1", switches).group(1)
    only = re.search(r'QUALIFICATION_ONLY "(.*)"', parameters).group(1)
    run = re.search(r'QUALIFICATION_RUN "(.*)"', parameters).group(1)
    timed = re.search(r"QUALIFICATION_TIMED (.)", parameters).group(1)
    for path in Path("tests/qualification").glob("*/group.json"):
        group = json.loads(path.read_text())
        if group.get("enable") == on:
            cases = [case["name"] for case in group["cases"] if case["name"] in only.split(",") or not only]
            Path("image").write_text(json.dumps({"run": run, "group": group["name"], "cases": cases, "timed": timed == "1"}))


def serve(listener, image, mode):
    peer, _ = listener.accept()
    play(image, mode, peer.sendall)


def start_board(listener, image, mode):
    if os.fork() == 0:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(nothing, number)
        try:
            serve(listener, image, mode)
        except OSError:
            pass
        os._exit(0)


def flash(mode, path, where):
    kind, _, place = where.partition(":")
    if mode == "flash-fails":
        print("connecting ...\nError: no probe with serial number 123")
        sys.exit(3)
    image = {**json.loads(Path(path).read_text()), "folder": os.environ["FAKE_FOLDER"]}
    if kind == "pty":
        Path(place + ".new").write_text(json.dumps([mode, image]))
        os.rename(place + ".new", place + ".image")
        return
    if kind == "unix":
        Path(place).unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(place)
    else:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", int(place)))
    listener.listen(1)
    start_board(listener, image, mode)


def board_on_pty(link):
    main, line = pty.openpty()
    tty.setraw(line)
    os.symlink(os.ttyname(line), link)
    while True:
        try:
            with open(link + ".image", encoding="utf-8") as file:
                mode, image = json.load(file)
            os.unlink(link + ".image")
            play(image, mode, lambda data: os.write(main, data),
                 lambda: os.path.exists(link + ".image"))
        except FileNotFoundError:
            time.sleep(0.01)


if __name__ == "__main__":
    if sys.argv[1] != "pty":
        tempfile.mkdtemp(prefix="forgotten-")  # whoever started this removes it
    {"build": build, "flash": flash, "pty": board_on_pty}[sys.argv[1]](*sys.argv[2:])
