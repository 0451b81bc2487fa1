#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""tools/modem: dialogues of the public command reference, faults on command, and what the firmware is blamed for.

Usage: modem_test.py DUNLIN_MODEM
"""
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

from modem_kit import LIMIT_S, SCENARIO, Modem, Server

HERE = Path(__file__).resolve().parent
PROGRAM = None


class Case(unittest.TestCase):
    def modem(self, **changes):
        modem = Modem(PROGRAM, **changes)
        self.addCleanup(modem.close)
        return modem

    def server(self):
        server = Server()
        self.addCleanup(server.close)
        return server

    def connected(self, passive=True, link=0):
        """A modem with one open link, and the peer of it."""
        server = self.server()
        modem = self.modem(ports={"192.168.3.102:8080": server.port})
        modem.begin(passive=passive)
        modem.join()
        modem.run(f'AT+CIPSTART={link},"TCP","server.example",8080')
        peer = server.accept()
        self.addCleanup(peer.close)
        return modem, peer

    def send(self, modem, link, data, result=b"SEND OK"):
        modem.send(b"AT+CIPSEND=%d,%d\r\n" % (link, len(data)))
        modem.until(rb"OK\r\n\r\n>")
        modem.send(data)
        modem.until(rb"Recv %d bytes\r\n\r\n%s\r\n" % (len(data), result))


class Dialogues(Case):
    def play(self, path):
        server = self.server()
        modem = self.modem(ports={"192.168.3.102:8080": server.port})
        modem.send(b"ATE0\r\n")
        modem.until(rb"OK\r\n")
        peer = None
        for line in path.read_text().splitlines():
            kind, _, text = line.partition(" ")
            data = text.encode()
            if kind == "C":
                modem.send(data + b"\r\n")
            elif kind == "M":
                self.assertEqual(modem.line(), data)
                if re.fullmatch(r"(\d,)?CONNECT", text):
                    peer = server.accept()
                    self.addCleanup(peer.close)
            elif kind == "P":
                modem.until(rb"\r\n>")
            elif kind == "D":
                modem.send(data)
                self.assertEqual(peer.recv(100), data)
            elif kind == "S":
                peer.sendall(data)
            elif kind == "B":
                self.assertEqual(modem.until(data.replace(b"+", rb"\+")).lstrip(b"\r\n"), data)
        self.assertEqual(modem.blamed(), [])

    def test_each_dialogue_of_the_reference_is_played_as_it_is_printed(self):
        paths = sorted((HERE / "dialogues").glob("*.txt"))
        self.assertGreaterEqual(len(paths), 5)
        for path in paths:
            with self.subTest(path.name):
                self.play(path)

    def test_echo_is_on_until_it_is_switched_off(self):
        modem = self.modem()
        modem.send(b"AT\r\n")
        self.assertEqual(modem.until(rb"OK\r\n"), b"AT\r\n\r\nOK\r\n")
        modem.send(b"ATE0\r\n")
        modem.until(rb"OK\r\n")
        modem.send(b"AT\r\n")
        self.assertEqual(modem.until(rb"OK\r\n"), b"\r\nOK\r\n")


class Radio(Case):
    def test_a_scan_shows_what_is_heard(self):
        modem = self.modem()
        modem.begin()
        modem.run("AT+CWLAPOPT=1,31")
        self.assertEqual(modem.run("AT+CWLAP"), [
            b'+CWLAP:(3,"espressif",-50,"02:d0:00:00:00:01",6)', b'+CWLAP:(6,"ab\\,c",-60,"02:d0:00:00:00:01",2)',
            b'+CWLAP:(0,"open",-70,"02:d0:00:00:00:02",3)'])
        modem.ask("ap espressif lost")
        modem.ask("ap open rssi -91")
        self.assertEqual(len(modem.run("AT+CWLAP")), 1)

    def test_a_scan_is_filtered_and_sorted_as_it_was_asked(self):
        modem = self.modem()
        modem.begin()
        modem.ask("ap espressif rssi -75")
        names = lambda: [re.search(rb'"([^"]*)"', line).group(1) for line in modem.run("AT+CWLAP")]
        modem.run("AT+CWLAPOPT=1,31")
        self.assertEqual(names(), [b"ab\\,c", b"open", b"espressif"])
        modem.run("AT+CWLAPOPT=0,31")
        self.assertEqual(names(), [b"espressif", b"ab\\,c", b"open"])
        modem.run("AT+CWLAPOPT=1,31,-70")
        self.assertEqual(names(), [b"ab\\,c", b"open"])
        modem.run("AT+CWLAPOPT=1,31,-100,1")
        self.assertEqual(names(), [b"open"])

    def test_a_hidden_network_has_no_name_until_it_is_asked_for(self):
        modem = self.modem(access_points=[{"ssid": "secret", "password": "1234567890", "hidden": True, "channel": 3}])
        modem.begin()
        modem.run("AT+CWLAPOPT=1,2")
        self.assertEqual(modem.run("AT+CWLAP"), [b'+CWLAP:("")'])
        self.assertEqual(modem.run('AT+CWLAP="secret"'), [b'+CWLAP:("secret")'])
        modem.run('AT+CWJAP="secret","1234567890"')

    def test_of_one_name_the_strongest_is_joined_and_the_other_takes_over(self):
        point = {"ssid": "both", "password": "1234567890"}
        modem = self.modem(access_points=[point | {"channel": 1, "rssi": -70, "bssid": "far"},
                                          point | {"channel": 11, "rssi": -40, "bssid": "near"}])
        modem.begin()
        modem.run('AT+CWJAP="both","1234567890",,,1,,0')
        self.assertEqual(modem.ask("state")["joined"], "far")  # the first that a fast scan meets
        modem.run('AT+CWJAP="both","1234567890",,,1,,1')
        self.assertEqual(modem.ask("state")["joined"], "near")
        modem.ask("ap near lost")
        for line in (b"WIFI DISCONNECT", b"WIFI CONNECTED", b"WIFI GOT IP"):
            self.assertEqual(modem.line(), line)
        self.assertEqual(modem.ask("state")["joined"], "far")

    def test_reconnecting_ends_after_as_many_times_as_were_asked_for(self):
        modem = self.modem()
        modem.begin()
        modem.join()
        modem.run("AT+CWRECONNCFG=1,2")
        self.assertEqual(modem.run("AT+CWRECONNCFG?"), [b"+CWRECONNCFG:1,2"])
        modem.ask("ap espressif lost")
        self.assertEqual(modem.line(), b"WIFI DISCONNECT")
        self.assertEqual(modem.run("AT+CWSTATE?"), [b'+CWSTATE:3,"espressif"'])
        self.assertTrue(modem.quiet(0.15))  # two seconds of 50 ms
        self.assertEqual(modem.run("AT+CWSTATE?"), [b'+CWSTATE:4,"espressif"'])

    def test_what_is_open_or_without_pmf_is_not_there_for_who_wants_it_otherwise(self):
        modem = self.modem()
        modem.begin()
        self.assertEqual(modem.run('AT+CWJAP="open","1234567890",,1', b"ERROR"), [b"+CWJAP:3"])
        self.assertEqual(modem.run('AT+CWJAP="espressif","1234567890",,,,,,,3', b"ERROR"), [b"+CWJAP:3"])

    def test_a_network_is_lost_and_found_again_with_another_address(self):
        modem, _ = self.connected()
        modem.run("AT+CWRECONNCFG=1,0")
        modem.ask("ap espressif lost")
        self.assertEqual(modem.line(), b"0,CLOSED")
        self.assertEqual(modem.line(), b"WIFI DISCONNECT")
        self.assertIsNone(modem.ask("state")["joined"])
        modem.ask("ap espressif back")
        self.assertEqual(modem.line(), b"WIFI CONNECTED")
        self.assertEqual(modem.line(), b"WIFI GOT IP")
        self.assertEqual(modem.ask("state")["address"], "192.168.3.113")

    def test_who_said_not_to_reconnect_stays_alone(self):
        modem = self.modem()
        modem.begin()
        modem.run('AT+CWJAP="espressif","1234567890",,,0')
        modem.ask("ap espressif lost")
        self.assertEqual(modem.line(), b"WIFI DISCONNECT")
        modem.ask("ap espressif back")
        self.assertEqual(modem.run("AT+CWSTATE?"), [b'+CWSTATE:4,"espressif"'])

    def test_a_network_without_addresses_is_not_joined(self):
        modem = self.modem()
        modem.begin()
        modem.ask("ap espressif no-address")
        self.assertEqual(modem.run('AT+CWJAP="espressif","1234567890",,,,,,3', b"ERROR"), [b"WIFI CONNECTED", b"+CWJAP:1"])

    def test_a_password_that_changed_is_refused_when_asked_again(self):
        modem = self.modem()
        modem.begin()
        modem.join()
        modem.ask("ap espressif password 0987654321")
        self.assertEqual(modem.run('AT+CWJAP="espressif","1234567890"', b"ERROR"), [b"WIFI DISCONNECT", b"+CWJAP:2"])

    def test_names_echo_and_time_need_a_network(self):
        modem = self.modem(ports={"192.168.3.102:80": 80})
        modem.begin()
        self.assertEqual(modem.run('AT+CIPDOMAIN="server.example"', b"ERROR"), [b"DNS Fail"])
        self.assertEqual(modem.run('AT+PING="192.168.3.102"', b"ERROR"), [b"+PING:TIMEOUT"])
        modem.run('AT+CIPSNTPCFG=1,0,"server.example"')
        self.assertTrue(modem.run("AT+CIPSNTPTIME?")[0].endswith(b"1970"))
        modem.join()
        modem.run('AT+CIPSNTPCFG=1,0,"server.example"')
        self.assertEqual(modem.line(), b"+TIME_UPDATED")
        self.assertFalse(modem.run("AT+CIPSNTPTIME?")[0].endswith(b"1970"))
        self.assertEqual(modem.run('AT+CIPDOMAIN="server.example"'), [b'+CIPDOMAIN:"192.168.3.102"'])
        self.assertEqual(modem.run('AT+CIPDOMAIN="nobody.example"', b"ERROR"), [b"DNS Fail"])
        self.assertEqual(modem.run('AT+PING="server.example"'), [b"+PING:3"])
        self.assertEqual(modem.run('AT+PING="192.168.3.77"', b"ERROR"), [b"+PING:TIMEOUT"])
        self.assertEqual(modem.blamed(), [])

    def test_a_station_joins_the_access_point_with_its_password(self):
        modem = self.modem()
        modem.begin()
        modem.run("AT+CWMODE=3")
        self.assertTrue(modem.refused("station join setup"))
        modem.run('AT+CWSAP="setup","12345678",5,3')
        self.assertTrue(modem.refused("station join setup 87654321"))
        modem.ask("station join setup 12345678")
        self.assertEqual(modem.line(), b'+STA_CONNECTED:"02:d0:11:00:00:99"')
        self.assertEqual(modem.line(), b'+DIST_STA_IP:"02:d0:11:00:00:99","192.168.4.2"')
        self.assertEqual(modem.run("AT+CWLIF"), [b"+CWLIF:192.168.4.2,02:d0:11:00:00:99"])
        modem.ask("station leave")
        self.assertEqual(modem.line(), b'+STA_DISCONNECTED:"02:d0:11:00:00:99"')

    def test_a_station_talks_to_the_server_of_the_firmware(self):
        modem = self.modem()
        modem.begin()
        modem.run("AT+CWMODE=2")
        modem.run('AT+CWSAP="setup","12345678",5,0')
        modem.run("AT+CIPSERVER=1,80")
        modem.ask("station join setup")
        modem.until(rb"192.168.4.2\"\r\n")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        modem.ask(f"station open {port}")
        with socket.create_connection(("127.0.0.1", port), LIMIT_S) as phone:
            self.assertEqual(modem.line(), b"0,CONNECT")
            phone.sendall(b"GET / HTTP/1.1\r\n\r\n")
            self.assertEqual(modem.line(), b"+IPD,0,18")
            self.assertIn(b"+CIPRECVDATA:18,GET / HTTP/1.1", modem.run("AT+CIPRECVDATA=0,100"))
            self.send(modem, 0, b"HTTP/1.1 200 OK\r\n\r\n")
            modem.run("AT+CIPCLOSE=0")
            self.assertEqual(phone.recv(100), b"HTTP/1.1 200 OK\r\n\r\n")


class Links(Case):
    def test_bytes_in_both_directions_are_the_same_bytes(self):
        modem, peer = self.connected()
        data = bytes(range(256)) * 20
        self.send(modem, 0, data)
        received = b""
        while len(received) < len(data):
            received += peer.recv(65536)
        self.assertEqual(received, data)
        threading.Thread(target=peer.sendall, args=(data * 4,)).start()
        back = b""
        while len(back) < len(data) * 4:
            modem.until(rb"\+IPD,0,\d+\r\n")
            modem.send(b"AT+CIPRECVDATA=0,1460\r\n")
            head = modem.until(rb"\+CIPRECVDATA:\d+,")
            length = int(head.rsplit(b":", 1)[1][:-1])
            self.assertLessEqual(length, 1460)
            block = modem.until(rb".{%d}\r\n\r\nOK\r\n" % length)
            back += block[:length]
        self.assertEqual(back, data * 4)
        self.assertEqual(modem.blamed(), [])

    def test_what_is_not_read_slows_the_peer_down(self):
        modem, peer = self.connected()
        peer.settimeout(0.2)
        with self.assertRaises(TimeoutError):
            for _ in range(10000):
                peer.sendall(bytes(65536))
        self.assertEqual(modem.ask("state")["links"][0]["held"], 5760)

    def test_data_can_still_be_read_after_the_peer_has_closed(self):
        modem, peer = self.connected()
        peer.sendall(b"last words")
        self.assertEqual(modem.line(), b"+IPD,0,10")
        peer.close()
        self.assertTrue(modem.quiet())
        self.assertEqual(modem.run("AT+CIPRECVDATA=0,4"), [b"+CIPRECVDATA:4,last"])
        self.assertEqual(modem.line(), b"+IPD,0,6")
        self.assertEqual(modem.run("AT+CIPRECVDATA=0,99"), [b"+CIPRECVDATA:6, words"])
        self.assertEqual(modem.line(), b"0,CLOSED")

    def test_five_links_and_no_sixth(self):
        server = self.server()
        modem = self.modem(ports={"192.168.3.102:8080": server.port})
        modem.begin()
        modem.join()
        for link in range(5):
            self.assertEqual(modem.run(f'AT+CIPSTART={link},"TCP","192.168.3.102",8080'), [b"%d,CONNECT" % link])
            self.addCleanup(server.accept().close)
        self.assertEqual(modem.run('AT+CIPSTART=4,"TCP","192.168.3.102",8080', b"ERROR"), [b"ALREADY CONNECTED"])
        self.assertEqual(modem.run("AT+CIPCLOSE=5"), [b"%d,CLOSED" % link for link in range(5)])
        self.assertEqual(modem.blamed(), ["link 4 is in use"])

    def test_a_port_where_nobody_listens_is_refused(self):
        server = self.server()
        modem = self.modem(ports={"192.168.3.102:8080": server.port})
        server.close()
        modem.begin()
        modem.join()
        modem.run('AT+CIPSTART=0,"TCP","192.168.3.102",8080', b"ERROR")
        modem.run('AT+CIPSTART=0,"TCP","192.168.3.103",8080', b"ERROR")
        self.assertEqual(modem.run('AT+CIPSTART=0,"TCP","nobody.example",8080', b"ERROR"), [b"DNS Fail"])
        self.assertEqual(modem.blamed(), [])


class Tls(Case):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        place = cls.place = Path(cls.folder.name)
        for name in ("server.example", "device"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                            "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
                            "-keyout", place / f"{name}.key", "-out", place / f"{name}.crt"],
                           check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def secure(self, name="server.example", authority="server.example", time=True):
        server = self.server()
        modem = self.modem(ports={"192.168.3.102:8883": server.port}, authorities=[str(self.place / f"{authority}.crt")],
                           identities=[{"certificate": str(self.place / "device.crt"), "key": str(self.place / "device.key")}])
        modem.begin()
        modem.join()
        if time:
            modem.run("AT+CIPSNTPCFG=1,0")
            self.assertEqual(modem.line(), b"+TIME_UPDATED")
        modem.run("AT+CIPSSLCCONF=0,3,0,0")
        modem.run(f'AT+CIPSSLCCN=0,"{name}"')
        modem.run('AT+CIPSSLCSNI=0,"server.example"')
        modem.run('AT+CIPSSLCALPN=0,2,"x-amzn-mqtt-ca","mqtt"')
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.place / "server.example.crt", self.place / "server.example.key")
        context.load_verify_locations(self.place / "device.crt")
        context.verify_mode = ssl.CERT_REQUIRED
        context.set_alpn_protocols(["mqtt", "x-amzn-mqtt-ca"])
        names, result = [], []
        context.sni_callback = lambda _, name, __: names.append(name)

        def serve():
            with server.accept() as plain:
                try:
                    with context.wrap_socket(plain, server_side=True) as secure:
                        result.append((secure.selected_alpn_protocol(), secure.getpeercert()["subject"], list(names)))
                        secure.sendall(secure.recv(100).upper())
                        secure.recv(1)
                except OSError as error:
                    result.append(error)
        thread = threading.Thread(target=serve)
        thread.start()
        self.addCleanup(thread.join)
        return modem, result

    def test_certificates_name_and_protocol_are_those_that_were_set(self):
        modem, result = self.secure()
        self.assertEqual(modem.run('AT+CIPSTART=0,"SSL","server.example",8883'), [b"0,CONNECT"])
        self.send(modem, 0, b"hello")
        modem.until(rb"\+IPD,0,\d+\r\n")
        self.assertEqual(modem.run("AT+CIPRECVDATA=0,100"), [b"+CIPRECVDATA:5,HELLO"])
        self.assertEqual(modem.run("AT+CIPCLOSE=0"), [b"0,CLOSED"])
        self.assertEqual(result, [("mqtt", ((("commonName", "device"),),), ["server.example"])])
        self.assertEqual(modem.blamed(), [])

    def test_another_name_or_authority_is_refused(self):
        for changes in ({"name": "other.example"}, {"authority": "device"}):
            with self.subTest(changes):
                modem, result = self.secure(**changes)
                modem.run('AT+CIPSTART=0,"SSL","server.example",8883', b"ERROR")

    def test_tls_without_time_or_verification_is_the_firmwares_fault(self):
        modem = self.modem()
        modem.begin()
        modem.join()
        modem.run('AT+CIPSTART=0,"SSL","server.example",8883', b"ERROR")
        modem.run("AT+CIPSSLCCONF=0,2,0,0")
        modem.run('AT+CIPSTART=0,"SSL","server.example",8883', b"ERROR")
        self.assertEqual(modem.blamed(), ["TLS that verifies nobody", "TLS before the module has the time"])


class Faults(Case):
    def test_a_reboot_comes_in_the_middle_of_anything(self):
        answer = b"+CIPRECVDATA:10,0123456789\r\n\r\nOK\r\n"
        for after in range(0, 40, 3):
            modem, peer = self.connected()
            peer.sendall(b"0123456789")
            modem.until(rb"\+IPD,0,10\r\n")
            modem.ask(f"reboot after {after}")
            modem.send(b"AT+CIPRECVDATA=0,10\r\n")
            heard = b""
            if after >= len(answer):
                heard = modem.until(rb"OK\r\n")
                modem.send(b"AT\r\n")
            heard += modem.until(rb"\r\nready\r\n")
            self.assertEqual(heard[:after], (answer + b"\r\nOK\r\n")[:after])
            self.assertIn(b"rst:0x1", heard[after:])
            self.assertTrue(modem.ask("state")["echo"])
            modem.close()
            self._cleanups = [entry for entry in self._cleanups if entry[0] != modem.close]

    def test_bytes_are_dropped_and_changed_where_it_was_said(self):
        modem = self.modem()
        modem.begin()
        modem.ask("drop 2 3")
        modem.send(b"AT\r\n")
        self.assertEqual(modem.until(rb"K\r"), b"\r\nK\r")
        modem.ask("corrupt 1 3")
        modem.send(b"AT\r\n")
        self.assertEqual(modem.until(rb"\r\n.*\r\n"), b"\r\noK\r\n")
        modem.ask("drop-received 1")
        modem.run("AT", b"ERROR")
        modem.ask("corrupt-received 1 2")
        modem.run("AT", b"ERROR")
        modem.run("AT")

    def test_slow_and_busy_and_poor(self):
        modem, peer = self.connected()
        modem.ask("slow 40")
        modem.send(b"AT\r\n")
        self.assertTrue(modem.quiet(0.02))
        self.assertEqual(modem.line(), b"OK")
        modem.ask("slow 0")
        modem.ask("busy 2")
        for _ in range(2):
            modem.send(b"AT\r\n")
            self.assertEqual(modem.line(), b"busy p...")
        modem.run("AT")
        modem.ask("memory 0")
        self.send(modem, 0, b"x", b"SEND FAIL")
        peer.sendall(b"x")
        modem.until(rb"\+IPD,0,1\r\n")
        modem.run("AT+CIPRECVDATA=0,1", b"ERROR")
        modem.run('AT+CIPSTART=1,"TCP","server.example",8080', b"ERROR")
        modem.ask("memory 1")
        modem.run("AT+CIPRECVDATA=0,1")
        self.assertEqual(modem.blamed(), [])

    def test_a_half_open_link_swallows_and_says_nothing(self):
        modem, peer = self.connected()
        modem.ask("half-open 0")
        self.send(modem, 0, b"into the void")
        peer.sendall(b"x")
        self.assertTrue(modem.quiet())
        modem.ask("reset 0")
        self.assertEqual(modem.line(), b"0,CLOSED")
        with self.assertRaises(ConnectionResetError):
            peer.recv(1)

    def test_reports_come_when_they_are_asked_for(self):
        modem = self.modem()
        modem.begin()
        modem.ask("report WIFI DISCONNECT")
        self.assertEqual(modem.line(), b"WIFI DISCONNECT")

    def test_clear_ends_every_fault(self):
        modem = self.modem()
        modem.begin()
        for fault in ("drop 9", "corrupt 9", "drop-received 9", "slow 2000", "busy 9", "memory 0", "ap espressif lost",
                      "ap open no-address", "reboot after 4"):
            modem.ask(fault)
        modem.ask("clear")
        modem.join()

    def test_a_request_that_is_none_is_refused(self):
        modem = self.modem()
        for request in ("dance", "ap", "ap nobody lost", "ap espressif", "ap espressif rssi x", "drop", "drop -1", "drop 1 0",
                        "slow", "slow x", "half-open 5", "half-open 0", "reboot after", "reboot now", "station", "station open 0"):
            self.assertTrue(modem.refused(request), request)


class Blame(Case):
    def test_each_mistake_has_its_words(self):
        cases = [
            ("AT+NOPE", "there is no such command"), ("ATX", "there is no such command"), ("hello", "no command"),
            ("AT+CWMODE", "the command does not exist in this form"), ("AT+CIPSTART?", "the command does not exist in this form"),
            ("AT+CWMODE=", "parameter 1 is missing"), ("AT+CWMODE=4", "mode is 4, not 0 to 3"),
            ("AT+CWMODE=1,2", "auto connect is 2, not 0 to 1"), ("AT+CWMODE=1,1,1", "3 parameters, at most 2"),
            ("AT+CWMODE=\"1\"", "parameter 1 is no number"), ("AT+CWMODE=1x", "parameter 1 is ill-formed"),
            ("AT+CWJAP=\"a\"", "parameter 2 is missing"), ("AT+CWJAP=\"a,\"b\"", "parameter 1 is ill-formed"),
            ("AT+CWJAP=\"a", "parameter 1 is ill-formed"), ("AT+CWJAP=a,b", "parameter 1 is ill-formed"),
            ("AT+CWJAP=1,\"12345678\"", "parameter 1 is no text"), ("AT+CWJAP=\"\",\"\"", "SSID length is 0, not 1 to 32"),
            ("AT+CWJAP=\"a\",\"1234567\"", "password length is 7, not 8 to 63"),
            ("AT+CWJAP=\"a\",\"12345678\",,,,,,2", "join timeout is 2, not 3 to 600"),
            ("AT+CIPSEND=1,9000", "length is 9000, not 1 to 8192"), ("AT+CIPSEND=6,1", "no link where connections are several"),
            ("AT+CIPSEND=4", "parameter 1 is missing"), ("AT+CIPCLOSE", "no link where connections are several"),
            ("AT+CIPCLOSE=6", "link is 6, not 0 to 5"), ("AT+CIPSTART=0,\"TCP\",\"1.2.3.4\",0", "port is 0, not 1 to 65535"),
            ("AT+CIPSTART=0,\"TCP\",\"1.2.3.4\",80", "a connection without a network"),
            ("AT+CIPSTART=0,\"IPX\",\"1.2.3.4\",80", "no such type of connection"),
            ("AT+CIPSSLCCONF=0,4", "authentication is 4, not 0 to 3"), ("AT+CIPSSLCALPN=0,2,\"a\"", "1 names of ALPN, 2 announced"),
            ("AT+CWSAP=\"a\",\"12345678\",1,3", "configures an access point without being one"),
            ("AT+UART_CUR=1,8,1,0,3", "baud is 1, not 80 to 5000000"), ("AT+SLEEP=4", "sleep mode is 4, not 0 to 3"),
            ("AT+CIPSNTPCFG=1,1500", "time zone's hours is 15, not -12 to 14"), ("AT+CIPDOMAIN=\"a\",4", "network is 4, not 1 to 3"),
            ("AT+CWLAPOPT=1,0", "print mask is 0, not 1 to 2047"), ("AT+CIPMUX=2", "CIPMUX is 2, not 0 to 1"),
            ("AT+CIPRECVTYPE=0,2", "receive mode is 2, not 0 to 1"), ("AT+" + "A" * 260, "longer than 256 bytes"),
        ]
        modem = self.modem()
        modem.begin()
        for command, words in cases:
            with self.subTest(command):
                modem.run(command, b"ERROR")
                self.assertEqual(modem.blamed(), [words])

    def test_order_is_watched(self):
        modem, _ = self.connected(passive=False)
        for command, words in (("AT+CIPMUX=0", "CIPMUX with links open"),
                               ("AT+CIPRECVDATA=0,5", "asks for data of an active link")):
            modem.run(command, b"ERROR")
            self.assertEqual(modem.blamed(), [words])
        modem.run("AT+CWMODE=2")
        modem.until(rb"")
        for command, words in (("AT+CWLAP", "scans without being a station"), ("AT+CWQAP", "leaves without being a station"),
                               ("AT+SLEEP=2", "sleep modes need a station alone"),
                               ('AT+CWJAP="espressif","1234567890"', "joins without being a station")):
            modem.run(command, b"ERROR")
            self.assertEqual(modem.blamed(), [words])

    def test_a_command_before_the_result_of_the_last_is_thrown_away(self):
        modem = self.modem()
        modem.begin()
        modem.send(b"AT+CWLAP\r\nAT\r\n")
        self.assertEqual(modem.line(), b"busy p...")
        modem.until(rb"OK\r\n")
        self.assertEqual(modem.blamed(), ["a command before the result of the last"])

    def test_a_line_ends_in_both_bytes_and_has_no_nul(self):
        modem = self.modem()
        modem.begin()
        for line, words in ((b"AT\n", "ends in LF without CR"), (b"AT\0\r\n", "a NUL in a command")):
            modem.send(line)
            self.assertEqual(modem.line(), b"ERROR")
            self.assertEqual(modem.blamed(), [words])


class Start(unittest.TestCase):
    def test_a_scenario_that_is_none_is_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "scenario.json"
            for text, words in (("{", "line 1"), ("{}", "access_points"), ('{"access_points": [{"security": "tls"}]}', "access point 0"),
                                ('{"access_points": [{"ssid": "%s"}]}' % ("s" * 33), "access point 0")):
                path.write_text(text)
                done = subprocess.run([PROGRAM, "--scenario", path, "--uart", "0", "--control", f"{folder}/c"],
                                      capture_output=True, text=True, timeout=LIMIT_S)
                self.assertEqual((done.returncode, words in done.stderr), (1, True), done.stderr)

    def test_options_are_explained(self):
        self.assertIn("--control", subprocess.run([PROGRAM, "--help"], capture_output=True, text=True, check=True).stdout)
        self.assertEqual(subprocess.run([PROGRAM, "--uart"], capture_output=True).returncode, 2)

    def test_the_example_scenario_is_one(self):
        with tempfile.TemporaryDirectory() as folder:
            program = subprocess.Popen([PROGRAM, "--scenario", HERE.parents[1] / "tools/modem/scenario.json", "--uart", "0",
                                        "--control", f"{folder}/c"], stdout=subprocess.PIPE, text=True)
            self.assertRegex(program.stdout.readline(), r"^uart \d+$")
            program.terminate()
            self.assertEqual(program.wait(LIMIT_S), 0)
            program.stdout.close()


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
