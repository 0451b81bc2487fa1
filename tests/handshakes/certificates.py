# SPDX-License-Identifier: MIT
"""X.509 certificates with any fault, written and signed here: openssl would refuse to make most of them.

Source: RFC 5280 section 4.1.
"""
import time

from arithmetic import Key

DAY = 86400


def der(tag, *parts):
    body = b"".join(parts)
    size = len(body)
    length = bytes((size,)) if size < 128 else (size.to_bytes(2, "big") if size > 255 else bytes((size,)))
    if size >= 128:
        length = bytes((0x80 | len(length),)) + length
    return bytes((tag,)) + length + body


def sequence(*parts):
    return der(0x30, *parts)


def number(value):
    return der(2, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def oid(text):
    first, second, *rest = map(int, text.split("."))
    body = bytes((40 * first + second,))
    for value in rest:
        groups = [value & 0x7F]
        while value := value >> 7:
            groups.append(0x80 | value & 0x7F)
        body += bytes(reversed(groups))
    return der(6, body)


def name(common):
    return sequence(der(0x31, sequence(oid("2.5.4.3"), der(0x0C, common.encode()))))


def moment(seconds):
    return der(0x18, time.strftime("%Y%m%d%H%M%SZ", time.gmtime(seconds)).encode())


def bits(data, unused=0):
    return der(3, bytes((unused,)), data)


ECDSA_SHA256, ECDSA_SHA1, ECDSA_SHA512, RSA_MD5 = (
    "1.2.840.10045.4.3.2", "1.2.840.10045.4.1", "1.2.840.10045.4.3.4", "1.2.840.113549.1.1.4")
P256, P521, BRAINPOOL = "1.2.840.10045.3.1.7", "1.3.132.0.35", "1.3.36.3.3.2.8.1.1.7"
DIGITAL_SIGNATURE, KEY_AGREEMENT, KEY_CERT_SIGN, CRL_SIGN = 0x80, 0x08, 0x04, 0x02
FOR_SERVERS, FOR_CLIENTS = "1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"


def ec_key(public, curve=P256):
    return sequence(sequence(oid("1.2.840.10045.2.1"), oid(curve)), bits(public))


def rsa_key(modulus_bits):
    modulus = (1 << modulus_bits) - 159  # nobody signs with it
    return sequence(sequence(oid("1.2.840.113549.1.1.1"), der(5)), bits(sequence(number(modulus), number(65537))))


def extension(identifier, body, critical=False):
    return sequence(oid(identifier), *([der(1, b"\xff")] if critical else []), der(4, body))


def basic(authority, path=None):
    inside = ([der(1, b"\xff")] if authority else []) + ([number(path)] if path is not None else [])
    return extension("2.5.29.19", sequence(*inside), True)


def usage(flags):
    return extension("2.5.29.15", bits(bytes((flags,)), 0), True)


def purpose(*identifiers):
    return extension("2.5.29.37", sequence(*map(oid, identifiers)))


def names(*dns):
    return extension("2.5.29.17", sequence(*(der(0x82, one.encode()) for one in dns)))


class Authority:
    """Somebody with a name and a key who signs certificates, and his own certificate."""

    def __init__(self, common, issuer=None, **fields):
        self.name, self.key = common, Key()
        extensions = fields.pop("extensions", [basic(True), usage(KEY_CERT_SIGN | CRL_SIGN)])
        self.certificate = (issuer or self).issue(common, self.key.public, extensions, **fields)

    def issue(self, common, public, extensions, start=-DAY, end=30 * DAY, algorithm=ECDSA_SHA256, signed_as=None,
              spki=None, edit=None, forge=False, version=2, signer=None, issuer=None):
        """A certificate for the key; `edit` changes what is signed, `forge` the signature afterwards."""
        now = int(time.time())
        signature = sequence(oid(algorithm))
        inside = sequence(der(0xA0, number(version)), number(4711), signature, name(issuer or self.name),
                          sequence(moment(now + start), moment(now + end)), name(common), spki or ec_key(public),
                          *([der(0xA3, sequence(*extensions))] if extensions else []))
        if edit:
            inside = edit(inside)
        r, s = (signer or self.key).sign(inside, {ECDSA_SHA1: "sha1"}.get(algorithm, "sha256"))
        if forge:
            s ^= 1 << 77
        return sequence(inside, sequence(oid(signed_as or algorithm)), bits(sequence(number(r), number(s))))


LEAF = (basic(False), usage(DIGITAL_SIGNATURE), purpose(FOR_SERVERS))


class Server:
    """A server's key and the chain that it shows: its certificate, then those above it."""

    def __init__(self, authority, common, extensions=None, above=(), key=None, **fields):
        self.key = key or Key()
        if extensions is None:
            extensions = [*LEAF, names(common)]
        self.chain = [authority.issue(common, self.key.public, extensions, **fields), *above]
