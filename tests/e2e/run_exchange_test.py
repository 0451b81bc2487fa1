#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Numbered QoS 1 messages both ways while mosquitto is killed: accepted = delivered.

Usage: run_exchange_test.py ELF [--messages N] [--kills K] [--board B] [--must-lose]

The broker is killed (SIGKILL) K times at random moments and started again from what it had on disk; at
least three times with messages of the device in flight. A proxy holds its acknowledgements back until they
are on disk (tools/lab/durable_proxy.py), so that a loss is the device's or the peer's fault. With --must-lose the image drops what is not
acknowledged, and the test passes only if messages are then missing.
"""
import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target"), str(ROOT / "tools")]
import broker as lab_broker  # noqa: E402
import credentials as lab_credentials  # noqa: E402
import durable_proxy  # noqa: E402
import qemu  # noqa: E402
import sntp_server  # noqa: E402

THING = "dunlin-device"
DEADLINE_S = 600
MIN_IN_FLIGHT = 3


def build_peer(folder):
    program = folder / "mqtt_peer"
    subprocess.run(["cc", "-O2", "-o", str(program), str(ROOT / "tools/lab/mqtt_peer.c"), "-lmosquitto"],
                   check=True)
    return program


def last_report(device):
    lines = re.findall(r"^exchange: accepted .*$", device.output, re.M)
    if not lines:
        return {}
    words = lines[-1].split()[1:]
    return {words[i]: int(words[i + 1]) for i in range(0, len(words) - 1, 2)}


def pump(device, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not device.read_some(until):
            raise qemu.TestFailure("the device ended")


def disturb(broker, device, kills, messages, rng):
    """Kills the broker at random moments of the exchange, more often while little was in flight."""
    for _ in range(kills):
        pump(device, rng.uniform(0.5, 3.0))
        broker.kill()
        pump(device, rng.uniform(0.1, 1.0))
        broker.start()
        report = last_report(device)
        print(f"kill {broker.kills}: accepted {report.get('accepted', 0)} of {messages}, "
              f"received {report.get('unique', 0)}", flush=True)


def finish(device, messages, peer, must_lose):
    """Waits until both sides have everything, or nothing moves any more."""
    before, since = None, time.monotonic()
    start = time.monotonic()
    while time.monotonic() - start < DEADLINE_S:
        pump(device, 1)
        report = last_report(device)
        done = report.get("accepted") == messages and report.get("waiting") == 0
        if done and report.get("unique") == messages and (must_lose or peer.poll() is not None):
            break
        state = (report.get("accepted"), report.get("acknowledged"), report.get("unique"))
        if state != before:
            before, since = state, time.monotonic()
        elif time.monotonic() - since > (15 if must_lose else 60):
            break
    return last_report(device)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("image", type=Path)
    parser.add_argument("--messages", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--board", default="mps2_an385")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--must-lose", action="store_true")
    parser.add_argument("-v", "--verbose", action="store_true", help="show the device's log")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1 << 30)
    rng = random.Random(seed)
    print(f"seed {seed}", flush=True)

    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-exchange-", dir=memory) as spot:
        spot = Path(spot)
        lab_credentials.make(spot / "credentials")
        peer_program = build_peer(spot)
        with lab_broker.Broker(spot / "broker", spot / "credentials") as broker, \
                durable_proxy.DurableProxy(broker.port) as proxy, sntp_server.SntpServer() as sntp:
            flash = lab_credentials.flash(spot / "credentials", spot, options.board, proxy.port,
                                          sntp.port)
            c = spot / "credentials"
            peer = subprocess.Popen(
                [str(peer_program), "--port", str(proxy.port), "--cafile", str(c / "ca.crt"),
                 "--cert", str(c / "operator.crt"), "--key", str(c / "operator.key"), "--insecure",
                 "--publish", f"{THING}/down", "--send", str(options.messages),
                 "--subscribe", f"{THING}/up", "--receive", str(options.messages),
                 "--after-first", "--seconds", str(DEADLINE_S)], stdout=subprocess.PIPE, text=True)
            try:
                with qemu.Qemu(options.image, options.board, flash=flash,
                               echo=options.verbose) as device:
                    device.wait_for("exchange: connected", 120)
                    disturb(broker, device, options.kills, options.messages, rng)
                    report = finish(device, options.messages, peer, options.must_lose)
            finally:
                peer.terminate()
                told, _ = peer.communicate(timeout=20)
        return judge(options, report, json.loads(told), broker.kills)


def judge(options, report, peer, kills):
    print("device:", json.dumps(report))
    print("peer:  ", json.dumps(peer))
    print(f"broker killed {kills} times, {report['in_flight']} losses with messages in flight; "
          f"duplicates: device {report['duplicates']}, peer {peer['duplicates']}")
    lost_up = report["accepted"] - peer["received_unique"]
    lost_down = peer["acked"] - report["unique"]
    if options.must_lose:
        good = lost_up > 0
        print(f"without resend {lost_up} accepted messages never arrived: "
              + ("as it must be" if good else "the test cannot see a loss"))
        return 0 if good else 1
    demands = [
        (f"device: {options.messages} accepted", report["accepted"] == options.messages),
        ("up: accepted = delivered", lost_up == 0),
        (f"peer: {options.messages} acknowledged", peer["acked"] == options.messages),
        ("down: accepted = delivered", lost_down == 0),
        ("nothing arrived that was not sent", report["strange"] == 0),
        (f"{MIN_IN_FLIGHT} or more losses with messages in flight",
         report["in_flight"] >= min(MIN_IN_FLIGHT, options.kills)),
    ]
    for what, met in demands:
        print(("ok " if met else "FAIL ") + what)
    failed = len([1 for _, met in demands if not met])
    print(f"{len(demands) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
