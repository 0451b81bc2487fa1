# SPDX-License-Identifier: MIT
"""The cryptography of a TLS server that must be able to do everything wrong: P-256, ECDSA, AES-128-GCM, the key
derivations of TLS 1.2 and 1.3. For tests: slow, and not safe against anybody who watches.

Sources: FIPS 186-4, SP 800-38D, FIPS 197, RFC 5246 section 5, RFC 8446 section 7.1.
"""
import hashlib
import hmac
import secrets

# ---- P-256 ----
P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def twice(point):
    x, y, z = point
    if y == 0 or z == 0:
        return 0, 1, 0
    s = 4 * x * y * y % P
    m = 3 * (x - z * z) * (x + z * z) % P
    u = (m * m - 2 * s) % P
    return u, (m * (s - u) - 8 * y**4) % P, 2 * y * z % P


def add(one, other):
    if one[2] == 0:
        return other
    if other[2] == 0:
        return one
    (x1, y1, z1), (x2, y2, z2) = one, other
    u1, u2 = x1 * z2 * z2 % P, x2 * z1 * z1 % P
    s1, s2 = y1 * z2**3 % P, y2 * z1**3 % P
    if u1 == u2:
        return twice(one) if s1 == s2 else (0, 1, 0)
    h, r = u2 - u1, s2 - s1
    x = (r * r - h**3 - 2 * u1 * h * h) % P
    return x, (r * (u1 * h * h - x) - s1 * h**3) % P, h * z1 * z2 % P


def times(scalar, point):
    """The point `scalar` times; None at infinity."""
    total, step = (0, 1, 0), (*point, 1)
    while scalar:
        if scalar & 1:
            total = add(total, step)
        step = twice(step)
        scalar >>= 1
    if total[2] == 0:
        return None
    inverse = pow(total[2], -1, P)
    return total[0] * inverse**2 % P, total[1] * inverse**3 % P


def encode(point):
    return b"\4" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def decode(data):
    return int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:65], "big")


class Key:
    def __init__(self, secret=None):
        self.secret = secret or secrets.randbelow(N - 1) + 1
        self.point = times(self.secret, G)
        self.public = encode(self.point)

    def shared(self, public):
        return times(self.secret, decode(public))[0].to_bytes(32, "big")

    def sign(self, message, digest="sha256"):
        """(r, s)"""
        number = int.from_bytes(hashlib.new(digest, message).digest()[:32], "big")
        once = Key()
        r = once.point[0] % N
        return r, pow(once.secret, -1, N) * (number + r * self.secret) % N


# ---- AES-128-GCM ----
def sbox():
    p = q = 1
    box = [0x63] * 256
    while True:
        p ^= p << 1 ^ (0x11B if p & 0x80 else 0)
        p &= 0xFF
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        q ^= 0x09 if q & 0x80 else 0
        box[p] = q ^ (q << 1 | q >> 7) & 0xFF ^ (q << 2 | q >> 6) & 0xFF ^ (q << 3 | q >> 5) & 0xFF ^ (
            q << 4 | q >> 4) & 0xFF ^ 0x63
        if p == 1:
            return box


BOX = sbox()


def doubled(byte):
    return (byte << 1 ^ (0x1B if byte & 0x80 else 0)) & 0xFF


class Gcm:
    def __init__(self, key):
        words = [list(key[i : i + 4]) for i in range(0, 16, 4)]
        once = 1
        for i in range(4, 44):
            word = words[i - 1][:]
            if i % 4 == 0:
                word = [BOX[b] for b in word[1:] + word[:1]]
                word[0] ^= once
                once = doubled(once)
            words.append([a ^ b for a, b in zip(words[i - 4], word)])
        self.rounds = [sum(words[i : i + 4], []) for i in range(0, 44, 4)]
        self.hash_key = int.from_bytes(self.block(bytes(16)), "big")

    def block(self, data):
        state = [a ^ b for a, b in zip(data, self.rounds[0])]
        for number in range(1, 11):
            state = [BOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16)]
            if number < 10:
                mixed = []
                for i in range(0, 16, 4):
                    a = state[i : i + 4]
                    whole = a[0] ^ a[1] ^ a[2] ^ a[3]
                    mixed += [a[j] ^ whole ^ doubled(a[j] ^ a[(j + 1) % 4]) for j in range(4)]
                state = mixed
            state = [a ^ b for a, b in zip(state, self.rounds[number])]
        return bytes(state)

    def ghash(self, data):
        total = 0
        for i in range(0, len(data), 16):
            total ^= int.from_bytes(data[i : i + 16], "big")
            product, factor = 0, self.hash_key
            for bit in range(127, -1, -1):
                if total >> bit & 1:
                    product ^= factor
                factor = factor >> 1 ^ (0xE1 << 120 if factor & 1 else 0)
            total = product
        return total.to_bytes(16, "big")

    def crypt(self, nonce, data):
        stream = b"".join(self.block(nonce + i.to_bytes(4, "big")) for i in range(2, 3 + len(data) // 16))
        return bytes(a ^ b for a, b in zip(data, stream))

    def tag(self, nonce, coded, extra):
        def padded(part):
            return part + bytes(-len(part) % 16)

        sizes = (8 * len(extra)).to_bytes(8, "big") + (8 * len(coded)).to_bytes(8, "big")
        mask = self.block(nonce + b"\0\0\0\1")
        return bytes(a ^ b for a, b in zip(self.ghash(padded(extra) + padded(coded) + sizes), mask))

    def seal(self, nonce, data, extra):
        coded = self.crypt(nonce, data)
        return coded + self.tag(nonce, coded, extra)

    def open(self, nonce, data, extra):
        coded, tag = data[:-16], data[-16:]
        if self.tag(nonce, coded, extra) != tag:
            raise ValueError("a record of the client is damaged")
        return self.crypt(nonce, coded)


# ---- derivations ----
def digest(data):
    return hashlib.sha256(data).digest()


def mac(key, data):
    return hmac.digest(key, data, "sha256")


def prf(secret, label, seed, length):
    """TLS 1.2"""
    seed = label + seed
    a, out = seed, b""
    while len(out) < length:
        a = mac(secret, a)
        out += mac(secret, a + seed)
    return out[:length]


def expand(secret, label, context, length):
    """TLS 1.3, HKDF-Expand-Label"""
    label = b"tls13 " + label
    info = length.to_bytes(2, "big") + bytes((len(label),)) + label + bytes((len(context),)) + context
    out, last, number = b"", b"", 1
    while len(out) < length:
        last = mac(secret, last + info + bytes((number,)))
        out += last
        number += 1
    return out[:length]
