#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_sockets_test.py IMAGE: sockets_test in QEMU; the servers it talks to are played here, on free
loopback ports of the host, which the target sees at 10.0.2.2."""

import contextlib
import os
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import names
from qemu import ROOT, Qemu, TestFailure

sys.path.insert(0, str(ROOT / "tools" / "lab"))
from wifi_module import WifiModule, build_modem  # noqa: E402

IMAGE = sys.argv[1]
BOARD = os.environ.get("DUNLIN_BOARD", "mps2_an385")
LONG = ".".join(["a" * 63] * 3 + ["a" * 61])  # 253 characters, the most that a name may have
MODULE_LONG = LONG[:239]  # what a command of the module holds
NAMES = {"host.test": "192.0.2.7", LONG: "192.0.2.253", MODULE_LONG: "192.0.2.253"}
MKCREDS = str(ROOT / "tools" / "mkcreds")


def serve(talk):
    """A server on a free port; `talk(connection)` runs in a thread for each that connects."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)  # one that reads nothing is full soon

    def connection(peer):
        try:
            talk(peer)
        except OSError:
            pass
        peer.close()

    def accept():
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=connection, args=(peer,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def echo(peer):
    while data := peer.recv(4096):
        peer.sendall(data)


def silent(peer):
    threading.Event().wait()


def teller(peer):
    peer.sendall((peer.selected_alpn_protocol() or "none").encode())
    peer.recv(1)


def closer(peer):
    peer.sendall(b"bye")


def resetter(peer):
    peer.recv(1)
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def tls(credentials, certificate, talk, mutual=False):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(credentials / f"{certificate}.crt", credentials / f"{certificate}.key")
    context.set_alpn_protocols(["echo"])
    if mutual:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(credentials / "ca.crt")

    def talk_tls(peer):
        with context.wrap_socket(peer, server_side=True) as secure:
            talk(secure)

    return talk_tls


alarm = threading.Event()


def sleeper(peer):
    """Reads nothing until the alarm; then everything until there is silence, and tells how much it was."""
    alarm.wait()
    total = 0
    peer.settimeout(1)
    try:
        while data := peer.recv(65536):
            total += len(data)
    except TimeoutError:
        peer.sendall(b"%d" % total)
        peer.settimeout(30)
        peer.recv(1)


def port_of_nobody():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def world(folder, credentials):
    """The Wi-Fi module of a board that has one, at an access point whose gateway is this host."""
    if BOARD != "mps2_an385_wifi":
        return contextlib.nullcontext()
    build_modem()
    return WifiModule(folder / "module", {
        "access_points": [{"ssid": "lab", "bssid": "02:d0:00:00:00:01", "password": "open sesame", "rssi": -50,
                           "channel": 6, "gateway": "10.0.2.2", "first": "10.0.2.15", "pool": 4}],
        "hosts": {name: address for name, address in NAMES.items() if len(name) <= len(MODULE_LONG)},
        "ports": {}, "authorities": [str(credentials / "ca.crt")], 
        "identities": [{"certificate": str(credentials / "device.crt"), "key": str(credentials / "device.key")}],
        "delays_ms": {"join": 4, "address": 3, "scan": 4, "boot": 5, "time": 3, "second": 1000}})


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        credentials, blob, flash = folder / "credentials", folder / "blob", folder / "flash"
        subprocess.run([MKCREDS, "make", credentials, "--servers"], check=True)
        subprocess.run([MKCREDS, "blob", credentials, blob, "--address", "10.0.2.2", "--port", "1",
                        "--time", "now"], check=True)
        subprocess.run([MKCREDS, "flash", blob, flash, "--board", BOARD], check=True)
        ports = [serve(echo), serve(silent), serve(closer), serve(resetter),
                 serve(tls(credentials, "broker", echo)), serve(tls(credentials, "untrusted", echo)),
                 serve(tls(credentials, "broker", sleeper)), serve(lambda peer: alarm.set()),
                 port_of_nobody(), names.serve(NAMES), serve(tls(credentials, "wrong-name", echo)),
                 serve(tls(credentials, "expired", echo)), serve(tls(credentials, "not-yet-valid", echo)),
                 serve(tls(credentials, "broker", echo, mutual=True)), serve(tls(credentials, "broker", teller))]
        with world(folder, credentials) as module, \
                Qemu(IMAGE, BOARD, flash=flash, modem=module and "unix:%s" % module.uart_path,
                     extra=("--realtime",) if BOARD == "sim" else ()) as board:
            try:
                board.wait_for("ports?\n")
                board.send(" ".join(map(str, ports)) + "\n")
                status = board.wait(150)
            except TestFailure as failure:
                print("FAIL %s" % failure)
                status = 1
            if module and (blamed := module.blamed()):
                print("FAIL the module blames: %s" % blamed)
                status = 1
        passed = " 0 failed" in board.output
        sys.exit(0 if status == 0 and passed else 1)


main()
