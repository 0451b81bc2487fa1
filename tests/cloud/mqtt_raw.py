# SPDX-License-Identifier: MIT
"""MQTT 3.1.1 and 5.0 packet by packet: a client that may break the rules, and sees each answer."""
import socket
import ssl
import struct
import time

CONNACK, PUBLISH, PUBACK, SUBACK, UNSUBACK, PINGRESP, DISCONNECT = 2, 3, 4, 9, 11, 13, 14


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return struct.pack(">H", len(data)) + data


def varint(value):
    out = b""
    while True:
        value, byte = value >> 7, value & 0x7F
        out += bytes([byte | (0x80 if value else 0)])
        if not value:
            return out


def packet(first, body):
    return bytes([first]) + varint(len(body)) + body


class Packet:
    def __init__(self, first, body):
        self.kind, self.flags, self.body = first >> 4, first & 15, body


class Client:
    """One connection. Names of properties: user [(name, value)], expiry (session, in s)."""

    def __init__(self, port, certificate=None, key=None, ca=None, version=4):
        raw = socket.create_connection(("127.0.0.1", port), 5)
        if ca is None:
            self.socket = raw
        else:
            context = ssl.create_default_context(cafile=ca)
            context.check_hostname = False
            context.load_cert_chain(certificate, key)
            self.socket = context.wrap_socket(raw, server_hostname="localhost")
        self.version = version
        self.data = b""
        self.next_id = 0
        self.publishes = []

    def send(self, data):
        self.socket.sendall(data)

    def receive(self, timeout=5):
        """The next packet; None: the connection was closed; a timeout is an error."""
        until = time.monotonic() + timeout
        while True:
            found = self.cut()
            if found is not None:
                return found
            self.socket.settimeout(max(0.001, until - time.monotonic()))
            try:
                data = self.socket.recv(65536)
            except (TimeoutError, socket.timeout):
                raise TimeoutError("no packet came") from None
            except OSError:
                return None
            if not data:
                return None
            self.data += data

    def cut(self):
        length, shift = 0, 0
        for at in range(1, min(5, len(self.data))):
            length |= (self.data[at] & 0x7F) << shift
            shift += 7
            if self.data[at] < 0x80:
                if len(self.data) < at + 1 + length:
                    return None
                found = Packet(self.data[0], self.data[at + 1:at + 1 + length])
                self.data = self.data[at + 1 + length:]
                return found
        return None

    def properties(self, user=(), expiry=None):
        if self.version != 5:
            return b""
        data = b"".join(b"\x26" + text(name) + text(value) for name, value in user)
        if expiry is not None:
            data += b"\x11" + struct.pack(">I", expiry)
        return varint(len(data)) + data

    def connect(self, client, clean=True, keep_alive=60, will=None, user=None, password=None, expiry=None):
        """CONNACK's code. `will` is (topic, payload, retain)."""
        flags = 2 if clean else 0
        body = text(client)
        if will:
            flags |= 4 | (0x20 if will[2] else 0) | 8
            body += self.properties() + text(will[0]) + text(will[1])
        if user:
            flags |= 0xC0
            body += text(user) + text(password)
        self.send(packet(0x10, text("MQTT") + bytes([self.version, flags]) + struct.pack(">H", keep_alive)
                         + self.properties(expiry=expiry) + body))
        answer = self.receive()
        self.connack = b"" if answer is None else answer.body
        return None if answer is None else answer.body[1]

    def identifier(self):
        self.next_id += 1
        return self.next_id

    def publish(self, topic, payload=b"", qos=0, retain=False, user=()):
        """The packet identifier."""
        number = self.identifier()
        self.send(packet(0x30 | qos << 1 | int(retain), text(topic)
                         + (struct.pack(">H", number) if qos else b"") + self.properties(user) + payload))
        return number

    def subscribe(self, *filters, qos=1, properties=None):
        """SUBACK's codes; None: the connection was closed, whatever DISCONNECT says is in self.last."""
        body = struct.pack(">H", self.identifier())
        body += self.properties() if properties is None else varint(len(properties)) + properties
        body += b"".join(text(one) + bytes([qos]) for one in filters)
        self.send(packet(0x82, body))
        answer = self.expect(SUBACK)
        return None if answer is None else list(answer.body[3 if self.version == 5 else 2:])

    def unsubscribe(self, *filters):
        body = struct.pack(">H", self.identifier()) + self.properties()
        self.send(packet(0xA2, body + b"".join(text(one) for one in filters)))
        return self.expect(UNSUBACK) is not None

    def expect(self, kind):
        """The next packet of this kind, keeping PUBLISHes for message(). None: closed first."""
        while True:
            self.last = self.receive()
            if self.last is None or self.last.kind == kind:
                return self.last
            if self.last.kind == PUBLISH:
                self.publishes.append(self.last)
            elif self.last.kind == DISCONNECT:
                return None

    def message(self, timeout=5):
        """(topic, payload) of the next PUBLISH, acknowledged; None: none came."""
        try:
            found = self.publishes.pop(0) if self.publishes else self.receive(timeout)
        except TimeoutError:
            return None
        if found is None or found.kind != PUBLISH:
            return None
        length = struct.unpack(">H", found.body[:2])[0]
        topic, at = found.body[2:2 + length].decode(), 2 + length
        if found.flags & 6:
            self.send(packet(0x40, found.body[at:at + 2]))
            at += 2
        self.last_properties = b""
        if self.version == 5:
            size = found.body[at]
            self.last_properties = found.body[at + 1:at + 1 + size]
            at += 1 + size
        return topic, found.body[at:]

    def is_open(self):
        """It answers a ping."""
        self.send(packet(0xC0, b""))
        return self.expect(PINGRESP) is not None

    def closed_with(self, timeout=5):
        """0: closed without DISCONNECT; else its reason. None: it is still open."""
        until = time.monotonic() + timeout
        reason = 0
        while time.monotonic() < until:
            try:
                found = self.receive(until - time.monotonic())
            except TimeoutError:
                return None
            if found is None:
                return reason
            if found.kind == DISCONNECT:
                reason = found.body[0] if found.body else 0
        return None

    def disconnect(self):
        self.send(packet(0xE0, b""))
        self.close()

    def close(self):
        self.socket.close()
