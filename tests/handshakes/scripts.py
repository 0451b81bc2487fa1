# SPDX-License-Identifier: MIT
"""The servers that must be refused. A script is (version, faults, identity): which TLS the client may speak,
what the server does wrong (server.py), and whose certificates it shows; texts are in refused.txt."""
import struct

import certificates as x
from arithmetic import Key, P, encode
from server import ALERT, CHANGE, DATA, ECDSA_P256, HANDSHAKE, Gone, Message, Wire, extension, record, vector

NAME = "server.test"
DAY = x.DAY


class World:
    """Authorities of one run."""

    def __init__(self):
        self.root = x.Authority("Dunlin test root")
        self.issuing = x.Authority("Dunlin test issuer", self.root)
        self.stranger = x.Authority("Somebody else")
        self.good = x.Server(self.root, NAME)


def sent(data):
    return lambda body: Wire(data)


def then(kind, body, version=0x0303):
    """What is due, and behind it a record."""
    return lambda due: [due, Wire(record(kind, body, version))]


def cut(count):
    return lambda body: body[:-count]


def longer(more):
    return lambda body: body + more


def changed(at, new):
    return lambda body: body[:at] + new + body[at + len(new) :]


def nothing(body):
    return None


def instead(kind, body=b""):
    return lambda due: Message(kind, body)


def gone(body):
    raise Gone


def alert(number, level=2):
    return sent(record(ALERT, bytes((level, number))))


def rest_of_hello12(body, at):
    """`body` with its session of `at` bytes instead."""
    return body[:34] + vector(1, bytes(at)) + body[35:]


def certificates(world):
    """name: (version, faults, identity), of servers whose certificates are at fault."""
    root, issuing, stranger = world.root, world.issuing, world.stranger
    leaf = [*x.LEAF, x.names(NAME)]
    expired = x.Authority("Expired issuer", root, start=-20 * DAY, end=-DAY)
    early = x.Authority("Early issuer", root, start=DAY)
    no_authority = x.Authority("No authority", root, extensions=[x.basic(False), x.usage(x.KEY_CERT_SIGN)])
    no_signer = x.Authority("No signer", root, extensions=[x.basic(True), x.usage(x.DIGITAL_SIGNATURE)])
    narrow = x.Authority("Narrow issuer", root, extensions=[x.basic(True, 0), x.usage(x.KEY_CERT_SIGN)])
    below = x.Authority("Below the narrow one", narrow)
    forged = x.Authority("Forged issuer", root, forge=True)
    unknown = x.Authority("Unknown issuer", stranger)
    selfish = x.Server(root, NAME)
    own = x.Authority(NAME, extensions=leaf)
    selfish.key, selfish.chain = own.key, [own.certificate]

    def server(*arguments, **fields):
        return x.Server(*arguments, **fields)

    weak = x.Authority("Weak issuer", root)
    weak.certificate = root.issue("Weak issuer", b"", [x.basic(True), x.usage(x.KEY_CERT_SIGN)], spki=x.rsa_key(1024))
    found = {
        "wrong name": server(root, "other.test"),
        "expired": server(root, NAME, start=-20 * DAY, end=-DAY),
        "not yet valid": server(root, NAME, start=DAY),
        "expired issuer": server(expired, NAME, above=[expired.certificate]),
        "issuer not yet valid": server(early, NAME, above=[early.certificate]),
        "unknown issuer": server(stranger, NAME),
        "signed by itself": selfish,
        "issuer is no authority": server(no_authority, NAME, above=[no_authority.certificate]),
        "issuer signs no certificates": server(no_signer, NAME, above=[no_signer.certificate]),
        "path too long": server(below, NAME, above=[below.certificate, narrow.certificate]),
        "forged certificate": server(root, NAME, forge=True),
        "forged issuer": server(forged, NAME, above=[forged.certificate]),
        "issuer's issuer unknown": server(unknown, NAME, above=[unknown.certificate]),
        "another root in the chain": server(stranger, NAME, above=[stranger.certificate]),
        "for clients": server(root, NAME, [x.basic(False), x.usage(x.DIGITAL_SIGNATURE), x.purpose(x.FOR_CLIENTS),
                                           x.names(NAME)]),
        "key for agreement": server(root, NAME, [x.basic(False), x.usage(x.KEY_AGREEMENT), x.names(NAME)]),
        "weak key": server(root, NAME, spki=x.rsa_key(1024)),
        "weak key of the issuer": server(weak, NAME, above=[weak.certificate]),
        "weak hash": server(root, NAME, algorithm=x.ECDSA_SHA1),
        "curve of the key": server(root, NAME, spki=x.ec_key(b"\4" + bytes(132), x.P521)),
        "key off the curve": server(root, NAME, spki=x.ec_key(b"\4" + bytes(31) + b"\1" + bytes(31) + b"\1")),
        "key cut short": server(root, NAME, spki=x.ec_key(world.good.key.public[:40])),
        "two algorithms": server(root, NAME, signed_as=x.ECDSA_SHA512),
        "version of the certificate": server(root, NAME, version=7),
        "date of the certificate": server(root, NAME, edit=lambda body: body.replace(b"Z", b"?")),
        "unknown critical extension": server(root, NAME, [*leaf, x.extension("1.2.3.4", b"\5\0", True)]),
        "extension twice": server(root, NAME, [*leaf, x.names(NAME)]),
        "serial number": server(root, NAME, edit=lambda body: body.replace(b"\x02\x02\x12\x67", b"\x04\x02\x12\x67", 1)),
        "issuer's name": server(root, NAME, edit=lambda body: body.replace(x.name("Dunlin test root"),
                                                                           b"\x31" + x.name("Dunlin test root")[1:], 1)),
    }
    return {name: ("1.2", {}, identity) for name, identity in found.items()}


def messages12():
    """name: faults, of TLS 1.2 servers with good certificates."""
    hello = "ServerHello"
    exchange = "ServerKeyExchange"
    other = struct.pack(">H", 0x0203)
    return {
        # hello
        "version 1.1": {hello: changed(0, b"\3\2")},
        "version of nobody": {hello: changed(0, b"\5\5")},
        "suite with CBC": {hello: changed(35, b"\xc0\x23")},
        "suite of TLS 1.3": {hello: changed(35, b"\x13\x01")},
        "suite with finite fields": {hello: changed(35, b"\0\x9e")},
        "suite without encryption": {hello: changed(35, b"\0\0")},
        "compression": {hello: changed(37, b"\1")},
        "session too long": {hello: lambda body: rest_of_hello12(body, 33)},
        "hello cut": {hello: cut(3)},
        "hello of nothing": {hello: lambda body: b""},
        "hello too long": {hello: longer(b"\0")},
        "extension that nobody asked for": {"extensions": longer(extension(0xABCD, b"x"))},
        "protocol that nobody asked for": {"extensions": longer(extension(16, vector(2, vector(1, b"mqtt"))))},
        "extension twice in the hello": {"extensions": longer(extension(23))},
        "extension cut": {"extensions": longer(b"\0\x17\0\5")},
        "another limit of records": {"extensions": changed(len(extension(0xFF01, b"\0") + extension(23) +
                                                               extension(11, b"\1\0")) + 4, b"\1")},
        "limit of records too long": {"extensions": lambda body: body[:-5] + extension(1, b"\3\3")},
        "point formats": {"extensions": lambda body: body.replace(extension(11, b"\1\0"), extension(11, b"\1\1"))},
        "renegotiation": {"extensions": lambda body: body.replace(extension(0xFF01, b"\0"), extension(0xFF01, b"\1x"))},
        "master secret with content": {"extensions": lambda body: body.replace(extension(23), extension(23, b"x"))},
        "hello instead of certificates": {"Certificate": instead(hello, b"")},
        # certificates
        "no certificate": {"Certificate": lambda body: vector(3, b"")},
        "certificates cut": {"Certificate": cut(5)},
        "certificates too long": {"Certificate": longer(b"\0")},
        "certificate of nothing": {"Certificate": lambda body: vector(3, vector(3, b""))},
        "certificate cut": {"chain": lambda chain: [chain[0][:-9]]},
        "certificate of noise": {"chain": lambda chain: [b"\xa5" * 300]},
        "no certificates at all": {"Certificate": nothing, exchange: nothing},
        # key exchange
        "curve that is spelled out": {exchange: changed(0, b"\1")},
        "curve that was not offered": {exchange: changed(1, b"\0\x17\x41"[:0] + b"\0\x19")},
        "unknown curve": {exchange: changed(1, b"\xfe\xfe")},
        "point off the curve": {"point": lambda point: point[:-1] + bytes((point[-1] ^ 1,))},
        "point cut": {"point": lambda point: b"\3\0\x17" + vector(1, point[4:40])},
        "point of nothing": {"point": lambda point: b"\3\0\x17\0"},
        "signature of the exchange": {"signature": changed(10, b"\xa5\xa5\xa5\xa5")},
        "signature of another exchange": {"point": lambda point: point, "signature": lambda made: made[:-4] + b"\1\2\3\4"},
        "signature with SHA-1": {exchange: lambda body: body[:69] + other + body[71:]},
        "signature with RSA": {exchange: lambda body: body[:69] + b"\4\1" + body[71:]},
        "exchange cut": {exchange: cut(4)},
        "exchange of nothing": {exchange: lambda body: b""},
        "exchange missing": {exchange: nothing},
        # request, end of hello
        "request of nothing": {"CertificateRequest": lambda body: b""},
        "request cut": {"CertificateRequest": lambda body: body[:4]},
        "end of hello with content": {"ServerHelloDone": lambda body: b"\0"},
        "end of hello missing": {"ServerHelloDone": gone},
        "finish instead of the end of hello": {"ServerHelloDone": instead("Finished", bytes(12))},
        # finish
        "change of nothing": {"ChangeCipherSpec": lambda due: record(CHANGE, b"")},
        "change to what": {"ChangeCipherSpec": lambda due: record(CHANGE, b"\2")},
        "change missing": {"ChangeCipherSpec": lambda due: b""},
        "change too early": {"ServerHelloDone": lambda body: Wire(record(CHANGE, b"\1"))},
        "bad finish": {"Finished": lambda body: bytes(12)},
        "finish too short": {"Finished": cut(1)},
        "finish too long": {"Finished": longer(b"\0")},
        "ticket instead of the finish": {"Finished": instead("NewSessionTicket", bytes(6))},
        "finish missing": {"Finished": gone},
        # data
        "data changed on the way": {"data": lambda server: server.write(damaged(server.seal(DATA, b"hello")))},
        "hello once more": {"data": lambda server: server.write(server.seal(HANDSHAKE, Message(hello, bytes(40)).encoded()))},
        "data cut off": {"data": gone_data},
        "goodbye": {"data": lambda server: server.write(server.seal(ALERT, b"\1\0"))},
        "record too large": {"data": lambda server: server.write(server.seal(DATA, bytes(12000)))},
        "record of a kind that is none": {"data": lambda server: server.write(record(99, b"x" * 40))},
        "record of another version": {"data": lambda server: server.write(record(DATA, b"x" * 40, 0x0505))},
        "record too short": {"data": lambda server: server.write(record(DATA, b"x" * 8))},
    }


def damaged(data):
    return data[:-1] + bytes((data[-1] ^ 1,))


def gone_data(server):
    raise Gone


def records():
    """name: faults, of what comes instead of a hello."""
    hello = "ServerHello"
    return {
        "web server": {hello: sent(b"HTTP/1.1 400 Bad Request\r\n\r\n")},
        "nobody": {hello: gone},
        "record far too large": {hello: sent(record(HANDSHAKE, b"\2" * 20000))},
        "record of nothing": {hello: sent(record(HANDSHAKE, b""))},
        "kind of record": {hello: sent(record(24, b"\1\0\1x"))},
        "version of the record": {hello: sent(record(HANDSHAKE, Message(hello, bytes(40)).encoded(), 0x0200))},
        "message far too large": {hello: sent(record(HANDSHAKE, b"\2\xff\xff\xff" + bytes(4000)) + record(HANDSHAKE, bytes(4000)))},
        "data instead of hello": {hello: sent(record(DATA, b"hello"))},
        "change instead of hello": {hello: sent(record(CHANGE, b"\1"))},
        "alert cut": {hello: sent(record(ALERT, b"\2"))},
        "certificate instead of hello": {hello: instead("Certificate", vector(3, b""))},
    }


ALERTS = (10, 20, 22, 40, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 70, 71, 80, 90, 109, 110, 112, 116, 120, 200)


def messages13():
    """name: faults, of TLS 1.3 servers with good certificates."""
    hello, given, proof = "ServerHello", "EncryptedExtensions", "CertificateVerify"
    retry = bytes.fromhex("CF21AD74E59A6111BE1D8C021E65B891C2A211167ABB8C5E079E09E2C8A8339C")

    def retried(group):
        def fault(body):
            answers = extension(43, b"\3\4") + extension(51, struct.pack(">H", group))
            return [Message(hello, body[:2] + retry + body[34:70] + vector(2, answers)), gone]
        return {hello: lambda body: fault(body)[0]}

    return {
        "1.3: another session": {hello: changed(36, b"\xee")},
        "1.3: compression": {hello: changed(69, b"\1")},
        "1.3: suite that was not offered": {hello: changed(67, b"\x13\x03")},
        "1.3: version of nobody": {"extensions": changed(4, b"\3\5")},
        "1.3: extension that nobody asked for": {"extensions": longer(extension(0xABCD))},
        "1.3: extension of another message": {"extensions": longer(extension(16, vector(2, vector(1, b"x"))))},
        "1.3: extension twice": {"extensions": longer(extension(43, b"\3\4"))},
        "1.3: no share": {"extensions": lambda body: extension(43, b"\3\4")},
        "1.3: share on another curve": {"share": changed(0, b"\0\x18")},
        "1.3: share off the curve": {"share": lambda share: share[:-1] + bytes((share[-1] ^ 1,))},
        "1.3: share cut": {"share": cut(1)},
        "1.3: share of nothing": {"share": lambda share: b""},
        "1.3: retry with the same curve": retried(23),
        "1.3: retry with a curve that was not offered": retried(25),
        "1.3: hello cut": {hello: cut(2)},
        "1.3: extensions for nobody": {"encrypted extensions": lambda body: extension(0xABCD)},
        "1.3: protocol that nobody asked for": {"encrypted extensions": lambda body: extension(16, vector(2, vector(1, b"x")))},
        "1.3: share once more": {"encrypted extensions": lambda body: extension(51, b"\0\x17\0\0")},
        "1.3: extensions cut": {given: lambda body: b"\0\5\0"},
        "1.3: extensions missing": {given: nothing},
        "1.3: request of nothing": {"CertificateRequest": lambda body: b""},
        "1.3: request without algorithms": {"CertificateRequest": lambda body: b"\0\0\0"},
        "1.3: certificates with context": {"Certificate": changed(0, b"\1")},
        "1.3: no certificate": {"Certificate": lambda body: b"\0\0\0\0"},
        "1.3: certificates cut": {"Certificate": cut(3)},
        "1.3: certificates missing": {"Certificate": nothing},
        "1.3: proof with SHA-1": {proof: changed(0, b"\2\3")},
        "1.3: proof with RSA": {proof: changed(0, b"\x08\x04")},
        "1.3: proof of somebody else": {"signature": lambda made: made[:-4] + b"\1\2\3\4"},
        "1.3: proof that is none": {"signature": changed(0, b"\x31")},
        "1.3: proof cut": {proof: cut(1)},
        "1.3: proof missing": {proof: nothing},
        "1.3: bad finish": {"Finished": lambda body: bytes(32)},
        "1.3: finish too short": {"Finished": cut(1)},
        "1.3: keys changed too early": {"Finished": instead("KeyUpdate", b"\0")},
        "1.3: change to what": {"ChangeCipherSpec": lambda due: record(CHANGE, b"\2")},
        "1.3: record in the clear": {given: lambda body: Wire(record(HANDSHAKE, Message(given, body).encoded()))},
        "1.3: record damaged": {given: lambda body: Wire(record(DATA, bytes(60)))},
        "1.3: hello once more": {"data": lambda server: server.write(server.seal(HANDSHAKE, Message(hello, bytes(40)).encoded()))},
        "1.3: record of nothing": {"data": lambda server: server.write(server.seal(0, b""))},
        "1.3: data damaged": {"data": lambda server: server.write(damaged(server.seal(DATA, b"hello")))},
    }


def all_scripts(world):
    """name: (version, faults, identity)"""
    scripts = certificates(world)
    for name, faults in {**records(), **messages12()}.items():
        scripts[name] = ("1.2", faults, world.good)
    for number in ALERTS:
        scripts["alert %d" % number] = ("1.2", {"ServerHello": alert(number)}, world.good)
    for name, faults in messages13().items():
        scripts[name] = ("1.3", faults, world.good)
    scripts["1.2 is all it has"] = ("1.3", {"12": True}, world.good)
    scripts["downgrade"] = ("any", {"12": True, "ServerHello": changed(26, b"DOWNGRD\1")}, world.good)
    scripts["downgrade further"] = ("any", {"12": True, "ServerHello": changed(26, b"DOWNGRD\0")}, world.good)
    scripts["1.3: wrong name"] = ("1.3", {}, x.Server(world.root, "other.test"))
    scripts["1.3: for clients"] = ("1.3", {}, x.Server(world.root, NAME, [
        x.basic(False), x.usage(x.DIGITAL_SIGNATURE), x.purpose(x.FOR_CLIENTS), x.names(NAME)]))
    return scripts
