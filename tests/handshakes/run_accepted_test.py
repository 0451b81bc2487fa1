#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_accepted_test.py CLIENT: servers by others that must not be refused: OpenSSL, GnuTLS and mosquitto, TLS 1.2
and 1.3, EC and RSA, with a client certificate and without.
"""
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tools/lab")]
import broker as lab_broker  # noqa: E402
import credentials as lab_credentials  # noqa: E402

NAME = "broker.dunlin.test"


def openssl(*arguments, **options):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, **options).stdout


def make_credentials(folder):
    """EC of tools/mkcreds; a server of the same authority with an RSA key, and one of an authority with RSA."""
    tool = lab_credentials.mkcreds()
    lab_credentials.run(lab_credentials.MKCREDS, "make", folder)
    (folder / "device.secret").write_bytes(tool.secret_of_key(folder / "device.key"))
    openssl("x509", "-in", folder / "device.crt", "-outform", "DER", "-out", folder / "device.der")
    (folder / "ext").write_text(tool.LEAF + f"extendedKeyUsage=serverAuth\nsubjectAltName=DNS:{NAME}\n")
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "rsa-ca.key", "-out",
            folder / "rsa-ca.crt", "-subj", "/CN=Dunlin RSA CA", "-days", 2)
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "rsa.key", "-subj", f"/CN={NAME}", "-out",
            folder / "rsa.csr")
    openssl("x509", "-req", "-in", folder / "rsa.csr", "-CA", folder / "rsa-ca.crt", "-CAkey", folder / "rsa-ca.key",
            "-set_serial", 7, "-days", 2, "-extfile", folder / "ext", "-out", folder / "rsa.crt")


class Process:
    """A server of the host, until the end of `with`; `port` answers."""

    def __init__(self, command, port):
        self.command, self.port = command, port

    def __enter__(self):
        self.process = subprocess.Popen([str(part) for part in self.command], stdin=subprocess.PIPE,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return self
            except OSError:
                time.sleep(0.01)
        raise SystemExit(f"{self.command[0]} does not listen")

    def __exit__(self, *unused):
        self.process.kill()
        self.process.wait()


def openssl_server(folder, certificate, version, mutual):
    port = lab_broker.free_port()
    options = ["-Verify", "2", "-verify_return_error", "-CAfile", folder / "ca.crt"] if mutual else []
    return Process(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", folder / f"{certificate}.crt", "-key",
                    folder / f"{certificate}.key", "-rev", "-quiet", f"-tls{version.replace('.', '_')}", *options], port)


def gnutls_server(folder, certificate, version, mutual):
    port = lab_broker.free_port()
    options = ["--x509cafile", folder / "ca.crt", "--require-client-cert", "--verify-client-cert"] if mutual else [
        "--disable-client-cert"]
    return Process(["gnutls-serv", "--quiet", "--echo", "--port", port, "--x509certfile", folder / f"{certificate}.crt",
                    "--x509keyfile", folder / f"{certificate}.key", "--priority", f"NORMAL:-VERS-ALL:+VERS-TLS{version}",
                    *options], port)


def mosquitto(folder, certificate, version, mutual):
    port = lab_broker.free_port()
    config = folder / "mosquitto.conf"
    config.write_text(f"listener {port} 127.0.0.1\ncafile {folder / 'ca.crt'}\ncertfile {folder / f'{certificate}.crt'}\n"
                      f"keyfile {folder / f'{certificate}.key'}\ntls_version tlsv{version}\nallow_anonymous true\n"
                      f"require_certificate {'true' if mutual else 'false'}\n"
                      + ("user root\n" if os.geteuid() == 0 else ""))
    return Process([lab_broker.mosquitto_program(), "-c", config], port)


SERVERS = {"openssl": (openssl_server, "line"), "gnutls": (gnutls_server, "line"), "mosquitto": (mosquitto, "mqtt")}


def main():
    problems, tried = [], 0
    if not shutil.which("gnutls-serv"):
        raise SystemExit("there is no gnutls-serv: install the Debian package gnutls-bin")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        make_credentials(folder)
        for name, (server, say) in SERVERS.items():
            for certificate, trusted in (("broker", "ca"), ("rsa", "rsa-ca")):
                for version in ("1.2", "1.3"):
                    for mutual in (False, True):
                        asked = version if name == "mosquitto" else "any"  # its option is the least that it takes
                        own = f"{folder}/device.der {folder}/device.secret" if mutual else "- -"
                        with server(folder, certificate, version, mutual) as running:
                            said = subprocess.run(
                                [sys.argv[1]], input=f"connect {running.port} {NAME} {asked} {folder}/{trusted}.crt {own} {say}\n",
                                capture_output=True, text=True, timeout=30).stdout.strip()
                        tried += 1
                        if not re.fullmatch(rf"heard {version} \d+", said):
                            problems.append(f"{name} {version} {certificate}{' mutual' if mutual else ''}: {said}")
    for problem in problems:
        print(problem)
    print(f"{tried} servers, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
