#!/usr/bin/env python3
"""kill -9 while clients write: what was acknowledged is there, what was not is wholly there or
wholly absent, and the server starts again by itself.

crash.py [KILLS] [SEED]         at random moments
crash.py --sweep [LAST] [SEED]  at the first system call of a kind, the second, and so on to LAST
"""
import random
import shutil
import subprocess
import sys
import threading
import time

from harness import Checks, Client, Server, event

SWEEP = "--sweep" in sys.argv
NUMBERS = [int(argument) for argument in sys.argv[1:] if argument != "--sweep"]
KILLS = NUMBERS[0] if NUMBERS else 40 if SWEEP else 20
SEED = NUMBERS[1] if len(NUMBERS) > 1 else random.randrange(1 << 30)
# What changes files, and what tells clients and threads.
CALLS = ["pwrite64", "fdatasync,fsync", "write,writev,sendto,sendmsg"]
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


def compare(server, history):
    """Names that are not as they may be; from now on what is stored is what was acknowledged."""
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
    return wrong


def run_until(end, server, history, order):
    """Clients write until `end`, a function, has returned; returns how long the restart took, and
    what is wrong then."""
    stop = threading.Event()
    threads = [threading.Thread(target=write, args=(
        server, history, number, random.Random(order.random()), stop))
        for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    end()
    stop.set()
    for thread in threads:
        thread.join()
    server.kill()
    started = time.monotonic()
    server.start()
    ready = time.monotonic() - started
    return ready, compare(server, history)


def at_random(server, history, order, checks):
    for number in range(1, KILLS + 1):
        def end():
            time.sleep(order.uniform(0.02, 0.4))
            server.kill()

        ready, wrong = run_until(end, server, history, order)
        checks(ready < 2, f"kill {number}: ready again", f"{ready:.2f} s")
        checks(not wrong, f"kill {number}: {len(history.acknowledged)} names are as acknowledged",
               wrong[:3])


def killer(server, calls, number):
    """A strace that kills the server when one of its threads makes that call for the nth time."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-o", "/dev/null", "-e", f"trace={calls}", "-e",
         f"inject={calls}:signal=KILL:when={number}", "-p", str(server.process.pid)],
        stderr=subprocess.PIPE, text=True)
    said = tracer.stderr.readline()
    return tracer, "attached" in said, said


def sweep(server, history, order, checks):
    if not shutil.which("strace"):
        return print("skipped: a sweep needs strace")
    for calls in CALLS:
        kills, slow, wrong = 0, [], []
        for number in range(1, KILLS + 1):
            tracer, attached, said = killer(server, calls, number)
            if not attached:
                return print(f"skipped: strace may not attach: {said.strip()}")

            def end():
                nonlocal kills
                try:
                    server.process.wait(5)
                    kills += 1
                except subprocess.TimeoutExpired:
                    pass  # It makes fewer of these calls.

            ready, found = run_until(end, server, history, order)
            tracer.communicate()
            slow += [ready] if ready > 2 else []
            wrong += [(number, *each) for each in found]
        checks(kills > KILLS / 2, f"killed at {calls}: {kills} times", kills)
        checks(not wrong, f"killed at {calls}: all as acknowledged", wrong[:3])
        checks(not slow, f"killed at {calls}: ready again within 2 s", slow[:3])


def main():
    print(f"seed {SEED}")
    order = random.Random(SEED)
    checks, history = Checks(), History()
    server = Server().start()
    Client(server).ask("MKCALENDAR", CALENDAR)
    (sweep if SWEEP else at_random)(server, history, order, checks)
    server.stop()
    checked = server.command("check", check=False)
    checks(checked.returncode == 0, "the database is sound, the log whole", checked.stdout)
    checks.finish()


if __name__ == "__main__":
    main()
