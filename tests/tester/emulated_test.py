#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The flash tool of emulated boards, with scripts as boards: nothing is said before somebody listens, nothing is left behind.

    emulated_test.py FOLDER DEVICETESTER
"""
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EMULATED = ROOT / "tools/tester/emulated.py"
BOARD = {"name": "script", "arch": "armv7m", "chip": "none", "memory": {}, "run": ["sh", "{image}"],
         "run_counted": ["-icount", "shift=5,sleep=off"], "features": {}}


class Lab:
    def __init__(self):
        self.held = tempfile.TemporaryDirectory(prefix="em-")
        self.folder = Path(self.held.name)
        self.socket = self.folder / "line"
        self.mark = secrets.token_hex(8)
        (self.folder / "boards/script").mkdir(parents=True)
        (self.folder / "boards/script/board.json").write_text(json.dumps(BOARD))

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.tool("stop")
        self.held.cleanup()

    def tool(self, verb, *words, needs=""):
        return subprocess.run([EMULATED, verb, "--socket", self.socket, *words], capture_output=True, text=True, timeout=20,
                              env={**os.environ, "QUALIFICATION_NEEDS": needs, "EMULATED_MARK": self.mark})

    def flash(self, script, *words, **changes):
        image = self.folder / "image"
        image.write_text(script)
        done = self.tool("flash", "--board", "script", "--boards", self.folder / "boards", "--image", image, *words, **changes)
        expect(done.returncode, 0)

    def listen(self):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(10)
        line.connect(str(self.socket))
        return line

    def alive(self):
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if f"EMULATED_MARK={self.mark}".encode() in (entry / "environ").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def expect_gone(self):
        until = time.monotonic() + 5
        while self.alive() and time.monotonic() < until:
            time.sleep(0.02)
        expect(self.alive(), [])


def expect(actual, wanted):
    if actual != wanted:
        raise AssertionError(f"{actual!r}, want {wanted!r}")


def said(line):
    text = b""
    while data := line.recv(4096):
        text += data
    return text.decode()


def a_board_starts_when_somebody_listens_and_nothing_is_lost():
    with Lab() as lab:
        lab.flash("echo begun; touch %s/ran; echo done" % lab.folder)
        time.sleep(0.3)
        expect((lab.folder / "ran").exists(), False)
        expect(said(lab.listen()), "begun\ndone\n")
        lab.expect_gone()


def time_is_counted_only_where_nothing_of_this_machine_is_needed():
    with Lab() as lab:
        for needs, words in (("", "-icount shift=5,sleep=off\n"), ("echo,tls", "\n")):
            lab.flash('echo "$@"', needs=needs)
            expect(said(lab.listen()), words)
        lab.flash('echo "$@"', "--time", "real")
        expect(said(lab.listen()), "-icount shift=7,align=on,sleep=on\n")


def a_board_ends_with_its_line():
    with Lab() as lab:
        lab.flash("echo $$; while :; do sleep 0.05; done")
        line = lab.listen()
        expect(len(line.recv(100)) > 1, True)
        expect(lab.alive() != [], True)
        line.close()
        lab.expect_gone()


def flashing_again_ends_the_board_that_was_there():
    with Lab() as lab:
        lab.flash("echo first; sleep 30")
        line = lab.listen()
        expect(line.recv(100), b"first\n")
        lab.flash("echo second")
        expect(line.recv(100), b"")
        expect(said(lab.listen()), "second\n")
        lab.flash("echo nobody listens to this")
        lab.tool("stop")
        lab.expect_gone()
        expect(sorted(path.name for path in lab.folder.iterdir()), ["boards", "image"])


def a_board_whose_keeper_is_killed_is_killed():
    with Lab() as lab:
        lab.flash("echo on; exec sleep 30")
        line = lab.listen()
        expect(line.recv(100), b"on\n")
        os.kill(int(lab.socket.with_name("line.pid").read_text()), signal.SIGKILL)
        lab.expect_gone()


def what_a_board_is_told_reaches_it():
    with Lab() as lab:
        lab.flash("read word; echo it is $word")
        line = lab.listen()
        line.sendall(b"hello\n")
        expect(said(line), "it is hello\n")


def what_an_emulator_says_of_itself_is_not_the_boards():
    with Lab() as lab:
        lab.flash("echo begun; echo slirp: no route >&2; echo done")
        expect(said(lab.listen()), "begun\ndone\n")
        expect(lab.socket.with_name("line.log").read_text(), "slirp: no route\n")
        lab.flash("echo no such machine >&2; exit 1")
        expect("no such machine" in said(lab.listen()), True)
        lab.expect_gone()


def what_is_missing_is_said():
    with Lab() as lab:
        done = lab.tool("flash", "--board", "script", "--boards", lab.folder / "boards", "--image", lab.folder / "none")
        expect((done.returncode, "none is not there" in done.stderr), (1, True))
        done = lab.tool("flash", "--board", "other", "--boards", lab.folder / "boards", "--image", lab.folder / "none")
        expect((done.returncode, "other/board.json: --boards names" in done.stderr), (1, True))
        (lab.folder / "boards/script/board.json").write_text(json.dumps({**BOARD, "run": ["no-such-emulator"]}))
        (lab.folder / "image").write_text("")
        done = lab.tool("flash", "--board", "script", "--boards", lab.folder / "boards", "--image", lab.folder / "image")
        expect((done.returncode, done.stderr), (1, "emulated: no-such-emulator is not installed\n"))
        lab.expect_gone()


def a_passphrase_may_begin_with_a_dash():
    with tempfile.TemporaryDirectory() as folder:
        blob, image = Path(folder) / "blob", Path(folder) / "image"
        blob.write_bytes(b"")
        made = subprocess.run([ROOT / "tools/mkcreds", "flash", blob, image, "--wifi", "-home", "-open sesame", "--board",
                               "mps2_an385_wifi"], capture_output=True, text=True)
        expect(made.stderr, "")
        expect(b"-open sesame" in image.read_bytes() and b"-home" in image.read_bytes(), True)


def main():
    failed = 0
    for test in (a_board_starts_when_somebody_listens_and_nothing_is_lost,
                 time_is_counted_only_where_nothing_of_this_machine_is_needed,
                 a_board_ends_with_its_line,
                 flashing_again_ends_the_board_that_was_there,
                 a_board_whose_keeper_is_killed_is_killed,
                 what_a_board_is_told_reaches_it,
                 what_an_emulator_says_of_itself_is_not_the_boards,
                 what_is_missing_is_said,
                 a_passphrase_may_begin_with_a_dash):
        try:
            test()
            print(f"ok {test.__name__}", flush=True)
        except (AssertionError, OSError, subprocess.TimeoutExpired) as failure:
            failed += 1
            print(f"FAIL {test.__name__}: {type(failure).__name__} {failure}", flush=True)
    sys.exit(1 if failed else 0)


main()
