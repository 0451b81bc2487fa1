#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_time_test.py IMAGE: time_test in QEMU. The servers are played here, on loopback ports that the
target sees at 10.0.2.2: a good one, and those that lie, refuse or say nothing."""

import os
import pathlib
import subprocess
import sys
import time

from qemu import ROOT, Qemu, check, run_tests

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "tools" / "lab"))
from sntp_server import SntpServer, timestamp  # noqa: E402

IMAGE = sys.argv[1]
OK, NO_ANSWER, REFUSED, UNUSABLE = 0, 1, 2, 3
DAY = 86400
TOLERANCE_MS = 1500  # an emulator on a busy machine; the service itself is within a millisecond


class Server(SntpServer):
    """A server that answers with whatever change(request, reply) makes of the true reply, in a list."""

    def __init__(self, change=lambda request, reply: [reply], offset=0.0):
        super().__init__(offset)
        self.change = change
        self.seen = []

    def serve(self):
        while self.running:
            try:
                request, client = self.socket.recvfrom(512)
            except TimeoutError:
                continue
            self.requests += 1
            self.seen.append(request)
            now = timestamp(time.time() + self.offset)
            reply = bytes([0x24, 1, 4, 0xEC]) + bytes(8) + b"LOCL" + now + request[40:48] + now + now
            for packet in self.change(request, reply):
                self.socket.sendto(packet, client)


def silent(request, reply):
    return []


def wrong_originate(request, reply):
    """What an attacker who does not see the request can send: any number of guesses."""
    return [reply[:24] + bytes([reply[24] ^ flip]) + reply[25:] for flip in (1, 2, 0x80)]


def forgeries_first(request, reply):
    return wrong_originate(request, reply) + [reply]


def kiss(code):
    return lambda request, reply: [reply[:1] + b"\0" + reply[2:12] + code + reply[16:]]


def alarm(request, reply):
    return [bytes([reply[0] | 0xC0]) + reply[1:]]


class Target:
    def __init__(self, board):
        self.board = board
        board.wait_for("net_start 0\n", 30)

    def ask(self, command, timeout=60):
        at = len(self.board.output)
        self.board.send(command + "\n")
        end = self.board.wait_for("\n", timeout, at)
        return self.board.output[at:end].split()[1:]

    def sync(self, timeout_ms, *servers):
        words = self.ask("sync %d %s" % (timeout_ms, " ".join(str(s.port) for s in servers)))
        return int(words[0]), int(words[1])

    def now_ms(self):
        word = self.ask("now")[0]
        return None if word == "unknown" else int(word)

    def error_ms(self, offset=0.0):
        told = self.now_ms()
        return None if told is None else told - (time.time() + offset) * 1000


def close_to_zero(error, what):
    check(error is not None and abs(error) < TOLERANCE_MS, "%s: off by %s ms" % (what, error))


def the_time_is_unknown_and_the_floor_is_the_day_of_the_source(target):
    check(target.now_ms() is None, "a time before anybody was asked")
    floor = int(target.ask("floor")[0])
    commit = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True,
        check=False).stdout.strip()
    check(floor % (DAY * 1000) == 0, "the floor is no midnight: %d" % floor)
    if commit:  # the image may be a few commits old
        check(0 <= int(commit) * 1000 - floor < 8 * DAY * 1000, "the floor is %d" % floor)


def no_liar_sets_the_time(target):
    for name, change, expected in (("silent", silent, NO_ANSWER),
                                   ("wrong originate", wrong_originate, NO_ANSWER),
                                   ("alarm", alarm, UNUSABLE)):
        with Server(change) as server:
            status, took = target.sync(3000, server)
            check(status == expected, "%s: status %d" % (name, status))
            check(2900 <= took <= 4000, "%s: took %d ms" % (name, took))
            check(2 <= server.requests <= 12, "%s: %d requests" % (name, server.requests))
        check(target.now_ms() is None, "%s: the time is set" % name)


def a_server_below_the_floor_is_not_believed(target):
    floor = int(target.ask("floor")[0]) / 1000
    for moment in (floor - 40 * 365 * DAY, floor - DAY, floor - 60):
        offset = moment - time.time()
        with Server(offset=offset) as server:
            status, _ = target.sync(1000, server)
            check(status == UNUSABLE, "%d s: status %d" % (offset, status))
        check(target.now_ms() is None, "%d s: the time is set" % offset)


def a_kiss_of_death_ends_the_asking(target):
    for code in (b"DENY", b"RSTR", b"RATE", b"XYZZ"):
        with Server(kiss(code)) as server:
            status, took = target.sync(10000, server)
            check(status == REFUSED, "%s: status %d" % (code, status))
            check(server.requests == 1, "%s: %d requests" % (code, server.requests))
            check(took < 5000, "%s: took %d ms" % (code, took))
        check(target.now_ms() is None, "%s: the time is set" % code)


def a_good_server_tells_the_right_time_and_it_runs_on(target):
    with SntpServer() as server:
        status, _ = target.sync(10000, server)
        check(status == OK and server.requests >= 1, "status %d" % status)
    close_to_zero(target.error_ms(), "at once")
    first = target.now_ms()
    time.sleep(2)
    second = target.now_ms()
    check(second - first > 1000, "the clock stands: %d ms in 2 s" % (second - first))
    close_to_zero(target.error_ms(), "after 2 s")


def behind_forgeries_the_true_answer_counts(target):
    with Server(forgeries_first, offset=5000) as server:
        check(target.sync(10000, server)[0] == OK, "no time")
        check(server.requests == 1, "the forgeries cost %d requests" % server.requests)
    close_to_zero(target.error_ms(5000), "5000 s ahead")


def others_are_asked_when_one_is_silent_or_refuses(target):
    with Server(silent) as first, Server(kiss(b"DENY")) as second, Server(offset=-60) as good:
        check(target.sync(20000, first, second, good)[0] == OK, "no time")
        check((first.requests, second.requests, good.requests) == (1, 1, 1), "not in turn")
    close_to_zero(target.error_ms(-60), "a minute behind")
    with Server(silent) as first, Server(kiss(b"RATE")) as second:
        check(target.sync(6000, first, second)[0] == NO_ANSWER, "a silent server remains")
        check(first.requests >= 2, "the silent one was asked %d times" % first.requests)
        check(second.requests == 1, "the refusing one was asked %d times" % second.requests)
    close_to_zero(target.error_ms(-60), "the time stays")


def years_2036_2038_and_2080_are_like_any_other(target):
    for year in (2036.2, 2038.2, 2080.5):
        offset = (year - 1970) * 365.2425 * DAY - time.time()
        with Server(offset=offset) as server:
            check(target.sync(10000, server)[0] == OK, "%s: no time" % year)
        close_to_zero(target.error_ms(offset), str(year))


def just_above_the_floor_is_believed(target):
    offset = int(target.ask("floor")[0]) / 1000 + 60 - time.time()
    with Server(offset=offset) as server:
        check(target.sync(10000, server)[0] == OK, "no time")
    close_to_zero(target.error_ms(offset), "a minute above")


def requests_tell_nothing_and_do_not_repeat(target):
    with Server(silent) as server:
        target.sync(9000, server)
        times = [request[40:48] for request in server.seen]
        check(len(times) >= 3 and len(set(times)) == len(times), "%d requests" % len(times))
        for request in server.seen:
            check(request[:40] == b"\x23" + bytes(39), "a request says more than it needs")
        seconds = [int.from_bytes(moment[:4], "big") for moment in times]
        near = [s for s in seconds if abs(s - (time.time() + 2208988800)) < 365 * DAY]
        check(len(near) < len(seconds), "the requests' times are the true ones")


def main():
    with Qemu(IMAGE) as board:
        target = Target(board)
        tests = [
            the_time_is_unknown_and_the_floor_is_the_day_of_the_source,
            no_liar_sets_the_time,
            a_server_below_the_floor_is_not_believed,
            a_kiss_of_death_ends_the_asking,
            a_good_server_tells_the_right_time_and_it_runs_on,
            behind_forgeries_the_true_answer_counts,
            others_are_asked_when_one_is_silent_or_refuses,
            years_2036_2038_and_2080_are_like_any_other,
            just_above_the_floor_is_believed,
            requests_tell_nothing_and_do_not_repeat,
        ]
        run_tests([(test.__name__, lambda test=test: test(target)) for test in tests])


main()
