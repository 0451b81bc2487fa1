# SPDX-License-Identifier: MIT
"""The cloud in a box for a test: ./run cloud --json in a folder of its own, on free ports."""
import json
import signal
import subprocess
from pathlib import Path

from broker import free_port

ROOT = Path(__file__).resolve().parents[2]


class CloudBox:
    """Up inside `with`. `about` is what ./run cloud --json says; `device` its first device. Its ports stay the same when
    it is entered again."""

    def __init__(self, folder, endpoint=None):
        """`endpoint`: what devices call this machine; boards in QEMU that fetch files by HTTPS need 10.0.2.2."""
        self.folder = folder
        self.ports = str(free_port()), str(free_port())
        self.command = [str(ROOT / "run"), "cloud", "--dir", str(folder)]
        self.words = ["--endpoint", endpoint] if endpoint else []

    def __enter__(self):
        self.process = subprocess.Popen(
            [*self.command, *self.words, "--json", "--bind", "127.0.0.1", "--port", self.ports[0], "--https-port",
             self.ports[1]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"./run cloud ended: {self.process.stderr.read()[-2000:]}")
        self.about = json.loads(line)
        self.device = self.about["devices"][0]
        return self

    def __exit__(self, *unused):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)

    def control(self, *words):
        """An operation of the control plane by its name at the command line; the answer, or None."""
        done = subprocess.run([*self.command, *words], capture_output=True, text=True, timeout=60)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words)}: {done.stderr[-1000:]}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def part(self, name):
        """The process id of `mosquitto` or `dunlin-cloudd`; None: it is just being started again."""
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                program, _, rest = stat.read_text().partition("(")[2].rpartition(")")
            except OSError:
                continue
            if program == name and int(rest.split()[1]) == self.process.pid:
                return int(stat.parent.name)
        return None

    def client_options(self):
        """For mosquitto_pub and mosquitto_sub, as the first device."""
        return ["-h", self.about["endpoint"], "-p", str(self.about["port"]), "--cafile", self.about["ca"], "--cert",
                self.device["cert"], "--key", self.device["key"]]
