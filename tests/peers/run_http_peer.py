#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Serves what http_peer.c asks for, with Python's http.server. Usage: run_http_peer.py PROGRAM"""
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FILE = bytes(ord("a") + (n * n + 7) % 26 for n in range(3000))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        if self.path == "/file":
            asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
            if not asked:
                self.answer(200, FILE)
                return
            first, last = int(asked[1]), min(int(asked[2]), len(FILE) - 1)
            self.answer(206, FILE[first:last + 1], Content_Range=f"bytes {first}-{last}/{len(FILE)}")
        elif self.path == "/chunked":
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for at in range(0, len(FILE), 97):
                part = FILE[at:at + 97]
                self.wfile.write(b"%x;n=%d\r\n%s\r\n" % (len(part), at, part))
            self.wfile.write(b"0\r\nX-Sum: 1\r\n\r\n")
        elif self.path == "/close":
            self.send_response(200)
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(FILE)
        else:
            self.send_error(404)

    do_HEAD = do_GET

    def do_PUT(self):
        self.answer(200, self.rfile.read(int(self.headers["Content-Length"])))

    do_POST = do_PUT


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return subprocess.run([sys.argv[1], str(server.server_port)], timeout=50).returncode


if __name__ == "__main__":
    sys.exit(main())
