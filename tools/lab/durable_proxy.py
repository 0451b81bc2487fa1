# SPDX-License-Identifier: MIT
"""Makes a broker's word durable: what it says reaches the clients only after it had time to write it down.

mosquitto acknowledges a message and saves it to disk right after, in this order. A kill between the two
loses a message that nobody will send again, and no client can do anything about it. This proxy stands
between broker and clients, holds every byte back, and forgets the bytes that it still holds when
the broker dies: an acknowledgement that arrives is on disk, and what was on the way to the broker is lost.
"""
import asyncio
import threading

DELAY_S = 0.08
CHUNK = 65536


class DurableProxy:
    """Listens on a free loopback port, in a thread, from `with` to its end."""

    def __init__(self, broker_port):
        self.broker_port = broker_port
        self.port = None
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def __enter__(self):
        self.thread.start()
        self.ready.wait()
        return self

    def __exit__(self, *unused):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def run(self):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self.serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()
        server.close()

    async def serve(self, client_reader, client_writer):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.broker_port)
        except OSError:
            client_writer.transport.abort()
            return
        ended = asyncio.Event()
        tasks = [asyncio.ensure_future(self.to_broker(client_reader, writer, ended)),
                 asyncio.ensure_future(self.to_client(reader, client_writer, ended))]
        await ended.wait()
        for task in tasks:
            task.cancel()
        writer.transport.abort()
        client_writer.transport.abort()

    async def to_broker(self, reader, writer, ended):
        try:
            while data := await reader.read(CHUNK):
                self.loop.call_later(DELAY_S / 2, self.deliver, writer, data, ended)
        except OSError:
            pass
        ended.set()

    async def to_client(self, reader, writer, ended):
        try:
            while data := await reader.read(CHUNK):
                self.loop.call_later(DELAY_S, self.deliver, writer, data, ended)
        except OSError:
            pass
        ended.set()  # the broker is gone: what is held back was never said

    @staticmethod
    def deliver(writer, data, ended):
        if not ended.is_set():
            writer.write(data)
