# SPDX-License-Identifier: MIT
"""The processes of the box: the daemon and the broker. One that dies is started again; one that dies at once, many
times, ends the box, with the last lines of its log."""
import ctypes
import errno
import os
import resource
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
START_S = 20
SHORT_LIFE_S = 2
SHORT_LIVES_MAX = 5
PR_SET_PDEATHSIG = 1


def in_the_child():
    """A box that was killed leaves nothing behind, and each device is a file."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.setpgid(0, 0)  # Ctrl-C of the terminal is for the box, which ends its parts in order
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def fault_of_port(address, port):
    """Why nothing can listen there; None: something can."""
    family = socket.AF_INET6 if ":" in (address or "::") else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
            probe.bind((address or "::", port))
            return None
    except OSError as error:
        if address is None and error.errno == errno.EAFNOSUPPORT:
            return fault_of_port("0.0.0.0", port)
        return "is taken by another program" if error.errno == errno.EADDRINUSE else f"cannot be used: {error.strerror}"


def any_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def choose_port(address, given, usual, option):
    """The given one or an error; without one the usual one, or any that is free."""
    if not given:
        return any_port() if fault_of_port(address, usual) else usual
    fault = fault_of_port(address, given)
    if fault:
        raise SystemExit(f"cloud: port {given} {fault}; choose another with {option}")
    return given


class Process:
    """One program, its log, and a thread that starts it again."""

    held = ()  # the file that locks the folder: it is locked until the last process is gone

    def __init__(self, name, command, log):
        self.name, self.command, self.log = name, [str(part) for part in command], log
        self.process = None
        self.is_ending = False
        self.has_served = False  # one that never did is not started again
        self.lines = []  # of its standard output
        self.news = threading.Condition()
        self.has_failed = threading.Event()

    def start(self):
        self.spawn()
        threading.Thread(target=self.watch, daemon=True).start()

    def spawn(self):
        with open(self.log, "ab") as log:
            # The child dies with the thread that made it, so it is made in the main one or in the watcher, which lives on.
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                                            text=True, pass_fds=self.held, preexec_fn=in_the_child)
        threading.Thread(target=self.read, args=(self.process.stdout,), daemon=True).start()

    def read(self, stream):
        for line in stream:
            with self.news:
                self.lines.append(line.strip())
                self.news.notify_all()

    def watch(self):
        short = 0
        while True:
            born = time.monotonic()
            status = self.process.wait()
            if self.is_ending:
                return
            # One that was killed from outside is as good as before.
            is_short = time.monotonic() - born < SHORT_LIFE_S and status != -signal.SIGKILL
            short = short + 1 if is_short else 0
            if short >= SHORT_LIVES_MAX or not self.has_served:
                self.has_failed.set()
                with self.news:
                    self.news.notify_all()
                return
            print(f"cloud: the {self.name} ended ({status}) and is started again", file=sys.stderr, flush=True)
            time.sleep(0.1)
            self.spawn()

    def wait_for(self, word, *others):
        """The line that begins with this word, for which other processes are needed too."""
        until = time.monotonic() + START_S
        with self.news:
            while True:
                for line in self.lines:
                    if line.split(" ")[0] == word:
                        return line
                for process in (self, *others):
                    if process.has_failed.is_set() or time.monotonic() > until:
                        raise SystemExit(f"cloud: the {process.name} does not start:\n{process.last_words()}")
                self.news.wait(0.1)

    def last_words(self):
        try:
            return "\n".join("  " + line for line in self.log.read_text(errors="replace").splitlines()[-5:])
        except OSError:
            return f"  {self.command[0]}"

    def end(self):
        self.is_ending = True
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def mosquitto():
    for candidate in ("mosquitto", "/usr/sbin/mosquitto"):
        if shutil.which(candidate):
            return candidate
    raise SystemExit("cloud: there is no mosquitto: install the Debian package mosquitto")


def ensure_password(folder):
    path = folder / "daemon.password"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_hex(32))
    return path


def trusted(folder):
    """Where the daemon puts registered certificates of other authorities, and the broker's TLS looks for them."""
    place = folder / "trusted"
    place.mkdir(exist_ok=True)
    return place


def listener(folder, port, address=None):
    """The devices' listener, as lines of mosquitto.conf."""
    bind = f" {address}" if address else ""
    user = "user root\n" if os.geteuid() == 0 else ""
    return (f"{user}listener {port}{bind}\ncafile {folder}/ca.crt\ncapath {trusted(folder)}\ncertfile {folder}/server.crt\n"
            f"keyfile {folder}/server.key\nrequire_certificate true\ntls_version tlsv1.2\nmax_qos 1\n"
            "max_topic_alias 8\nset_tcp_nodelay true\nmax_inflight_messages 100\nmax_queued_messages 0\n"
            "max_keepalive 1200\nmax_packet_size 132096\n")


def broker(folder, programs, address, port, inner_port, limits="on"):
    """mosquitto with our plugin: one listener for devices, one on the loopback for the daemon."""
    place = folder / "broker"
    place.mkdir(exist_ok=True)
    (place / "mosquitto.conf").write_text(
        f"per_listener_settings false\nallow_anonymous false\n{listener(folder, port, address)}"
        f"listener {inner_port} 127.0.0.1\n"
        f"plugin {programs}/plugin/dunlin_cloud_plugin.so\n"
        f"plugin_opt_database {folder}/cloud.sqlite\nplugin_opt_user dunlin-cloudd\n"
        f"plugin_opt_password_file {folder}/daemon.password\n"
        f"plugin_opt_limit_publishes {'true' if limits == 'on' else 'false'}\n"
        f"persistence true\npersistence_location {place}/\nautosave_interval 10\npersistent_client_expiration 1h\n"
        f"log_dest file {place}/mosquitto.log\nlog_type error\nlog_type warning\nlog_type notice\n")
    log = place / "mosquitto.log"
    log.unlink(missing_ok=True)
    return Process("broker", [mosquitto(), "-c", place / "mosquitto.conf"], log)


def daemon(folder, programs, address, https_port, inner_port, endpoint, limits="on"):
    log = folder / "daemon.log"
    log.unlink(missing_ok=True)
    bind = ["--bind", address] if address else []
    return Process("daemon", [
        programs / "daemon/dunlin-cloudd", "--database", folder / "cloud.sqlite", "--ca", folder / "ca.crt",
        "--ca-key", folder / "ca.key", "--certificate", folder / "server.crt", "--key", folder / "server.key",
        "--broker", f"127.0.0.1:{inner_port}", "--user", "dunlin-cloudd", "--password-file",
        folder / "daemon.password", "--https-port", https_port, "--control-port", any_port(),
        "--endpoint", endpoint, "--limits", limits, "--signing-keys", folder / "signing", "--trusted", trusted(folder),
        "--logs", folder / "logs", *bind], log)
