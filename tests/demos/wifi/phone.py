# SPDX-License-Identifier: MIT
"""A phone in the setup network of demos/soft_ap: bytes to its server, and forms."""
import re
import socket
import urllib.parse

ADDRESS = "192.168.4.1"
FORM = "application/x-www-form-urlencoded"


class Phone:
    """Connections to `port` of loopback are those of the emulator's station."""

    def __init__(self, module, port):
        self.module, self.port = module, port

    def come(self, log):
        """Into the network that the log names last."""
        name, passphrase = re.findall(r"join the network (\S+) with the passphrase (\S+),", log)[-1]
        self.module.ask(f"station join {name} {passphrase}")
        self.module.ask(f"station open {self.port}")
        return name

    def plug(self):
        return socket.create_connection(("127.0.0.1", self.port), 20)

    def ask(self, data):
        """(status, head, body) of an answer, which has to be whole."""
        with self.plug() as plug:
            plug.sendall(data)
            head, body = b"", b""
            while b"\r\n\r\n" not in head and (part := plug.recv(65536)):
                head += part
            head, _, body = head.partition(b"\r\n\r\n")
            found = re.match(rb"HTTP/1\.1 (\d{3}) [A-Z][A-Za-z ]+\r\n", head + b"\r\n")
            length = re.search(rb"\r\nContent-Length: (\d+)\r\n", head + b"\r\n")
            assert found and length, f"no answer: {head!r}"
            length = 0 if data.startswith(b"HEAD ") else int(length[1])
            while len(body) < length and (part := plug.recv(65536)):
                body += part
        assert len(body) == length, f"{length} bytes were promised: {len(body)}"
        return int(found[1]), head.decode(), body.decode()

    def get(self, path="/", host=ADDRESS, method="GET"):
        return self.ask(f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())

    def token(self):
        return re.search(r'name="token" value="([0-9a-f]{32})"', self.get()[2])[1]

    def post(self, fields, path="/join", host=ADDRESS, content_type=FORM):
        """`fields`: a dictionary, or what is sent as it is."""
        body = fields if isinstance(fields, bytes) else urllib.parse.urlencode(fields).encode()
        head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
        return self.ask(head.encode() + body)
