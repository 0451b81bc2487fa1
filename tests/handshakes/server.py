# SPDX-License-Identifier: MIT
"""A TLS server that follows a script: what RFC 5246 and RFC 8446 want it to say, or something else.

    server.run12(Faults)   ServerHello Certificate ServerKeyExchange [CertificateRequest] ServerHelloDone
                           ... ChangeCipherSpec Finished
    server.run13(Faults)   ServerHello EncryptedExtensions [CertificateRequest] Certificate CertificateVerify Finished

A fault names a message and a function of its body that returns another body, a Message of another type, a list
of those, raw bytes for the wire (Wire), or None for silence.
"""
import secrets
import struct

from arithmetic import Gcm, Key, digest, encode, expand, mac, prf
from certificates import number, sequence

CHANGE, ALERT, HANDSHAKE, DATA = 20, 21, 22, 23
TYPES = {"HelloRequest": 0, "ClientHello": 1, "ServerHello": 2, "NewSessionTicket": 4, "EncryptedExtensions": 8,
         "Certificate": 11, "ServerKeyExchange": 12, "CertificateRequest": 13, "ServerHelloDone": 14,
         "CertificateVerify": 15, "ClientKeyExchange": 16, "Finished": 20, "KeyUpdate": 24}
SUITE_12, SUITE_13 = 0xC02B, 0x1301
GROUP_P256, ECDSA_P256 = 23, 0x0403


class Message:
    def __init__(self, kind, body):
        self.kind = TYPES.get(kind, kind)
        self.body = body

    def encoded(self):
        return bytes((self.kind,)) + len(self.body).to_bytes(3, "big") + self.body


class Wire(bytes):
    """Bytes for the wire as they are."""


class Gone(Exception):
    """The client has ended the connection."""


def vector(size, data):
    return len(data).to_bytes(size, "big") + data


def extension(kind, body=b""):
    return struct.pack(">H", kind) + vector(2, body)


def record(kind, body, version=0x0303):
    return struct.pack(">BHH", kind, version, len(body)) + body


class Server:
    def __init__(self, connection, identity, faults=None):
        self.connection = connection
        self.identity = identity
        self.faults = faults or {}
        self.waiting = b""  # handshake messages of the client, not yet taken
        self.transcript = b""
        self.read_key = self.write_key = None
        self.random = secrets.token_bytes(32)
        self.key = Key()

    # ---- records ----
    def read_exactly(self, count):
        data = b""
        while len(data) < count:
            more = self.connection.recv(count - len(data))
            if not more:
                raise Gone
            data += more
        return data

    def read_record(self):
        kind, _, length = struct.unpack(">BHH", self.read_exactly(5))
        body = self.read_exactly(length)
        if self.read_key:
            kind, body = self.read_key.open(kind, body)
        if kind == ALERT:
            raise Gone(body[1])
        return kind, body

    def write(self, data):
        self.connection.sendall(data)

    def seal(self, kind, body):
        return self.write_key.seal(kind, body) if self.write_key else record(kind, body)

    # ---- messages ----
    def read_message(self, *kinds):
        while len(self.waiting) < 4 or len(self.waiting) < 4 + int.from_bytes(self.waiting[1:4], "big"):
            kind, body = self.read_record()
            if kind == HANDSHAKE:
                self.waiting += body
        end = 4 + int.from_bytes(self.waiting[1:4], "big")
        message, self.waiting = self.waiting[:end], self.waiting[end:]
        if message[0] not in [TYPES[kind] for kind in kinds]:
            raise Gone
        self.transcript += message
        return message

    def say_message(self, message):
        data = message.encoded()
        self.transcript += data
        for at in range(0, len(data), self.limit):
            self.write(self.seal(HANDSHAKE, data[at : at + self.limit]))

    limit = 16000  # bytes of a record

    def say(self, kind, body):
        said = self.faults[kind](body) if kind in self.faults else body
        for one in said if isinstance(said, list) else [said]:
            if isinstance(one, Wire):
                self.write(one)
            elif one is not None:
                self.say_message(one if isinstance(one, Message) else Message(kind, one))

    def fault(self, name, value):
        return self.faults[name](value) if name in self.faults else value

    # ---- hello ----
    def hello(self):
        """Takes the client's; remembers what it offers."""
        body = self.read_message("ClientHello")[4:]
        self.client_random = body[2:34]
        at = 35 + body[34]
        self.session = body[35:at]
        at += 2 + int.from_bytes(body[at : at + 2], "big")
        at += 1 + body[at] + 2
        self.offered = {}
        while at < len(body):
            kind, length = struct.unpack_from(">HH", body, at)
            self.offered[kind] = body[at + 4 : at + 4 + length]
            at += 4 + length

    def certificate_list(self, per_certificate):
        chain = self.fault("chain", self.identity.chain)
        return vector(3, b"".join(vector(3, one) + per_certificate for one in chain))

    def signature(self, data):
        r, s = self.identity.key.sign(data)
        return sequence(number(r), number(s))

    # ---- TLS 1.2 ----
    def extensions12(self):
        """What OpenSSL answers, too."""
        answers = extension(0xFF01, b"\0") + extension(23) + extension(11, b"\1\0")
        return answers + (extension(1, self.offered[1]) if 1 in self.offered else b"")

    def hello12(self):
        body = struct.pack(">H", 0x0303) + self.random + vector(1, b"") + struct.pack(">HB", SUITE_12, 0)
        self.say("ServerHello", body + vector(2, self.fault("extensions", self.extensions12())))

    def key_exchange12(self):
        point = b"\3" + struct.pack(">H", GROUP_P256) + vector(1, self.key.public)
        point = self.fault("point", point)
        signed = self.client_random + self.random + point
        return point + struct.pack(">H", ECDSA_P256) + vector(2, self.fault("signature", self.signature(signed)))

    def first_flight12(self, ask=False):
        self.hello()
        self.hello12()
        self.say("Certificate", self.certificate_list(b""))
        self.say("ServerKeyExchange", self.key_exchange12())
        if ask or "CertificateRequest" in self.faults:
            self.say("CertificateRequest", b"\1\x40" + vector(2, struct.pack(">H", ECDSA_P256)) + vector(2, b""))
        self.say("ServerHelloDone", b"")

    def keys12(self, public):
        before = self.key.shared(public)
        master = prf(before, b"extended master secret", digest(self.transcript), 48)
        block = prf(master, b"key expansion", self.random + self.client_random, 40)
        return master, Keys12(block[:16], block[32:36]), Keys12(block[16:32], block[36:40])

    def run12(self):
        self.first_flight12()
        message = self.read_message("ClientKeyExchange", "Certificate")
        while message[0] != TYPES["ClientKeyExchange"]:
            message = self.read_message("ClientKeyExchange", "Certificate")
        master, reading, writing = self.keys12(message[5:])
        self.read_key = reading
        self.read_message("Finished")
        self.write(self.fault("ChangeCipherSpec", record(CHANGE, b"\1")))
        self.write_key = writing
        self.say("Finished", prf(master, b"server finished", digest(self.transcript), 12))
        self.after()

    # ---- TLS 1.3 ----
    def hello13(self):
        share = struct.pack(">H", GROUP_P256) + vector(2, self.key.public)
        answers = extension(43, b"\3\4") + extension(51, self.fault("share", share))
        body = struct.pack(">H", 0x0303) + self.random + vector(1, self.session) + struct.pack(">HB", SUITE_13, 0)
        self.say("ServerHello", body + vector(2, self.fault("extensions", answers)))

    def client_share(self):
        shares = self.offered[51][2:]
        group, length = struct.unpack_from(">HH", shares)
        if group != GROUP_P256:
            raise Gone
        return shares[4 : 4 + length]

    def run13(self):
        self.hello()
        self.hello13()
        shared = self.key.shared(self.client_share())
        early = mac(bytes(32), bytes(32))
        secret = mac(self.derived(early, b"derived", b""), shared)
        reading = self.derived(secret, b"c hs traffic", self.transcript)
        writing = self.derived(secret, b"s hs traffic", self.transcript)
        self.write(self.fault("ChangeCipherSpec", record(CHANGE, b"\1")))
        self.write_key = Keys13(writing)
        self.say("EncryptedExtensions", vector(2, self.fault("encrypted extensions", b"")))
        if "CertificateRequest" in self.faults:
            self.say("CertificateRequest", b"\0" + vector(2, extension(13, vector(2, struct.pack(">H", ECDSA_P256)))))
        self.say("Certificate", b"\0" + self.certificate_list(b"\0\0"))
        signed = b" " * 64 + b"TLS 1.3, server CertificateVerify\0" + digest(self.transcript)
        self.say("CertificateVerify",
                 struct.pack(">H", ECDSA_P256) + vector(2, self.fault("signature", self.signature(signed))))
        self.say("Finished", mac(expand(writing, b"finished", b"", 32), digest(self.transcript)))
        master = mac(self.derived(secret, b"derived", b""), bytes(32))
        own = self.derived(master, b"s ap traffic", self.transcript)
        self.read_key = Keys13(reading)
        self.read_message("Finished")
        self.write_key = Keys13(own)
        self.after()

    @staticmethod
    def derived(secret, label, transcript):
        return expand(secret, label, digest(transcript), 32)

    def after(self):
        """Data for the client, or what a fault says instead."""
        if "data" in self.faults:
            self.faults["data"](self)
        else:
            self.write(self.seal(DATA, b"welcome"))


class Keys12:
    def __init__(self, key, salt):
        self.cipher, self.salt, self.count = Gcm(key), salt, 0

    def extra(self, kind, length):
        extra = struct.pack(">QBHH", self.count, kind, 0x0303, length)
        self.count += 1
        return extra

    def seal(self, kind, body):
        nonce = struct.pack(">Q", self.count)
        return record(kind, nonce + self.cipher.seal(self.salt + nonce, body, self.extra(kind, len(body))))

    def open(self, kind, body):
        if kind == CHANGE:
            return kind, body
        return kind, self.cipher.open(self.salt + body[:8], body[8:], self.extra(kind, len(body) - 24))


class Keys13:
    def __init__(self, secret):
        self.cipher = Gcm(expand(secret, b"key", b"", 16))
        self.base = int.from_bytes(expand(secret, b"iv", b"", 12), "big")
        self.count = 0

    def nonce(self):
        nonce = (self.base ^ self.count).to_bytes(12, "big")
        self.count += 1
        return nonce

    def seal(self, kind, body):
        inside = body + bytes((kind,)) if kind else body
        head = struct.pack(">BHH", DATA, 0x0303, len(inside) + 16)
        return head + self.cipher.seal(self.nonce(), inside, head)

    def open(self, kind, body):
        if kind == CHANGE:
            return kind, body
        inside = self.cipher.open(self.nonce(), body, struct.pack(">BHH", DATA, 0x0303, len(body))).rstrip(b"\0")
        return inside[-1], inside[:-1]
