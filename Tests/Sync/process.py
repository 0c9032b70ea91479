#!/usr/bin/python3
"""dayline-sync as a process: what systemd, cron, clients and other users see of it.

    process.py [NAME …]     only these cases

SECONDS= is how long it is watched while it is idle, 10 unless given.
"""
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

import peers
from harness import Checks, event
from replica import Replica, program

check = Checks()


class Nobody:
    """An account that needs no server: none is configured."""
    user, password = "", ""


class Lonely(Replica):
    """A profile without accounts."""

    def __init__(self):
        super().__init__(Nobody, "")
        self.config = self.folder / "config" / "dayline" / "config.toml"
        self.config.write_text("[alerts]\nterminals = false\ntmux = false\ndesktop = false\n")
        self.socket = self.data / "sync.sock"

    @contextlib.contextmanager
    def running(self, *options, environment=None, shell=None):
        """The process; it is stopped at the end, and what it said is in `said`."""
        command = [program("dayline-sync", "DAYLINE_SYNC"), "--foreground", *options]
        if shell:
            command = ["/bin/sh", "-c", shell, "sh", *command]
        log = tempfile.TemporaryFile("w+", dir=self.folder)
        process = subprocess.Popen(command, env=self.environment | (environment or {}),
                                   stdout=log, stderr=log, close_fds=shell is None, text=True)
        try:
            yield process
        finally:
            process.terminate()
            self.status = process.wait(timeout=40)
            log.seek(0)
            self.said = log.read()

    def client(self, seconds=10):
        return Client(self.socket, seconds)


class Client:
    """One who talks at the control socket."""

    def __init__(self, path, seconds=10):
        end = time.monotonic() + seconds
        while True:
            self.socket = socket.socket(socket.AF_UNIX)
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                self.socket.close()
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
        self.file = self.socket.makefile("rb")
        self.hello = self.next()

    def send(self, kind, **members):
        self.socket.sendall(json.dumps({kind: members}).encode() + b"\n")

    def next(self, seconds=20):
        """Name and value of the next message; nothing when it is silent, or gone."""
        self.socket.settimeout(seconds)
        try:
            line = self.file.readline()
        except TimeoutError:
            return None, None
        return next(iter(json.loads(line).items())) if line else (None, None)

    def until(self, kind, seconds=20):
        """The value of the next message of a kind, and what came before it."""
        before = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            name, value = self.next(max(0.01, end - time.monotonic()))
            if name == kind:
                return value, before
            if name is None:
                break
            before.append((name, value))
        return None, before

    def ask(self, kind, **members):
        self.send(kind, **members)
        return self.until("done")[0]

    def close(self):
        self.file.close()
        self.socket.close()


def systemd():
    """Signs of life, reloading and the end, as sd_notify(3) has them."""
    lonely = Lonely()
    path = lonely.folder / "notify"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(str(path))
    listener.settimeout(20)

    def until(start):
        heard = []
        while True:
            heard.append(listener.recv(4096).decode())
            if heard[-1].startswith(start):
                return heard

    watched = {"NOTIFY_SOCKET": str(path), "WATCHDOG_USEC": "1000000"}
    with lonely.running(environment=watched) as process:
        heard = until("READY=1")
        check("STATUS=no accounts" in heard[-1],
              "systemd is told when it is ready, and how it is", heard)
        client = lonely.client()
        check(client.hello[0] == "hello", "clients are served when it is ready")
        until("WATCHDOG=1")
        check(len(until("WATCHDOG=1")) > 0, "the watchdog is fed")
        process.send_signal(signal.SIGHUP)
        heard = until("RELOADING=1")
        own = int(re.search(r"MONOTONIC_USEC=(\d+)", heard[-1])[1])
        check(abs(own / 1e6 - time.clock_gettime(time.CLOCK_MONOTONIC)) < 10,
              "a reload is told with its time", heard)
        until("READY=1")
        lonely.config.write_text("[alerts]\nquit = 1\n")
        process.send_signal(signal.SIGHUP)
        until("RELOADING=1")
        until("READY=1")
        done = client.ask("reload")
        reason = (f"{lonely.config}:2: there is no setting “alerts.quit”;"
                  " did you mean “alerts.quiet”?")
        check(done == {"ok": False, "text": reason},
              "a wrong configuration is said to clients", done)
        check(client.ask("sync")["ok"], "and all goes on as before")
        process.terminate()
        check(until("STOPPING=1") is not None, "the end is told")
    check(lonely.status == 0, "it ends with 0", lonely.status)
    check("the configuration stays as it was" in lonely.said, "the log says so", lonely.said)
    check(not lonely.socket.exists(), "its socket goes with it")


def activation():
    """A socket from systemd (sd_listen_fds(3))."""
    lonely = Lonely()
    path = lonely.folder / "passed.sock"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    early = socket.socket(socket.AF_UNIX)
    early.connect(str(path))  # waits for the daemon
    os.set_inheritable(listener.fileno(), True)
    shell = f'exec 3<&{listener.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
    with lonely.running(shell=shell):
        line = early.makefile("rb").readline()
        check(b'"hello"' in line, "who came before the daemon is served", line)
        check(Client(path).hello[0] == "hello", "and who comes after it")
        check(not lonely.socket.exists(), "no other socket is made")
    check(lonely.status == 0 and path.exists(), "the socket stays systemd's")


def single():
    """One daemon for a replica."""
    lonely = Lonely()
    with lonely.running():
        lonely.client().close()
        status, said = lonely.once()
        check(status == 75 and "another dayline-sync runs on this replica" in said,
              "a second one says so, with status 75", (status, said))
        held = lonely.folder / "other"
        second = subprocess.run(
            [program("dayline-sync", "DAYLINE_SYNC"), "--data", str(held), "--socket",
             str(lonely.socket)],
            env=lonely.environment, capture_output=True, text=True, timeout=20)
        check(second.returncode == 75 and "another dayline-sync listens there" in second.stderr,
              "the socket of another is left alone", second.stderr)
        check(lonely.client().hello[0] == "hello", "the first one goes on")
    with lonely.running() as process:
        lonely.client().close()
        process.kill()
    with lonely.running():
        check(lonely.client().hello[0] == "hello", "after kill -9 the next one begins")
    check(lonely.once() == (0, ""), "--once without accounts says nothing")


def alerts():
    """An alert comes to who listens, ends everywhere, and never comes again."""
    lonely = Lonely()
    lonely.dayline("calendar", "add", "Home")
    due = int(time.time()) + 4
    stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(due))
    text = event("soon@test", due + 600, 30, "BEGIN:VALARM", "UID:alarm", "ACTION:DISPLAY",
                 f"TRIGGER;VALUE=DATE-TIME:{stamp}", "DESCRIPTION:Soon", "END:VALARM")
    file = lonely.folder / "soon.ics"
    with lonely.running():
        clients = [lonely.client(), lonely.client()]
        for client in clients:
            client.send("subscribe")
            client.until("status")
        file.write_text(text, newline="")
        lonely.dayline("import", "--calendar", "Home", str(file))
        alert, before = clients[0].until("alert")
        late = time.time() - due
        check(alert and alert["title"] == "soon@test" and alert["calendar"] == "Home"
              and alert["due"] == due and not alert["isLate"],
              "an alert comes while no account is there", (alert, before))
        check(0 <= late < 1.5, "when it is due", late)
        check(clients[1].until("alert")[0] == alert, "to everybody who listens")
        third = lonely.client()
        third.send("subscribe")
        check(third.until("alert", 5)[0] == alert, "and to who comes later")
        check(third.ask("acknowledge", alert="nonsense") == {
            "ok": False, "text": "no alert is named so"}, "what is no alert is not acknowledged")
        done = clients[0].ask("acknowledge", alert=alert["id"])
        check(done == {"ok": True, "text": ""}, "it is acknowledged", done)
        ended, _ = clients[1].until("alertEnded")
        check(ended == {"id": alert["id"]}, "which is told to all", ended)
    check("ACKNOWLEDGED:" in lonely.dayline("export"), "and stands in the event")
    with lonely.running():
        client = lonely.client()
        client.send("subscribe")
        shown, before = client.until("alert", 2)
        check(shown is None, "a restart does not show it again", (shown, before))


def strangers():
    """Processes of others have no say, even where the files would let them in."""
    if os.geteuid() != 0:
        print("skipped: others at the control socket: needs to be root", flush=True)
        return
    lonely = Lonely()
    with lonely.running():
        lonely.client().close()
        mode = lonely.socket.stat().st_mode & 0o777
        check(mode == 0o600, "the socket is the user's alone", oct(mode))
        lonely.socket.chmod(0o666)
        for folder in (lonely.folder, lonely.data):
            folder.chmod(0o755)
        ask = ("import socket, sys; s = socket.socket(socket.AF_UNIX); s.settimeout(10);"
               "s.connect(sys.argv[1]); print(s.recv(100))")
        done = subprocess.run(
            ["/usr/bin/python3", "-c", ask, str(lonely.socket)], user=65534, group=65534,
            extra_groups=[], capture_output=True, text=True, timeout=30)
        check(done.stdout.strip() == "b''", "another user is sent away without a word", done)
        check(lonely.client().hello[0] == "hello", "its own user is not")


def edits():
    """Edits of other programs are pushed though nobody tells of them."""
    peer = peers.Dayline().start()
    try:
        replica = Replica(peer, peer.origin)
        status, said = replica.once()
        check(status == 0, "the account is found", said)
        daemon = replica.start("--foreground", "--socket", str(replica.folder / "elsewhere"))
        try:
            Client(replica.folder / "elsewhere").ask("sync")
            calendar = json.loads(replica.dayline("calendar", "list", "--json"))[0]["name"]
            count = 30
            for number in range(count):
                start = f"2027-01-{number % 28 + 1:02} {8 + number // 28:02}:00"
                replica.dayline("add", f"edit {number}", "--start", start, "--calendar", calendar)
                if number % 10 == 9:
                    end = time.monotonic() + 15
                    while replica.pending() and time.monotonic() < end:
                        time.sleep(0.05)
                    check(replica.pending() == 0 and len(replica.events()) == number + 1,
                          f"edits up to {number} are pushed", replica.outbox())
        finally:
            daemon.terminate()
            daemon.communicate(timeout=40)
    finally:
        peer.stop()


def idle():
    """Nothing runs while nothing happens."""
    lonely = Lonely()
    seconds = int(os.environ.get("SECONDS", "10"))
    with lonely.running() as process:
        lonely.client().close()
        folder = pathlib.Path(f"/proc/{process.pid}")

        def switches():
            """Thread → how often it has gone to sleep. Threads end when they are idle for long."""
            return {int(task.parent.name): int(re.search(
                        r"^voluntary_ctxt_switches:\s*(\d+)", task.read_text(), re.M)[1])
                    for task in folder.glob("task/*/status")}

        # The looks after the last write to the replica come to an end.
        time.sleep(8)
        before = switches()
        time.sleep(seconds)
        after = switches()
        woken = sum(count - before.get(thread, 0) for thread, count in after.items())
        # It does nothing by the clock; a byte that the system has for it may come all the same.
        check(woken <= 2, f"wakes up {woken} times in {seconds} s of idleness", woken)
        status = (folder / "status").read_text()
        memory = {name: int(re.search(rf"{name}:\s*(\d+)", status)[1]) >> 10
                  for name in ("VmRSS", "RssAnon")}
        # The code of a debug build alone is larger than that.
        kind = "RssAnon" if "debug" in os.readlink(folder / "exe") else "VmRSS"
        check(memory[kind] <= 40,
              f"takes {memory['VmRSS']} MiB, {memory['RssAnon']} of its own", memory)


CASES = {case.__name__: case
         for case in (systemd, activation, single, alerts, strangers, edits, idle)}


def main():
    for name in ("dayline", "dayline-sync"):
        if program(name, name.upper().replace("-", "_")) is None:
            print(f"skipped: dayline-sync as a process: {name} is not built")
            return
    for name in sys.argv[1:] or CASES:
        try:
            CASES[name]()
        except Exception:  # The other cases are played all the same.
            check(False, name, traceback.format_exc())
    check.finish()


if __name__ == "__main__":
    main()
