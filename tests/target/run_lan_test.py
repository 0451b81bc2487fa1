#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_lan_test.py NET_TEST: frame by frame, with this script as the only other host on the cable: every
frame length, bursts, floods, broken frames, a DHCP server that is late and one that changes its mind."""

import random
import sys
import tempfile

from lan import BROADCAST, MAC, Lan
from qemu import Monitor, Qemu, check, run_tests

IMAGE = sys.argv[1]
ADDRESS = "10.0.3.20"


class Target:
    def __init__(self, board):
        self.board = board
        self.number = 0

    def ask(self, command, timeout=30):
        at = len(self.board.output)
        self.board.send(command + "\n")
        end = self.board.wait_for("\n", timeout, at)
        return self.board.output[at:end].strip()

    def state(self):
        words = self.ask("state").split()
        return words[2], words[3], dict(zip(words[4::2], map(int, words[5::2])))

    def next(self):
        self.number = self.number % 65000 + 1
        return self.number


def address_comes_late_from_a_server_that_was_silent(target, lan, unused):
    check("net_start timed out" in target.board.output, "there should have been no address yet")
    lan.offer = bytes((10, 0, 3, 20))
    check(target.ask("wait up") == "wait ok up", "no address after all")
    check(target.state()[1] == ADDRESS, target.state()[1])
    check(target.ask("ping 10.0.3.1").startswith("ping ok"), "the host on the cable answers")


def frames_of_every_length_arrive_and_return_unchanged(target, lan, unused):
    payload = random.Random(3).randbytes(1472)
    for length in list(range(0, 80)) + list(range(1400, 1473)):
        number = target.next()
        lan.ping(ADDRESS, number, payload[:length])
        check(not lan.wait_replies([number]), "no reply to %d bytes" % length)
        check(lan.replies[number] == payload[:length], "%d bytes came back changed" % length)


def no_frame_of_a_burst_waits_for_a_later_one(target, lan, unused):
    """A lost wake-up would leave the last frame in the controller until another comes."""
    chance = random.Random(4)
    for round_number in range(400):
        numbers = [target.next() for _ in range(chance.randint(1, 6))]
        for number in numbers:
            lan.ping(ADDRESS, number, chance.randbytes(chance.randint(0, 300)))
        missing = lan.wait_replies(numbers)
        check(not missing, "round %d: no reply to %s of %s" % (round_number, missing, numbers))


def broken_and_foreign_frames_do_no_harm(target, lan, unused):
    good_header = lan.target_mac + MAC
    for frame in (b"\0", good_header, good_header + b"\x08", good_header + b"\x08\0" + b"E" * 3,
                  good_header + b"\x08\0" + b"\xff" * 1500, good_header + b"\x08\0" + b"\xff" * 2000,
                  good_header + b"\x08\x06" + b"\0" * 28, BROADCAST + MAC + b"\x12\x34" + b"x" * 1500):
        for _ in range(50):
            lan.send(frame)
    before = target.state()[2]["received"]
    stranger = bytes.fromhex("020000000077")
    for _ in range(200):
        lan.send(stranger + MAC + b"\x08\0" + b"x" * 100)
    check(target.state()[2]["received"] - before < 20, "frames for others were let in")
    number = target.next()
    lan.ping(ADDRESS, number, b"still here")
    check(not lan.wait_replies([number]), "no reply afterwards")


def a_flood_is_survived_and_leaves_no_buffer_behind(target, lan, unused):
    before = target.state()[2]
    for _ in range(5000):
        lan.ping(ADDRESS, target.next(), b"f" * 1000)
    after = target.state()[2]
    check(after["received"] - before["received"] > 100, "hardly anything arrived: %s" % after)
    numbers = [target.next() for _ in range(6)]
    for number in numbers:
        lan.ping(ADDRESS, number, b"after the flood")
    check(not lan.wait_replies(numbers), "no reply after the flood")
    check(target.state()[2]["heap"] == before["heap"], "memory is missing")


def frames_without_a_buffer_are_dropped_and_counted(target, lan, unused):
    check(target.ask("hoard") == "hoard ok 12", "the buffers")
    numbers = [target.next() for _ in range(20)]
    for number in numbers:
        lan.ping(ADDRESS, number, b"nowhere to go" * 30)
    check(len(lan.wait_replies(numbers, 0.5)) == 20, "a reply without a buffer")
    dropped = target.state()[2]["no_buffer"]
    check(dropped == 20, "%d of 20 counted as dropped" % dropped)
    number = target.next()
    lan.ping(ADDRESS, number, b"small")
    check(not lan.wait_replies([number]), "no reply to a small frame, which needs no large buffer")
    check(target.ask("release") == "release ok", "the buffers")
    number = target.next()
    lan.ping(ADDRESS, number, b"room again" * 30)
    check(not lan.wait_replies([number]), "no reply with buffers")


def a_new_address_is_taken_after_the_cable_was_out(target, lan, monitor):
    lan.offer = bytes((10, 0, 3, 99))
    monitor.command("set_link", name="lan", up=False)
    check(target.ask("wait down") == "wait ok down", "the cable is out")
    monitor.command("set_link", name="lan", up=True)
    for _ in range(6):
        up, address, values = target.state()
        if (up, address) == ("up", "10.0.3.99"):
            break
        target.ask("wait up")
        target.ask("ping 10.0.3.250")  # takes 5 s: nobody is there
    check((up, address) == ("up", "10.0.3.99"), "%s %s" % (up, address))
    check(lan.naks >= 1 and values["addresses"] == 2, "%d NAKs, %s" % (lan.naks, values))
    number = target.next()
    lan.ping("10.0.3.99", number, b"new")
    check(not lan.wait_replies([number]), "no reply from the new address")


def main():
    lan = Lan("10.0.3.1", None)
    with tempfile.TemporaryDirectory() as folder:
        monitor = Monitor(folder + "/qmp")
        with Qemu(IMAGE, nic=lan.option, extra=monitor.option) as board:
            target = Target(board)
            board.wait_for("name server port?\n")
            board.send("0 1500\n")
            board.wait_for(" us\n")
            run_tests([(test.__name__, lambda test=test: test(target, lan, monitor)) for test in (
                address_comes_late_from_a_server_that_was_silent,
                frames_of_every_length_arrive_and_return_unchanged,
                no_frame_of_a_burst_waits_for_a_later_one,
                broken_and_foreign_frames_do_no_harm,
                a_flood_is_survived_and_leaves_no_buffer_behind,
                frames_without_a_buffer_are_dropped_and_counted,
                a_new_address_is_taken_after_the_cable_was_out,
            )])


main()
