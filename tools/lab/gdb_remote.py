# SPDX-License-Identifier: MIT
"""What of gdb's remote protocol is needed to stop, look into and change a board in QEMU. No gdb is needed."""
import socket
import struct
import time

PART = 1400  # bytes in a packet: QEMU takes lines of 4096 characters
CORE = struct.Struct("<17I")  # r0..r15, xpsr
PC, XPSR = 15, 16


class Gone(Exception):
    """QEMU has ended: the processor locked up."""


class Remote:
    def __init__(self, path):
        until = time.monotonic() + 20
        while True:
            self.socket = socket.socket(socket.AF_UNIX)
            try:
                self.socket.connect(path)
                break
            except OSError:
                self.socket.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
        self.buffer = b""
        self.command("QStartNoAckMode")
        self.command("qXfer:features:read:target.xml:0,100")  # else registers of old come between r15 and xpsr

    def send(self, text):
        data = text.encode()
        try:
            self.socket.sendall(b"$%s#%02x" % (data, sum(data) & 0xFF))
        except OSError:
            raise Gone from None

    def receive(self, seconds):
        """One packet; None: nothing came in that time."""
        until = time.monotonic() + seconds
        while True:
            end = self.buffer.find(b"#")
            if end >= 0 and len(self.buffer) >= end + 3:
                packet = self.buffer[self.buffer.index(b"$") + 1:end].decode()
                self.buffer = self.buffer[end + 3:]
                return packet
            left = until - time.monotonic()
            if left <= 0:
                return None
            self.socket.settimeout(left)
            try:
                more = self.socket.recv(65536)
            except socket.timeout:
                return None
            except OSError:
                raise Gone from None
            if not more:
                raise Gone
            self.buffer += more

    def command(self, text):
        self.send(text)
        answer = self.receive(20)
        if answer is None:
            raise Gone
        return answer

    def must(self, text):
        answer = self.command(text)
        if answer != "OK":
            raise RuntimeError(f"QEMU answers {answer!r} to {text[:40]!r}")

    # ---- Memory and registers ----

    def read(self, address, length):
        """None: there is nothing."""
        found = b""
        while len(found) < length:
            answer = self.command(f"m{address + len(found):x},{min(PART, length - len(found)):x}")
            if answer.startswith("E"):
                return None
            found += bytes.fromhex(answer)
        return found

    def write(self, address, data):
        for at in range(0, len(data), PART):
            part = data[at:at + PART]
            self.must(f"M{address + at:x},{len(part):x}:{part.hex()}")

    def registers(self):
        return list(CORE.unpack(bytes.fromhex(self.command("g"))))

    def set_registers(self, values):
        self.must("G" + CORE.pack(*values).hex())

    # ---- Running ----

    def set_break(self, address):
        self.must(f"Z0,{address:x},2")

    def clear_break(self, address):
        self.must(f"z0,{address:x},2")

    def step(self):
        self.send("s")
        if self.receive(20) is None:
            raise Gone

    def go(self, seconds):
        """Until a breakpoint; False: stopped by force, it was still running."""
        self.send("c")
        if self.receive(seconds) is not None:
            return True
        self.socket.sendall(b"\x03")
        if self.receive(20) is None:
            raise Gone
        return False
