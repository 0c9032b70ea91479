#!/usr/bin/env python3
"""MINUTES of load and of malformed requests: no crash, no answer 5xx, no growth without end.

soak.py [MINUTES] [SEED]
"""
import http.client
import os
import random
import socket
import sys
import threading
import time

from harness import Checks, Client, Server, event

MINUTES = float(sys.argv[1]) if len(sys.argv) > 1 else 10
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
CALENDAR = "/dav/calendars/mina/calendar/"
REPORT = """<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:"
xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>
<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range
start="20270101T000000Z" end="20270201T000000Z"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""


def resident(server):
    """KiB; 0 when the server is gone."""
    if server.process.poll() is not None:
        return 0
    with open(f"/proc/{server.process.pid}/status") as status:
        return next((int(line.split()[1]) for line in status if line.startswith("VmRSS")), 0)


class Load(threading.Thread):
    """What clients do: 500 names that are put, read, asked for and deleted."""

    def __init__(self, server, seed, stop):
        super().__init__()
        self.server, self.stop, self.choose = server, stop, random.Random(seed)
        self.statuses = {}

    def run(self):
        try:
            self.work()
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
            if self.server.process.poll() is None:
                raise

    def work(self):
        client = Client(self.server)
        while not self.stop.is_set():
            name = f"{self.choose.randrange(500)}.ics"
            kind = self.choose.randrange(20)
            if kind < 9:
                text = event(name, 1_798_000_000 + self.choose.randrange(10**7), 30,
                             "RRULE:FREQ=WEEKLY;COUNT=20" if kind == 0 else "X-NO:1")
                answer = client.ask("PUT", CALENDAR + name, text, Content_Type="text/calendar")
            elif kind < 14:
                answer = client.ask("GET", CALENDAR + name)
            elif kind < 16:
                answer = client.ask("DELETE", CALENDAR + name)
            elif kind < 18:
                answer = client.ask("REPORT", CALENDAR, REPORT, Depth="1")
            else:
                answer = client.ask("PROPFIND", CALENDAR, Depth="1")
            self.statuses[answer[0]] = self.statuses.get(answer[0], 0) + 1


class Noise(threading.Thread):
    """What clients do not do: damaged requests, on connections that are thrown away."""

    def __init__(self, server, seed, stop):
        super().__init__()
        self.server, self.stop, self.choose = server, stop, random.Random(seed)
        self.count = 0
        self.crashes = []
        self.headers = Client(server).headers["Authorization"]

    def request(self):
        method = self.choose.choice(["GET", "PUT", "REPORT", "PROPFIND", "MKCALENDAR", "LOCK", "?"])
        path = self.choose.choice([CALENDAR, CALENDAR + "x.ics", "/", "//..//", "/%00", "/dav/%2e%2e/",
                                   "/dav/calendars/joon/", "*", "/notifications", "x" * 9000])
        body = self.choose.choice([
            b"", os.urandom(self.choose.randrange(2000)), REPORT.encode()[:self.choose.randrange(400)],
            b"<a>" * 5000, event("noise", 1_800_000_000).encode()[:self.choose.randrange(300)],
            b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"BEGIN:VCALENDAR\r\n" * 200])
        length = self.choose.choice([len(body), len(body), len(body) + 5, 10**12, -1])
        text = (f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: {self.headers}\r\n"
                f"Depth: {self.choose.choice(['0', '1', 'infinity', 'x'])}\r\n"
                f"Content-Length: {length}\r\n\r\n").encode() + body
        if self.choose.random() < 0.3:
            at = self.choose.randrange(len(text))
            text = text[:at] + os.urandom(3) + text[at + 3:]
        return text

    def run(self):
        while not self.stop.is_set() and self.server.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.server.port), timeout=5) as peer:
                    peer.sendall(self.request())
                    peer.settimeout(0.2)
                    answer = peer.recv(4096)
                    if answer.startswith(b"HTTP/1.1 500"):
                        self.crashes.append(answer[:200])
                self.count += 1
            except (TimeoutError, ConnectionError):
                self.count += 1
            except OSError:
                time.sleep(0.01)


def main():
    print(f"seed {SEED}")
    choose, checks, stop = random.Random(SEED), Checks(), threading.Event()
    server = Server().start()
    loads = [Load(server, choose.random(), stop) for _ in range(8)]
    noises = [Noise(server, choose.random(), stop) for _ in range(4)]
    idle = resident(server)
    for thread in loads + noises:
        thread.start()
    ends, samples = time.monotonic() + MINUTES * 60, []
    while time.monotonic() < ends and server.process.poll() is None:
        time.sleep(min(10, MINUTES * 6))
        samples.append(resident(server))
        print(f"        {samples[-1] / 1024:6.1f} MiB", flush=True)
    stop.set()
    for thread in loads + noises:
        thread.join()
    statuses = {}
    for load in loads:
        for status, count in load.statuses.items():
            statuses[status] = statuses.get(status, 0) + count
    if not checks(server.process.poll() is None, "the server lives",
                  f"{server.process.returncode} {server.log.read_text()}"):
        checks.finish()
    total, noise = sum(statuses.values()), sum(each.count for each in noises)
    checks(not any(status >= 500 for status in statuses),
           f"{total} requests of clients without a failure of the server", statuses)
    crashes = [answer for each in noises for answer in each.crashes]
    checks(not crashes, f"{noise} malformed requests, none answered 500", crashes[:3])
    early, late = max(samples[:len(samples) // 3]), max(samples[-len(samples) // 3:])
    print(f"        resident: {idle / 1024:.1f} MiB idle, {early / 1024:.1f} MiB at most in the "
          f"first third, {late / 1024:.1f} MiB in the last")
    checks(late < early * 1.2 + 8192, "memory does not grow", (early, late))
    checks(server.stop() == 0, "it stops when told to")
    checks(server.command("check", check=False).returncode == 0, "the database is sound")
    checks.finish()


if __name__ == "__main__":
    main()
