# SPDX-License-Identifier: MIT
"""dunlin-console as a process, and a client of its API, for the tests of this folder."""
import http.client
import json
import os
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHOICE = {"board": "mps2_an385", "modules": [], "name": "lamp"}


class Console:
    """The server on a free port, with a folder of its own that outlives it."""

    def __init__(self, program, folder=None, options=()):
        self.program, self.options = program, list(options)
        self.own = tempfile.TemporaryDirectory(prefix="console-") if folder is None else None
        self.folder = Path(folder or self.own.name)
        self.process = self.port = None
        self.cookie = self.token = None

    def start(self):
        """Returns when it listens; AssertionError: it does not."""
        self.process = subprocess.Popen(
            [self.program, "--root", str(ROOT), "--cloud", str(self.folder / "no-cloud"), "--dir", str(self.folder / "state"), "--port", "0", *self.options],
            stdout=subprocess.PIPE, stderr=open(self.folder / "stderr", "ab"), text=True)
        address = self.process.stdout.readline().strip()
        assert address.startswith("http://"), (self.folder / "stderr").read_text()
        self.port = int(address.rstrip("/").rpartition(":")[2])
        self.cookie = self.token = None
        return self

    def stop(self, how=signal.SIGTERM):
        """The exit code; a test ends it cleanly unless it means to kill."""
        if self.process is None:
            return None
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process.stdout.close()
        self.process = None
        return code

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        if self.process is not None:
            self.stop(signal.SIGKILL if self.process.poll() is None and os.environ.get("CONSOLE_KILL") else signal.SIGTERM)
        if self.own:
            self.own.cleanup()

    def session(self, headers=None):
        """A token with its cookie, from now on sent by `call`."""
        status, document, head = self.raw("GET", "/api/v1/session", headers=headers)
        assert status == 200, document
        self.cookie, self.token = head["Set-Cookie"].split(";")[0], json.loads(document)["token"]
        return json.loads(document)

    def raw(self, method, path, body=None, headers=None, timeout=60):
        """(status, bytes, headers)"""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def call(self, method, path, document=None, headers=None, timeout=60):
        """(status, document or bytes): as the page asks."""
        if self.token is None:
            self.session(headers)
        body = None if document is None else json.dumps(document).encode()
        status, answer, head = self.raw(method, "/api/v1" + path, body, {
            "Content-Type": "application/json", "X-Dunlin-Token": self.token, "Cookie": self.cookie, **(headers or {})}, timeout)
        is_json = head.get("Content-Type") == "application/json"
        return status, json.loads(answer) if is_json and answer else answer

    def send(self, text, timeout=30):
        """Bytes as they are, on a connection of their own; all that comes back until it closes or nothing comes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=timeout) as connection:
            received = b""
            try:
                connection.sendall(text)
                while chunk := connection.recv(65536):
                    received += chunk
            except OSError:
                pass
            return received


class Checks:
    """Counts what held; prints what did not."""

    def __init__(self):
        self.passed = self.failed = 0

    def __call__(self, holds, what, shown=""):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {what}   {str(shown)[:400]}", flush=True)
        return holds

    def close(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0
