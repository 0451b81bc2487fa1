# SPDX-License-Identifier: MIT
"""An emulator in a folder of its own, its UART and its control socket."""
import json
import re
import socket
import subprocess
import tempfile
import time
from pathlib import Path

LIMIT_S = 10
SCENARIO = {
    "access_points": [
        {"ssid": "espressif", "bssid": "02:d0:00:00:00:01", "password": "1234567890", "rssi": -50, "channel": 6,
         "first": "192.168.3.112", "pool": 4},
        {"ssid": "ab\\,c", "password": "0123456789\"\\", "security": "wpa3", "rssi": -60},
        {"ssid": "open", "security": "open", "rssi": -70, "gateway": "10.0.0.1", "first": "10.0.0.50"}],
    "hosts": {"server.example": "192.168.3.102"}, "ports": {},
    "delays_ms": {"join": 4, "address": 3, "scan": 4, "boot": 5, "time": 3, "second": 50}}


class Modem:
    """The running program. `uart` and `ask` are its two sides; without uart another one plugs in."""

    def __init__(self, program, uart=True, **changes):
        self.folder = tempfile.TemporaryDirectory()
        place = Path(self.folder.name)
        (place / "scenario.json").write_text(json.dumps(SCENARIO | changes))
        self.program = subprocess.Popen(
            [program, "--scenario", place / "scenario.json", "--uart", place / "uart", "--control", place / "control",
             "--log", place / "log"])
        self.uart = self.connect(place / "uart") if uart else None
        self.plug = self.connect(place / "control")
        self.control = self.plug.makefile("rw")
        self.heard = b""

    def connect(self, path):
        end = time.monotonic() + LIMIT_S
        while True:
            plug = socket.socket(socket.AF_UNIX)
            plug.settimeout(LIMIT_S)
            try:
                plug.connect(str(path))
                return plug
            except OSError:
                plug.close()
                if time.monotonic() > end or self.program.poll() is not None:
                    raise
                time.sleep(0.002)

    def close(self):
        self.program.terminate()
        status = self.program.wait(LIMIT_S)
        if self.uart:
            self.uart.close()
        self.control.close()
        self.plug.close()
        self.folder.cleanup()
        assert status == 0, f"the emulator ended with {status}"

    def ask(self, request):
        """An answer of the control socket without its "ok"; JSON where it is JSON."""
        self.control.write(request + "\n")
        self.control.flush()
        word, _, rest = self.control.readline().rstrip("\n").partition(" ")
        assert word == "ok", f"{request}: {word} {rest}"
        return json.loads(rest) if rest[:1] in ("{", "[") else rest

    def refused(self, request):
        self.control.write(request + "\n")
        self.control.flush()
        return self.control.readline().startswith("error ")

    def blamed(self):
        found = [entry["what"] for entry in self.ask("blame")]
        self.ask("blame clear")
        return found

    def send(self, data):
        self.uart.sendall(data)

    def until(self, pattern):
        """What comes up to a pattern, and it; what comes behind waits."""
        end = time.monotonic() + LIMIT_S
        while not (found := re.search(pattern, self.heard, re.S)):
            assert time.monotonic() < end, f"no {pattern} in {self.heard}"
            more = self.uart.recv(65536)
            assert more, f"no {pattern} in {self.heard}"
            self.heard += more
        before, self.heard = self.heard[:found.end()], self.heard[found.end():]
        return before

    def line(self):
        """The next line that is not empty."""
        while True:
            text = self.until(rb"\r\n")[:-2]
            if text:
                return text

    def quiet(self, seconds=0.03):
        """Nothing comes for so long."""
        self.uart.settimeout(seconds)
        try:
            self.heard += self.uart.recv(65536)
        except TimeoutError:
            pass
        self.uart.settimeout(LIMIT_S)
        return self.heard == b""

    def run(self, command, result=b"OK"):
        """A command and its lines before the result."""
        self.send(command.encode() + b"\r\n")
        lines = []
        while (text := self.line()) not in (b"OK", b"ERROR", b"SEND OK", b"SEND FAIL"):
            lines.append(text)
        assert text == result, f"{command}: {lines} {text}"
        return lines

    def begin(self, mux=True, passive=True):
        """What a driver does first."""
        self.send(b"ATE0\r\n")
        self.until(rb"OK\r\n")
        self.run("AT+CWMODE=1")
        if mux:
            self.run("AT+CIPMUX=1")
            self.run(f"AT+CIPRECVTYPE=5,{int(passive)}")

    def join(self):
        self.run('AT+CWJAP="espressif","1234567890"')


class Server:
    """A listening port of loopback."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.settimeout(LIMIT_S)
        self.port = self.listener.getsockname()[1]

    def accept(self):
        peer, _ = self.listener.accept()
        peer.settimeout(LIMIT_S)
        return peer

    def close(self):
        self.listener.close()
