# SPDX-License-Identifier: MIT
"""Peers of qualification groups, without the tester: echo and TLS servers, a name server, identities.

    build_peers()
    with Peers(folder, header="tests/qualification/config/qualification_config.h") as peers:
        build the image aws_tests, run it; on boards with a Wi-Fi module:
        WifiModule(folder / "module", peers.scenario())

By hand: tools/lab/peers.py FOLDER [HEADER]; it waits for the end of its input.
"""
import subprocess
import sys
from pathlib import Path

if __package__ is None:
    sys.path.insert(0, str(Path(__file__).resolve().parent))
from wifi_module import ROOT, build_tool  # noqa: E402

PROGRAM = ROOT / "build/tools/tools/tester/qualification_peers"
HOST, NAME = "10.0.2.2", "peers.dunlin.test"  # this machine, as boards in QEMU see it
CLIENT, TEST = ("client-network", "open sesame"), ("test-network", "another one")
HELD = ("device", "rsa", "untrusted", "own-authority")  # by a module, in the order of framework/keys_module.c


def build_peers(cloud=False):
    for target in ["qualification_peers"] + ["dunlin-cloudd", "dunlin_cloud_plugin"] * cloud:
        build_tool(target)


class Peers:
    """The running program. As a context manager it leaves nothing behind but the folder's files."""

    def __init__(self, folder, header=None, run="0", only="", program=PROGRAM, cloud=False):
        """`cloud`: the cloud in a box, too, with the identities in it; build_peers(cloud=True) before."""
        self.cloud = cloud
        self.folder = Path(folder).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.program = subprocess.Popen(
            [program, "--folder", self.folder, "--host", HOST, "--name", NAME, "--run", run, "--only", only,
             "--wifi", ":".join(CLIENT), "--wifi-test", ":".join(TEST)] + (["--header", header] if header else [])
            + (["--cloud", ROOT] if cloud else []),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.program.stdout.readline() != "ready\n":
            self.close()
            raise SystemExit("the peers could not be started")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def close(self):
        self.program.stdin.close()
        self.program.wait(20)
        self.program.stdout.close()

    def scenario(self):
        """Of tools/modem: both networks of userdata.json, this machine behind them, what a module with TLS holds."""
        points = [{"ssid": ssid, "bssid": f"02:d0:00:00:00:0{i}", "password": password, "rssi": -50 - i, "channel": 5 * i + 1,
                   "gateway": HOST, "first": f"10.0.2.{15 + 10 * i}", "pool": 4}
                  for i, (ssid, password) in enumerate((CLIENT, TEST))]
        return {"access_points": points, "hosts": {NAME: HOST}, "ports": {},
                "authorities": [str(self.folder / "root.crt")],
                "identities": [{"certificate": str(self.folder / f"{name}.crt"), "key": str(self.folder / f"{name}.key")}
                               for name in HELD],
                "delays_ms": {"join": 50, "address": 20, "scan": 50, "boot": 20, "time": 10, "second": 1000}}


def main():
    build_peers()
    with Peers(*sys.argv[1:3]):
        print("ready", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
