#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""TLS inside the module: chips/esp_at against tools/modem against `openssl s_server`.

Usage: tls_test.py DUNLIN_MODEM ESP_AT_ON_HOST
"""
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import driver_test
from driver_test import ENDED, INVALID, REFUSED, RESET, WAIT
from modem_kit import LIMIT_S

NAME = "server.example"
CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


def setUpModule():
    """Two authorities, servers of both, one that has expired, and a client of each."""
    Tls.made = tempfile.TemporaryDirectory()
    Tls.folder = Path(Tls.made.name)
    for authority in ("ca", "other"):
        openssl("req", "-x509", *CURVE, "-keyout", f"{authority}.key", "-out", f"{authority}.pem", "-subj", f"/CN={authority}")
    for file, name, authority, days in (("server", NAME, "ca", 9), ("wrong", "elsewhere.example", "ca", 9), ("expired", NAME, "ca", -1),
                                        ("foreign", NAME, "other", 9), ("client", "device", "ca", 9),
                                        ("stranger", "device", "other", 9)):
        (Tls.folder / "names").write_text(f"subjectAltName=DNS:{name}\n")
        openssl("req", "-new", *CURVE, "-keyout", f"{file}.key", "-out", f"{file}.csr", "-subj", f"/CN={name}")
        openssl("x509", "-req", "-in", f"{file}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key", "-CAcreateserial",
                "-days", str(days), "-extfile", "names", "-out", f"{file}.pem")


def tearDownModule():
    Tls.made.cleanup()


def openssl(*words):
    subprocess.run(["openssl", *words], cwd=Tls.folder, check=True, capture_output=True)


class TlsServer:
    """openssl s_server: what it is told is said to the client, what it hears and sees is in `heard`."""

    def __init__(self, certificate, *options):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.heard = ""
        self.program = subprocess.Popen(
            ["openssl", "s_server", "-accept", str(self.port), "-cert", f"{certificate}.pem", "-key", f"{certificate}.key",
             "-servername", "another.example", "-cert2", f"{certificate}.pem", "-key2", f"{certificate}.key", *options],
            cwd=Tls.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        self.until("ACCEPT")

    def read(self):
        for line in self.program.stdout:
            self.heard += line

    def until(self, pattern):
        end = time.monotonic() + LIMIT_S
        while not (found := re.search(pattern, self.heard, re.M)):
            assert time.monotonic() < end, f"no {pattern} in {self.heard}"
            time.sleep(0.002)
        return found

    def say(self, line):
        self.program.stdin.write(line + "\n")
        self.program.stdin.flush()

    def close(self):
        self.program.kill()
        self.program.wait()
        self.reader.join()
        self.program.stdin.close()
        self.program.stdout.close()


class Proxy:
    """Between the module and a server. So many of the server's bytes pass, then both are cut off; or they wait."""

    def __init__(self, to):
        self.to, self.passes, self.passed, self.hold = to, None, 0, threading.Event()
        self.hold.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.start(self.serve)

    @staticmethod
    def start(run, *words):
        thread = threading.Thread(target=run, args=words, daemon=True)
        thread.start()
        return thread

    def serve(self):
        try:
            while True:
                near, _ = self.listener.accept()
                self.start(self.pair, near, socket.create_connection(("127.0.0.1", self.to)))
        except OSError:
            pass

    def pair(self, near, far):
        with near, far:
            other = self.start(self.carry, near, far, False)
            self.carry(far, near, True)
            other.join()

    def carry(self, source, sink, counted):
        try:
            while data := source.recv(4096):
                self.hold.wait(LIMIT_S)
                if counted and self.passes is not None:
                    data = data[:max(self.passes - self.passed, 0)]
                sink.sendall(data)
                self.passed += len(data) if counted else 0
                if counted and self.passes is not None and self.passed >= self.passes:
                    break
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


class Tls(driver_test.Case):
    made = folder = None

    def scenario(self):
        self.port = 0
        self.servers = [self.serve("server", "-alpn", "mqtt,http/1.1"), self.serve("wrong"), self.serve("foreign"), self.serve("expired"),
                        self.serve("server", "-Verify", "1", "-CAfile", "ca.pem", "-verify_return_error")]
        self.proxy = Proxy(self.servers[0].port)
        self.addCleanup(self.proxy.close)
        ports = {f"192.168.3.102:{8883 + i}": server.port for i, server in enumerate(self.servers)}
        return {"ports": ports | {"192.168.3.102:9883": self.proxy.port},
                "authorities": [str(self.folder / "ca.pem"), str(self.folder / "other.pem")],
                "identities": [{"certificate": str(self.folder / f"{who}.pem"), "key": str(self.folder / f"{who}.key")}
                               for who in ("client", "stranger")]}

    def serve(self, *words):
        server = TlsServer(*words)
        self.addCleanup(server.close)
        return server

    def timed(self):
        self.joined()
        self.assertIn("ok", self.lines("time time.example")[-1])

    def secure(self, want, port=8883, name=NAME, authority=0, identity=-1, link=None, alpn=()):
        """The link, which is given back where it does not connect."""
        link = int(self.lines("take")[-1]) if link is None else link
        self.do(f"secure {link} {NAME} {port} {name} {authority} {identity} {' '.join(alpn)}", want)
        if want != 0:
            self.do(f"close {link}")
        return link

    def test_the_right_server_is_connected_and_sees_name_and_protocol(self):
        self.timed()
        link = self.secure(0, alpn=("x-amzn-mqtt-ca", "mqtt"))
        server = self.servers[0]
        self.assertEqual(server.until('^Hostname in TLS extension: "(.*)"')[1], NAME)
        self.assertEqual(server.until("^ALPN protocols advertised by the client: (.*)")[1], "x-amzn-mqtt-ca, mqtt")
        self.assertEqual(server.until("^ALPN protocols selected: (.*)")[1], "mqtt")
        self.assertEqual(self.send(b"over TLS\n", link), 9)
        server.until("^over TLS$")
        server.say("and back")
        while (found := self.receive(link=link))[0] == WAIT:
            self.lines("poll 20")
        self.assertEqual(found[1], b"and back\n")

    def test_without_protocols_none_is_offered(self):
        self.timed()
        self.secure(0)
        self.servers[0].until("^CIPHER is")
        self.assertNotIn("ALPN protocols advertised", self.servers[0].heard)
        self.assertIn(f'Hostname in TLS extension: "{NAME}"', self.servers[0].heard)

    def test_another_name_authority_or_time_is_refused(self):
        self.timed()
        self.secure(REFUSED, port=8884)
        self.secure(REFUSED, name="elsewhere.example")
        self.secure(REFUSED, port=8885)
        self.secure(REFUSED, authority=1)
        self.secure(REFUSED, port=8886)
        self.secure(0, port=8885, authority=1)
        self.secure(0)

    def test_an_authority_or_an_identity_that_is_not_there_is_refused(self):
        self.timed()
        self.secure(REFUSED, authority=2)
        self.secure(REFUSED, identity=2)
        self.secure(0)

    def test_a_name_that_cannot_be_checked_is_not_connected(self):
        self.timed()
        link = int(self.lines("take")[-1])
        before = self.modem.ask("state")["commands"]
        self.do(f"secure {link} {NAME} 8883 {'n' * 65} 0 -1", INVALID)
        self.assertEqual(self.modem.ask("state")["commands"], before)

    def test_a_server_that_wants_a_certificate_gets_ours(self):
        self.timed()
        server = self.servers[4]
        link = self.secure(0, port=8887, identity=0)
        server.until("^subject=CN = device")
        self.assertEqual(self.send(b"known\n", link), 6)
        server.until("^known$")

    def test_without_a_certificate_or_with_a_strangers_the_link_brings_nothing(self):
        self.timed()
        for identity in (-1, 1):
            link = int(self.lines("take")[-1])
            result = int(self.lines(f"secure {link} {NAME} 8887 {NAME} 0 {identity}")[-1])
            for _ in range(100):  # TLS 1.3: the server says so only after the handshake
                if result not in (0, WAIT):
                    break
                self.lines("poll 20")
                result = self.receive(link=link)[0]
            self.assertIn(result, (REFUSED, ENDED, RESET))
            self.do(f"close {link}")

    def test_five_sessions_at_once_each_with_its_own_bytes(self):
        servers = [self.serve("server") for _ in range(5)]
        proxy = [Proxy(server.port) for server in servers]
        for one in proxy:
            self.addCleanup(one.close)
        self.timed()
        for link in (4, 3, 2, 1, 0):
            self.proxy.to = servers[link].port
            self.do("take", link)
            self.secure(0, port=9883, link=link)
        for link, server in enumerate(servers):
            self.assertEqual(self.send(b"to %d\n" % link, link), 5)
            server.until(f"^to {link}$")
            server.say(f"from {link}")
        for link in range(5):
            while (found := self.receive(link=link))[0] == WAIT:
                self.lines("poll 20")
            self.assertEqual(found[1], b"from %d\n" % link)

    def test_memory_that_ends_in_the_handshake_refuses_the_link(self):
        self.timed()
        self.proxy.hold.clear()

        def starve():
            end = time.monotonic() + LIMIT_S
            while self.modem.ask("state")["links"][4]["state"] != "handshake" and time.monotonic() < end:
                time.sleep(0.005)
            self.modem.ask("memory 0")
            self.proxy.hold.set()
        thread = threading.Thread(target=starve)
        thread.start()
        self.secure(REFUSED, port=9883)
        thread.join()
        self.modem.ask("memory 1")
        self.secure(0)

    def test_a_handshake_that_is_cut_off_refuses_the_link(self):
        self.timed()
        for passes in (1, 5, 90, 130, 400, 700):
            with self.subTest(passes):
                self.proxy.passes, self.proxy.passed = passes, 0
                self.secure(REFUSED, port=9883)
        self.proxy.passes = None
        self.secure(0, port=9883)

    def test_of_a_record_that_is_cut_off_nothing_is_read(self):
        self.timed()
        for rest in (1, 5, 6, 30):
            with self.subTest(rest):
                self.proxy.passes, self.proxy.passed = None, 0
                link = self.secure(0, port=9883)
                self.servers[0].say("whole")
                while (found := self.receive(link=link))[0] == WAIT:
                    self.lines("poll 20")
                self.assertEqual(found[1], b"whole\n")
                self.proxy.passes = self.proxy.passed + rest
                self.servers[0].say("a record of which a part comes")
                for _ in range(200):
                    self.lines("poll 20")
                    found = self.receive(link=link)
                    if found[0] != WAIT:
                        break
                self.assertEqual(found[0], ENDED)
                self.assertEqual(self.send(b"x", link), ENDED)
                self.do(f"close {link}")


if __name__ == "__main__":
    driver_test.DRIVER = sys.argv.pop(2)
    driver_test.PROGRAM = sys.argv.pop(1)
    unittest.main()
