#!/usr/bin/env python3
"""kill -9 at random moments while clients write: what was acknowledged is there, what was not is
wholly there or wholly absent, and the server starts again by itself.

crash.py [KILLS] [SEED]
"""
import random
import sys
import threading
import time

from harness import Checks, Client, Server, event

KILLS = int(sys.argv[1]) if len(sys.argv) > 1 else 20
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
CLIENTS = 8
CALENDAR = "/dav/calendars/mina/crash/"


class History:
    """What each name may hold: the acknowledged state, or that of the request under way."""

    def __init__(self):
        self.lock = threading.Lock()
        self.acknowledged = {}
        self.pending = {}


def write(server, history, number, order, stop):
    try:
        client = Client(server)
        while not stop.is_set():
            name = f"{number}-{order.randrange(40)}.ics"
            text = None
            if order.random() < 0.8:
                text = event(name, 1_800_000_000 + order.randrange(10**7), 30,
                             f"X-REVISION:{order.random()}")
            with history.lock:
                history.pending[name] = text
            if text is None:
                status = client.ask("DELETE", CALENDAR + name)[0]
            else:
                status = client.ask("PUT", CALENDAR + name, text, Content_Type="text/calendar")[0]
            with history.lock:
                del history.pending[name]
                if status in (201, 204):
                    history.acknowledged[name] = text
                elif status != 404:
                    print(f"unexpected status {status}")
    except OSError:
        pass  # The server was killed.
    except Exception as error:  # http.client has its own for broken answers.
        if type(error).__module__ != "http.client":
            raise


def compare(server, history, checks, round_number):
    client = Client(server)
    wrong = []
    for name in history.acknowledged.keys() | history.pending.keys():
        status, _, body = client.ask("GET", CALENDAR + name)
        stored = body.decode() if status == 200 else None
        possible = [history.acknowledged.get(name)]
        if name in history.pending:
            possible.append(history.pending[name])
        if stored not in possible:
            wrong.append((name, status))
        history.acknowledged[name] = stored
    history.pending.clear()
    checks(not wrong, f"kill {round_number}: {len(history.acknowledged)} names are as acknowledged",
           wrong[:3])


def main():
    print(f"seed {SEED}")
    order = random.Random(SEED)
    checks, history = Checks(), History()
    server = Server().start()
    Client(server).ask("MKCALENDAR", CALENDAR)
    for round_number in range(1, KILLS + 1):
        stop = threading.Event()
        threads = [threading.Thread(target=write, args=(
            server, history, number, random.Random(order.random()), stop))
            for number in range(CLIENTS)]
        for thread in threads:
            thread.start()
        time.sleep(order.uniform(0.02, 0.4))
        server.kill()
        stop.set()
        for thread in threads:
            thread.join()
        started = time.monotonic()
        server.start()
        ready = time.monotonic() - started
        checks(ready < 2, f"kill {round_number}: ready again", f"{ready:.2f} s")
        compare(server, history, checks, round_number)
    server.stop()
    checked = server.command("check", check=False)
    checks(checked.returncode == 0, "the database is sound, the log whole", checked.stdout)
    checks.finish()


if __name__ == "__main__":
    main()
