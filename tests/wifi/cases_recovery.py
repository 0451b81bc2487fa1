# SPDX-License-Identifier: MIT
"""Each fault of the module, while the board is idle, asks, connects, sends, receives. What came and went is right as far as it is
counted, nothing hangs, and when the fault is over everything works again."""
import threading
import time

from qemu import TestFailure
from wifi_kit import FAILURE, REASONS, SUCCESS, TIMEOUT, WAIT, check, stream, text
from world import ECHO, HOME, HOST, PLAIN, read_all

LENGTH = 4000
HALF = LENGTH // 2
WAIT_MS = 1000  # for bytes that may never come

# Later than the timer of a question; within those of data, of which then nothing is lost.
LATE_MS, SLOW_MS = 1100, 300

FAULTS = [
    ("reboot", ["reboot"]),
    ("reboot_in_a_line", ["reboot after 20"]),
    ("slow", ["slow {late}"]),
    ("busy", ["busy 3"]),
    ("drop", ["drop 3 17"]),
    ("corrupt", ["corrupt 3 17"]),
    ("drop_received", ["drop-received 2 11"]),
    ("corrupt_received", ["corrupt-received 2 11"]),
    ("half_open", ["half-open {link}"]),
    ("reset", ["reset {link}"]),
    ("close", ["close {link}"]),
    ("memory", ["memory 0"]),
    ("lost", ["ap 02:d0:00:00:00:01 lost", "ap 02:d0:00:00:00:08 lost"]),
    ("no_address", ["ap 02:d0:00:00:00:01 no-address", "ap 02:d0:00:00:00:01 lost", "ap 02:d0:00:00:00:01 back"]),
    ("report", ["report +IPD,{link},7", "report {link},CONNECT", "report WIFI GOT IP", "report +FUTURE:1,2"]),
]
NOTHING_IS_LOST = ("slow", "busy")
CHANGES_BYTES = ("corrupt", "corrupt_received")
# What is under way when a module starts anew is garbage to it, and so is what has lost bytes.
EXPLAINS_BLAME = ("drop", "corrupt", "drop_received", "corrupt_received", "reboot", "reboot_in_a_line")


def inject(world, requests, link, late_ms=SLOW_MS):
    for request in requests:
        world.modem.refused(request.format(link=link, late=late_ms))  # a link may be gone by now: no mistake of the case


def again(world):
    """Everything works: a network, a link, bytes both ways. Three tries, since a restart may still be under way."""
    wrong = None
    for _ in range(3):
        try:
            if world.board.ask("connected") != "1":
                world.board.does("connect", *HOME)
            answer = world.board.ask("link-echo", 1, text(HOST), ECHO, 600)
            check(answer == "600/600/600", "echo: %s" % answer)
            return
        except TestFailure as failure:
            wrong = failure
    raise TestFailure("it does not come back: %s" % wrong)


def while_idle(world, name, requests):
    link, _ = world.linked()
    inject(world, requests, link)
    time.sleep(0.03)


def while_asking(world, name, requests):
    link, _ = world.linked()
    inject(world, requests, link, LATE_MS)
    begun = time.monotonic()
    code, _, address = world.board.wifi("ip")
    check(code != SUCCESS or address.startswith("192.168.3.1") or name in CHANGES_BYTES + ("drop",), address)
    check(time.monotonic() - begun < 8, "it took %.1f s" % (time.monotonic() - begun))


def while_sending(world, name, requests):
    link, peer = world.linked()
    taken = []
    reader = threading.Thread(target=lambda: taken.append(read_all(peer, LENGTH)))
    world.board.send("link-send", link, LENGTH, 5)
    inject(world, requests, link)
    reader.start()
    begun = time.monotonic()
    result = int(world.board.answer().split()[0])
    check(time.monotonic() - begun < 10, "it took %.1f s" % (time.monotonic() - begun))
    if result != LENGTH or name == "half_open":
        world.modem.ask("clear")
        world.board.ask("link-close", link)
        try:
            peer.shutdown(0)
        except OSError:
            pass  # it is gone already
    reader.join()
    check(result == LENGTH or (result < WAIT and name not in NOTHING_IS_LOST), "link-send: %d" % result)
    if name in CHANGES_BYTES:
        return
    got = taken[0]
    right = stream(5, LENGTH)
    if result == LENGTH and name != "half_open":
        check(got == right, "the module has said it sent %d bytes, %d came" % (LENGTH, len(got)))
    elif name != "drop_received":  # zeros end a prompt
        got = got.rstrip(b"\\0")
        check(right.startswith(got), "other bytes")


def while_connecting(world, name, requests):
    world.joined()
    link = world.board.number("link-open")
    inject(world, requests, link)
    begun = time.monotonic()
    result = world.board.number("link-connect", link, text(HOST), PLAIN)
    took = time.monotonic() - begun
    check(result == 0 or (result < WAIT and name not in NOTHING_IS_LOST), "link-connect: %d" % result)
    check(took < 10, "it took %.1f s" % took)
    if result == 0 and name in ("slow", "busy", "report"):
        check(world.board.number("link-send", link, 100, 1) == 100, "it carries nothing")


def while_receiving(world, name, requests):
    link, peer = world.linked()
    peer.sendall(stream(6, LENGTH)[:HALF])
    world.board.send("link-receive", link, LENGTH, 6, WAIT_MS)
    inject(world, requests, link)
    try:
        peer.sendall(stream(6, LENGTH)[HALF:])
    except OSError:
        pass
    result, count, good = map(int, world.board.answer().split())
    check(result == LENGTH or (result <= WAIT and name not in NOTHING_IS_LOST), "link-receive: %d" % result)
    check(count == good or name in CHANGES_BYTES, "%d bytes came, %d are right" % (count, good))
    check(result != LENGTH or count == LENGTH, "count")


def case(name, requests, phase):
    def run(world):
        phase(world, name, requests)
        world.clean()
        world.modem.ask("memory 1")
        again(world)
        if name in EXPLAINS_BLAME:
            world.modem.blamed()
    run.__name__ = "%s_%s" % (name, phase.__name__)
    return run


CASES = [case(name, requests, phase) for name, requests in FAULTS
         for phase in (while_idle, while_asking, while_connecting, while_sending, while_receiving)]


def the_drivers_task_has_stack_left(world):
    """Behind all of the above."""
    world.joined()
    left = int(world.board.ask("ran", 1).split()[1])
    check(left >= 256, "%d bytes" % left)
    print("the driver's task has left %d bytes of its stack" % left)


def a_module_that_is_not_there_is_a_timeout(world):
    """Asked when the table began."""
    code, reason = map(int, world.alone.answer().split())
    check((code, REASONS[reason]) == (TIMEOUT, "TIMED_OUT"), "%d %s" % (code, REASONS[reason]))
    world.alone.refuses(FAILURE, "OFF", "scan", 5)
    world.alone.does("off")


CASES += [the_drivers_task_has_stack_left, a_module_that_is_not_there_is_a_timeout]
