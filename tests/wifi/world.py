# SPDX-License-Identifier: MIT
"""What the cases stand in: the board, its module, and servers of loopback that the module reaches as 192.168.3.102."""
import contextlib
import re
import socket
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from wifi_kit import LIMIT_S, OPEN, PROGRAM, SUCCESS, WPA2, WPA3, Board, Modem, check, stream, text  # noqa: F401

HOST = "192.168.3.102"
PLAIN, ECHO, TLS = 8080, 7, 8883
HOME = (WPA2, text("espressif"), text("1234567890"))
POINTS = [
    {"ssid": "espressif", "bssid": "02:d0:00:00:00:01", "password": "1234567890", "rssi": -50, "channel": 6,
     "first": "192.168.3.112", "pool": 4},
    {"ssid": "ab\\,c", "bssid": "02:d0:00:00:00:02", "password": "0123456789\"\\", "security": "wpa3", "rssi": -60,
     "channel": 14},
    {"ssid": "open", "bssid": "02:d0:00:00:00:03", "security": "open", "rssi": -70, "gateway": "10.0.0.1",
     "first": "10.0.0.50", "channel": 1},
    {"ssid": "attic", "bssid": "02:d0:00:00:00:04", "security": "wep", "password": "abcde", "rssi": -80, "channel": 3},
    {"ssid": "campus", "bssid": "02:d0:00:00:00:05", "security": "wpa2_ent", "rssi": -85, "channel": 3},
    {"ssid": "cellar", "bssid": "02:d0:00:00:00:06", "password": "1234567890", "rssi": -95, "channel": 3},
    {"ssid": "secret", "bssid": "02:d0:00:00:00:07", "password": "1234567890", "rssi": -75, "channel": 4, "hidden": True,
     "first": "192.168.5.7", "gateway": "192.168.5.1"},
    {"ssid": "espressif", "bssid": "02:d0:00:00:00:08", "password": "1234567890", "rssi": -88, "channel": 11,
     "first": "192.168.3.120"}]
NAMES = {"server.example": HOST, "h" * 253: "10.9.8.7"}


def make_certificates(folder):
    for name in ("server.example", "device"):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
                        "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.crt"], check=True, capture_output=True)


class TlsServer:
    """openssl s_server: wants the device's certificate and this name, writes what comes into its log."""

    def __init__(self, folder):
        self.log = folder / "s_server"
        self.file = self.log.open("wb")
        self.program = subprocess.Popen(
            ["stdbuf", "-oL", "openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", folder / "server.example.crt", "-key",
             folder / "server.example.key", "-CAfile", folder / "device.crt", "-Verify", "1", "-verify_return_error",
             "-alpn", "mqtt,x-amzn-mqtt-ca", "-tlsextdebug"],
            stdout=self.file, stderr=subprocess.STDOUT, stdin=subprocess.PIPE)
        self.port = int(self.wait_for(r"ACCEPT 127\.0\.0\.1:(\d+)"))

    def said(self):
        return self.log.read_text(errors="replace")

    def wait_for(self, pattern):
        end = time.monotonic() + LIMIT_S
        while not (found := re.search(pattern, self.said())):
            check(time.monotonic() < end, "openssl s_server did not say %s: %s" % (pattern, self.said()))
            time.sleep(0.01)
        return found.group(1) if found.groups() else found.group()

    def send(self, data):
        self.program.stdin.write(data)
        self.program.stdin.flush()

    def close(self):
        self.program.kill()
        self.program.communicate()
        self.file.close()


class World:
    """As a context manager it leaves nothing behind, whatever of it had begun."""

    def __init__(self, image):
        with contextlib.ExitStack() as begun:
            self.begin(image, begun)
            self.begun = begun.pop_all()

    def begin(self, image, begun):
        self.files = begun.enter_context(tempfile.TemporaryDirectory(prefix="dunlin-wifi-"))
        folder = Path(self.files)
        make_certificates(folder)
        self.plain = begun.enter_context(socket.create_server(("127.0.0.1", 0), backlog=8))
        self.plain.settimeout(LIMIT_S)
        self.echo = begun.enter_context(socket.create_server(("127.0.0.1", 0), backlog=8))
        threading.Thread(target=self.serve_echo, daemon=True).start()
        self.tls = begun.enter_context(contextlib.closing(TlsServer(folder)))
        ports = {"%s:%d" % (HOST, port): server for port, server in (
            (PLAIN, self.plain.getsockname()[1]), (ECHO, self.echo.getsockname()[1]), (TLS, self.tls.port))}
        self.modem = begun.enter_context(contextlib.closing(Modem(
            PROGRAM, uart=False, access_points=POINTS, hosts=NAMES, ports=ports,
            authorities=[str(folder / "server.example.crt"), str(folder / "device.crt")],
            identities=[{"certificate": str(folder / "device.crt"), "key": str(folder / "device.key")}])))
        self.peers = []
        self.alone = begun.enter_context(contextlib.closing(Board(image)))  # whose module does not answer
        self.alone.send("on")
        self.board = begun.enter_context(contextlib.closing(Board(image, self.modem, folder / "flash")))

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.begun.close()

    def serve_echo(self):
        def connection(peer):
            with peer:
                try:
                    while data := peer.recv(65536):
                        peer.sendall(data)
                except OSError:
                    pass
        while True:
            try:
                peer, _ = self.echo.accept()
            except OSError:
                return
            threading.Thread(target=connection, args=(peer,), daemon=True).start()

    # ---- states that cases begin in ----

    def on(self):
        """On, a station, nothing joined."""
        self.board.does("on")
        self.board.does("mode", 0)
        self.board.does("disconnect")
        self.board.ask("events")
        return self.board

    def joined(self):
        self.board.does("on")
        self.board.does("mode", 0)
        if self.board.ask("connected") != "1" or self.state()["joined"] != POINTS[0]["bssid"]:
            self.board.does("connect", *HOME)
        self.board.ask("events")
        return self.board

    def open(self, port=PLAIN, *tls):
        """A link that is connected; its number."""
        link = self.board.number("link-open")
        check(link >= 0, "no link: %d" % link)
        result = self.board.number("link-connect", link, text(HOST), port, *tls)
        check(result == 0, "link-connect: %d" % result)
        return link

    def linked(self):
        """A link and its peer."""
        self.joined()
        link = self.open()
        return link, self.accept()

    def accept(self):
        peer, _ = self.plain.accept()
        peer.settimeout(LIMIT_S)
        self.peers.append(peer)
        return peer

    def lose_home(self):
        for bssid in ("02:d0:00:00:00:01", "02:d0:00:00:00:08"):
            self.modem.ask("ap %s lost" % bssid)

    def state(self):
        return self.modem.ask("state")

    def until(self, condition, what):
        end = time.monotonic() + LIMIT_S
        while not condition():
            check(time.monotonic() < end, what)
            time.sleep(0.005)

    def clean(self):
        """Behind each case: no fault, no link, no peer."""
        self.modem.ask("clear")
        for peer in self.peers:
            peer.close()
        self.peers = []
        self.plain.setblocking(False)
        try:
            while True:
                self.plain.accept()[0].close()
        except BlockingIOError:
            self.plain.settimeout(LIMIT_S)
        self.board.ask("links-close")


def read_all(peer, length):
    """So many bytes of a peer, or what came until its end."""
    data = b""
    while len(data) < length:
        try:
            part = peer.recv(65536)
        except OSError:
            break
        if not part:
            break
        data += part
    return data


