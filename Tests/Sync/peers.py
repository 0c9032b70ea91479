"""CalDAV servers in throw-away folders, each with one user and, to begin with, no events."""
import atexit
import base64
import http.client
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Server"))
import harness  # noqa: E402

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"


class Peer:
    """What the servers have in common. `ask` goes around every proxy."""
    user, password = "mina", harness.PASSWORD
    name = ""
    #: The calendar that there is, and where others are made.
    calendar = home = ""

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method, path, body=b"", **headers):
        """Status, header fields, body."""
        credentials = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        fields = {"Authorization": f"Basic {credentials}"}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body,
                               fields)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def make(self, name):
        """Another calendar; its path."""
        path = f"{self.home}{name}/"
        status, _, body = self.ask("MKCALENDAR", path)
        assert status == 201, f"{self.name} makes no calendar: {status} {body!r}"
        return path

    def put(self, path, text, **headers):
        status, fields, body = self.ask("PUT", path, text, Content_Type="text/calendar", **headers)
        assert status in (201, 204), f"{self.name} stores nothing: {status} {body!r}"
        return fields

    def delete(self, path):
        status, _, body = self.ask("DELETE", path)
        assert status // 100 == 2, f"{self.name} deletes nothing: {status} {body!r}"

    def paths(self, calendar=None):
        """The objects of a calendar, as the server calls them."""
        calendar = calendar or self.calendar
        status, _, body = self.ask(
            "PROPFIND", calendar, '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>',
            Depth="1", Content_Type="text/xml")
        assert status == 207, f"{self.name} lists nothing: {status}"
        hrefs = [urllib.parse.urlsplit(each.text.strip()).path
                 for each in ElementTree.fromstring(body).iter(DAV + "href")]
        return sorted(each for each in hrefs if each.endswith(".ics"))

    def texts(self, calendar=None):
        """The objects of a calendar: path → iCalendar text."""
        calendar = calendar or self.calendar
        paths, texts = self.paths(calendar), {}
        for start in range(0, len(paths), 200):
            hrefs = "".join(f"<D:href>{path}</D:href>" for path in paths[start:start + 200])
            status, _, body = self.ask(
                "REPORT", calendar,
                '<C:calendar-multiget xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
                f"<D:prop><C:calendar-data/></D:prop>{hrefs}</C:calendar-multiget>",
                Depth="0", Content_Type="text/xml")
            assert status == 207, f"{self.name} reads nothing: {status}"
            for response in ElementTree.fromstring(body).iter(DAV + "response"):
                data = response.find(f".//{CALDAV}calendar-data")
                href = urllib.parse.urlsplit(response.find(DAV + "href").text.strip()).path
                if data is not None and data.text:
                    texts[href] = data.text
        return texts

    def run(self, *command):
        """Starts the server and waits until it answers."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log,
                                            env=os.environ | {"PYTHONUNBUFFERED": "1"})
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit(f"{self.name} ended: {self.log.read_text()[-2000:]}")
            try:
                self.ask("OPTIONS", "/")
                return self
            except OSError:
                time.sleep(0.02)
        sys.exit(f"{self.name} does not answer")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Debian(Peer):
    """A server of a package; `available` says whether it is installed."""
    program = ""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"{self.program}-"))
        self.log = self.folder / "log"
        self.port = harness.free_port()
        self.process = None
        atexit.register(self.stop)

    @classmethod
    def available(cls):
        return shutil.which(cls.program) is not None


class Radicale(Debian):
    name = program = "radicale"
    home, calendar = "/mina/", "/mina/calendar/"

    def start(self):
        (self.folder / "users").write_text(f"{self.user}:{self.password}\n")
        (self.folder / "config").write_text(f"""
[server]
hosts = 127.0.0.1:{self.port}
max_connections = 64
[auth]
type = htpasswd
htpasswd_filename = {self.folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {self.folder}/data
[web]
type = none
[logging]
level = warning
""")
        self.run("radicale", "--config", str(self.folder / "config"))
        self.make("calendar")
        return self


class Xandikos(Debian):
    """It asks nobody for a password."""
    name = program = "xandikos"
    home, calendar = "/mina/calendars/", "/mina/calendars/calendar/"

    def start(self):
        return self.run(
            "xandikos", "-d", str(self.folder / "data"), "--defaults", "-l", "127.0.0.1",
            "-p", str(self.port), "--current-user-principal", "/mina/")


class Dayline(Peer):
    """The server of this tree."""
    name = "dayline"
    home = "/dav/calendars/mina/"

    def __init__(self):
        self.server = harness.Server(self.user)
        self.port = self.server.port
        self.folder = self.server.folder

    @classmethod
    def available(cls):
        return True

    def start(self):
        self.server.start()
        self.calendar = self.make("work")  # Foreign clients make calendars that allow overlaps.
        return self

    def stop(self):
        self.server.stop()
        self.server.remove()


def blocks(text):
    """The VEVENTs in an iCalendar text: UID → its components as sorted content lines, without what
    every program writes anew."""
    found, lines = {}, None
    for line in re.sub(r"\r?\n[ \t]", "", text).splitlines():
        if line == "BEGIN:VEVENT":
            lines = []
        elif line == "END:VEVENT" and lines is not None:
            uid = next(each[4:] for each in lines if each.startswith("UID:"))
            found.setdefault(uid, []).append(tuple(sorted(lines)))
            lines = None
        elif lines is not None and not line.startswith(("DTSTAMP", "LAST-MODIFIED", "CREATED")):
            lines.append(line)
    return {uid: sorted(components) for uid, components in found.items()}


def merged(texts):
    """The events of several objects; a UID that two of them have is there twice."""
    found = {}
    for text in texts:
        for uid, components in blocks(text).items():
            found[uid] = sorted(found.get(uid, []) + components)
    return found


ALL = (Dayline, Radicale, Xandikos)
