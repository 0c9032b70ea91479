#!/usr/bin/env python3
"""What the server does about peers that mean harm or do not know better: those that drip, those
that come in crowds, calendars that never end, paths that lead outside, and TLS of old.

hostile.py [CHECK...]
"""
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid

from harness import Checks, Client, Server, event

CALENDAR = "/dav/calendars/mina/calendar/"
ICS = {"Content_Type": "text/calendar"}
checks = Checks()


def skip(what):
    print(f"skipped: {what}")


def connected(server, count):
    return [socket.create_connection(("127.0.0.1", server.port)) for _ in range(count)]


def p99(server, count):
    """Seconds of a PUT."""
    client, taken = Client(server), []
    for number in range(count):
        started = time.perf_counter()
        client.ask("PUT", f"{CALENDAR}{number}.ics",
                   event(f"{number}", 1_800_000_000 + number * 3600), **ICS)
        taken.append(time.perf_counter() - started)
    client.close()
    return sorted(taken)[int(count * 0.99)]


def drip():
    """500 connections send a byte of a request now and then: others are served, and they are cut
    though something always arrives."""
    server = Server().start()
    quiet = p99(server, 300)
    sockets = connected(server, 500)
    text = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: " + b"x" * 10_000
    open_ones, began = dict.fromkeys(sockets, 0), time.monotonic()
    loud = []
    thread = threading.Thread(target=lambda: loud.append(p99(server, 300)))
    thread.start()
    while open_ones and time.monotonic() - began < 40:
        for peer in list(open_ones):
            try:
                peer.sendall(text[open_ones[peer]: open_ones[peer] + 1])
                open_ones[peer] += 1
            except OSError:
                del open_ones[peer]
        time.sleep(0.3)
    thread.join()
    took = time.monotonic() - began
    print(f"        p99 of a PUT: {quiet * 1000:.1f} ms alone, {loud[0] * 1000:.1f} ms beside 500"
          f" that drip; all were cut after {took:.0f} s")
    checks(not open_ones, "connections that drip are cut", len(open_ones))
    checks(loud[0] < 0.5, "others are served meanwhile", loud[0])
    for peer in sockets:
        peer.close()
    server.stop()
    server.remove()


def flood():
    """More connections than the process may have files: it goes on serving those it has, and takes
    the others once there is room."""
    few = (256, 256)
    server = Server(prepare=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, few)).start()
    client = Client(server)
    client.ask("GET", "/readyz")
    crowd = connected(server, 400)
    seen = [client.ask("PUT", f"{CALENDAR}{number}.ics",
                       event(f"{number}", 1_800_000_000 + number * 3600), **ICS)[0]
            for number in range(20)]
    seen += [client.ask("PROPFIND", CALENDAR, Depth="1")[0]]
    checks(seen == [201] * 20 + [207], "who was there before a flood is served", seen)
    for peer in crowd:
        peer.close()
    started = time.monotonic()
    status = Client(server).ask("GET", "/readyz")[0]
    took = time.monotonic() - started
    checks(status == 200 and took < 5, "after the flood others are served", (status, took))
    checks(server.stop() == 0, "the process lives through it")
    server.remove()


def calendar(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayline//Test//EN", *lines,
                        "END:VCALENDAR", ""])


def endless():
    """Name and text of calendars that are far too much, or wrong."""
    start = "DTSTART:20270101T090000Z"

    def one(*lines):
        return calendar("BEGIN:VEVENT", "UID:u", "DTSTAMP:20260101T000000Z", *lines, "END:VEVENT")

    yield "ten to the ninth times", one(start, "RRULE:FREQ=DAILY;COUNT=1000000000")
    yield "every second", one(start, "RRULE:FREQ=SECONDLY")
    yield "every second, a billion times", one(start, "RRULE:FREQ=SECONDLY;COUNT=1000000000")
    yield "every second of leap days on Mondays", one(
        start, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYSECOND=59")
    yield "never", one(start, "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
    yield "every second that never is", one(start, "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31")
    yield "an interval without end", one(start, "RRULE:FREQ=MINUTELY;INTERVAL=2147483647")
    yield "an interval beyond numbers", one(start, f"RRULE:FREQ=DAILY;INTERVAL={10**30}")
    yield "an interval of nothing", one(start, "RRULE:FREQ=DAILY;INTERVAL=0")
    yield "the year 0", one("DTSTART:00000101T000000Z", "RRULE:FREQ=HOURLY")
    yield "the year 9999", one("DTSTART:99991231T235959Z", "DURATION:P1W", "RRULE:FREQ=DAILY")
    yield "all of time", one("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z",
                             "RRULE:FREQ=DAILY")
    yield "a duration beyond numbers", one(start, f"DURATION:P{10**25}W")
    yield "a duration backwards", one(start, "DURATION:-P1D")
    yield "an end before the start", one(start, "DTEND:20260101T090000Z")
    yield "100,000 excluded dates", one(
        start, "RRULE:FREQ=MINUTELY", "EXDATE:" + ",\r\n ".join(
            time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(1_798_794_000 + n * 60))
            for n in range(100_000)))
    yield "100,000 added dates", one(
        start, *(time.strftime("RDATE:%Y%m%dT%H%M%SZ", time.gmtime(1_798_794_000 + n * 60))
                 for n in range(100_000)))
    yield "all lists of a rule", one(
        start, "RRULE:FREQ=YEARLY;BYMONTH=" + ",".join(map(str, range(1, 13)))
        + ";BYMONTHDAY=" + ",".join(map(str, range(1, 32)))
        + ";BYHOUR=" + ",".join(map(str, range(24)))
        + ";BYMINUTE=" + ",".join(map(str, range(60)))
        + ";BYSECOND=" + ",".join(map(str, range(60))) + ";BYSETPOS=-1")
    yield "a line folded a million times", one(start, "SUMMARY:" + "\r\n x" * 1_000_000)
    yield "a fold that starts the file", " \r\n" * 100_000
    yield "a line without end", one(start, "SUMMARY:" + "x" * 2_000_000)
    yield "a million empty lines", one(start) + "\r\n" * 1_000_000
    yield "100,000 parameters", one(start, "SUMMARY" + ";X-A=b" * 100_000 + ":s")
    yield "a parameter that never ends", one(start, 'SUMMARY;X="' + "b" * 100_000)
    yield "100,000 properties", one(start, *["X-A:b"] * 100_000)
    yield "components in components", calendar("BEGIN:VEVENT\r\n" * 100_000 + "UID:u")
    yield "zones in zones", calendar(
        *["BEGIN:VTIMEZONE\r\nTZID:z"] * 10_000, *["END:VTIMEZONE"] * 10_000)
    yield "a zone that changes every second", calendar(
        "BEGIN:VTIMEZONE", "TZID:z", "BEGIN:STANDARD", "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "RRULE:FREQ=SECONDLY", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:19700101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+9999",
        "RRULE:FREQ=SECONDLY", "END:DAYLIGHT", "END:VTIMEZONE", "BEGIN:VEVENT", "UID:u",
        "DTSTAMP:20260101T000000Z", "DTSTART;TZID=z:20270101T090000", "RRULE:FREQ=DAILY",
        "END:VEVENT")
    yield "5,000 overrides", calendar(
        "BEGIN:VEVENT", "UID:u", "DTSTAMP:20260101T000000Z", start, "RRULE:FREQ=HOURLY",
        "END:VEVENT", *(
            "\r\n".join(["BEGIN:VEVENT", "UID:u", "DTSTAMP:20260101T000000Z", time.strftime(
                "RECURRENCE-ID:%Y%m%dT%H%M%SZ\r\nDTSTART:%Y%m%dT%H%M%SZ",
                time.gmtime(1_798_794_000 + n * 3600)), "END:VEVENT"]) for n in range(5_000)))
    yield "5,000 events", calendar(*(
        f"BEGIN:VEVENT\r\nUID:u{n}\r\nDTSTAMP:20260101T000000Z\r\n{start}\r\nEND:VEVENT"
        for n in range(5_000)))
    yield "a UID of a million letters", one(start).replace("UID:u", "UID:" + "u" * 1_000_000)
    yield "bytes that are no text", one(start, "SUMMARY:@").replace("@", "\udcff\udcfe\udcc0")
    yield "NUL", one(start, "SUMMARY:\0")
    yield "nothing", ""


QUERY = """<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:"
xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data>{expand}
</C:calendar-data></D:prop><C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{first}" end="{last}"/></C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>"""
WINDOWS = [("20270101T000000Z", "20270201T000000Z"), ("20990101T000000Z", "20990102T000000Z"),
           ("00010101T000000Z", "99991231T235959Z")]


def calendars():
    """Each is answered within a second, stored or refused, and can be asked for and deleted."""
    server = Server().start()
    client = Client(server)

    def ask(method, path, body=b"", **headers):
        started = time.perf_counter()
        status = client.ask(method, path, body, **headers)[0]
        return status, time.perf_counter() - started

    for name, text in endless():
        answers = [ask("PUT", CALENDAR + "x.ics", text.encode(errors="surrogateescape"), **ICS)]
        if answers[0][0] in (201, 204):
            for first, last in WINDOWS:
                for expand in ("", f'<C:expand start="{first}" end="{last}"/>'):
                    answers.append(ask("REPORT", CALENDAR, QUERY.format(
                        first=first, last=last, expand=expand), Depth="1"))
            answers.append(ask("REPORT", CALENDAR, f"""<C:free-busy-query
xmlns:C="urn:ietf:params:xml:ns:caldav"><C:time-range start="{WINDOWS[0][0]}"
end="{WINDOWS[0][1]}"/></C:free-busy-query>""", Depth="1"))
            answers.append(ask("DELETE", CALENDAR + "x.ics"))
        wrong = [answer for answer in answers if answer[0] >= 500 or answer[1] > 1]
        slowest = max(took for _, took in answers)
        checks(not wrong, f"{name}: {answers[0][0]}, at most {slowest * 1000:.0f} ms",
               [f"{status} {took:.2f} s" for status, took in answers])
    checks(server.stop() == 0, "the process lives")
    server.remove()


def paths():
    """Names never become paths: nothing appears outside the data directory, nor in it."""
    server = Server().start()
    mark = f"escaped-{uuid.uuid4()}"
    client = Client(server)
    text = event("u", 1_800_000_000)
    ups = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "..\\", "..%c0%af", "..%252f", "....//",
           "%00/", "./", "..;/", "．．/", "%ef%bc%8e%ef%bc%8e/"]
    targets = [f"{CALENDAR}{up * depth}{mark}" for up in ups for depth in (1, 3, 8)]
    targets += [f"{up * 8}tmp/{mark}" for up in ups]
    targets += [f"/{up * 8}tmp/{mark}" for up in ups]
    targets += [f"{CALENDAR}%2ftmp%2f{mark}", f"{CALENDAR}/tmp/{mark}", f"//tmp/{mark}",
                f"file:///tmp/{mark}", f"{CALENDAR}C:%5c{mark}", f"{CALENDAR}CON",
                f"{CALENDAR}{mark}%00.ics", f"{CALENDAR}dayline.db", f"{CALENDAR}{'a' * 5000}",
                f"/dav/calendars/../../etc/{mark}", f"/dav/calendars/%2e%2e/{mark}/x.ics"]
    worst, answered = 0, 0
    for target in targets:
        for method in ("PUT", "GET", "MKCALENDAR", "DELETE"):
            body = text.encode() if method == "PUT" else b""
            head = (f"{method} {target} HTTP/1.1\r\nHost: x\r\nContent-Type: text/calendar\r\n"
                    f"Authorization: {client.headers['Authorization']}\r\n"
                    f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n").encode()
            with socket.create_connection(("127.0.0.1", server.port)) as peer:
                peer.sendall(head + body)
                answer = peer.recv(65536)
            answered += answer.startswith(b"HTTP/1.1 ")
            worst = max(worst, int(answer[9:12] or 599))
    checks(answered == len(targets) * 4 and worst < 500,
           f"{answered} requests that want outside are answered below 500", worst)
    for name in (f"../../{mark}", f"/tmp/{mark}", f"..\\{mark}", "", ".", "..", "a/b", "\0"):
        done = server.command("user", "add", name.replace("\0", "%00"), "--password-file", "-",
                              input="a long enough password", check=False)
        checks(done.returncode != 0, f"no user is called {name!r}", done.stdout)
    server.stop()
    found = subprocess.run(["find", "/", "-xdev", "-name", f"*{mark}*"], capture_output=True,
                           text=True).stdout
    checks(not found, "nothing is anywhere on the disk under such a name", found)
    kept = {path.name for path in server.data.iterdir()}
    checks(kept <= {"dayline.db", "lock"}, "the data directory holds the database alone", kept)
    server.remove()


def certificate(folder, name):
    key, chain = str(folder / f"{name}.key"), str(folder / f"{name}.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                    "-keyout", key, "-out", chain], check=True, capture_output=True)
    return chain, key


def tls():
    """TLS below 1.2 is refused; a new certificate is taken on SIGHUP, and a broken one is not."""
    if not shutil.which("openssl"):
        return skip("TLS needs openssl")
    server = Server()
    server.tls = certificate(server.folder, "first")
    server.start()

    def shakes(*options):
        return subprocess.run(
            ["openssl", "s_client", "-connect", f"127.0.0.1:{server.port}", *options],
            input="", capture_output=True, text=True, timeout=20).stdout

    weak = ["-cipher", "ALL:@SECLEVEL=0"]
    for version in ("-tls1", "-tls1_1"):
        said = shakes(version, *weak)
        checks("Cipher is (NONE)" in said, f"{version[1:]} is refused", said[-300:])
    for version in ("-tls1_2", "-tls1_3"):
        said = shakes(version)
        checks("CN = first" in said or "CN=first" in said, f"{version[1:]} is spoken", said[-300:])
    for cipher in ("NULL", "RC4", "3DES", "AES128-SHA"):
        said = shakes("-tls1_2", "-cipher", f"{cipher}:@SECLEVEL=0")
        checks("Cipher is (NONE)" in said or not said, f"{cipher} is refused", said[-300:])
    before = Client(server)
    checks(before.ask("GET", "/readyz")[0] == 200, "requests are served over TLS")
    chain, key = certificate(server.folder, "second")

    def renew(pem, other):
        for source, place in ((pem, server.tls[0]), (other, server.tls[1])):
            shutil.copy(source, place)
        server.process.send_signal(signal.SIGHUP)

    def served(name):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            said = shakes()
            if f"CN = {name}" in said or f"CN={name}" in said:
                return True
            time.sleep(0.1)
        return False

    renew(chain, key)
    checks(served("second"), "SIGHUP takes a new certificate")
    checks(before.ask("GET", "/readyz")[0] == 200, "connections of before go on")
    broken = server.folder / "broken"
    broken.write_text("no certificate")
    renew(broken, key)
    time.sleep(0.5)
    checks(served("second"), "a broken one is not taken")
    checks(server.stop() == 0, "it stops when told to")
    server.remove()


if __name__ == "__main__":
    for wanted in sys.argv[1:] or ["drip", "flood", "calendars", "paths", "tls"]:
        globals()[wanted]()
    checks.finish()
