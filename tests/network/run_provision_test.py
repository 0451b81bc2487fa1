#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""run_provision_test.py CONSOLE JOIN: ./run provision --wifi, then the device joins, as often as it has to.

CONSOLE is demos/cli, JOIN the image that joins. The board's key is a file; the device that is moved to has another one.
"""
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import qemu  # noqa: E402
import wifi_module  # noqa: E402
from qemu import check  # noqa: E402

BOARD = "mps2_an385_wifi"
SSID, PASSPHRASE = "The house, by the \\lake\"", "correct horse, battery"
SCENARIO = {"access_points": [{"ssid": SSID, "bssid": "02:00:00:00:00:01", "security": "wpa2", "password": PASSPHRASE,
                               "channel": 6, "rssi": -50, "pool": 8}]}
BSSID = SCENARIO["access_points"][0]["bssid"]


class Desk:
    """A flash, two keys, and the tool."""

    def __init__(self, spot, console, join):
        self.spot, self.console, self.join = Path(spot), console, join
        self.flash = self.spot / "flash"
        for name in ("key", "other"):
            (self.spot / name).write_bytes(os.urandom(32))

    def provision(self, *options, flash=None, key="key", told=PASSPHRASE):
        where = ["--board", BOARD, "--image", self.console, "--flash", flash or self.flash]
        return subprocess.run([ROOT / "tools/provision/wifi.py", "--wifi", *where, *(["--key", self.spot / key] if key else []),
                               *options], input=told + "\n", capture_output=True, text=True, timeout=60)

    def start(self, module, key="key"):
        return qemu.Qemu(self.join, BOARD, flash=self.flash, modem=f"unix:{module.uart_path}", echo=False,
                         extra=["-append", f"board-key={self.spot / key}"])


def main():
    with tempfile.TemporaryDirectory(prefix="dunlin-provision-") as spot:
        desk = Desk(spot, *sys.argv[1:3])

        def a_network_is_told_over_the_serial_line():
            done = desk.provision("--ssid", SSID, "--password-file", "-")
            check(done.returncode == 0 and "as network 0" in done.stdout, done.stdout + done.stderr)
            check(PASSPHRASE not in done.stdout + done.stderr, "the passphrase is echoed")
            check(SSID in desk.provision("--list").stdout, "it is not kept")

        def the_flash_holds_neither_name_nor_passphrase():
            flash = desk.flash.read_bytes()
            check(PASSPHRASE.encode() not in flash and SSID.encode() not in flash, "there they are")

        def without_a_key_they_would_be_found():
            plain = desk.spot / "plain"
            done = desk.provision("--ssid", SSID, "--password-file", "-", flash=plain, key=None)
            check(done.returncode == 0, done.stderr)
            check(PASSPHRASE.encode() in plain.read_bytes(), "the search finds nothing")

        def after_a_restart_it_joins_and_joins_again():
            with wifi_module.WifiModule(desk.spot / "module", SCENARIO) as module, desk.start(module) as device:
                at = device.wait_for("join: up 192.168.3.", 20)
                for _ in range(2):
                    module.ask(f"ap {BSSID} lost")
                    at = device.wait_for("join: down", 10, at)
                    module.ask(f"ap {BSSID} back")
                    start = time.monotonic()
                    at = device.wait_for("join: up", 20, at)
                    print(f"joined again {time.monotonic() - start:.1f} s after the access point was back", flush=True)
                check(not module.blamed(), "the module blames the firmware")

        def on_another_device_the_flash_does_not_open():
            with wifi_module.WifiModule(desk.spot / "module", SCENARIO) as module, desk.start(module, "other") as device:
                device.wait_for("join: started", 20)
                end = time.monotonic() + 15
                while module.ask("state")["commands"] < 10 and time.monotonic() < end:
                    device.read_some(time.monotonic() + 0.1)
                device.read_some(time.monotonic() + 1)
                state = module.ask("state")
                check(state["commands"] >= 10, "it did not even switch the radio on")
                check(state["joined"] is None and "up" not in device.output, "it has joined")
            check("no network" in desk.provision("--list", key="other").stdout, "it can list them")

        def what_is_wrong_is_said():
            for options, told, says in ((("--ssid", "x"), "short", "8 to 63 bytes"), (("--ssid", "x" * 33), PASSPHRASE, "1 to 32"),
                                        (("--forget", "5000"), "", "forget which"), (("--forget", "12"), "", "number")):
                done = desk.provision(*options, *(["--password-file", "-"] if told else []), told=told)
                check(done.returncode == 1 and says in done.stderr, f"{options}: {done.stdout}{done.stderr}")

        tests = (a_network_is_told_over_the_serial_line, the_flash_holds_neither_name_nor_passphrase,
                 without_a_key_they_would_be_found, after_a_restart_it_joins_and_joins_again,
                 on_another_device_the_flash_does_not_open, what_is_wrong_is_said)
        qemu.run_tests([(test.__name__, test) for test in tests])


if __name__ == "__main__":
    main()
