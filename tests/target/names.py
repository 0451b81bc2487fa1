# SPDX-License-Identifier: MIT
"""A name server on a free loopback port."""

import socket
import struct
import threading


def answer(query, table):
    """A DNS answer to an A question: the address, or "no such name". RFC 1035."""
    at, labels = 12, []
    while query[at]:
        labels.append(query[at + 1 : at + 1 + query[at]].decode())
        at += 1 + query[at]
    question = query[12 : at + 5]
    address = table.get(".".join(labels))
    flags = 0x8180 if address else 0x8183
    reply = query[:2] + struct.pack(">5H", flags, 1, 1 if address else 0, 0, 0) + question
    if address:
        reply += struct.pack(">HHHIH", 0xC00C, 1, 1, 60, 4) + socket.inet_aton(address)
    return reply


def serve(table, silent=False):
    """Returns the port. Names with "silent" in them get no answer."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 0))

    def loop():
        while True:
            query, peer = server.recvfrom(2048)
            if b"silent" not in query and not silent:
                server.sendto(answer(query, table), peer)

    threading.Thread(target=loop, daemon=True).start()
    return server.getsockname()[1]
