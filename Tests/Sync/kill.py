#!/usr/bin/python3
"""kill -9 of dayline-sync at random moments of a large first pull and a large push: afterwards all
is as if nothing had happened.

    kill.py [EVENTS [EDITS]]    3,000 and 600 unless given; SEED= repeats a run
"""
import contextlib
import os
import random
import signal
import sqlite3
import sys
import time

import peers
from harness import Checks, event
from replica import Replica, program

SEED = int(os.environ.get("SEED") or random.randrange(1 << 32))
START = 1_796_000_000
CALENDAR = "work"


def events(prefix, count, *lines):
    return "".join(event(f"{prefix}-{number}@test", START + number * 3600, 30, *lines)
                   for number in range(count))


def fill(peer, count):
    """Puts events onto the server, by a replica that is thrown away."""
    maker = Replica(peer, peer.origin)
    maker.once()
    put_in(maker, events("made", count))
    status, said = maker.once(timeout=900)
    assert status == 0, said


def put_in(replica, text):
    """Imports into the calendar: what is new there, and what is newer."""
    path = replica.folder / "put.ics"
    path.write_text(text, newline="")
    replica.dayline("import", "--calendar", CALENDAR, str(path))


def tally(replica, table):
    """Rows of a table, as they are on the disk now."""
    path = replica.data / "replica.sqlite"
    if not path.exists():
        return 0
    with contextlib.closing(sqlite3.connect(path)) as store:
        try:
            return store.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        except sqlite3.OperationalError:  # It has no tables yet.
            return 0


def killed(replica, luck, most, table):
    """Runs until it gets through, killed again and again before: how often, and how often that
    was in the middle, with another number of rows in the table than before and after."""
    kills, seen = 0, [tally(replica, table)]
    while True:
        process = replica.start("--once")
        end = time.monotonic() + luck.uniform(0.02, most)
        while time.monotonic() < end and process.poll() is None:
            time.sleep(0.005)
        if process.poll() is not None:
            process.communicate()
            if process.returncode == 0 and replica.pending() == 0:
                return kills, len(set(seen) - {seen[0], tally(replica, table)})
            continue
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += 1
        seen.append(tally(replica, table))
        assert kills < 300, "it does not get through"
        most *= 1.05  # In the end it gets the time that it needs.


def main():
    for name, variable in (("dayline", "DAYLINE"), ("dayline-sync", "DAYLINE_SYNC")):
        if program(name, variable) is None:
            print(f"skipped: killing dayline-sync: {name} is not built")
            return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    edits = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    checks, luck = Checks(), random.Random(SEED)
    print(f"seed {SEED}", flush=True)
    peer = peers.Dayline().start()
    try:
        fill(peer, count)
        calm, struck = Replica(peer, peer.origin), Replica(peer, peer.origin)
        status, said = calm.once(timeout=900)
        checks(status == 0, "a first pull without kills", said[-500:])
        kills, middle = killed(struck, luck, 0.3, "object")
        checks(struck.events() == calm.events() and len(calm.events()) == count,
               f"{count} events pulled over {kills} kills are what they are without",
               len(struck.events()))
        checks(struck.outbox() == [] and struck.conflicts() == [], "nothing is left to do")

        half = edits // 2
        put_in(struck, events("pushed", half) + events("made", half, "SEQUENCE:1", "LOCATION:X"))
        kills, among = killed(struck, luck, 0.2, "operation")
        status, said = calm.once(timeout=900)
        both = calm.events()
        checks(status == 0 and both == struck.events() and len(both) == count + half,
               f"{edits} edits pushed over {kills} kills are there once", len(both))
        moved = sum("LOCATION:X" in lines for parts in both.values() for lines in parts)
        checks(moved == half, "the changes among them too", moved)
        names = peer.paths()
        checks(len(names) == count + half, "and so on the server", len(names))
        checks(middle > 0 and among > 0, "kills struck in the middle of both", (middle, among))
        checks(struck.outbox() == [] and struck.conflicts() == [],
               "no dead letter, no edit conflict", struck.outbox()[:3])
    finally:
        peer.stop()
    checks.finish()


if __name__ == "__main__":
    main()
