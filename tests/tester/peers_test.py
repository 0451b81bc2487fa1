#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The peers, seen by clients that are not ours: Python's sockets and TLS.

    peers_test.py FOLDER DEVICETESTER   qualification_peers is beside devicetester
"""
import contextlib
import re
import signal
import socket
import ssl
import struct
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools/lab"))
import peers  # noqa: E402

PROGRAM = Path(sys.argv.pop()).parent / "qualification_peers"
del sys.argv[1:]
PLAIN, SECURE = range(1025, 33281), range(33281, 65536)  # as the documents of the tester name them


class PeersTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        room = contextlib.ExitStack()
        cls.addClassCleanup(room.close)
        cls.folder = Path(room.enter_context(tempfile.TemporaryDirectory()))
        cls.peers = room.enter_context(peers.Peers(cls.folder, cls.folder / "config.h", "7", "A,B", PROGRAM))
        cls.text = (cls.folder / "config.h").read_text()
        cls.port = {name: int(port) for name, port in re.findall(r"\[PORT_(\w+)\] = (\d+)", cls.text)}

    def connect(self, name):
        plug = socket.create_connection(("127.0.0.1", self.port[name]), 10)
        self.addCleanup(plug.close)
        return plug

    def secure(self, name, identity=None, protocols=(), authority="root"):
        context = ssl.create_default_context(cafile=str(self.folder / f"{authority}.crt"))
        if identity:
            context.load_cert_chain(self.folder / f"{identity}.crt", self.folder / f"{identity}.key")
        if protocols:
            context.set_alpn_protocols(protocols)
        plug = context.wrap_socket(self.connect(name), server_hostname=peers.NAME)
        self.addCleanup(plug.close)
        return plug

    def echoes(self, plug):
        sent = bytes(range(256)) * 40
        plug.sendall(sent)
        got = b""
        while len(got) < len(sent) and (more := plug.recv(4096)):
            got += more
        self.assertEqual(got, sent)

    def test_ports_are_in_the_ranges_of_the_documents(self):
        for name, port in self.port.items():
            self.assertIn(port, SECURE if name.startswith("TLS_") else PLAIN, name)
        self.assertEqual(len(set(self.port.values())), len(self.port))

    def test_the_header_says_what_was_asked_for(self):
        self.assertIn('QUALIFICATION_RUN "7"', self.text)
        self.assertIn('QUALIFICATION_ONLY "A,B"', self.text)
        self.assertEqual(self.text.count("BEGIN PRIVATE KEY"), 5)

    def test_each_plain_peer_does_what_its_name_says(self):
        self.echoes(self.connect("ECHO"))
        self.assertEqual(self.connect("CLOSER").recv(100), b"bye")
        silent = self.connect("SILENT")
        silent.sendall(b"anybody there?")
        silent.settimeout(0.2)
        with self.assertRaises(TimeoutError):
            silent.recv(1)
        with self.assertRaises(ConnectionRefusedError):
            self.connect("NOBODY")

    def test_the_right_server_is_trusted_and_no_other(self):
        self.echoes(self.secure("TLS_ECHO"))
        for name, why in (("TLS_WRONG_NAME", "mismatch"), ("TLS_UNTRUSTED", "unable to get|self.signed"), ("TLS_EXPIRED", "expired")):
            with self.assertRaisesRegex(ssl.SSLCertVerificationError, why):
                self.secure(name)

    def test_devices_are_taken_by_who_signed_them(self):
        for identity in ("device", "rsa", "own-authority"):
            self.echoes(self.secure("TLS_MUTUAL", identity))
        for identity in ("untrusted", None):
            try:
                plug = self.secure("TLS_MUTUAL", identity)
                plug.sendall(b"x")
                self.assertEqual(plug.recv(1), b"", identity)
            except OSError:
                pass
        with self.assertRaises(ssl.SSLError):
            self.secure("TLS_MUTUAL", "malformed")

    def test_the_teller_tells_name_and_protocol(self):
        self.assertEqual(self.secure("TLS_TELLER").recv(100), f"{peers.NAME} -\n".encode())
        told = self.secure("TLS_TELLER", protocols=["x-amzn-mqtt-ca", "dunlin-teller"])
        self.assertEqual(told.recv(100), f"{peers.NAME} dunlin-teller\n".encode())

    def ask_name(self, name, kind=1):
        query = struct.pack(">6H", 77, 0x100, 1, 0, 0, 0)
        query += b"".join(bytes([len(label)]) + label.encode() for label in name.split(".")) + b"\0" + struct.pack(">2H", kind, 1)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plug:
            plug.settimeout(5)
            for broken in (b"", b"\1", query[:20], query[:12] + b"\x80" * 50):  # no answer, and no end
                plug.sendto(broken, ("127.0.0.1", self.port["NAMES"]))
            plug.sendto(query, ("127.0.0.1", self.port["NAMES"]))
            answer = plug.recv(512)
        self.assertEqual(answer[:2] + answer[12:len(query)], query[:2] + query[12:])
        return answer[3] & 15, answer[-4:] if answer[7] else None

    def test_one_name_is_known(self):
        address = socket.inet_aton(peers.HOST)
        self.assertEqual(self.ask_name(peers.NAME), (0, address))
        self.assertEqual(self.ask_name(peers.NAME.upper()), (0, address))
        self.assertEqual(self.ask_name(peers.NAME, 28), (0, None))
        self.assertEqual(self.ask_name("no-such-host.invalid"), (3, None))

    def test_zz_the_end_ends_every_connection(self):
        plugs = [self.connect(name) for name in ("ECHO", "SILENT", "TLS_ECHO")] + [self.secure("TLS_ECHO")]
        self.peers.program.send_signal(signal.SIGTERM)
        self.assertEqual(self.peers.program.wait(10), 0)
        for plug in plugs:
            plug.settimeout(5)
            try:
                self.assertEqual(plug.recv(1), b"")
            except (ConnectionError, ssl.SSLError):
                pass

    def test_many_connections_come_and_go_at_once(self):
        def talk():
            for _ in range(5):
                with socket.create_connection(("127.0.0.1", self.port["ECHO"]), 10) as plug:
                    plug.sendall(b"hello")
                    said.append(plug.recv(5))

        said = []
        threads = [threading.Thread(target=talk) for _ in range(8)]
        begun = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(said, [b"hello"] * 40)
        self.assertLess(time.monotonic() - begun, 20)


unittest.main(verbosity=2)
