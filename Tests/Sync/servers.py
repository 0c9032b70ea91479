#!/usr/bin/python3
"""dayline-sync against servers of others, through a proxy that breaks what passes, while vdirsyncer
changes the same calendars: both converge, and nothing is lost or done twice.

    servers.py [NAME …]     only these servers

Debian's packages are used, so this runs under Debian's own Python. What is not installed is said
to be skipped, unless CLIENTS=required. SEED= repeats a run.
"""
import copy
import os
import random
import shutil
import signal
import sys
import threading
import time
import traceback

import peers
from harness import Checks, event
from proxy import Fault, Proxy
from replica import Replica, Vdirsyncer, program

REQUIRED = os.environ.get("CLIENTS") == "required"
SEED = int(os.environ.get("SEED") or random.randrange(1 << 32))
START = 1_796_000_000
#: One line at a time, though several servers are played with.
PRINTING = threading.Lock()
#: Everything about an event that a client might drop.
FOREIGN = "\r\n".join([
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Others//EN", "X-WR-CALNAME:Foreign",
    "BEGIN:VTIMEZONE", "TZID:Own/Zone", "BEGIN:STANDARD", "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "TZNAME:OWN", "END:STANDARD", "END:VTIMEZONE",
    "BEGIN:VEVENT", "UID:foreign@test", "DTSTAMP:20260101T000000Z",
    "DTSTART;TZID=Own/Zone:20270105T090000", "DTEND;TZID=Own/Zone:20270105T100000",
    "RRULE:FREQ=WEEKLY;COUNT=5", "SUMMARY:Foreign", 'X-OTHER;X-P="a:b;c":value\\, with comma',
    "CATEGORIES:one,two", "DESCRIPTION:long " + "ä\U0001F600 text " * 20, "BEGIN:VALARM",
    "ACTION:DISPLAY", "TRIGGER:-PT10M", "DESCRIPTION:Soon", "X-ALARM-OTHER:1", "END:VALARM",
    "END:VEVENT", "BEGIN:VEVENT", "UID:foreign@test", "DTSTAMP:20260101T000000Z",
    "RECURRENCE-ID;TZID=Own/Zone:20270112T090000", "DTSTART;TZID=Own/Zone:20270112T110000",
    "DTEND;TZID=Own/Zone:20270112T120000", "SUMMARY:Foreign\\, moved", "END:VEVENT",
    "END:VCALENDAR", ""])


def uid(number):
    return f"event-{number:03}@test"


def text(number, *lines):
    return event(uid(number), START + number * 7200, 30, *lines)


class Case:
    """One server, and the two clients of its calendar."""

    def __init__(self, kind, checks):
        self.name = kind.name
        self.checks = checks
        self.random = random.Random(f"{SEED} {kind.name}")
        self.peer = kind().start()
        self.calendar = self.peer.calendar
        rename = ('<propertyupdate xmlns="DAV:"><set><prop><displayname>Work</displayname></prop>'
                  "</set></propertyupdate>")
        status = self.peer.ask("PROPPATCH", self.calendar, rename, Content_Type="text/xml")[0]
        assert status == 207, f"PROPPATCH: {status}"
        self.proxy = Proxy(self.peer.port).start()
        self.replica = Replica(self.peer, self.proxy.origin)
        self.other = Vdirsyncer(self.peer, self.calendar)

    def close(self):
        self.proxy.stop()
        self.peer.stop()

    def check(self, holds, what, seen=""):
        with PRINTING:
            return self.checks(holds, f"{self.name}: {what}", seen)

    def add(self, title, start):
        self.replica.dayline("add", title, "--start", start, "--calendar", "Work",
                             "--allow-overlap")

    def server(self):
        return peers.merged(self.peer.texts(self.calendar).values())

    def settle(self, what, kept=()):
        """Both clients until nothing is left to do; then all three have the same, but for what is
        `kept` here until the user decides."""
        self.other.sync()
        said = self.replica.settle()
        if not self.check(said is None, f"{what}: dayline-sync comes to its end", said):
            return
        self.other.sync()
        here, server, there = self.replica.events(), self.server(), self.other.events()
        for key in kept:
            self.check(here.pop(key, None), f"{what}: {key} is not lost")
        self.check(here == server, f"{what}: the replica is as the server", difference(here, server))
        self.check(there == server, f"{what}: vdirsyncer is as the server",
                   difference(there, server))


def difference(one, other):
    """The first things that differ."""
    keys = sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
    return [(key, one.get(key), other.get(key)) for key in keys[:3]]


def titles(events):
    """How often each title is there."""
    found = {}
    for components in events.values():
        for lines in components:
            title = next((line[8:] for line in lines if line.startswith("SUMMARY:")), "")
            found[title] = found.get(title, 0) + 1
    return found


def has(events, key, line):
    return any(line in lines for lines in events.get(key, []))


def first(case):
    """The first pull, of what others have made; then one with nothing to do."""
    for number in range(40):
        case.other.write(uid(number), text(number))
    case.other.write("foreign@test", FOREIGN)
    case.other.sync()
    odd = event("odd@test", START + 1_000_000)
    case.peer.put(case.calendar + "%C3%BC%20a%2Bb%26c%40d.ics", odd)
    case.settle("first pull")
    before = len(case.proxy.requests)
    status, said = case.replica.once()
    asked = case.proxy.requests[before:]
    case.check(status == 0, "nothing to do: ends well", said)
    case.check(len(asked) <= 8 and not any(method == "GET" for method, _, _ in asked),
               "nothing to do: few requests, none for an object", asked)


def edits(case):
    """Edits here, edits there, and both at one event."""
    replica = case.replica
    case.add("Added here", "2027-02-01 10:00")
    replica.dayline("edit", uid(3), "--title", "Changed here")
    replica.dayline("delete", uid(4))
    replica.dayline("edit", "foreign@test", "--all", "--title", "Foreign, renamed")
    replica.dayline("edit", uid(6), "--title", "Title from here")
    case.other.write(uid(5), text(5, "LOCATION:There"))
    case.other.write(uid(6), text(6, "LOCATION:Place from there"))
    case.other.delete(uid(7))
    case.other.write(uid(40), text(40))
    case.settle("edits on both sides")
    events = case.server()
    case.check(titles(events).get("Added here") == 1, "what was added here is there, once",
               titles(events))
    case.check(has(events, uid(3), "SUMMARY:Changed here"), "what was changed here is there")
    case.check(uid(4) not in events and uid(7) not in events, "deletions reach both sides")
    case.check(has(events, uid(5), "LOCATION:There"), "what was changed there is here")
    case.check(has(events, uid(6), "LOCATION:Place from there")
               and has(events, uid(6), "SUMMARY:Title from here"),
               "two edits of one event are joined", events.get(uid(6)))
    kept = peers.blocks(FOREIGN)["foreign@test"]
    now = events.get("foreign@test", [])

    def without(components):
        return sorted(tuple(line for line in lines if not line.startswith(("SUMMARY", "SEQUENCE")))
                      for lines in components)

    case.check(without(now) == without(kept), "what is foreign survives an edit",
               difference({"": without(now)}, {"": without(kept)}))
    case.check(case.replica.conflicts() == [], "nothing clashed")


def clashes(case):
    """Both sides change the same, or one deletes what the other changes."""
    replica = case.replica
    for number, title in ((10, "Mine"), (11, "Edited here")):
        replica.dayline("edit", uid(number), "--title", title)
    replica.dayline("delete", uid(12))
    case.other.write(uid(10), text(10).replace(f"SUMMARY:{uid(10)}", "SUMMARY:Theirs"))
    case.other.delete(uid(11))
    case.other.write(uid(12), text(12).replace(f"SUMMARY:{uid(12)}", "SUMMARY:Edited there"))
    case.settle("clashes", kept=[uid(11)])
    found = {each["kind"]: each for each in replica.conflicts()}
    case.check(sorted(found) == ["deleted-here", "deleted-there", "edited"],
               "each clash is an edit conflict", found)
    case.check(has(case.server(), uid(10), "SUMMARY:Theirs"), "the server's version is live")
    case.check(has(case.server(), uid(12), "SUMMARY:Edited there"),
               "what was edited there is not deleted")
    for kind in ("edited", "deleted-there"):
        if kind in found:
            replica.dayline("conflicts", "resolve", str(found[kind]["id"]), "--mine")
    if "deleted-here" in found:
        replica.dayline("conflicts", "resolve", str(found["deleted-here"]["id"]), "--theirs")
    case.settle("clashes settled")
    events = case.server()
    case.check(has(events, uid(10), "SUMMARY:Mine"), "mine was chosen")
    case.check(has(events, uid(11), "SUMMARY:Edited here"), "what was deleted there is back")
    case.check(has(events, uid(12), "SUMMARY:Edited there"), "theirs was chosen")
    case.check(replica.conflicts() == [], "no edit conflict is left", replica.conflicts())


FAULTS = [
    Fault("drop request", "PUT"),
    Fault("drop response", "PUT", times=2),
    Fault("drop response", "DELETE"),
    Fault("drop response", "REPORT|PROPFIND", after=1),
    Fault("unavailable", "PUT|DELETE", times=2),
    Fault("unavailable", "PROPFIND"),
    Fault("error after", "PUT"),
    Fault("error after", "DELETE"),
    Fault("truncate", "REPORT|PROPFIND", times=2),
    Fault("truncate", "GET|PUT"),
    Fault("slow", "REPORT|PROPFIND", times=3),
    Fault("weak etag", times=None),
    Fault("no etag", times=None),
]


def faults(case):
    """The same edits again and again, with another fault each time."""
    for number, fault in enumerate(FAULTS):
        what = f"{fault.kind} at {fault.method.pattern}"
        base = 100 + number * 10
        for offset in range(4):
            case.other.write(uid(base + offset), text(base + offset))
        case.other.sync()
        if case.replica.settle() is not None:
            case.check(False, f"{what}: before it begins")
            continue
        day = f"2027-03-{number + 1:02}"
        for hour in (8, 9, 10):
            case.add(f"Fault {number} at {hour}", f"{day} {hour}:00")
        case.replica.dayline("edit", uid(base), "--title", f"Fault {number} edited")
        case.replica.dayline("delete", uid(base + 1))
        case.other.write(uid(base + 2), text(base + 2, "LOCATION:There"))
        case.other.delete(uid(base + 3))
        case.proxy.faults, case.proxy.hits = [copy.copy(fault)], 0
        case.settle(what)
        case.proxy.faults = []
        events = case.server()
        once = [titles(events).get(f"Fault {number} at {hour}") for hour in (8, 9, 10)]
        case.check(once == [1, 1, 1], f"{what}: all is there, once", once)
        case.check(has(events, uid(base), f"SUMMARY:Fault {number} edited"),
                   f"{what}: the edit is there")
        case.check(uid(base + 1) not in events, f"{what}: the deletion is there")
        case.check(case.proxy.hits > 0, f"{what}: it was met", case.proxy.requests[-20:])
        case.check(case.replica.conflicts() == [] and case.replica.outbox() == [],
                   f"{what}: no edit conflict, no dead letter",
                   (case.replica.conflicts(), case.replica.outbox()))


def kill(process, case, most):
    """Ends a process without warning, up to `most` seconds after its start."""
    time.sleep(case.random.uniform(0, most))
    process.send_signal(signal.SIGKILL)
    process.communicate()


def kills(case):
    """kill -9 during a first pull and during a push; what is left is done by the next run."""
    case.proxy.round_trip = 0.02
    fresh = Replica(case.peer, case.proxy.origin)
    for _ in range(5):
        kill(fresh.start("--once"), case, 0.5)
    said = fresh.settle()
    case.check(said is None and fresh.events() == case.server(),
               "killed while it pulled: nothing is missing",
               said or difference(fresh.events(), case.server()))
    many = "".join(event(f"push-{number}@test", START + 2_000_000 + number * 3600)
                   for number in range(60))
    path = case.replica.folder / "many.ics"
    path.write_text(many, newline="")
    case.replica.dayline("import", "--calendar", "Work", str(path))
    for _ in range(8):
        kill(case.replica.start("--once"), case, 0.6)
    case.proxy.round_trip = 0.0
    case.settle("killed while it pushed")
    events = case.server()
    pushed = [titles(events).get(f"push-{number}@test") for number in range(60)]
    case.check(pushed == [1] * 60, "killed while it pushed: all is there, once", pushed)
    case.check(case.replica.conflicts() == [] and case.replica.outbox() == [],
               "killed while it pushed: no edit conflict, no dead letter",
               (case.replica.conflicts(), case.replica.outbox()))


def live(case):
    """The daemon as it runs all day: edits go out at once, and changes come in; by themselves where
    the server tells them, also after a connection was lost."""
    replica = case.replica
    replica.run()
    try:
        case.check(eventually(lambda: replica.listed("sync", "status")["daemon"]),
                   "live: the daemon is there")
        case.add("Live from here", "2027-04-01 10:00")
        case.check(eventually(lambda: "Live from here" in titles(case.server())),
                   "live: an edit goes out by itself")
        for number, what in ((900, "a change comes in"), (901, "one after a lost connection too")):
            case.other.write(uid(number), text(number))
            case.other.sync()
            if isinstance(case.peer, peers.Dayline):
                arrived = eventually(lambda: uid(number) in replica.events())
            else:
                replica.dayline("sync")
                arrived = uid(number) in replica.events()
            case.check(arrived, f"live: {what}")
            case.proxy.cut()
    finally:
        status, said = replica.halt()
    case.check(status == 0, "live: the daemon ends when told to", (status, said[-1000:]))


def eventually(holds, seconds=30):
    """Whether it comes to hold."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def emptied(case):
    """A calendar that looks empty all at once is not emptied here without consent."""
    before = case.replica.events()
    for path in case.peer.paths(case.calendar):
        case.peer.delete(path)
    case.replica.once()
    case.check(case.replica.events() == before, "an emptied calendar is held back",
               difference(case.replica.events(), before))
    case.replica.dayline("sync", "--accept-deletes", status=None)
    case.replica.settle()
    case.check(case.replica.events() == {}, "with consent it is emptied",
               difference(case.replica.events(), {}))


def play(kind, checks):
    try:
        case = Case(kind, checks)
    except BaseException as error:  # A thread that ends so would not be missed.
        checks(False, f"{kind.name} is there", "".join(traceback.format_exception(error))[-2000:])
        return
    try:
        for scene in (first, edits, clashes, faults, kills, live, emptied):
            try:
                scene(case)
            except Exception as error:  # The next scene may tell more.
                case.proxy.faults, case.proxy.round_trip = [], 0.0
                case.check(False, f"{scene.__name__} is played to its end",
                           "".join(traceback.format_exception(error))[-2000:])
    finally:
        case.close()


def main():
    checks = Checks()
    for name, variable in (("dayline", "DAYLINE"), ("dayline-sync", "DAYLINE_SYNC")):
        if program(name, variable) is None:
            sys.exit(f"no {name} to test: make build, or set {variable}")
    chosen = [kind for kind in peers.ALL if not sys.argv[1:] or kind.name in sys.argv[1:]]
    if shutil.which("vdirsyncer") is None:
        if REQUIRED:
            checks(False, "vdirsyncer is installed")
        else:
            print("skipped: vdirsyncer is not installed")
        checks.finish()
    print(f"seed {SEED}", flush=True)
    plays = []
    for kind in chosen:
        if kind.available():  # Mostly they wait for others.
            plays.append(threading.Thread(target=play, args=(kind, checks)))
            plays[-1].start()
        elif REQUIRED:
            checks(False, f"{kind.name} is installed")
        else:
            print(f"skipped: {kind.name} is not installed")
    for each in plays:
        each.join()
    checks.finish()


if __name__ == "__main__":
    main()
