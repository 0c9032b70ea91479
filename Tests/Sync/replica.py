"""A profile of `dayline` with one account, and `dayline-sync` for it; vdirsyncer as the other one.

The programs are $DAYLINE and $DAYLINE_SYNC, else the newest of .build/{release,debug}.
"""
import atexit
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import harness
import peers

ZONE = "Europe/Berlin"


def program(name, variable):
    """Its path, or nothing where it was not built."""
    given = os.environ.get(variable)
    built = [harness.ROOT / ".build" / kind / name for kind in ("release", "debug")]
    found = [pathlib.Path(given)] if given else sorted(
        (path for path in built if path.exists()), key=lambda path: path.stat().st_mtime)
    return str(found[-1]) if found and os.access(found[-1], os.X_OK) else None


class Replica:
    """`address` is what a person would write down."""

    def __init__(self, peer, address, options=""):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="dayline-replica-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.daemon = None
        self.data = self.folder / "data"
        config = self.folder / "config" / "dayline"
        config.mkdir(parents=True)
        password = self.folder / "password"
        password.write_text(peer.password)
        password.chmod(0o600)
        (config / "config.toml").write_text(f"""
[accounts.test]
url = "{address}"
user = "{peer.user}"
password_file = "{password}"
{options}
""")
        runtime = self.folder / "run"
        runtime.mkdir(mode=0o700)
        self.environment = os.environ | {
            "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_RUNTIME_DIR": str(runtime), "DAYLINE_DATA": str(self.data), "TZ": ZONE,
            "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
        for name in ("DAYLINE", "DAYLINE_SYNC"):
            self.environment.pop(name, None)

    def dayline(self, *arguments, input="", status=0):
        """What the program prints; `status` None takes any."""
        done = subprocess.run([program("dayline", "DAYLINE"), *arguments], input=input, text=True,
                              capture_output=True, timeout=120, env=self.environment)
        assert status is None or done.returncode == status, \
            f"dayline {' '.join(arguments)} ends with {done.returncode}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self, *options):
        """`dayline-sync`, not waited for."""
        return subprocess.Popen(
            [program("dayline-sync", "DAYLINE_SYNC"), *options], text=True, env=self.environment,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def once(self, *options, timeout=120):
        """Pushes and pulls once: exit status, what it said."""
        process = self.start("--once", *options)
        try:
            said, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
            return None, said
        return process.returncode, said

    def settle(self, attempts=12):
        """Until it went well, as cron would do it; what it said when it never does."""
        said = ""
        for _ in range(attempts):
            status, said = self.once()
            if status == 0 and self.pending() == 0:
                return None
            time.sleep(0.5)
        return said[-2000:] or "nothing said"

    def events(self):
        return peers.merged([self.dayline("export")])

    def listed(self, *command):
        return json.loads(self.dayline(*command, "--json", status=None) or "[]")

    def outbox(self):
        return self.listed("outbox", "list")

    def conflicts(self):
        return self.listed("conflicts", "list")

    def pending(self):
        """Edits that are still to be sent; dead letters are not."""
        return sum(entry["state"] == "waiting" for entry in self.outbox())

    def run(self):
        """The daemon, until `halt`."""
        self.daemon = self.start("--foreground")

    def halt(self, sig=signal.SIGTERM):
        self.daemon.send_signal(sig)
        said, _ = self.daemon.communicate(timeout=30)
        return self.daemon.returncode, said


class Vdirsyncer:
    """Another client of the same calendar, which goes straight to the server."""

    def __init__(self, peer, calendar):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="vdirsyncer-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.name = calendar.rstrip("/").rsplit("/", 1)[1]
        self.files = self.folder / "files" / self.name
        self.files.mkdir(parents=True)
        (self.folder / "config").write_text(f"""
[general]
status_path = "{self.folder}/status/"
[pair calendars]
a = "local"
b = "remote"
collections = ["{self.name}"]
conflict_resolution = "b wins"
[storage local]
type = "filesystem"
path = "{self.folder}/files/"
fileext = ".ics"
[storage remote]
type = "caldav"
url = "{peer.origin}{peer.home}"
username = "{peer.user}"
password = "{peer.password}"
""")
        self.run("discover")

    def run(self, command):
        done = subprocess.run(
            ["vdirsyncer", "-c", str(self.folder / "config"), command], input="y\n" * 20,
            text=True, capture_output=True, timeout=300, env=os.environ | {"LC_ALL": "C.UTF-8"})
        assert done.returncode == 0, f"vdirsyncer {command}: {done.stdout}{done.stderr}"

    def sync(self):
        self.run("sync")

    def write(self, uid, text):
        path = self.path(uid) or self.files / f"{uid}.ics"
        path.write_text(text, newline="")

    def delete(self, uid):
        self.path(uid).unlink()

    def path(self, uid):
        return next((path for path in self.files.glob("*.ics")
                     if uid in peers.blocks(path.read_text())), None)

    def text(self, uid):
        return self.path(uid).read_text()

    def events(self):
        return peers.merged(path.read_text() for path in self.files.glob("*.ics"))
