# SPDX-License-Identifier: MIT
"""A cable with one host on it, in this process: Ethernet frames to and from a board in QEMU. The host answers
ARP, serves DHCP as it is told, and sends whatever a test wants, well-formed or not."""

import socket
import struct
import threading
import time

MAC = bytes.fromhex("020000000001")
BROADCAST = b"\xff" * 6
ARP, IPV4 = 0x0806, 0x0800
MAGIC = bytes.fromhex("63825363")
DISCOVER, OFFER, REQUEST, ACK, NAK = 1, 2, 3, 5, 6


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(">%dH" % (len(data) // 2), data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


class Lan:
    """The cable. `option` is the value of QEMU's -nic."""

    def __init__(self, address, offer):
        self.address = socket.inet_aton(address)
        self.offer = socket.inet_aton(offer) if offer else None
        self.target_mac = BROADCAST
        self.replies = {}
        self.naks = 0
        self.new_reply = threading.Condition()
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.socket.bind(("127.0.0.1", 0))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", 0))
            self.board_port = probe.getsockname()[1]
        self.option = "socket,model=lan9118,id=lan,udp=127.0.0.1:%d,localaddr=127.0.0.1:%d" % (
            self.socket.getsockname()[1], self.board_port)
        threading.Thread(target=self.receive, daemon=True).start()

    def send(self, frame):
        try:
            self.socket.sendto(frame, ("127.0.0.1", self.board_port))
        except ConnectionRefusedError:
            pass  # QEMU is not there yet

    def receive(self):
        while True:
            try:
                frame = self.socket.recv(65536)
            except ConnectionRefusedError:
                continue
            kind, = struct.unpack_from(">H", frame, 12)
            if kind == ARP:
                self.take_arp(frame[14:])
            elif kind == IPV4 and frame[23] == 1:
                self.take_icmp(frame[14:])
            elif kind == IPV4 and frame[23] == 17 and frame[36:38] == b"\0\x43":
                self.take_dhcp(frame[42:])

    def take_arp(self, packet):
        operation, = struct.unpack_from(">H", packet, 6)
        sender_mac, sender, wanted = packet[8:14], packet[14:18], packet[24:28]
        if operation == 1 and wanted == self.address and sender != wanted:
            self.target_mac = sender_mac
            self.send(sender_mac + MAC + struct.pack(">HHHBBH", ARP, 1, IPV4, 6, 4, 2) + MAC +
                      self.address + sender_mac + sender)

    def take_icmp(self, packet):
        body = packet[20 : struct.unpack_from(">H", packet, 2)[0]]
        if body[0] == 0 and checksum(body) == 0:
            with self.new_reply:
                self.replies[struct.unpack_from(">H", body, 6)[0]] = body[8:]
                self.new_reply.notify_all()
        elif body[0] == 8:
            reply = b"\0\0\0\0" + body[4:]
            self.send_ip(packet[12:16], 1, reply[:2] + struct.pack(">H", checksum(reply)) + reply[4:])

    def send_ip(self, to, protocol, body, mac=None):
        header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0, 0, 64, protocol, 0,
                             self.address, to)
        header = header[:10] + struct.pack(">H", checksum(header)) + header[12:]
        self.send((mac or self.target_mac) + MAC + struct.pack(">H", IPV4) + header + body)

    def take_dhcp(self, message):
        self.target_mac = message[28:34]
        options = self.options_of(message)
        kind = options[53][0]
        wanted = options.get(50, message[12:16])
        if self.offer is None or kind not in (DISCOVER, REQUEST):
            return
        answer = OFFER if kind == DISCOVER else ACK if wanted == self.offer else NAK
        self.naks += answer == NAK
        given = self.offer if answer != NAK else b"\0" * 4
        reply = (b"\2\1\6\0" + message[4:8] + b"\0" * 8 + given + self.address + b"\0" * 4 +
                 message[28:44] + b"\0" * 192 + MAGIC + bytes((53, 1, answer)) + b"\x36\4" +
                 self.address)
        if answer != NAK:
            reply += b"\x33\4" + struct.pack(">I", 3600) + b"\1\4\xff\xff\xff\0\3\4" + self.address
        reply += b"\xff"
        udp = struct.pack(">HHHH", 67, 68, 8 + len(reply), 0) + reply
        self.send_ip(b"\xff" * 4, 17, udp, BROADCAST)

    @staticmethod
    def options_of(message):
        at, found = 240, {}
        while message[at] != 255:
            if message[at]:
                found[message[at]] = message[at + 2 : at + 2 + message[at + 1]]
                at += message[at + 1] + 1
            at += 1
        return found

    def ping(self, to, number, payload):
        """Sends an echo request; its reply will be in `replies`."""
        body = b"\x08\0\0\0" + struct.pack(">HH", 0x4C41, number) + payload
        self.send_ip(socket.inet_aton(to), 1,
                     body[:2] + struct.pack(">H", checksum(body)) + body[4:])

    def wait_replies(self, numbers, timeout=3):
        """The numbers among these that were not answered in time."""
        until = time.monotonic() + timeout
        with self.new_reply:
            while missing := [number for number in numbers if number not in self.replies]:
                if not self.new_reply.wait(max(0, until - time.monotonic())):
                    return missing
        return []
