#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""run_limit_test.py IMAGE: the profile "small" leaves a server that does not promise to limit its records, and says
why; the same server with the promise is stayed with."""
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / part) for part in ("tools/lab", "tests/target", "tests/handshakes")]
import arithmetic  # noqa: E402
import credentials as lab_credentials  # noqa: E402
import qemu  # noqa: E402
import run_small_test  # noqa: E402
import server as lab_server  # noqa: E402
import sntp_server  # noqa: E402

REFUSED = "refused: the server does not promise to keep its records to what the buffer holds"


class Identity:
    """The broker's, of tools/mkcreds."""

    def __init__(self, folder):
        secret = lab_credentials.mkcreds().secret_of_key(folder / "broker.key")
        self.key = arithmetic.Key(int.from_bytes(secret, "big"))
        self.chain = [subprocess.run(["openssl", "x509", "-in", folder / "broker.crt", "-outform", "DER"],
                                     capture_output=True, check=True).stdout]


def serve(listener, identity, faults):
    while True:
        connection, _ = listener.accept()
        with connection:
            try:
                lab_server.Server(connection, identity, faults).run12()
            except (lab_server.Gone, OSError):
                pass


def silent(body):
    """The answers without max_fragment_length, which come last."""
    return body[: -len(lab_server.extension(1, b"\1"))]


def told(image, folder, faults, until):
    """Whether the device says `until` of a server with these faults."""
    credentials = folder / "credentials"
    lab_credentials.make(credentials)
    with socket.create_server(("127.0.0.1", 0)) as listener, sntp_server.SntpServer() as clock:
        threading.Thread(target=serve, args=(listener, Identity(credentials), faults), daemon=True).start()
        flash = lab_credentials.flash(credentials, folder, run_small_test.BOARD, listener.getsockname()[1], clock.port)
        with qemu.Qemu(image, run_small_test.BOARD, flash=flash) as board:
            board.wait_for(until, 20)


def main():
    tests = [("a_server_that_does_not_limit_its_records_is_left", {"extensions": silent}, REFUSED),
             ("a_server_that_does_is_verified", {}, "server verified by name, chain and date")]
    with tempfile.TemporaryDirectory() as folder:
        qemu.run_tests([(name, lambda faults=faults, until=until: told(sys.argv[1], Path(folder), faults, until))
                        for name, faults, until in tests])


main()
