# SPDX-License-Identifier: MIT
"""Images by docs/design/ota.md with stock OpenSSL, and the flash of a board they are put into."""
import json
import struct
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEY = ROOT / "tools/sign/development/development.key"
HEAD, TRAILER = 32, 292


def layout(board):
    return json.loads((ROOT / "boards" / board / "board.json").read_text())["ota"]


def start(of_layout, slot):
    """Where the first byte of a binary in that slot is when it runs."""
    address = int(of_layout["run"]["address"], 0)
    return address if of_layout["run"]["from"] == "copy" else address + of_layout["slots"][slot]["offset"] + HEAD


def version(text):
    major, minor, build = (int(part) for part in text.split("."))
    return major << 24 | minor << 16 | build


def binary(objcopy, elf, folder):
    made = Path(folder) / (Path(elf).name + ".bin")
    subprocess.run([objcopy, "-O", "binary", elf, made], check=True)
    return made.read_bytes()


def image(code, start, sequence, hardware_id, counter=0, key=KEY):
    code += b"\xff" * (-len(code) % 4)
    body = struct.pack("<6I", sequence, start, start + len(code), start, hardware_id, counter) + code
    signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", key], input=body, capture_output=True,
                               check=True).stdout
    return (b"@AFRTOS\xff" + body + b"sig-sha256-ecdsa" + bytes(16) + struct.pack("<I", len(signature)) +
            signature + bytes(256 - len(signature)))


class Flash:
    """The file behind a board's flash, while the board is off."""

    def __init__(self, path, board):
        self.path, self.layout = Path(path), layout(board)
        content = b"\xff" * self.layout["flash"]["bytes"]
        if board.startswith("mps2"):  # the emulated memory: 16 MB, and the mark that it has been flash before
            content = (content + b"SALF").ljust(16 << 20, b"\0")
        self.path.write_bytes(content)

    def put(self, slot, content):
        place = self.layout["slots"][slot]
        with self.path.open("r+b") as file:
            file.seek(place["offset"])
            file.write(content + b"\xff" * (place["bytes"] - len(content)))
