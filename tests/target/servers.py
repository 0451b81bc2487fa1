# SPDX-License-Identifier: MIT
"""Servers on this host for boards in QEMU."""

import re
import subprocess

MUTUAL = ("-Verify", "2", "-verify_return_error")


class Server:
    """openssl s_server on a free loopback port; it sends each line back, reversed."""

    def __init__(self, credentials, certificate="broker", arguments=()):
        self.process = subprocess.Popen(
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", credentials / f"{certificate}.crt",
             "-key", credentials / f"{certificate}.key", "-CAfile", credentials / "ca.crt", "-rev", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for line in self.process.stdout:
            found = re.match(r"ACCEPT 127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                return
        raise SystemExit("openssl s_server did not start")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.process.kill()
        self.process.wait()
