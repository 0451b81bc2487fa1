#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_net_test.py IMAGE: net_test in QEMU, its network being QEMU's own (10.0.2.0/24). The host's side is
played here: an echo server and a name server on free loopback ports, which the target sees at 10.0.2.2."""

import os
import re
import socket
import sys
import tempfile
import threading

import names
from qemu import Monitor, Qemu, check, run_tests

IMAGE = sys.argv[1]
BOARD = os.environ["DUNLIN_BOARD"]
NIC = {"mps2_an385": "user,model=lan9118,id=lan", "emcraft_sf2": "user,model=msf2-emac,id=lan",
       "virt_rv32": None}  # its interface has that name already
NAMES = {"broker.dunlin.test": "10.9.8.7", "x" * 60 + "." + "y" * 60 + ".test": "10.1.2.3"}


def serve_echo():
    """Returns the port; each connection gets back what it sends until it closes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def connection(peer):
        with peer:
            while data := peer.recv(4096):
                peer.sendall(data)

    def accept():
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=connection, args=(peer,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


class Target:
    """The image running, with an address."""

    def __init__(self, board):
        self.board = board
        board.wait_for("name server port?\n")
        board.send("%d\n" % names.serve(NAMES))
        board.wait_for("net_start ")
        board.wait_for(" us\n")
        self.start = board.output[board.output.index("net_start ") :]

    def ask(self, command, timeout=30):
        """Sends one command; returns its line of result."""
        at = len(self.board.output)
        self.board.send(command + "\n")
        end = self.board.wait_for("\n", timeout, at)
        return self.board.output[at:end].strip()

    def state(self):
        words = self.ask("state").split()
        values = dict(zip(words[4::2], map(int, words[5::2])))
        return words[2], words[3], values


def dhcp_gives_the_address_and_the_link_comes_up_once(target):
    check("net_start ok 10.0.2.15" in target.start, target.start)
    up, address, values = target.state()
    check((up, address) == ("up", "10.0.2.15"), "%s %s" % (up, address))
    check(values["links"] == 1 and values["addresses"] == 1, str(values))


def the_gateway_answers_a_ping_and_a_stranger_does_not(target):
    took = re.fullmatch(r"ping ok (\d+) us", target.ask("ping 10.0.2.2"))
    check(took and 0 < int(took.group(1)) < 2000000, "no reply from the gateway")
    check(target.ask("ping 10.0.2.77") == "ping failed 4", "a reply from nobody")


def names_resolve_and_unknown_or_bad_ones_say_so(target):
    for name, address in NAMES.items():
        check(target.ask("resolve " + name) == "resolve ok " + address, name)
    check(target.ask("resolve 192.0.2.1") == "resolve ok 192.0.2.1", "a dotted address")
    check(target.ask("resolve nowhere.dunlin.test") == "resolve failed 5", "an unknown name")
    check(target.ask("resolve ") == "resolve failed 7", "an empty name")
    check(target.ask("resolve silent.dunlin.test", 40) in ("resolve failed 4", "resolve failed 5"),
          "a silent server")
    check(target.ask("resolve broker.dunlin.test") == "resolve ok 10.9.8.7", "after a silent server")


def tcp_carries_data_both_ways_unchanged(target, port):
    for count in (1, 1459, 1460, 1461, 65536):
        result = target.ask("echo %d %d %d" % (port, count, count))
        check(result.startswith("echo ok sent %d good %d " % (count, count)), result)


def two_megabytes_each_way_lose_no_buffer(target, port):
    before = target.state()[2]["heap"]
    result = target.ask("echo %d 2000000 7" % port, 120)
    check(result.startswith("echo ok sent 2000000 good 2000000 "), result)
    for _ in range(5):
        check(target.ask("echo %d 100 1" % port).startswith("echo ok"), "after the load")
    after = target.state()[2]["heap"]
    check(after >= before - 256, "heap: %d before, %d after" % (before, after))


def a_pulled_cable_is_noticed_and_put_back_works_again(target, port, monitor):
    for round_number in range(3):
        monitor.command("set_link", name="lan", up=False)
        check(target.ask("wait down") == "wait ok down", "the cable is out")
        check(target.ask("ping 10.0.2.2") == "ping failed 6", "a ping without cable")
        monitor.command("set_link", name="lan", up=True)
        check(target.ask("wait up") == "wait ok up", "the cable is back")
        result = target.ask("echo %d 5000 %d" % (port, round_number))
        check(result.startswith("echo ok"), result)


def main():
    port = serve_echo()
    with tempfile.TemporaryDirectory() as folder:
        monitor = Monitor(folder + "/qmp")
        with Qemu(IMAGE, BOARD, nic=NIC[BOARD], extra=monitor.option) as board:
            target = Target(board)
            tests = [
                (dhcp_gives_the_address_and_the_link_comes_up_once, ()),
                (tcp_carries_data_both_ways_unchanged, (port,)),
                (two_megabytes_each_way_lose_no_buffer, (port,)),
                (a_pulled_cable_is_noticed_and_put_back_works_again, (port, monitor)),
            ]
            if BOARD == "mps2_an385":  # the stack's own, on whatever driver
                tests += [
                    (the_gateway_answers_a_ping_and_a_stranger_does_not, ()),
                    (names_resolve_and_unknown_or_bad_ones_say_so, ()),
                ]
            run_tests([(test.__name__, lambda test=test, rest=rest: test(target, *rest))
                       for test, rest in tests])


main()
