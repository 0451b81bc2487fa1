#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Numbered QoS 1 messages over TLS while the cable and the access point come and go: accepted = delivered.

Usage: run_fall_back_test.py ELF [--messages N] [--rounds R] [-v] [--must-lose]

A round: the cable out, in; the cable out, the access point lost and back, the cable in; the access point lost and back
beside the cable, which nobody must notice. The time from each event to the next connection is printed. With --must-lose
the image drops what is not acknowledged, and the test passes only if messages are then missing.
"""
import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target"), str(ROOT / "tests/e2e"), str(ROOT / "tools")]
import broker as lab_broker  # noqa: E402
import credentials as lab_credentials  # noqa: E402
import qemu  # noqa: E402
import run_exchange_test as exchange  # noqa: E402
import sntp_server  # noqa: E402
import wifi_module  # noqa: E402

BOARD = "mps2_an385_dual"
SSID, PASSPHRASE = "home", "correct horse"
SCENARIO = {"access_points": [{"ssid": SSID, "bssid": "02:00:00:00:00:01", "security": "wpa2", "password": PASSPHRASE,
                               "channel": 6, "rssi": -50, "first": "10.0.2.100", "pool": 8,
                               "gateway": lab_credentials.HOST_FROM_DEVICE}]}


class Air:
    """The cable, the access point, and how long the device takes to be connected again."""

    def __init__(self, device, monitor, module):
        self.device, self.monitor, self.module = device, monitor, module

    def cable(self, plugged):
        self.monitor.command("set_link", name="ethernet", up=plugged)

    def access_point(self, word):
        self.module.ask(f"ap {SSID} {word}")

    def connects(self, what, over, limit_s, event, *arguments):
        at, start = len(self.device.output), time.monotonic()
        event(*arguments)
        self.device.wait_for(f"exchange: connected over {over}", limit_s, at)
        print(f"{what}: connected over {over} after {time.monotonic() - start:.2f} s", flush=True)
        exchange.pump(self.device, 0.5)


def a_round(air):
    air.connects("cable out", "wifi", 10, air.cable, False)
    air.connects("cable in", "ethernet", 15, air.cable, True)
    air.connects("cable out", "wifi", 10, air.cable, False)
    air.access_point("lost")
    exchange.pump(air.device, 1)
    air.connects("access point back", "wifi", 20, air.access_point, "back")
    air.connects("cable in", "ethernet", 15, air.cable, True)
    before = len(air.device.output)
    air.access_point("lost")
    exchange.pump(air.device, 0.5)
    air.access_point("back")
    exchange.pump(air.device, 2.5)
    return "exchange: lost" not in air.device.output[before:]


def finish(device, messages, peer, must_lose):
    """Waits until both sides have everything, or nothing moves any more."""
    before, since = None, time.monotonic()
    while time.monotonic() - since < 10:
        exchange.pump(device, 0.5)
        report = exchange.last_report(device)
        if report.get("accepted") == messages and report.get("waiting") == 0 and \
                (must_lose or peer.poll() is not None):
            break
        state = (report.get("accepted"), report.get("acknowledged"))
        if state != before:
            before, since = state, time.monotonic()
    return exchange.last_report(device)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("image", type=Path)
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--must-lose", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the device's log")
    options = parser.parse_args()

    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-network-", dir=memory) as spot:
        spot = Path(spot)
        certificates = spot / "credentials"
        lab_credentials.make(certificates)
        peer_program = exchange.build_peer(spot)
        with lab_broker.Broker(spot / "broker", certificates) as broker, sntp_server.SntpServer() as sntp, \
                wifi_module.WifiModule(spot / "module", SCENARIO) as module:
            flash = lab_credentials.flash(certificates, spot, BOARD, broker.port, sntp.port, wifi=(SSID, PASSPHRASE))
            monitor = qemu.Monitor(str(spot / "monitor"))
            peer = subprocess.Popen(
                [str(peer_program), "--port", str(broker.port), "--cafile", str(certificates / "ca.crt"),
                 "--cert", str(certificates / "operator.crt"), "--key", str(certificates / "operator.key"), "--insecure",
                 "--publish", f"{exchange.THING}/down", "--send", "1",
                 "--subscribe", f"{exchange.THING}/up", "--receive", str(options.messages),
                 "--after-first", "--seconds", "300"], stdout=subprocess.PIPE, text=True)
            try:
                with qemu.Qemu(options.image, BOARD, flash=flash, echo=options.verbose, extra=monitor.option,
                               modem=f"unix:{module.uart_path}") as device:
                    air = Air(device, monitor, module)
                    device.wait_for("exchange: connected over ethernet", 60)
                    exchange.pump(device, 2)
                    quiet = all([a_round(air) for _ in range(options.rounds)])
                    report = finish(device, options.messages, peer, options.must_lose)
                    blamed = module.blamed()
            finally:
                peer.terminate()
                told, _ = peer.communicate(timeout=20)
        return judge(options, report, json.loads(told), quiet, blamed)


def judge(options, report, peer, quiet, blamed):
    print("device:", json.dumps(report))
    print("peer:  ", json.dumps(peer))
    lost = report["accepted"] - peer["received_unique"]
    if options.must_lose:
        print(f"without resend {lost} accepted messages never arrived: "
              + ("as it must be" if lost > 0 else "the test cannot see a loss"))
        print("1 passed, 0 failed" if lost > 0 else "0 passed, 1 failed")
        return 0 if lost > 0 else 1
    changes = 5 * options.rounds
    demands = [
        (f"{options.messages} accepted", report["accepted"] == options.messages),
        ("accepted = delivered", lost == 0),
        ("each change of the network ended one connection", report["losses"] >= changes),
        ("the session was there each time", report["resumed"] >= changes),
        ("the loss of what is not used was not noticed", quiet),
        (f"the module blames nothing: {blamed}", not blamed),
    ]
    for what, met in demands:
        print(("ok " if met else "FAIL ") + what)
    failed = len([1 for _, met in demands if not met])
    print(f"{len(demands) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
