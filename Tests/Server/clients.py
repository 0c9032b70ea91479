#!/usr/bin/python3
"""Programs of others against dayline-server: vdirsyncer, khal, python-caldav, litmus, curl.

Debian's packages are used, so this runs under Debian's own Python. What is not installed is said
to be skipped, unless CLIENTS=required.
"""
import datetime
import http.client
import http.server
import itertools
import os
import re
import shutil
import subprocess
import threading

from harness import PASSWORD, Checks, Client, Server, event

REQUIRED = os.environ.get("CLIENTS") == "required"
CALENDARS = {"work": "/dav/calendars/mina/work/", "other": "/dav/calendars/mina/other/"}


def has(program, checks):
    if shutil.which(program):
        return True
    if REQUIRED:
        checks(False, f"{program} is installed")
    else:
        print(f"skipped: {program} is not installed")
    return False


def run(*command, env=None, input="y\n" * 20):
    done = subprocess.run(command, input=input, text=True, capture_output=True, timeout=300,
                          env=os.environ | (env or {}))
    return done.returncode, done.stdout + done.stderr


def vdirsyncer(server, checks):
    """200 events from a folder, changes both ways, a conflict; then khal on the result."""
    folder = server.folder / "vdirsyncer"
    local = folder / "local" / "work"
    local.mkdir(parents=True)
    config = folder / "config"
    config.write_text(f"""
[general]
status_path = "{folder}/status/"
[pair calendars]
a = "local"
b = "remote"
collections = ["work"]
conflict_resolution = "b wins"
metadata = ["displayname", "color"]
[storage local]
type = "filesystem"
path = "{folder}/local/"
fileext = ".ics"
[storage remote]
type = "caldav"
url = "{server.origin}/"
username = "mina"
password = "{PASSWORD}"
""")
    sync = ["vdirsyncer", "-c", str(config)]
    for number in range(200):
        (local / f"v{number}.ics").write_text(
            event(f"v{number}", 1_796_000_000 + number * 3600, 30), newline="")
    status, said = run(*sync, "discover")
    checks(status == 0, "vdirsyncer finds the calendar from the bare address", said)
    status, said = run(*sync, "sync")
    checks(status == 0, "vdirsyncer sends 200 events", said[-500:])
    client = Client(server)
    listed = client.ask("PROPFIND", CALENDARS["work"], Depth="1")[2]
    checks(listed.count(b".ics</") == 200, "200 events are listed", listed.count(b".ics</"))

    client.ask("PUT", CALENDARS["work"] + "remote.ics", event("remote", 1_797_000_000),
               Content_Type="text/calendar")
    (local / "v0.ics").write_text(event("v0", 1_796_000_000, 45), newline="")
    (local / "v1.ics").unlink()
    status, said = run(*sync, "sync")
    checks(status == 0, "vdirsyncer syncs changes both ways", said[-500:])
    remote = {match.decode() for match in re.findall(
        rb"/work/([^<]+\.ics)<", client.ask("PROPFIND", CALENDARS["work"], Depth="1")[2])}
    checks(len(remote) == 200, "one came, one went", len(remote))
    here = [path.read_text() for path in local.glob("*.ics")]
    checks(any("UID:remote" in text for text in here), "the remote one is in the folder")
    changed = client.ask("GET", CALENDARS["work"] + named(client, "v0"))[2]
    checks(b"PT45M" in changed, "the local change is on the server", changed)

    # Both sides change the same event: the server's is to win.
    name = named(client, "v2")
    client.ask("PUT", CALENDARS["work"] + name, event("v2", 1_796_007_200, 50),
               Content_Type="text/calendar")
    (local / "v2.ics").write_text(event("v2", 1_796_007_200, 55), newline="")
    status, said = run(*sync, "sync")
    checks(status == 0 and "PT50M" in (local / "v2.ics").read_text(),
           "a conflict is settled as configured", said[-500:])
    status, said = run(*sync, "metasync")
    checks(status == 0, "vdirsyncer syncs name and colour", said[-300:])
    if has("khal", checks):
        khal(folder, local, checks)


def named(client, uid):
    """The name of an object, as vdirsyncer chose it, by asking for its UID."""
    body = client.ask("REPORT", CALENDARS["work"], f"""<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/></D:prop><C:filter><C:comp-filter name="VCALENDAR">
<C:comp-filter name="VEVENT"><C:prop-filter name="UID"><C:text-match>{uid}</C:text-match>
</C:prop-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>""", Depth="1")[2]
    names = re.findall(rb"/work/([^<]+\.ics)<", body)
    texts = [(name, client.ask("GET", CALENDARS["work"] + name.decode())[2]) for name in names]
    return next(name.decode() for name, text in texts if f"UID:{uid}\r\n".encode() in text)


def khal(folder, local, checks):
    config = folder / "khal.conf"
    config.write_text(f"""
[calendars]
[[work]]
path = {local}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {folder}/khal.db
""")
    day = datetime.datetime.fromtimestamp(1_796_000_000, datetime.timezone.utc)
    status, said = run("khal", "-c", str(config), "list", f"{day:%Y-%m-%d}", "1d",
                       env={"LC_ALL": "C.UTF-8"})
    checks(status == 0 and "v0" in said and f"{day:%H:%M}" in said, "khal shows the day", said)


def python_caldav(server, checks):
    try:
        import caldav
    except ImportError:
        if REQUIRED:
            checks(False, "python3-caldav is installed")
        else:
            print("skipped: python3-caldav is not installed")
        return
    client = caldav.DAVClient(url=server.origin + "/", username="mina", password=PASSWORD)
    principal = client.principal()
    checks("mina" in str(principal.url), "caldav finds the principal", principal.url)
    names = {str(calendar.url) for calendar in principal.calendars()}
    checks(any("/work/" in name for name in names), "caldav lists the calendars", names)
    calendar = principal.make_calendar(name="Dinge", cal_id="dinge")
    checks(calendar.get_properties([caldav.elements.dav.DisplayName()])
           ["{DAV:}displayname"] == "Dinge", "caldav makes a calendar with a name")
    start = datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.timezone.utc)
    for number in range(10):
        calendar.save_event(event(f"sache-{number}", start.timestamp() + number * 86400, 60))
    weekly = "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "BEGIN:VEVENT",
                          "UID:weekly", "DTSTAMP:20270101T000000Z", "DTSTART:20270301T120000Z",
                          "DURATION:PT1H", "RRULE:FREQ=WEEKLY", "SUMMARY:Runde", "END:VEVENT",
                          "END:VCALENDAR", ""])
    calendar.save_event(weekly)
    found = calendar.date_search(start=start, end=start + datetime.timedelta(days=3))
    checks(len(found) == 4, "caldav searches three days: three events and one instance",
           len(found))
    expanded = calendar.date_search(start=start, end=start + datetime.timedelta(days=30),
                                    expand=True)
    runs = sum(each.data.count("SUMMARY:Runde") for each in expanded)
    checks(runs == 5, "instances are expanded by the server", runs)
    checks(calendar.event_by_uid("sache-3").vobject_instance.vevent.summary.value == "sache-3",
           "caldav finds by UID")
    busy = calendar.freebusy_request(start, start + datetime.timedelta(days=2))
    checks("FREEBUSY" in busy.data and "20270301T090000Z" in busy.data, "free-busy is answered",
           busy.data)
    token = calendar.objects(load_objects=False)
    event_object = calendar.event_by_uid("sache-4")
    event_object.delete()
    calendar.save_event(event("neu", start.timestamp(), 60))
    updated, deleted = token.sync()
    checks((len(updated), len(deleted)) == (1, 1), "caldav syncs a change and a deletion",
           (len(list(updated)), len(list(deleted))))
    todo = calendar.save_todo("\r\n".join([
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "BEGIN:VTODO", "UID:aufgabe",
        "DTSTAMP:20270101T000000Z", "SUMMARY:Aufgabe", "END:VTODO", "END:VCALENDAR", ""]))
    checks(len(calendar.todos()) == 1, "caldav keeps a to-do")
    todo.complete()
    checks(len(calendar.todos()) == 0, "a completed to-do is filtered by the server")
    calendar.delete()
    checks(all("/dinge/" not in str(each.url) for each in principal.calendars()),
           "caldav deletes the calendar")


class Shim(http.server.BaseHTTPRequestHandler):
    """Between litmus and the server: litmus makes plain collections and writes plain text, which
    a server of calendars refuses. Here they become calendars and events; all else is as it is."""
    protocol_version = "HTTP/1.1"
    server_port = 0
    numbers = itertools.count()

    def log_message(self, *arguments):
        pass

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.forward
        raise AttributeError(name)

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items()
                   if name not in ("Host", "Content-Length", "Expect", "TE", "Connection")}
        method = self.command
        if method == "MKCOL":
            method = "MKCALENDAR"
        if method == "PUT" and not body.startswith(b"BEGIN:VCALENDAR"):
            number = next(self.numbers)
            body = event(f"litmus-{number}", 1_800_000_000 + number * 3600).encode()
            headers["Content-Type"] = "text/calendar"
        own = f"http://{self.headers['Host']}"
        theirs = f"http://127.0.0.1:{self.server_port}"
        if "Destination" in headers:
            headers["Destination"] = headers["Destination"].replace(own, theirs)
        connection = http.client.HTTPConnection("127.0.0.1", self.server_port)
        connection.request(method, self.path, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        self.send_response_only(answer.status, answer.reason)
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            if self.command != "HEAD":
                self.wfile.write(data)
        except ConnectionError:
            pass  # litmus has seen enough.


def litmus(server, checks):
    """The suites that apply to a server of calendars: properties, and requests as such. The others
    are about folders in folders, files of any kind, and locks."""
    if not has("litmus", checks):
        return
    Shim.server_port = server.port
    shim = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Shim)
    threading.Thread(target=shim.serve_forever, daemon=True).start()
    folder = server.folder / "litmus"
    folder.mkdir()
    done = subprocess.run(
        ["litmus", "-k", f"http://127.0.0.1:{shim.server_port}/dav/calendars/mina/", "mina",
         PASSWORD], capture_output=True, encoding="latin-1", cwd=folder, timeout=300,
        env=os.environ | {"TESTS": "props http"})
    failed = re.findall(r"^ *\d+\. (\S+?)\.+ FAIL \((.*)\)", done.stdout, re.MULTILINE)
    passed = len(re.findall(r"\. pass", done.stdout))
    checks(not failed and passed > 20, f"litmus: {passed} tests of props and http pass",
           failed or done.stdout[-800:])
    shim.shutdown()


def curl(server, checks):
    if not has("curl", checks):
        return
    common = ["curl", "--silent", "--show-error", "--user", f"mina:{PASSWORD}"]
    put = [*common, "--upload-file", "-", "--header", "Content-Type: text/calendar",
           "--include", "--header", "Expect: 100-continue",
           server.origin + CALENDARS["work"] + "curl.ics"]
    text = event("curl", 1_799_000_000)
    status, said = run(*put, input=text)
    checks("100 Continue" in said and "201 Created" in said, "curl puts after 100 Continue", said)
    status, said = run(*common, "--compressed", "--include",
                       server.origin + CALENDARS["work"] + "curl.ics")
    checks("BEGIN:VCALENDAR" in said and "200 OK" in said, "curl gets it back", said)
    etag = re.search(r'(?i)etag: (?:W/)?("[^"]+")', said)
    status, said = run(*common, "--include", "--header", f"If-None-Match: {etag and etag.group(1)}",
                       server.origin + CALENDARS["work"] + "curl.ics")
    checks("304 Not Modified" in said, "what curl has is not sent again", said)
    status, said = run(*common, "--location", "--include", "--request", "PROPFIND",
                       "--header", "Depth: 0", server.origin + "/.well-known/caldav")
    checks("207 Multi-Status" in said, "curl is led from .well-known", said)


def main():
    checks = Checks()
    server = Server().start()
    client = Client(server)
    for path in CALENDARS.values():
        checks(client.ask("MKCALENDAR", path)[0] == 201, f"{path} is made")
    curl(server, checks)
    if has("vdirsyncer", checks):
        client.ask("DELETE", CALENDARS["work"] + "curl.ics")
        vdirsyncer(server, checks)
    python_caldav(server, checks)
    litmus(server, checks)
    checks(server.stop() == 0, "the server stops when told to")
    checks.finish()


if __name__ == "__main__":
    main()
