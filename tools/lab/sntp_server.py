# SPDX-License-Identifier: MIT
"""A time server on the loopback: answers SNTP requests (RFC 4330) with this machine's time."""
import socket
import struct
import threading
import time

SECONDS_1900_TO_1970 = 2208988800


def timestamp(moment):
    seconds = int(moment)
    return struct.pack(">II", (seconds + SECONDS_1900_TO_1970) & 0xFFFFFFFF,
                       int((moment - seconds) * 2**32) & 0xFFFFFFFF)


class SntpServer:
    """Runs in a thread from `with` to its end. `offset` seconds are added to the time it tells."""

    def __init__(self, offset=0.0):
        self.offset = offset
        self.requests = 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.2)
        self.port = self.socket.getsockname()[1]
        self.running = True
        self.thread = threading.Thread(target=self.serve, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *unused):
        self.running = False
        self.thread.join()
        self.socket.close()

    def serve(self):
        while self.running:
            try:
                request, client = self.socket.recvfrom(512)
            except TimeoutError:
                continue
            if len(request) < 48 or request[0] & 7 != 3:  # mode 3: a client's request
                continue
            self.requests += 1
            received = timestamp(time.time() + self.offset)
            header = struct.pack(">BBbb", 0x24, 1, 4, -20)  # no warning, version 4, server, stratum 1
            reply = header + struct.pack(">II4s", 0, 0, b"LOCL") + received + request[40:48] + received
            self.socket.sendto(reply + timestamp(time.time() + self.offset), client)
