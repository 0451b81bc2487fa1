# SPDX-License-Identifier: MIT
"""Flashes with an image that must not run in them: each reason, and each way in which it may have got there."""
import struct
import subprocess
import sys
import zlib
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]
import images  # noqa: E402

BOARD = "mps2_an385"
BINARY_BYTES = 512  # more than one piece for the hash
NOP, STAY = b"\x00\xbf", b"\xfe\xe7"
STACK = 0x20004000
NEW, VALID, INVALID = 0xFF, 0xFC, 0xF8
COUNTER = 5


def binary(start, tag):
    """Wherever it is entered, it ends in its last instruction. The tag makes it another one."""
    vectors = struct.pack("<2I", STACK, (start + 8) | 1)
    move = struct.pack("<H", 0x2000 | tag)  # movs r0, #tag
    return vectors + move * ((BINARY_BYTES - len(vectors) - 2) // 2) + STAY


def record(number, counter, flags):
    body = struct.pack("<4s2I4B64s", b"DLJ1", number, counter, *flags, 0, 0, b"")
    return body + struct.pack("<I", zlib.crc32(body)) + bytes(8)  # two seals


class Scene:
    def __init__(self, name, good, bad, flags):
        self.name, self.images, self.flags = name, (good, bad), flags

    def fill(self, flash, layout):
        """`flash`: as a bytearray."""
        flash[:layout["flash"]["bytes"]] = b"\xff" * layout["flash"]["bytes"]
        end = layout["flash"]["bytes"]
        flash[end:end + 4] = b"SALF"  # the mark of an emulated memory that has been flash before
        if self.flags:
            journal = layout["journal"]["offset"]
            content = record(7, COUNTER, self.flags)
            flash[journal:journal + len(content)] = content
        for place, image in zip(layout["slots"], self.images):
            if image:
                flash[place["offset"]:place["offset"] + len(image)] = image


def scenes(folder):
    """(scenes, the binary of the good image)"""
    layout = images.layout(BOARD)
    start = images.start(layout, 0)
    other_key = Path(folder) / "other.key"
    subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", other_key], check=True)

    def image(version, tag, **other):
        values = {"hardware_id": layout["hardware_id"], "counter": COUNTER, **other}
        return images.image(binary(start, tag), start, images.version(version), **values)

    good, flipped = image("2.0.0", 1), bytearray(image("3.0.0", 2))
    flipped[images.HEAD + 100] ^= 4
    bad = {"another key": image("3.0.0", 2, key=other_key), "flipped bit": bytes(flipped),
           "counter": image("3.0.0", 2, counter=COUNTER - 1),
           "hardware id": image("3.0.0", 2, hardware_id=layout["hardware_id"] - 1),
           "older version": image("1.0.0", 2)}
    found = [Scene(f"{kind}, staged", good, made, (VALID, NEW)) for kind, made in bad.items()]
    found += [Scene(f"{kind}, accepted", None, made, (INVALID, VALID)) for kind, made in bad.items()
              if kind != "older version"]
    found += [Scene(f"{kind}, new device", good, made, None) for kind, made in bad.items()
              if kind not in ("older version", "counter")]
    return found, binary(start, 1)
