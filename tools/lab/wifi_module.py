# SPDX-License-Identifier: MIT
"""tools/modem as a process: a Wi-Fi module, and the air around it, for boards in QEMU.

    build_modem()
    with WifiModule(folder, scenario) as module:
        qemu.Qemu(image, board, modem=module.serial)
        module.ask("ap home lost")               requests of its control socket: tools/modem/README.md
        print(module.blamed())                   what the firmware did wrong

The scenario is that of tools/modem/README.md, as a dictionary. The module has its own power: it is there before the board and
outlives its resets.
"""
import fcntl
import json
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/tools/tools/modem/dunlin-modem"
LIMIT_S = 10


def build_tool(target):
    """A program of the preset `tools`, one at a time; Ninja knows whether there is anything to do."""
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build/wifi_module.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (["cmake", "--preset", "tools"], ["cmake", "--build", "--preset", "tools", "--target", target]):
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit("%s is not there: %s\n%s%s" % (target, " ".join(command), done.stdout, done.stderr))


def build_modem():
    build_tool("dunlin-modem")


class WifiModule:
    """The running program. As a context manager it leaves nothing behind."""

    def __init__(self, folder, scenario, program=PROGRAM):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sockets = tempfile.TemporaryDirectory(prefix="dunlin-wifi-")  # a socket's path is 107 bytes at most
        self.uart_path, control = (Path(self.sockets.name) / name for name in ("uart", "control"))
        (self.folder / "scenario.json").write_text(json.dumps(scenario, indent=1))
        self.program = subprocess.Popen(
            [program, "--scenario", self.folder / "scenario.json", "--uart", self.uart_path, "--control", control, "--log",
             self.folder / "log"])
        self.serial = f"unix:{self.uart_path}"  # for QEMU
        self.plug = self.connect(control)
        self.control = self.plug.makefile("rw")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def connect(self, path):
        end = time.monotonic() + LIMIT_S
        while True:
            plug = socket.socket(socket.AF_UNIX)
            plug.settimeout(LIMIT_S)
            try:
                plug.connect(str(path))
                return plug
            except OSError:
                plug.close()
                if time.monotonic() > end or self.program.poll() is not None:
                    raise
                time.sleep(0.002)

    def close(self):
        self.program.terminate()
        status = self.program.wait(LIMIT_S)
        self.control.close()
        self.plug.close()
        self.sockets.cleanup()
        assert status == 0, f"the emulator ended with {status}"

    def ask(self, request):
        """An answer of the control socket without its "ok"; JSON where it is JSON."""
        self.control.write(request + "\n")
        self.control.flush()
        word, _, rest = self.control.readline().rstrip("\n").partition(" ")
        assert word == "ok", f"{request}: {word} {rest}"
        return json.loads(rest) if rest[:1] in ("{", "[") else rest

    def refused(self, request):
        self.control.write(request + "\n")
        self.control.flush()
        return self.control.readline().startswith("error ")

    def blamed(self):
        """What the firmware did wrong since the last time."""
        found = [entry["what"] for entry in self.ask("blame")]
        self.ask("blame clear")
        return found


class Home(WifiModule):
    """In reach of an access point with a passphrase of this run's, whose gateway is this machine at the address that user
    networking gives it, and of a neighbour's. `told`: what a device has to be told of it, for credentials.flash..."""
    NAME, BSSID, GATEWAY, TIME_SERVER = "dunlin-home", "02:d0:00:00:00:01", "10.0.2.2", "time.local"

    def __init__(self, folder, **changes):
        """`changes`: of the scenario."""
        self.passphrase = secrets.token_hex(8)
        self.told = {"wifi": (self.NAME, self.passphrase), "time_server": self.TIME_SERVER}
        super().__init__(folder, {
            "access_points": [
                {"ssid": self.NAME, "bssid": self.BSSID, "security": "wpa2", "password": self.passphrase, "channel": 6, "rssi": -48,
                 "wave_db": 6, "wave_ms": 20000, "gateway": self.GATEWAY, "first": "10.0.2.15", "pool": 8},
                {"ssid": "next door", "security": "wpa3", "password": secrets.token_hex(8), "channel": 11, "rssi": -71}],
            "hosts": {self.TIME_SERVER: self.GATEWAY}, "ports": {},
            "delays_ms": {"join": 300, "address": 100, "scan": 400, "boot": 200, "time": 50}} | changes)


def features(board):
    """Of its board.json."""
    return json.loads((ROOT / "boards" / board / "board.json").read_text())["features"]
