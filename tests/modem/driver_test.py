#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""chips/esp_at against tools/modem: what it is for, each fault, and that it is never blamed.

Usage: driver_test.py DUNLIN_MODEM ESP_AT_ON_HOST [--every]    each byte of the sweeps, not some
"""
import socket
import subprocess
import sys
import threading
import unittest

from modem_kit import Modem, Server

PROGRAM = DRIVER = None
EVERY = False
WAIT, ENDED, DOWN, REFUSED, RESET, TIMED_OUT, NO_LINK, INVALID = range(-1, -9, -1)


def step(usual):
    return 1 if EVERY else usual


class Case(unittest.TestCase):
    blame = True
    arguments = ()

    def scenario(self):
        self.server = Server()
        self.addCleanup(self.server.close)
        return {"ports": {"192.168.3.102:8080": self.server.port}}

    def setUp(self):
        self.begin()

    def begin(self, **changes):
        self.modem = Modem(PROGRAM, uart=False, **self.scenario() | changes)
        self.addCleanup(self.modem.close)
        self.driver = subprocess.Popen([DRIVER, self.modem.uart_path, *self.arguments], stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end)

    def end(self):
        self.driver.stdin.close()
        status = self.driver.wait(10)
        self.driver.stdout.close()
        self.assertEqual(status, 0)
        if self.blame:
            self.assertEqual(self.modem.blamed(), [])

    def lines(self, verb):
        self.driver.stdin.write(verb + "\n")
        self.driver.stdin.flush()
        lines = []
        while (line := self.driver.stdout.readline()) != ".\n":
            self.assertTrue(line, f"the driver ended in {verb}: {lines}")
            lines.append(line.rstrip("\n"))
        return lines

    def do(self, verb, want="ok", events=None):
        *before, last = self.lines(verb)
        self.assertEqual(last, str(want), f"{verb}: {before}")
        if events is not None:
            self.assertEqual([line.removeprefix("event ") for line in before], events)

    def joined(self):
        self.do("start")
        self.do("join espressif 2 1234567890", events=["joined", "address"])

    def connected(self):
        self.joined()
        self.do("take", 4)
        self.do("connect 4 server.example 8080", 0)
        peer = self.server.accept()
        self.addCleanup(peer.close)
        return peer

    def send(self, data, link=4):
        return int(self.lines(f"send {link} {data.hex()}")[-1])

    def receive(self, room=4096, link=4):
        count, _, data = self.lines(f"receive {link} {room}")[-1].partition(" ")
        return int(count), bytes.fromhex(data)

    def receive_all(self, length):
        """So many bytes, or less and the result that ended it."""
        data, looks = b"", 0
        while len(data) < length:
            count, part = self.receive()
            data += part
            if count == WAIT:
                looks += 1
                self.assertLess(looks, 100)
                self.lines("poll 50")
            elif count < 0:
                return data, count
        return data, len(data)


class Use(Case):
    def test_settings_are_those_of_the_design(self):
        self.do("start", events=[])
        state = self.modem.ask("state")
        self.assertEqual((state["mode"], state["mux"], state["echo"], state["baud"], state["flow"]), (1, True, False, 921600, 3))
        self.do("mac", "ok 02 01")
        for power, sleep in ((1, 3), (2, 0), (0, 1)):
            self.do(f"power {power}")
            self.assertEqual(self.modem.ask("state")["sleep"], sleep)

    def test_networks_are_found_joined_and_left(self):
        self.do("start")
        self.assertEqual(self.lines("scan"), ["found 2 -50 6 02:01 espressif", "found 3 -60 2 02:01 ab\\,c", "found 0 -70 3 02:02 open", "ok"])
        self.do("join espressif 2 wrong-password", "password", [])
        self.do("join nobody 2 1234567890", "no such", [])
        self.do("address", "not joined 0.0.0.0 via 0.0.0.0")
        self.do("join ab\\,c 3 0123456789\"\\", events=["joined", "address"])
        self.do("join espressif 2 1234567890", events=["joined", "address"])
        self.do("address", "ok 192.168.3.112 via 192.168.3.1")
        self.do("resolve server.example", "ok 192.168.3.102")
        self.do("resolve nobody.example", "failed 0.0.0.0")
        self.do("ping 192 168 3 1", "ok 3")
        self.do("ping 192 168 3 9", "timed out 0")
        self.do("leave", events=[])
        self.do("leave", events=[])

    def test_the_time_is_the_worlds(self):
        self.do("start")
        self.do("join espressif 2 1234567890", events=["joined", "address"])
        text, apart = self.lines("time time.example")[-1].split()
        self.assertEqual(text, "ok")
        self.assertLess(abs(int(apart)), 3)

    def test_an_open_network_is_not_joined_with_a_passphrase(self):
        self.do("start")
        self.do("join open 2 1234567890", "no such", [])
        self.do("join open 0", events=["joined", "address"])

    def test_wpa3_is_not_replaced_by_something_weaker(self):
        self.do("start")
        self.do("join espressif 3 1234567890", "no such", [])
        self.do("join ab\\,c 3 0123456789\"\\", events=["joined", "address"])

    def test_bytes_in_both_directions_are_the_same_bytes(self):
        peer = self.connected()
        data = bytes(range(256)) * 20
        for at in range(0, len(data), 2048):
            part = data[at:at + 2048]
            self.assertEqual(self.send(part), len(part))
        received = b""
        while len(received) < len(data):
            received += peer.recv(65536)
        self.assertEqual(received, data)
        threading.Thread(target=peer.sendall, args=(data,)).start()
        self.assertEqual(self.receive_all(len(data)), (data, len(data)))
        self.assertEqual(self.receive()[0], WAIT)
        peer.sendall(b"+IPD,4,4\r\nOK\r\nready\r\n4,CLOSED\r\n")
        self.assertEqual(self.receive_all(30)[0], b"+IPD,4,4\r\nOK\r\nready\r\n4,CLOSED\r\n")
        self.do("links", "0 0 0 0 2")

    def test_what_the_peer_sent_before_it_closed_is_read(self):
        peer = self.connected()
        peer.sendall(b"last words")
        peer.close()
        self.assertEqual(self.receive_all(10)[0], b"last words")
        self.lines("poll 50")
        self.assertEqual(self.receive()[0], ENDED)
        self.assertEqual(self.send(b"x"), ENDED)
        self.do("close 4")
        self.do("take", 4)

    def test_five_links_and_no_sixth(self):
        self.joined()
        for link in (4, 3, 2, 1, 0):
            self.do("take", link)
            self.do(f"connect {link} 192.168.3.102 8080", 0)
            self.addCleanup(self.server.accept().close)
        self.do("take", NO_LINK)
        self.do("close 2")
        self.do("take", 2)

    def test_what_cannot_be_reached_is_refused(self):
        self.do("start")
        self.do("take", 4)
        self.do("connect 4 server.example 8080", DOWN)
        self.do("join espressif 2 1234567890")
        self.do("connect 4 192.168.3.103 8080", REFUSED)
        self.do("connect 4 nobody.example 8080", REFUSED)
        self.do(f"connect 4 {'h' * 65} 8080", INVALID)
        self.do("connect 4 server.example 8080", 0)

    def test_a_phone_talks_to_the_server(self):
        self.do("start")
        self.do("mode 2")
        self.assertEqual(self.modem.ask("state")["mode"], 0)
        self.do("offer setup 3 12345678", "unsupported")
        self.do("offer setup 2 12345678")
        self.do("listen 80")
        self.modem.ask("station join setup 12345678")
        self.do("poll 100", events=["came"])
        port = self.server.port
        self.server.close()
        self.modem.ask(f"station open {port}")
        with socket.create_connection(("127.0.0.1", port), 10) as phone:
            phone.sendall(b"GET /")
            for _ in range(100):
                self.lines("poll 20")
                if self.lines("accept")[-1] == "0":
                    break
            while (found := self.receive(link=0))[0] == WAIT:
                self.lines("poll 20")
            self.assertEqual(found, (5, b"GET /"))
            self.assertEqual(self.send(b"200", link=0), 3)
            self.do("close 0")
            self.assertEqual(phone.recv(9), b"200")
        self.next_phone_gets_the_link(port)
        self.modem.ask("station leave")
        self.do("poll 100", events=["left"])
        self.do("stop")

    def next_phone_gets_the_link(self, port):
        """The module gives a link away that its owner has not closed yet: what comes then is the next one's."""
        with socket.create_connection(("127.0.0.1", port), 10):
            self.lines("poll 50")
            self.do("accept", 0)
        self.lines("poll 50")
        with socket.create_connection(("127.0.0.1", port), 10) as phone:
            phone.sendall(b"next")
            self.lines("poll 50")
            self.do("accept", WAIT)
            self.assertEqual(self.receive(link=0), (ENDED, b""))
            self.do("close 0")
            self.do("accept", 0)
            while (found := self.receive(link=0))[0] == WAIT:
                self.lines("poll 20")
            self.assertEqual(found, (4, b"next"))
            self.do("close 0")


class Active(Case):
    """A module of before passive receiving: bytes come unasked, and have to be kept here."""
    arguments = ("4096",)

    def scenario(self):
        return super().scenario() | {"lacks": ["CIPRECVTYPE", "CIPRECVMODE", "CIPRECVLEN", "CIPRECVDATA"]}

    def settle(self, looks=10):
        """What has been said is heard: a look at the wire is at 128 bytes of it."""
        for _ in range(looks):
            self.lines("poll 10")

    def test_bytes_in_both_directions_are_the_same_bytes(self):
        peer = self.connected()
        data = bytes(range(256)) * 12
        for at in range(0, 60000, len(data)):
            self.assertEqual(self.send(data[:2048]), 2048)
            received = b""
            while len(received) < 2048:
                received += peer.recv(65536)
            self.assertEqual(received, data[:2048])
            peer.sendall(data)
            self.assertEqual(self.receive_all(len(data)), (data, len(data)), at)
        peer.sendall(b"+IPD,4,4:\r\nOK\r\nready\r\n4,CLOSED\r\n")
        self.assertEqual(self.receive_all(31)[0], b"+IPD,4,4:\r\nOK\r\nready\r\n4,CLOSED\r\n")
        self.do("links", "0 0 0 0 2")

    def test_each_link_gets_its_own(self):
        self.joined()
        peers = {}
        for link in (4, 3, 2, 1, 0):
            self.do("take", link)
            self.do(f"connect {link} 192.168.3.102 8080", 0)
            peers[link] = self.server.accept()
            self.addCleanup(peers[link].close)
        for turn in range(20):
            for link, peer in peers.items():
                peer.sendall(f"turn {turn} of {link};".encode())
            self.settle()
        for link, peer in peers.items():
            want = "".join(f"turn {turn} of {link};" for turn in range(20)).encode()
            data, looks = b"", 0
            while len(data) < len(want) and looks < 100:
                count, part = self.receive(7, link)
                data += part
                looks += 1 if count < 0 else 0
                if count == WAIT:
                    self.lines("poll 20")
            self.assertEqual(data, want)

    def test_what_the_peer_sent_before_it_closed_is_read(self):
        peer = self.connected()
        peer.sendall(b"last words")
        peer.close()
        self.settle()
        self.assertEqual(self.receive()[1], b"last words")
        self.assertEqual(self.receive()[0], ENDED)
        self.do("close 4")
        self.do("take", 4)

    def test_a_link_without_room_is_gone_and_the_others_are_not(self):
        peer = self.connected()
        self.do("take", 3)
        self.do("connect 3 server.example 8080", 0)
        other = self.server.accept()
        self.addCleanup(other.close)
        other.sendall(b"still here")
        self.settle()
        for _ in range(8):
            peer.sendall(bytes(1000))
            self.settle()
        self.assertEqual(self.receive()[0], RESET)
        self.assertEqual(self.receive(100, 3)[1], b"still here")
        self.do("close 4")
        other.sendall(b" and goes on")
        self.settle()
        self.assertEqual(self.receive(100, 3)[1], b" and goes on")

    def test_what_nobody_has_read_is_not_the_next_connections(self):
        peer = self.connected()
        peer.sendall(b"of before")
        self.settle()
        self.do("close 4")
        self.do("take", 4)
        self.do("connect 4 server.example 8080", 0)
        self.assertEqual(self.receive()[0], WAIT)

    def test_a_link_that_is_closed_gives_its_room_back(self):
        peer = self.connected()
        self.do("take", 3)
        self.do("connect 3 server.example 8080", 0)
        other = self.server.accept()
        self.addCleanup(other.close)
        peer.sendall(bytes(3000))
        self.settle(30)
        self.do("close 4")
        other.sendall(b"3" * 3000)
        self.settle(30)
        self.assertEqual(self.receive(1460, 3), (1460, b"3" * 1460))

    def test_a_restart_ends_links(self):
        peer = self.connected()
        peer.sendall(b"of before")
        self.settle()
        self.modem.ask("reboot")
        for _ in range(100):
            if "event restarted" in self.lines("poll 20"):
                break
        self.assertEqual(self.receive()[0], RESET)
        self.do("close 4")
        self.do("join espressif 2 1234567890", events=["joined", "address"])
        self.do("take", 4)
        self.do("connect 4 server.example 8080", 0)
        self.assertEqual(self.receive()[0], WAIT)

    def test_data_in_a_scan_end_their_link(self):
        peer = self.connected()
        peer.sendall(b"x" * 200)
        self.lines("scan")
        self.settle()
        count, data = self.receive()
        self.assertIn((count, data), [(RESET, b""), (200, b"x" * 200)])


class ActiveWithoutRoom(Case):
    def scenario(self):
        return super().scenario() | {"lacks": ["CIPRECVTYPE", "CIPRECVMODE"]}

    def test_such_a_module_is_refused(self):
        self.do("start", "unsupported")
        self.do("missing", "AT+CIPRECVTYPE=5,1")


class Names(Case):
    """Any 32 bytes may be a network's name, and the module prints them as they are."""
    said = ("OK", "ERROR", "FAIL", "busy p...", "ready", "AT+RST", "WIFI DISCONNECT", "4,CLOSED", "3,CONNECT", "+IPD,4,5", "\x01",
            "+STA_CONNECTED:\"\"", "CLOSED", ">", "+CIPRECVDATA:3,abc", "SEND OK")

    def setUp(self):
        pass  # a world for each name

    def test_whatever_a_name_says_nobody_believes_it(self):
        for said in self.said:
            with self.subTest(said):
                try:
                    self.scan_hears(said)
                finally:
                    self.doCleanups()

    def scan_hears(self, said):
        self.begin(access_points=[
            {"ssid": "espressif", "password": "1234567890", "first": "192.168.3.112"},
            {"ssid": f"a\r\n{said}\r\n", "security": "open"}, {"ssid": "behind", "security": "open", "channel": 9}])
        peer = self.connected()
        lines = self.lines("scan")
        self.assertEqual([line for line in lines if "event" in line], [])
        self.assertEqual(lines[-1], "failed" if said in ("ERROR", "FAIL") else "ok")
        self.assertIn("found 2 -50 1 02:00 espressif", lines)
        if said not in ("OK", "SEND OK", "ERROR", "FAIL"):  # behind a false result, what had come already is seen
            self.assertIn("found 0 -50 9 02:02 behind", lines)
        self.do("mac", "ok 02 01")
        peer.sendall(b"still here")
        self.assertEqual(self.receive_all(10)[0], b"still here")
        self.do("links", "0 0 0 0 2")


class Faults(Case):
    blame = False  # bytes that a fault has changed are no fault of the driver's

    def test_a_lost_network_is_told_and_joined_again(self):
        self.connected()
        self.modem.ask("ap espressif lost")
        lines = self.lines("poll 200") + self.lines("poll 50")
        self.assertIn("event lost", lines)
        self.assertEqual(self.receive()[0], ENDED)
        self.do("join espressif 2 1234567890", "no such")
        self.modem.ask("ap espressif back")
        self.do("join espressif 2 1234567890")

    def test_a_restart_ends_links_and_is_told_once(self):
        self.connected()
        self.modem.ask("reboot")
        lines = []
        for _ in range(100):
            lines += self.lines("poll 20")
            if "event restarted" in lines:
                break
        self.assertEqual(lines.count("event restarted"), 1)
        self.assertEqual(self.receive()[0], RESET)
        self.assertEqual(self.send(b"x"), RESET)
        self.do("close 4")
        self.do("join espressif 2 1234567890", events=["joined", "address"])
        self.do("take", 4)
        self.do("connect 4 server.example 8080", 0)

    def test_a_restart_at_any_byte_is_survived(self):
        for after in range(0, 60, step(9)):
            with self.subTest(after):
                self.do("start")
                self.do("join espressif 2 1234567890")
                link = int(self.lines("take")[-1])
                self.do(f"connect {link} server.example 8080", 0)
                with self.server.accept() as peer:
                    peer.sendall(b"0123456789")
                    self.modem.ask(f"reboot after {after}")
                    data, result = b"", 0
                    for _ in range(20):
                        result, part = self.receive(link=link)
                        data += part
                        if result not in (WAIT,) and result < 0 or len(data) == 10:
                            break
                        self.lines("poll 20")
                    self.assertTrue(b"0123456789".startswith(data), data)
                self.modem.ask("clear")
                self.do(f"close {link}")
                self.do("start")

    def test_a_busy_or_slow_module_is_waited_for(self):
        self.joined()
        self.modem.ask("busy 3")
        self.do("mac", "ok 02 01")
        self.modem.ask("slow 100")  # 400 ms of the driver
        self.do("mac", "ok 02 01")
        self.modem.ask("slow 375")
        self.do("mac", "timed out 00 00")
        self.modem.ask("slow 0")
        self.do("mac", "ok 02 01")
        self.assertEqual(self.modem.blamed(), [])

    def test_without_memory_nothing_is_counted_as_sent(self):
        peer = self.connected()
        self.modem.ask("memory 0")
        self.assertEqual(self.send(b"hello"), RESET)
        self.assertEqual(self.send(b"hello"), RESET)
        self.modem.ask("memory 1")
        self.do("close 4")
        self.assertEqual(peer.recv(10), b"")
        self.do("take", 4)
        self.do("connect 4 server.example 8080", 0)

    def test_a_lost_byte_never_makes_wrong_data(self):
        peer = self.connected()
        link = 4
        for at in range(1, 45, step(5)):
            with self.subTest(at):
                peer.sendall(b"0123456789")
                self.lines("poll 20")
                self.modem.ask(f"drop 1 {at}")
                data, result = b"", 0
                for _ in range(10):
                    result, part = self.receive(link=link)
                    data += part
                    if len(data) >= 10 or result < WAIT:
                        break
                    self.lines("poll 5")
                self.modem.ask("drop 0")
                if result < WAIT or len(data) < 10:
                    self.assertTrue(b"0123456789".startswith(data), data)
                    self.do(f"close {link}")
                    peer.close()
                    self.do("start")
                    self.do("join espressif 2 1234567890")
                    link = int(self.lines("take")[-1])
                    self.do(f"connect {link} server.example 8080", 0)
                    peer = self.server.accept()
                    self.addCleanup(peer.close)
                else:
                    self.assertEqual(data, b"0123456789")

    def test_a_lost_byte_of_ours_is_recovered_from(self):
        for at in range(1, 30, step(7)):
            with self.subTest(at):
                self.do("start")
                self.do("join espressif 2 1234567890")
                link = int(self.lines("take")[-1])
                self.do(f"connect {link} server.example 8080", 0)
                with self.server.accept() as peer:
                    self.modem.ask(f"drop-received 1 {at}")
                    sent = self.send(b"0123456789", link)
                    self.assertIn(sent, (10, RESET))
                    if sent == 10:
                        self.assertEqual(peer.recv(100), b"0123456789")
                    self.modem.ask("clear")
                    self.do(f"close {link}")
                self.do("mac", "ok 02 01")


if __name__ == "__main__":
    EVERY = sys.argv[-1] == "--every"
    if EVERY:
        sys.argv.pop()
    DRIVER = sys.argv.pop(2)
    PROGRAM = sys.argv.pop(1)
    unittest.main()
