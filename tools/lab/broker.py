# SPDX-License-Identifier: MIT
"""mosquitto on a free loopback port: as it comes, or with TLS and a certificate demanded of every client."""
import os
import shutil
import socket
import subprocess
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mosquitto_program():
    for candidate in ("mosquitto", "/usr/sbin/mosquitto"):
        if shutil.which(candidate):
            return candidate
    raise SystemExit("there is no mosquitto: install the Debian package mosquitto")


class PlainBroker:
    """One broker on one port, without TLS. stop() and start() again keep its port."""

    def __init__(self, folder, options="allow_anonymous true\n", port=None):
        self.folder = folder
        self.port = port or free_port()
        self.process = None
        self.kills = 0
        folder.mkdir(parents=True, exist_ok=True)
        user = "user root\n" if os.geteuid() == 0 else ""
        (folder / "mosquitto.conf").write_text(
            f"listener {self.port} 127.0.0.1\n{options}"
            f"{user}log_dest file {folder / 'mosquitto.log'}\nlog_type all\n")

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *unused):
        self.stop()

    def start(self, timeout=10):
        self.process = subprocess.Popen(
            [mosquitto_program(), "-c", str(self.folder / "mosquitto.conf")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + timeout
        while time.monotonic() < until:
            if self.process.poll() is not None:
                log = self.folder / "mosquitto.log"
                raise SystemExit("mosquitto ended at once: "
                                 + (log.read_text()[-400:] if log.exists() else "no log"))
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.02)
        raise SystemExit(f"mosquitto does not listen on port {self.port} after {timeout} s")

    def kill(self):
        """As a crash."""
        self.kills += 1
        self.process.kill()
        self.process.wait()

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def log(self):
        log = self.folder / "mosquitto.log"
        return log.read_text(errors="replace") if log.exists() else ""


class Broker(PlainBroker):
    """With TLS and a certificate demanded of every client. stop() and start() again keep sessions: they are on disk."""

    def __init__(self, folder, credentials, port=None, server="broker"):
        self.credentials = credentials
        super().__init__(
            folder,
            f"cafile {credentials / 'ca.crt'}\n"
            f"certfile {credentials / f'{server}.crt'}\n"
            f"keyfile {credentials / f'{server}.key'}\n"
            "require_certificate true\nuse_identity_as_username true\ntls_version tlsv1.2\n"
            f"persistence true\npersistence_location {folder}/\nautosave_interval 1\n"
            "autosave_on_changes true\nmax_inflight_messages 20\nmax_queued_messages 0\n", port)

    def client_options(self, name="operator"):
        """Options of mosquitto_pub and mosquitto_sub for a client with a certificate of its own."""
        c = self.credentials
        return ["-h", "127.0.0.1", "-p", str(self.port), "--cafile", str(c / "ca.crt"),
                "--cert", str(c / f"{name}.crt"), "--key", str(c / f"{name}.key"), "--insecure"]
