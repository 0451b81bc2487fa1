# SPDX-License-Identifier: MIT
"""A board in QEMU under the control of a test: start, talk, wait, kill. How a board is run stands in its
board.json; nothing is repeated here."""

import json
import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


class TestFailure(Exception):
    """The firmware did not do what the test demands."""


class Qemu:
    """One run of an image. As a context manager it never leaves a process behind."""

    def __init__(self, image, board="mps2_an385", flash=None, nic=None, without=None, extra=(),
                 echo=True, modem="null"):
        """`modem`: where the Wi-Fi module of a board that has one is, as -serial wants it."""
        with open(ROOT / "boards" / board / "board.json", encoding="utf-8") as file:
            described = json.load(file)
        command = described["run_persistent" if flash else "run"]
        drive_bytes = described["memory"].get("flash", {}).get("drive_bytes")
        if flash and drive_bytes and not pathlib.Path(flash).exists():
            pathlib.Path(flash).write_bytes(b"\xff" * drive_bytes)
        values = {"image": str(image), "flash": str(flash), "modem": modem}
        self.command = [part.format(**values) for part in command] + list(extra)
        if nic:
            self.command[self.command.index("-nic") + 1] = nic
        if without:  # an option and its value
            at = self.command.index(without)
            del self.command[at : at + 2]
        self.flash = pathlib.Path(flash) if flash else None
        self.output = ""
        self.echo = echo
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.kill()

    def send(self, text):
        self.process.stdin.write(text.encode() if isinstance(text, str) else text)
        self.process.stdin.flush()

    def read_some(self, until):
        """Output that came before the time `until`; False at the end of it."""
        ready, _, _ = select.select([self.process.stdout], [], [], max(0, until - time.monotonic()))
        if not ready:
            return True
        data = os.read(self.process.stdout.fileno(), 65536)
        text = data.decode("utf-8", "replace")
        self.output += text
        if self.echo:
            sys.stdout.write(text)
            sys.stdout.flush()
        return bool(data)

    def wait_for(self, text, timeout=20, start=0):
        """Wait until `text` is in the output behind index `start`; returns the index behind it."""
        until = time.monotonic() + timeout
        while text not in self.output[start:]:
            if time.monotonic() > until:
                raise TestFailure("no %r within %d s" % (text, timeout))
            if not self.read_some(until):
                raise TestFailure("the run ended before %r" % text)
        return self.output.index(text, start) + len(text)

    def wait(self, timeout=60):
        """Wait for the end of the run; returns its exit status."""
        until = time.monotonic() + timeout
        while self.read_some(until):
            if time.monotonic() > until:
                raise TestFailure("still running after %d s" % timeout)
        return self.process.wait(5)

    def kill(self):
        """As a power cut: no chance to finish anything."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            try:
                stream.close()
            except BrokenPipeError:
                pass


def check(condition, what):
    if not condition:
        raise TestFailure(what)


def run_tests(tests):
    """Call each (name, function); print the verdict; exit status 1 when one failed."""
    failed = 0
    for name, function in tests:
        try:
            function()
            print("ok %s" % name, flush=True)
        except TestFailure as failure:
            failed += 1
            print("FAIL %s: %s" % (name, failure), flush=True)
    print("%d passed, %d failed" % (len(tests) - failed, failed))
    sys.exit(1 if failed or not tests else 0)


class Monitor:
    """QEMU's machine protocol, for what happens to a board from outside."""

    def __init__(self, path):
        self.path = path
        self.option = ("-qmp", "unix:%s,server=on,wait=off" % path)
        self.socket = None

    def command(self, name, /, **arguments):
        if self.socket is None:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(10)
            self.socket.connect(self.path)
            self.lines = self.socket.makefile("rw")
            self.lines.readline()
            self.command("qmp_capabilities")
        self.lines.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        self.lines.flush()
        while True:
            answer = json.loads(self.lines.readline())
            if "return" in answer:
                return answer["return"]
            check("error" not in answer, "%s: %s" % (name, answer.get("error")))
