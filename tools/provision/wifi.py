#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""./run provision --wifi: tell a device of a Wi-Fi network, over its serial line.

  ./run provision --wifi --ssid NAME --port /dev/ttyACM0                  asks for the passphrase
  ./run provision --wifi --ssid NAME --password-file FILE --port DEVICE   its first line; "-": standard input
  ./run provision --wifi --ssid NAME --security open --port DEVICE
  ./run provision --wifi --ssid NAME --board mps2_an385_wifi --flash F    an emulated board with the flash F
  ./run provision --wifi --list | --forget NUMBER ...

The device runs an image with the console command `wifi` (services/wifi_cli; demos/cli is one). It keeps the network in flash,
encrypted where the board has a key (README of the board), and joins it at the next start. The passphrase is no option,
because anybody on this machine can read those.
"""
import argparse
import base64
import getpass
import os
import select
import subprocess
import sys
import termios
import time
import tty
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests/target")]
import qemu  # noqa: E402

PROMPT = "> "
ANSWER_S = 10
IMAGE = "cli_demo"
SECURITIES = ("open", "wpa", "wpa2", "wpa3")
SPEEDS = {9600: termios.B9600, 57600: termios.B57600, 115200: termios.B115200, 230400: termios.B230400,
          460800: termios.B460800, 921600: termios.B921600}


class Refused(Exception):
    """What went wrong, in words for who asked."""


class Port:
    """A serial device."""

    def __init__(self, path, baud):
        self.name = path
        try:
            self.file = os.open(path, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
        except OSError as error:
            raise Refused(f"{path}: {error.strerror}") from error
        if os.isatty(self.file):
            tty.setraw(self.file)
            settings = termios.tcgetattr(self.file)
            settings[4] = settings[5] = SPEEDS[baud]
            termios.tcsetattr(self.file, termios.TCSANOW, settings)

    def send(self, text):
        left = text.encode()
        while left:
            _, ready, _ = select.select([], [self.file], [], ANSWER_S)
            if not ready:
                raise Refused(f"{self.name} takes nothing")
            left = left[os.write(self.file, left):]

    def wait_for(self, word, seconds):
        """What came up to and with the word; None: it did not come."""
        got, end = b"", time.monotonic() + seconds
        while word.encode() not in got:
            ready, _, _ = select.select([self.file], [], [], max(0, end - time.monotonic()))
            piece = os.read(self.file, 4096) if ready else b""
            if not piece:
                return None
            got += piece
        return got.decode("utf-8", "replace")

    def close(self):
        os.close(self.file)


class Board:
    """An emulated board that runs the console."""

    def __init__(self, options):
        image = options.image or ROOT / "build" / options.board / "demos/cli" / f"{IMAGE}.elf"
        if options.image is None:
            made = subprocess.run([ROOT / "run", "build", options.board, "--target", IMAGE], capture_output=True, text=True)
            if made.returncode != 0:
                raise Refused(f"building {IMAGE} for {options.board} failed:\n{made.stdout}{made.stderr}")
        key = ["-append", f"board-key={options.key.resolve()}"] if options.key else []
        self.name = options.board
        self.run = qemu.Qemu(image, options.board, flash=options.flash, echo=False, extra=key)
        self.seen = 0

    def send(self, text):
        self.run.send(text)

    def wait_for(self, word, seconds):
        try:
            end = self.run.wait_for(word, seconds, self.seen)
        except qemu.TestFailure:
            return None
        text, self.seen = self.run.output[self.seen:end], end
        return text

    def close(self):
        self.run.kill()


def without_prompts(line):
    while line.startswith(PROMPT):
        line = line.removeprefix(PROMPT)
    return line.removesuffix(PROMPT.rstrip())


def ask(device, line):
    """The answer's lines; the last one is "ok" with what follows it, an error is raised."""
    device.send(line + "\r\n")
    told = text = ""
    while not told:  # a prompt of before may come first
        more = device.wait_for("\n" + PROMPT, ANSWER_S)
        if more is None:
            raise Refused(f"{device.name} did not answer within {ANSWER_S} s")
        if "There is no command" in more:
            raise Refused(f"{device.name} does not know this command: is it an image with services/wifi_cli?")
        text += more
        lines = [without_prompts(each) for each in text.splitlines()]
        told = [each for each in lines if each.startswith("wifi: ")]
    verdict = told[-1].removeprefix("wifi: ")
    if not verdict.startswith("ok"):
        raise Refused(f"{device.name} says: {verdict.removeprefix('error, ')}")
    return [each for each in lines if each and not each.startswith("wifi: ")], verdict.removeprefix("ok").strip()


def greet(device):
    """Whatever was half typed is a line of its own, and is answered by a prompt."""
    device.send("\r\n")
    if device.wait_for(PROMPT, ANSWER_S) is None:
        raise Refused(f"no console answers at {device.name} within {ANSWER_S} s")
    while device.wait_for(PROMPT, 0.3) is not None:
        pass


def passphrase(options):
    if options.security == "open":
        return b""
    if options.password_file == "-":
        line = sys.stdin.buffer.readline()
    elif options.password_file:
        try:
            line = Path(options.password_file).read_bytes().split(b"\n")[0]
        except OSError as error:
            raise Refused(f"{options.password_file}: {error.strerror}") from error
    elif sys.stdin.isatty():
        line = getpass.getpass(f"Passphrase of {options.ssid}: ").encode()
    else:
        raise Refused("there is nobody to ask for the passphrase: --password-file FILE, or - for standard input")
    return line.rstrip(b"\r\n")


def encoded(data):
    return base64.b64encode(data).decode() or "-"


def add(device, options):
    name, secret = os.fsencode(options.ssid), passphrase(options)
    if not 1 <= len(name) <= 32:
        raise Refused(f"a network's name has 1 to 32 bytes, this one {len(name)}")
    if options.security != "open" and not 8 <= len(secret) <= 63:
        raise Refused(f"a passphrase has 8 to 63 bytes, this one {len(secret)}")
    _, number = ask(device, f"wifi add {encoded(name)} {encoded(secret)} {options.security}")
    print(f"{device.name} keeps {options.ssid} as network {number}; it joins it at its next start")


def provision(options):
    device = Port(options.port, options.baud) if options.port else Board(options)
    try:
        greet(device)
        if options.list:
            networks, _ = ask(device, "wifi list")
            print("\n".join(networks) if networks else f"{device.name} keeps no network")
        elif options.forget is not None:
            ask(device, f"wifi forget {options.forget}")
            print(f"{device.name} keeps no network {options.forget} any more")
        else:
            add(device, options)
    finally:
        device.close()


def main():
    parser = argparse.ArgumentParser(prog="./run provision", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wifi", action="store_true", required=True, help="what is told: a network")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--ssid", help="name of the network")
    what.add_argument("--list", action="store_true", help="say which networks the device keeps")
    what.add_argument("--forget", type=int, metavar="NUMBER", help="of --list")
    parser.add_argument("--password-file", metavar="FILE", help="its first line is the passphrase; -: standard input")
    parser.add_argument("--security", choices=SECURITIES, default="wpa2", help="[wpa2]")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--port", metavar="DEVICE", help="serial line of the device's console")
    where.add_argument("--board", help="an emulated board instead")
    parser.add_argument("--baud", type=int, choices=SPEEDS, default=115200, help="[115200]")
    parser.add_argument("--flash", type=Path, help="with --board: the file that is its flash")
    parser.add_argument("--key", type=Path, help="with --board: the file that is its key, 32 bytes")
    parser.add_argument("--image", type=Path, help="with --board: run this instead of demos/cli")
    options = parser.parse_args()
    if options.board and not options.flash:
        parser.error("--board wants --flash: without it all is forgotten at once")
    try:
        provision(options)
    except Refused as refused:
        print(f"provision: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
