"""Starts a real dayline-server in a throw-away folder and asks it over sockets.

The program is $DAYLINE_SERVER, else the newest of .build/{release,debug}/dayline-server.
"""
import atexit
import base64
import http.client
import itertools
import os
import pathlib
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "correct horse battery"


def program():
    given = os.environ.get("DAYLINE_SERVER")
    built = [ROOT / ".build" / kind / "dayline-server" for kind in ("release", "debug")]
    found = [pathlib.Path(given)] if given else sorted(
        (path for path in built if path.exists()), key=lambda path: path.stat().st_mtime)
    if not found or not os.access(found[-1], os.X_OK):
        sys.exit("no dayline-server to test: make build, or set DAYLINE_SERVER")
    return str(found[-1])


PORTS = itertools.count(21000 + os.getpid() % 5000)


def free_port():
    """A port below the range from which clients are given theirs; never the same one twice."""
    for port in PORTS:
        if port >= 32000:
            sys.exit("no free port")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue


class Server:
    """One server with its data; `start` may be called again after `kill`.

    `tls` are the paths of a certificate and its key; `prepare` is called in the new process, to
    set its limits.
    """

    def __init__(self, *users, options=(), data=None, tls=None, prepare=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dayline-server-"))
        self.data = pathlib.Path(data) if data else self.folder / "data"
        self.log = self.folder / "log"
        self.port = free_port()
        self.options = list(options)
        self.tls = tls
        self.prepare = prepare
        self.process = None
        atexit.register(self.remove)
        for user in users or ("mina",):
            self.command("user", "add", user, "--password-file", "-", input=PASSWORD)

    @property
    def origin(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    def home(self, user="mina"):
        return f"{self.origin}/dav/calendars/{user}/"

    def command(self, *arguments, input="", check=True):
        return subprocess.run([program(), *arguments, "--data", str(self.data)], input=input,
                              text=True, capture_output=True, check=check)

    def start(self, under=()):
        transport = ["--plain-http"]
        if self.tls:
            transport = ["--tls-certificate", self.tls[0], "--tls-key", self.tls[1]]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*under, program(), "serve", "--data", str(self.data),
                 "--listen", f"127.0.0.1:{self.port}", *transport, *self.options],
                stderr=log, stdout=log, preexec_fn=self.prepare)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                sys.exit(f"dayline-server ended: {self.log.read_text()[-2000:]}")
            try:
                if Client(self).ask("GET", "/readyz")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.01)
        sys.exit("dayline-server does not become ready")

    def kill(self, sig=signal.SIGKILL):
        if self.process and self.process.poll() is None:
            self.process.send_signal(sig)
        return self.process.wait(30) if self.process else None

    def stop(self):
        return self.kill(signal.SIGTERM)

    def remove(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Client:
    """One connection of one user."""

    def __init__(self, server, user="mina"):
        self.user = user
        credentials = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
        self.headers = {"Authorization": f"Basic {credentials}"}
        address = ("127.0.0.1", server.port)
        if server.tls:
            anyone = ssl._create_unverified_context()
            self.connection = http.client.HTTPSConnection(*address, timeout=60, context=anyone)
        else:
            self.connection = http.client.HTTPConnection(*address, timeout=60)

    def ask(self, method, path, body=b"", **headers):
        """Status, header fields, body."""
        fields = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if isinstance(body, str):
            body = body.encode()
        self.connection.request(method, path, body, fields)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def close(self):
        self.connection.close()


def event(uid, start, minutes=30, *lines):
    """iCalendar text of an event that starts at `start` seconds since 1970."""
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(start))
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayline//Test//EN",
                        "BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260101T000000Z",
                        f"DTSTART:{stamp}", f"DURATION:PT{minutes}M", f"SUMMARY:{uid}", *lines,
                        "END:VEVENT", "END:VCALENDAR", ""])


class Checks:
    """Counts what held; `finish` tells."""

    def __init__(self):
        self.failed = 0
        self.passed = 0

    def __call__(self, holds, what, seen=""):
        if holds:
            self.passed += 1
            print(f"ok      {what}", flush=True)
        else:
            self.failed += 1
            print(f"FAILED  {what}: {seen}", flush=True)
        return holds

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)
