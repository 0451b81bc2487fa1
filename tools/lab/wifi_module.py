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
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "build/tools/tools/modem/dunlin-modem"
LIMIT_S = 10


def build_modem():
    """The emulator of the preset `tools`, one at a time; Ninja knows whether there is anything to do."""
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build/wifi_module.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in (["cmake", "--preset", "tools"], ["cmake", "--build", "--preset", "tools", "--target", "dunlin-modem"]):
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                sys.exit("tools/modem is not there: %s\n%s%s" % (" ".join(command), done.stdout, done.stderr))


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
