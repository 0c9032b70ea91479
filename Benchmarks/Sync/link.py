"""A link with a long round trip before a port of this machine: bytes are late, none is lost, and
as many are under way as one likes."""
import asyncio
import threading


class Link:
    """`round_trip` in seconds; a new connection takes one more, as its handshake would."""

    def __init__(self, target, round_trip):
        self.target = target
        self.round_trip = round_trip
        self.port = None
        self.loop = asyncio.new_event_loop()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, port):
        self.port = port
        ready = threading.Event()

        async def listen():
            await asyncio.start_server(self.serve, "127.0.0.1", port)
            ready.set()

        self.loop.create_task(listen())
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        ready.wait()
        return self

    def run(self):
        self.loop.run_forever()
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.loop.run_until_complete(asyncio.sleep(0.1))
        self.loop.close()

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    async def serve(self, reader, writer):
        await asyncio.sleep(self.round_trip)
        try:
            there = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(self.carry(reader, there[1]), self.carry(there[0], writer))

    async def carry(self, reader, writer):
        """Everything half a round trip later, the end too."""
        late = asyncio.Queue()

        async def deliver():
            while True:
                moment, data = await late.get()
                await asyncio.sleep(moment - self.loop.time())
                if not data:
                    return
                writer.write(data)
                await writer.drain()

        delivery = asyncio.create_task(deliver())
        try:
            data = b"-"
            while data:
                data = await reader.read(1 << 16)
                late.put_nowait((self.loop.time() + self.round_trip / 2, data))
            await delivery
        except OSError:
            delivery.cancel()
        finally:
            writer.close()
