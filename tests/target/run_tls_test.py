#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_tls_test.py IMAGE [--figures]: tls_test in QEMU against `openssl s_server` and mosquitto on this host, with
certificates made for the run. The target sees the host at 10.0.2.2; servers are known by name only.
With --figures it prints the heap that TLS takes over its record buffers, and no more."""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from qemu import ROOT, Qemu, check, run_tests
from servers import MUTUAL, Server

sys.path.insert(0, str(ROOT / "tools" / "lab"))
from broker import Broker  # noqa: E402

IMAGE = sys.argv[1]
BOARD = os.environ.get("DUNLIN_BOARD", "mps2_an385")
MKCREDS = str(ROOT / "tools" / "mkcreds")
NAME = "broker.dunlin.test"
RECORD_BYTES = 6144 + 2048  # DUNLIN_TLS_IN_BYTES, DUNLIN_TLS_OUT_BYTES of the profile "default"
HEAP_PEAK_MAX = RECORD_BYTES + 12 * 1024

STRANGERS = {
    "wrong-name": "-1003: the server's certificate is for another name",
    "expired": "-1003: the server's certificate has expired",
    "not-yet-valid": "-1003: the server's certificate is not valid yet",
    "untrusted": "-1003: the server's certificate is not signed by a trusted authority",
}


class Target:
    def __init__(self, board, credentials):
        self.board = board
        self.credentials = credentials
        board.wait_for("start ok\n", 60)
        self.ask("clock %d" % time.time())

    def ask(self, command, timeout=60):
        at = len(self.board.output)
        self.board.send(command + "\n")
        end = self.board.wait_for("\n", timeout, at)
        return self.board.output[at:end].strip()

    def connect(self, server, *arguments):
        return self.ask(" ".join(("connect %d" % server.port,) + arguments))

    def server(self, *arguments, certificate="broker"):
        return Server(self.credentials, certificate, arguments)


def figure(result, name):
    return int(re.search(r"%s (\d+)" % name, result).group(1))


def mutual_tls_both_versions_within_the_heap_budget(target):
    for version in ("1_3", "1_2"):
        with target.server("-tls" + version, *MUTUAL) as server:
            result = target.connect(server)
            check(result.startswith("connect ok TLS %s signatures 1 " % version.replace("_", ".")), result)
            check(figure(result, "heap_peak") <= HEAP_PEAK_MAX, result)
            check(target.ask("say hello") == "say ok olleh", "echo")
            check(target.ask("close") == "close ok 0", "close")


def print_figures(target):
    for version in ("1_3", "1_2"):
        with target.server("-tls" + version, *MUTUAL) as server:
            result = target.connect(server)
            target.ask("close")
        name = "tls.default.%s.heap" % version
        print("\n%s_over_records %d" % (name, figure(result, "heap_peak") - RECORD_BYTES))
        print("%s_connected %d" % (name, figure(result, "heap_connected")))


def servers_that_are_not_who_they_should_be_are_refused_each_for_its_reason(target):
    for version in ("-tls1_3", "-tls1_2"):
        for certificate, reason in STRANGERS.items():
            with target.server(version, certificate=certificate) as server:
                result = target.connect(server)
                check(result == "connect failed " + reason, "%s: %s" % (certificate, result))


def a_missing_client_certificate_is_named(target):
    with target.server("-tls1_2", *MUTUAL) as server:
        result = target.connect(server, "anonymous")
        check(result == "connect failed -1002: the server wants a client certificate and there is none "
              "(alert 40, handshake failure)", result)
    with target.server("-tls1_3", *MUTUAL) as server:
        check(target.connect(server, "anonymous").startswith("connect ok"), "TLS 1.3 tells later")
        result = target.ask("hear")
        check(result == "hear failed -1004: the server wants a client certificate and there is none "
              "(alert 116, certificate required)", result)
        target.ask("close")


def the_name_is_the_one_asked_for_and_not_the_address(target):
    with target.server() as server:
        result = target.connect(server, "other.example")
        check(result == "connect failed " + STRANGERS["wrong-name"], result)
        result = target.connect(server, "10.0.2.2")
        check(result == "connect failed " + STRANGERS["wrong-name"], result)


def without_a_clock_the_date_of_the_source_decides(target):
    with target.server() as server:
        target.ask("clock -1")
        result = target.connect(server)
        target.ask("clock %d" % time.time())
        expected = ("connect ok", "connect failed -1003: the time is not known")
        check(result.startswith(expected), result)
        target.ask("close")
    with target.server(certificate="expired") as server:
        target.ask("clock 1000000000")  # a clock that is behind the image is wrong
        check(not target.connect(server).startswith("connect ok"), "an expired server by a wrong clock")
        target.ask("clock %d" % time.time())


def a_broker_is_reached_by_name_with_a_client_certificate(target):
    with tempfile.TemporaryDirectory() as folder, Broker(Path(folder), target.credentials) as broker:
        result = target.connect(broker)
        check(result.startswith("connect ok"), result)
        check(target.ask("mqtt") == "mqtt ok", "CONNECT")
        target.ask("close")
        check(target.connect(broker, "anonymous").startswith("connect"), "anonymous")
        result = target.ask("mqtt")
        check("the server wants a client certificate and there is none" in result, result)
        target.ask("close")


def a_port_where_nobody_listens_is_refused_at_once(target):
    with target.server() as server:
        pass
    result = target.connect(server)
    check(result == "connect failed -1: the connection was refused or reset by the other side", result)


def fifty_connections_leave_the_heap_as_it_was(target):
    with target.server(*MUTUAL) as server:
        target.connect(server)
        target.ask("close")
        before = int(target.ask("heap").split()[2])
        for _ in range(50):
            check(target.connect(server).startswith("connect ok"), "connect")
            check(target.ask("say x") == "say ok x", "echo")
            target.ask("close")
    time.sleep(0.5)
    after = int(target.ask("heap").split()[2])
    check(after == before, "heap: %d before, %d after" % (before, after))


TESTS = (
    mutual_tls_both_versions_within_the_heap_budget,
    servers_that_are_not_who_they_should_be_are_refused_each_for_its_reason,
    a_missing_client_certificate_is_named,
    the_name_is_the_one_asked_for_and_not_the_address,
    without_a_clock_the_date_of_the_source_decides,
    a_broker_is_reached_by_name_with_a_client_certificate,
    a_port_where_nobody_listens_is_refused_at_once,
    fifty_connections_leave_the_heap_as_it_was,
)


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        credentials, blob, flash = folder / "credentials", folder / "blob", folder / "flash"
        subprocess.run([MKCREDS, "make", credentials, "--name", NAME, "--servers"], check=True)
        subprocess.run([MKCREDS, "blob", credentials, blob, "--address", "10.0.2.2", "--port", "1",
                        "--name", NAME], check=True)
        subprocess.run([MKCREDS, "flash", blob, flash, "--board", BOARD], check=True)
        with Qemu(IMAGE, BOARD, flash=flash, extra=("--realtime",) if BOARD == "sim" else ()) as board:
            target = Target(board, credentials)
            if "--figures" in sys.argv:
                print_figures(target)
                return
            run_tests([(test.__name__, lambda test=test: test(target)) for test in TESTS])


main()
