# SPDX-License-Identifier: MIT
"""An emulator in a folder of its own, its UART and its control socket."""
import re
import socket
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools/lab"))
import wifi_module  # noqa: E402
from wifi_module import LIMIT_S  # noqa: E402

SCENARIO = {
    "access_points": [
        {"ssid": "espressif", "bssid": "02:d0:00:00:00:01", "password": "1234567890", "rssi": -50, "channel": 6,
         "first": "192.168.3.112", "pool": 4},
        {"ssid": "ab\\,c", "password": "0123456789\"\\", "security": "wpa3", "rssi": -60},
        {"ssid": "open", "security": "open", "rssi": -70, "gateway": "10.0.0.1", "first": "10.0.0.50"}],
    "hosts": {"server.example": "192.168.3.102"}, "ports": {},
    "delays_ms": {"join": 4, "address": 3, "scan": 4, "boot": 5, "time": 3, "second": 50}}


class Modem(wifi_module.WifiModule):
    """The running program. `uart` and `ask` are its two sides; without uart another one plugs in."""

    def __init__(self, program, uart=True, **changes):
        self.files = tempfile.TemporaryDirectory()
        super().__init__(self.files.name, SCENARIO | changes, program)
        self.uart = self.connect(self.uart_path) if uart else None
        self.heard = b""

    def close(self):
        if self.uart:
            self.uart.close()
        super().close()
        self.files.cleanup()

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
