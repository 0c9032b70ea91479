#!/usr/bin/python3
"""What scripts/bench-sync.sh says: `dayline-sync` beside Debian's vdirsyncer, in the same minute.

    measure.py ROW …     of first, edits, nothing, latency, memory; all without

Prints WHAT, vdirsyncer, dayline-sync, ratio, aim, separated by tabs. Every result is looked at: a
client that left something out has no time.
"""
import os
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Benchmarks/Server"))
from events import event  # noqa: E402 (there is another one in Tests/Server)
from link import Link  # noqa: E402
sys.path[:0] = [str(ROOT / "Tests/Sync"), str(ROOT / "Tests/Server")]
import harness  # noqa: E402
import peers  # noqa: E402
from replica import Replica, Vdirsyncer, program  # noqa: E402

COUNT = int(os.environ.get("COUNT", "10000"))
EDITS = int(os.environ.get("EDITS", "1000"))
LARGE = int(os.environ.get("LARGE", "100000"))
CHANGES = int(os.environ.get("CHANGES", "200"))
RUNS = int(os.environ.get("RUNS", "3"))
ROUND_TRIP = 0.05
QUIET = 10
# Threads without work end, and the last looks at the replica are taken.
SETTLING = 8


def say(text):
    print(time.strftime("%H:%M:%S "), text, file=sys.stderr, flush=True)


def row(what, theirs, ours, ratio="", aim=""):
    print(what, theirs, ours, ratio, aim, sep="\t", flush=True)
    if aim != "aim":
        say(f"{what}: {ours}")


def seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(what, ours, theirs, aim):
    """A row of two lists of seconds."""
    mine, other = statistics.median(ours), statistics.median(theirs)
    row(what, f"{other:.2f} s", f"{mine:.3f} s", f"{other / mine:.1f}", f"{aim} ×")


def check(holds, what):
    if not holds:
        sys.exit(f"bench-sync: {what}")


def fill(peer, count):
    """Puts events onto a server, from a replica that is thrown away."""
    maker = Ours(peer)
    maker.sync()
    path = maker.replica.folder / "all.ics"
    path.write_bytes(b"".join(event(number)[1] for number in range(count)))
    maker.replica.dayline("import", "--calendar", "work", str(path))
    maker.sync()
    check(len(peer.paths(peer.calendar)) == count, f"{peer.name} has not all events")
    shutil.rmtree(maker.replica.folder)


def lay(peer, count):
    """Lays events onto Radicale's disk, where PUTs take half a second each in the end. It reads
    each for 20 ms when it first sees it; what it then keeps of them is kept here too."""
    version = subprocess.run(["radicale", "--version"], capture_output=True, text=True).stdout
    kept = ROOT / "Benchmarks/data" / f"radicale-{version.strip()}-{count}"
    data = peer.folder / "data"
    if kept.exists():
        shutil.copytree(kept, data, dirs_exist_ok=True)
    else:
        say(f"{peer.name} reads {count} events for the first time")
        folder = data / "collection-root" / peer.calendar.strip("/")
        for number in range(count):
            name, text = event(number)
            (folder / name).write_bytes(text)
        # Its change log begins when somebody asks for a token.
        patiently(lambda: peer.ask(
            "PROPFIND", peer.calendar, '<propfind xmlns="DAV:"><prop><sync-token/></prop></propfind>',
            Depth="0", Content_Type="text/xml"))
        shutil.rmtree(kept.with_suffix(".new"), ignore_errors=True)
        shutil.copytree(data, kept.with_suffix(".new"))
        kept.with_suffix(".new").rename(kept)
    check(len(patiently(lambda: peer.paths(peer.calendar))) == count, "Radicale has not all events")


def patiently(ask):
    """What a server answers that may take longer than a question is waited for."""
    deadline = time.monotonic() + 1200
    while True:
        try:
            return ask()
        except TimeoutError:
            check(time.monotonic() < deadline, "the server does not get done")


class Ours:
    """`dayline-sync`, run as cron would, with a replica of its own."""

    def __init__(self, peer, origin=None):
        self.replica = Replica(peer, origin or peer.origin)

    def sync(self):
        status, said = self.replica.once(timeout=1800)
        check(status == 0, f"dayline-sync: {said}")

    def count(self):
        return sqlite3.connect(f"file:{self.replica.data}/replica.sqlite?mode=ro", uri=True) \
            .execute("SELECT count(*) FROM object").fetchone()[0]

    def edit(self, count):
        """Edits all events; nothing is sent yet."""
        path = self.replica.folder / "edited.ics"
        path.write_bytes(b"".join(edited(event(number)[1]) for number in range(count)))
        self.replica.dayline("import", "--calendar", "work", str(path))
        waiting = self.replica.pending()
        check(waiting == count, f"{waiting} of {count} edits wait to be sent")


class Theirs:
    """vdirsyncer, with a folder of its own."""

    def __init__(self, peer, origin=None):
        class Place:
            user, password, home = peer.user, peer.password, peer.home
        Place.origin = origin or peer.origin
        self.client = Vdirsyncer(Place, peer.calendar)

    def sync(self):
        # Its log would be counted as its work.
        done = subprocess.run(
            ["vdirsyncer", "-v", "ERROR", "-c", str(self.client.folder / "config"), "sync"],
            capture_output=True, text=True, env=os.environ | {"LC_ALL": "C.UTF-8"})
        check(done.returncode == 0, f"vdirsyncer: {done.stdout}{done.stderr}")

    def count(self):
        return sum(1 for _ in self.client.files.glob("*.ics"))

    def edit(self, count):
        paths = list(self.client.files.glob("*.ics"))
        check(len(paths) == count, "vdirsyncer has other files")
        for path in paths:
            path.write_bytes(edited(path.read_bytes()))


def edited(text):
    return re.sub(rb"LOCATION:", b"SEQUENCE:1\r\nLOCATION:Other ", text)


def first(peer, client):
    """Seconds of a sync that begins with nothing, and who did it."""
    client = client(peer)
    taken = seconds(client.sync)
    check(client.count() == COUNT, f"{client.count()} events of {COUNT} came")
    return taken, client


def measure_first(peer, name, rows):
    """First syncs, and then some with nothing to do."""
    say(f"first sync of {COUNT} events, {name}")
    mine = [first(peer, Ours) for _ in range(RUNS)]
    other = [first(peer, Theirs)]
    if "first" in rows:
        compare(f"first sync of {COUNT} events, {name}", [taken for taken, _ in mine],
                [taken for taken, _ in other], 10)
    if "nothing" in rows:
        say("nothing to do")
        ours, theirs = mine[-1][1], other[-1][1]
        compare(f"nothing to do, {COUNT} events, {name}",
                [seconds(ours.sync) for _ in range(RUNS)], [seconds(theirs.sync)], 20)


def push(client, round_trip):
    """Seconds of a push of edits to a server of its own."""
    peer = peers.Dayline().start()
    link = None
    try:
        fill(peer, EDITS)
        if round_trip:
            link = Link(peer.port, round_trip).start(harness.free_port())
        client = client(peer, link.origin if link else None)
        client.sync()
        client.edit(EDITS)
        taken = seconds(client.sync)
        texts = peer.texts(peer.calendar).values()
        arrived = sum("LOCATION:Other " in text for text in texts)
        check(len(texts) == EDITS and arrived == EDITS, f"{arrived} edits of {EDITS} arrived")
        return taken
    finally:
        if link:
            link.stop()
        peer.stop()


def measure_edits():
    for round_trip, where in ((0, ""), (ROUND_TRIP, f", {ROUND_TRIP * 1000:.0f} ms round trip")):
        say(f"push of {EDITS} edits{where}")
        runs = RUNS if not round_trip else 1
        compare(f"push of {EDITS} edits{where}", [push(Ours, round_trip) for _ in range(runs)],
                [push(Theirs, round_trip)], 20)


class Watch(threading.Thread):
    """Notes when a replica has a new object, to about a millisecond."""

    def __init__(self, replica):
        super().__init__(daemon=True)
        self.path = f"file:{replica.data}/replica.sqlite?mode=ro"
        self.seen = {}
        self.is_over = False

    def run(self):
        connection = sqlite3.connect(self.path, uri=True)
        last = connection.execute("SELECT max(id) FROM object").fetchone()[0]
        while not self.is_over:
            newest = connection.execute("SELECT max(id) FROM object").fetchone()[0]
            if newest != last:
                self.seen[len(self.seen)] = time.perf_counter()
                last = newest
            time.sleep(0.001)


def status(pid, name):
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE).group(1))


def waits(pid):
    """How often each thread went to sleep."""
    tasks = pathlib.Path(f"/proc/{pid}/task").iterdir()
    return {task.name: status(f"{pid}/task/{task.name}", "voluntary_ctxt_switches")
            for task in tasks}


def wait(until, what, limit=30):
    deadline = time.monotonic() + limit
    while not until():
        check(time.monotonic() < deadline, what)
        time.sleep(0.005)


def measure_latency():
    say(f"{CHANGES} changes from one replica to another")
    peer = peers.Dayline().start()
    fill(peer, COUNT)
    here, there = Ours(peer), Ours(peer)
    for client in (here, there):
        client.sync()
        client.replica.run()
    watches = [Watch(client.replica) for client in (here, there)]
    try:
        for watch in watches:
            watch.start()
        time.sleep(3)  # Both sockets are open by then.
        for number in range(CHANGES):
            day = time.strftime("%Y-%m-%d", time.gmtime(1_900_000_000 + number * 86400))
            here.replica.dayline("add", f"Change {number}", "--start", f"{day} 10:00",
                                 "--calendar", "work", "--allow-overlap")
            wait(lambda: len(watches[1].seen) > number, f"change {number} does not come")
        taken = sorted(1000 * (watches[1].seen[number] - watches[0].seen[number])
                       for number in range(CHANGES))
        row("edit to the other replica", "", f"p50 {taken[len(taken) // 2]:.1f} ms, "
            f"p99 {taken[int(len(taken) * 0.99)]:.1f} ms", aim="p50 100 ms, p99 500 ms")
        for watch in watches:
            watch.is_over = True
            watch.join()
        pid = there.replica.daemon.pid
        time.sleep(SETTLING)
        before = waits(pid)
        time.sleep(QUIET)
        woken = sum(count - before.get(task, 0) for task, count in waits(pid).items())
        row(f"daemon at rest, {COUNT} events", "", f"{status(pid, 'VmRSS') / 1024:.1f} MiB, "
            f"{woken} wake-ups in {QUIET} s", aim="40 MiB, none")
    finally:
        for client in (here, there):
            client.replica.halt()
        peer.stop()


def measure_memory():
    say(f"memory of a first sync of {LARGE} events")
    peer = peers.Dayline().start()
    try:
        fill(peer, LARGE)
        client = Ours(peer)
        process = client.replica.start("--once")
        peak, started = 0, time.perf_counter()
        while process.poll() is None:
            try:
                peak = max(peak, status(process.pid, "VmHWM"))
            except (OSError, AttributeError):
                pass  # It ends just now.
            time.sleep(0.02)
        taken = time.perf_counter() - started
        check(process.returncode == 0, f"dayline-sync: {process.communicate()[0]}")
        check(client.count() == LARGE, f"{client.count()} events of {LARGE} came")
        row(f"memory of a first sync of {LARGE} events", "",
            f"{peak / 1024:.1f} MiB, {taken:.1f} s", aim="80 MiB")
    finally:
        peer.stop()


def main():
    rows = sys.argv[1:] or ["first", "nothing", "edits", "latency", "memory"]
    for name, variable in (("dayline", "DAYLINE"), ("dayline-sync", "DAYLINE_SYNC")):
        check(program(name, variable), f"no {name}: make build")
    row("what", "vdirsyncer", "dayline-sync", "ratio", "aim")
    if {"first", "nothing"} & set(rows):
        for kind, store in ((peers.Radicale, lay), (peers.Dayline, fill)):
            peer = kind().start()
            try:
                store(peer, COUNT)
                measure_first(peer, kind.name, rows)
            finally:
                peer.stop()
    if "edits" in rows:
        measure_edits()
    if "latency" in rows:
        measure_latency()
    if "memory" in rows:
        measure_memory()


if __name__ == "__main__":
    main()
