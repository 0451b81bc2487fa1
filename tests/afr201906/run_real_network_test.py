#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""IotMqtt_* and MQTT_AGENT_* on a board against mosquitto, over TLS and the emulated Ethernet.

Usage: run_real_network_test.py IMAGE --board BOARD

Somebody else who listens at the broker must hear what the device says it has published.
"""
import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import broker as lab_broker  # noqa: E402
import credentials as lab_credentials  # noqa: E402
import qemu  # noqa: E402
import sntp_server  # noqa: E402

SECONDS = 60
MESSAGES = 3


def certify_address(folder):
    """The device connects to an address: a certificate of the broker for that."""
    tool = lab_credentials.mkcreds()
    address = lab_credentials.HOST_FROM_DEVICE
    now = tool.datetime.datetime.now(tool.datetime.timezone.utc)
    tool.certify(folder, "address", "ca", address,
                 tool.LEAF + f"extendedKeyUsage=serverAuth\nsubjectAltName=IP:{address}\n",
                 now - tool.DAY, now + 30 * tool.DAY)


def listen(broker):
    """Returns when the broker has the subscription."""
    listener = subprocess.Popen(["mosquitto_sub", *broker.client_options(), "-q", "1", "-t", "afr201906/#", "-v",
                                 "-C", str(2 * MESSAGES), "-W", str(SECONDS)], stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + SECONDS
    while "afr201906/#" not in (broker.folder / "mosquitto.log").read_text(errors="replace"):
        qemu.check(time.monotonic() < until, "mosquitto_sub has not subscribed")
        time.sleep(0.02)
    return listener


def run(options, spot):
    credentials = spot / "credentials"
    lab_credentials.make(credentials)
    certify_address(credentials)
    with sntp_server.SntpServer() as sntp, \
            lab_broker.Broker(spot / "broker", credentials, server="address") as broker:
        flash = lab_credentials.flash(credentials, spot, options.board, broker.port, sntp.port)
        listener = listen(broker)
        try:
            with qemu.Qemu(options.image, options.board, flash=flash) as device:
                qemu.check(device.wait(SECONDS) == 0, "the program failed")
            heard = listener.communicate(timeout=SECONDS)[0].splitlines()
        finally:
            listener.kill()
    wanted = [f"afr201906/{who} message {i}" for who in ("mqtt", "agent") for i in range(1, MESSAGES + 1)]
    qemu.check(heard == wanted, f"mosquitto_sub heard {heard}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("image", type=Path)
    parser.add_argument("--board", required=True)
    options = parser.parse_args()
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(prefix="dunlin-afr-", dir=memory) as spot:
        qemu.run_tests([("MQTT of 201906 over a real network", lambda: run(options, Path(spot)))])


if __name__ == "__main__":
    main()
