#!/usr/bin/env python3
"""2,000 notification sockets: the server is killed (SIGKILL) while clients write, starts again, and
every socket resumes from its cursor. Each is told of every change of its account, once and in order.

sockets.py [SOCKETS] [KILLS] [SEED]
"""
import asyncio
import base64
import json
import os
import random
import sys
import threading
import time

from harness import Checks, Client, Server, event

SOCKETS = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
KILLS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
SEED = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 30)
USERS = ["mina", "joon", "sora", "hana"]


def number(cursor):
    return int(cursor.rpartition("-")[2])


class Listener:
    """A client that keeps its cursor, and comes back when the connection is lost."""

    def __init__(self, server, user):
        self.server, self.user = server, user
        self.cursor = None
        self.seen = []
        self.resumed = 0
        self.odd = []

    async def run(self):
        while True:
            try:
                await self.session()
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(random.uniform(0.05, 0.5))

    async def session(self):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        try:
            since = f"?since={self.cursor}" if self.cursor else ""
            key = base64.b64encode(os.urandom(16)).decode()
            authorization = Client(self.server, self.user).headers["Authorization"]
            writer.write(
                (f"GET /notifications{since} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n"
                 f"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n"
                 f"Authorization: {authorization}\r\n\r\n").encode())
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 101"):
                if not head.startswith((b"HTTP/1.1 429", b"HTTP/1.1 503")):
                    self.odd.append(head[:40])
                raise OSError("refused")
            while True:
                await self.frame(reader, writer)
        finally:
            writer.close()

    async def frame(self, reader, writer):
        head = await reader.readexactly(2)
        length = head[1]
        if length == 126:
            length = int.from_bytes(await reader.readexactly(2), "big")
        data = await reader.readexactly(length)
        if head[0] == 0x89:  # a ping; a pong is masked, and this mask is of zeros
            writer.write(bytes([0x8A, 0x80 | len(data), 0, 0, 0, 0]) + data)
        elif head[0] == 0x81:
            self.message(json.loads(data))
        else:
            raise OSError("closed")

    def message(self, message):
        if message["type"] == "change":
            self.seen.append(number(message["cursor"]))
        elif message["type"] == "hello":
            self.resumed += 1
        else:
            self.odd.append(message)
        self.cursor = message["cursor"]


def writing(server, user, state, stop):
    """Makes new objects until told to stop; the server may be gone for a while."""
    client = None
    while not stop.is_set():
        try:
            client = client or Client(server, user)
            state["next"] += 1
            name = f"{state['next']}.ics"
            status = client.ask("PUT", f"/dav/calendars/{user}/calendar/{name}",
                                event(name, 1_800_000_000 + state["next"] * 3600),
                                Content_Type="text/calendar")[0]
            state["acknowledged"] += status == 201
        except Exception as error:
            if not isinstance(error, OSError) and type(error).__module__ != "http.client":
                raise
            client = None
            time.sleep(0.05)
        time.sleep(0.02)


async def until(condition, seconds):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
    return condition()


def stored_objects(server):
    """How many each account has; none was there when the sockets were opened."""
    return {user: Client(server, user).ask(
        "PROPFIND", f"/dav/calendars/{user}/calendar/", Depth="1")[2].count(b".ics</")
        for user in USERS}


async def main():
    print(f"seed {SEED}")
    choose, checks = random.Random(SEED), Checks()
    server = Server(*USERS)
    await asyncio.to_thread(server.start)
    listeners = [Listener(server, USERS[n % len(USERS)]) for n in range(SOCKETS)]
    tasks = [asyncio.create_task(listener.run()) for listener in listeners]
    started = time.monotonic()
    checks(await until(lambda: all(each.cursor for each in listeners), 30),
           f"{SOCKETS} sockets are open after {time.monotonic() - started:.1f} s",
           sum(1 for each in listeners if not each.cursor))
    begins = {user: {number(each.cursor) for each in listeners if each.user == user}
              for user in USERS}
    checks(all(len(seqs) == 1 for seqs in begins.values()), "all begin at the same change", begins)
    states = {user: {"next": 0, "acknowledged": 0} for user in USERS}
    stop = threading.Event()
    threads = [threading.Thread(target=writing, args=(server, user, states[user], stop))
               for user in USERS]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        await asyncio.sleep(choose.uniform(0.5, 2.5))
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
    await asyncio.sleep(1)
    stop.set()
    for thread in threads:
        await asyncio.to_thread(thread.join)
    started, stored = time.monotonic(), stored_objects(server)
    wanted = {user: list(range(min(begins[user]) + 1, min(begins[user]) + stored[user] + 1))
              for user in USERS}
    whole = await until(lambda: all(len(each.seen) >= len(wanted[each.user])
                                    for each in listeners), 40)
    await asyncio.sleep(0.5)  # what is told twice comes late
    checks(whole, f"all are told of everything {time.monotonic() - started:.1f} s after the end",
           sorted(len(each.seen) - len(wanted[each.user]) for each in listeners)[:5])
    wrong = [(each.user, len(each.seen), len(wanted[each.user])) for each in listeners
             if each.seen != wanted[each.user]]
    checks(not wrong, f"{sum(stored.values())} changes, {sum(len(each.seen) for each in listeners)} "
           "messages: none missed, none twice, all in order", wrong[:3])
    acknowledged = {user: state["acknowledged"] for user, state in states.items()}
    checks(all(stored[user] >= acknowledged[user] for user in USERS),
           "what was acknowledged was told", (stored, acknowledged))
    again = sum(each.resumed - 1 for each in listeners)
    checks(again >= SOCKETS * KILLS * 0.9, f"resumed {again} times after {KILLS} kills", again)
    odd = [each.odd for each in listeners if each.odd]
    checks(not odd, "no other answer and no reset", odd[:3])
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.to_thread(server.stop)
    checks.finish()


if __name__ == "__main__":
    asyncio.run(main())
