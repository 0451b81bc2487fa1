# SPDX-License-Identifier: MIT
"""A board in QEMU with the firmware of tests/wifi, and the module on its UART in the test's hands."""
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for place in ("tests/target", "tests/modem"):
    sys.path.insert(0, str(ROOT / place))
from modem_kit import LIMIT_S, Modem  # noqa: E402,F401
from qemu import Qemu, TestFailure, check  # noqa: E402,F401

BOARD = "mps2_an385_wifi"
CONSOLE_BYTES = 128  # at once: the console's ring is read every millisecond
PROGRAM = ROOT / "build/tools/tools/modem/dunlin-modem"
OPEN, WEP, WPA, WPA2, OTHER, WPA3 = range(6)  # WIFISecurity_t
SUCCESS, FAILURE, TIMEOUT, NOT_SUPPORTED = range(4)
WAIT, ENDED, DOWN, REFUSED, RESET, TIMED_OUT, NO_LINK, INVALID, NO_MEMORY = range(-1, -10, -1)  # OFFLOAD_*


def reasons():
    """Names of enum wifi_reason, by number."""
    text = (ROOT / "services/wifi/include/wifi_service.h").read_text()
    inside = re.search(r"enum wifi_reason \{(.*?)\};", text, re.S).group(1)
    return re.findall(r"WIFI_REASON_(\w+)", inside)


REASONS = reasons()


def build_modem():
    """The emulator of the preset `tools`; Ninja knows whether there is anything to do."""
    for command in (["cmake", "--preset", "tools"], ["cmake", "--build", "--preset", "tools", "--target", "dunlin-modem"]):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        if done.returncode:
            sys.exit("tools/modem is not there: %s\n%s%s" % (" ".join(command), done.stdout, done.stderr))


def text(value):
    """A text as a word of a verb."""
    if value is None:
        return "-"
    data = value if isinstance(value, bytes) else value.encode()
    return data.hex() or "."


def stream(seed, length, begin=0):
    """The bytes that the firmware makes and expects."""
    out = bytearray()
    for index in range(begin, begin + length):
        x = (seed * 2654435761 + index * 2246822519) & 0xFFFFFFFF
        out.append((x >> 24 ^ x >> 11) & 0xFF)
    return bytes(out)


class Board:
    """The firmware running. `ask` is a verb and its answer."""

    def __init__(self, image, modem=None, flash=None):
        self.image, self.modem, self.flash = image, modem, flash
        self.start()

    def start(self):
        where = "unix:%s" % self.modem.uart_path if self.modem else "null"
        self.qemu = Qemu(self.image, BOARD, flash=self.flash, modem=where, echo=False)
        try:
            self.at = self.qemu.wait_for("ready 1\n")
        except TestFailure:
            self.qemu.kill()
            raise

    def restart(self):
        """As a power cut."""
        self.qemu.kill()
        self.start()

    def send(self, *words):
        self.verb = str(words[0])
        line = " ".join(map(str, words)) + "\n"
        for at in range(0, len(line), CONSOLE_BYTES):
            if at:
                time.sleep(0.01)
            self.qemu.send(line[at:at + CONSOLE_BYTES])

    def answer(self, timeout=30):
        end = self.qemu.wait_for("\n", timeout, self.at)
        line, self.at = self.qemu.output[self.at:end].strip(), end
        verb, _, rest = line.partition(" ")
        check(verb == self.verb, "%s: %s" % (self.verb, line))
        return rest

    def ask(self, *words, timeout=30):
        self.send(*words)
        return self.answer(timeout)

    def wifi(self, *words, timeout=30):
        """Code, name of the reason, what else the answer says."""
        code, reason, *rest = self.ask(*words, timeout=timeout).split(" ", 2)
        return int(code), REASONS[int(reason)], rest[0] if rest else ""

    def does(self, *words, timeout=30):
        """A verb that must be a success."""
        code, reason, rest = self.wifi(*words, timeout=timeout)
        check(code == SUCCESS, "%s: %s %s" % (" ".join(map(str, words)), code, reason))
        return rest

    def refuses(self, code, reason, *words, timeout=30):
        got = self.wifi(*words, timeout=timeout)[:2]
        check(got == (code, reason), "%s: %s" % (" ".join(map(str, words)), got))

    def number(self, *words, timeout=30):
        """The result of a verb of links."""
        return int(self.ask(*words, timeout=timeout).split()[0])

    def close(self):
        self.qemu.kill()
