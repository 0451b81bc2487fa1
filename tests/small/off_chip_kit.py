# SPDX-License-Identifier: MIT
"""A device whose TCP/IP and TLS are in its Wi-Fi module, with all that it needs around it: module and access point, the
cloud in a box behind the module's TLS, flash with a network and names in it."""
import contextlib
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab"), str(ROOT / "tests/target")]
import cloud_box  # noqa: E402
import credentials as lab_credentials  # noqa: E402
import qemu  # noqa: E402
from wifi_module import WifiModule  # noqa: E402

BOARD = "microbit_wifi"
SSID, PASSPHRASE = "dunlin-home", "correct horse"
GATEWAY = "192.168.3.1"  # its ports are those of this machine


def scenario(box):
    return {"access_points": [{"ssid": SSID, "bssid": "02:d0:00:00:00:01", "security": "wpa2", "password": PASSPHRASE,
                               "channel": 6, "rssi": -48, "gateway": GATEWAY, "first": "192.168.3.112", "pool": 8}],
            "hosts": {box.about["endpoint"]: GATEWAY, "time.local": GATEWAY}, "ports": {},
            "authorities": [box.about["ca"]],
            "identities": [{"certificate": box.device["cert"], "key": box.device["key"]}],
            "delays_ms": {"join": 30, "address": 10, "scan": 50, "boot": 50, "time": 20}}


def flash(box, folder):
    """Names and numbers, no certificate and no key; the network it may join."""
    blob, image = folder / "credentials.bin", folder / "flash.bin"
    for command in (["blob", folder, blob, "--address", GATEWAY, "--port", box.about["port"], "--name",
                     box.about["endpoint"], "--thing", box.device["thing"], "--sntp", "time.local", "--module", "0", "0"],
                    ["flash", blob, image, "--board", BOARD, "--wifi", SSID, PASSPHRASE]):
        subprocess.run([str(word) for word in [ROOT / "tools/mkcreds", *command]], check=True)
    return image


make_credentials = lab_credentials.make


class Listener:
    """What passes the broker, by a client of its own."""

    def __init__(self, box):
        self.messages = []
        self.process = subprocess.Popen(["mosquitto_sub", *box.client_options(), "-i", "operator-sub", "-q", "1", "-v", "-t",
                                         "iotdemo/#"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        for line in self.process.stdout:
            self.messages.append(line.rstrip("\n").split(" ", 1))

    def greetings(self):
        return {text for topic, text in self.messages if topic.startswith("iotdemo/topic/") and text.startswith("Hello world ")}

    def stop(self):
        self.process.kill()
        self.process.wait()


def greet(box):
    """The message of the host that ends the demo."""
    subprocess.run(["mosquitto_pub", *box.client_options(), "-i", "operator-pub", "-q", "1", "-t", "iotdemo/topic/1", "-m",
                    "Hello device"], check=True)


@contextlib.contextmanager
def device(image, folder, echo=True, **changes):
    """Yields box, module, listener and the running board."""
    folder.mkdir(parents=True, exist_ok=True)
    with cloud_box.CloudBox(folder / "box") as box, \
            WifiModule(folder / "module", scenario(box) | changes) as module:
        listener = Listener(box)
        try:
            with qemu.Qemu(image, BOARD, flash=flash(box, folder), modem=f"unix:{module.uart_path}", echo=echo) as board:
                yield box, module, listener, board
        finally:
            listener.stop()
