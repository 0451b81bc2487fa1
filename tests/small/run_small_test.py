#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_small_test.py IMAGE [--figures]: a device in 64 KB of RAM against mosquitto.

The server's certificates are a chain of two, as long as the profile promises to take. The test fails when a
budget is not kept; with --figures it prints them as `name value`, for bench and size.
"""
import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import broker as lab_broker  # noqa: E402
import credentials as lab_credentials  # noqa: E402
import qemu  # noqa: E402
import sntp_server  # noqa: E402

BOARD = "mps2_an385"
PEAK_MAX = 8192  # bytes of blocks: what TLS takes from its arena, all of it
CONNECTED_MAX = 4700
RAM_MAX = 64 * 1024
MAILBOX_MAX = 160  # bytes of the kernel's heap for a connection: lwIP's mailbox; TLS has its arena
CHAIN_LEAST, CHAIN_MOST = 1500, 1600  # bytes of the server's certificate message


def der_bytes(path):
    return len(subprocess.run(["openssl", "x509", "-in", path, "-outform", "DER"], capture_output=True,
                              check=True).stdout)


def long_chain(folder):
    """Gives the broker a chain of two certificates; returns the length of its certificate message."""
    tool = lab_credentials.mkcreds()
    now = tool.datetime.datetime.now(tool.datetime.timezone.utc)
    span = now - tool.DAY, now + 30 * tool.DAY
    padding = "nsComment=%s\n" % ("long" * 80)
    tool.certify(folder, "issuing", "ca", "Dunlin issuing CA", "basicConstraints=critical,CA:TRUE,pathlen:0\n"
                 "keyUsage=critical,keyCertSign,cRLSign\n" + padding, *span)
    tool.certify(folder, "broker", "issuing", "broker.dunlin.test", tool.LEAF + "extendedKeyUsage=serverAuth\n"
                 "subjectAltName=DNS:broker.dunlin.test\n" + padding, *span)
    length = 7 + sum(3 + der_bytes(folder / f"{name}.crt") for name in ("broker", "issuing"))
    chain = (folder / "broker.crt").read_text() + (folder / "issuing.crt").read_text()
    (folder / "broker.crt").write_text(chain)
    return length


def ram_bytes(image):
    """Everything that lies in RAM when the image is linked: variables, heap and arena, main stack."""
    symbols = subprocess.run(["arm-none-eabi-nm", image], capture_output=True, text=True, check=True).stdout
    address = {name: int(value, 16) for value, name in re.findall(r"^(\w+) \w (__\w+)$", symbols, re.M)}
    return address["__bss_end"] - address["__ram_start"]


def run(image, folder):
    credentials = folder / "credentials"
    lab_credentials.make(credentials)
    figures = {"chain": long_chain(credentials), "ram": ram_bytes(image)}
    with lab_broker.Broker(folder / "broker", credentials) as broker, sntp_server.SntpServer() as clock:
        flash = lab_credentials.flash(credentials, folder, BOARD, broker.port, clock.port)
        with qemu.Qemu(image, BOARD, flash=flash, echo=False) as board:
            try:
                status = board.wait(60)
            finally:
                figures["said"] = board.output
    said = figures["said"]
    qemu.check(status == 0 and "small: ok, 3 echoes of 3000 bytes, 0 wrong" in said, "the exchange")
    for name, pattern in (("tls.small.heap_peak", r"tls peak (\d+)"), ("tls.small.heap_connected", r"connected (\d+)"),
                          ("tls.small.heap_data", r"peak_of_data (\d+)"), ("heap_least", r"least (\d+)"),
                          ("heap_before", r"before (\d+)"), ("heap_after", r"free (\d+) least")):
        figures[name] = int(re.search(pattern, said).group(1))
    return figures


def judge(figures):
    for name, most in (("tls.small.heap_peak", PEAK_MAX), ("tls.small.heap_data", PEAK_MAX),
                       ("tls.small.heap_connected", CONNECTED_MAX), ("ram", RAM_MAX), ("chain", CHAIN_MOST)):
        qemu.check(figures[name] <= most, "%s: %d, %d allowed" % (name, figures[name], most))
    taken = figures["heap_before"] - figures["heap_after"]
    qemu.check(taken <= MAILBOX_MAX, "a connection took %d bytes of the kernel's heap" % taken)
    qemu.check(figures["chain"] >= CHAIN_LEAST, "a chain of %d bytes proves little" % figures["chain"])
    for task, free, words in re.findall(r"stack of (.*): (\d+) of (\d+) words free", figures["said"]):
        qemu.check(int(free) >= 24, "the stack of %s has %s words left of %s" % (task, free, words))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("image")
    parser.add_argument("--figures", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            figures = run(options.image, Path(folder))
            if not options.figures:
                print(figures["said"])
                judge(figures)
        except qemu.TestFailure as failure:
            sys.exit("FAIL %s" % failure)
    for name, value in figures.items():
        if name != "said":
            print("%s %d" % (name, value))
    return 0


if __name__ == "__main__":
    sys.exit(main())
