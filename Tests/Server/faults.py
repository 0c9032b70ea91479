#!/usr/bin/env python3
"""What the server does when the machine fails it: a full disk, a disk that does not sync, damage,
a lost answer, a restored backup, a revoked token, a greedy neighbour.

What needs root or strace is said to be skipped where there is none.
"""
import contextlib
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

from harness import PASSWORD, Checks, Client, Server, event, program

CALENDAR = "/dav/calendars/mina/calendar/"
ICS = {"Content_Type": "text/calendar"}
checks = Checks()


def skip(what):
    print(f"skipped: {what}")


def listed(client):
    return set(re.findall(rb"/calendar/([^<]+\.ics)<",
                          client.ask("PROPFIND", CALENDAR, Depth="1")[2]))


def full_disk():
    """507 without half a write; reads go on; all is well once there is room again."""
    if os.geteuid() != 0:
        return skip("a full disk needs root")
    mount = tempfile.mkdtemp(prefix="dayline-full-")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", mount],
                      capture_output=True).returncode != 0:
        os.rmdir(mount)
        return skip("a full disk needs a file system to be mounted")
    try:
        server = Server(data=f"{mount}/data").start()
        client, kept, status = Client(server), [], 201
        while status == 201 and len(kept) < 200:
            name = f"{len(kept)}.ics"
            text = event(name, 1_800_000_000 + len(kept) * 3600, 30,
                         "DESCRIPTION:" + "\r\n ".join(["x" * 70] * 3000))
            status = client.ask("PUT", CALENDAR + name, text, **ICS)[0]
            if status == 201:
                kept.append((name, text))
        checks(status == 507, f"a full disk is answered 507 after {len(kept)} objects", status)
        checks(listed(client) == {name.encode() for name, _ in kept}, "nothing was half written")
        name, text = kept[0]
        got = client.ask("GET", CALENDAR + name)
        checks(got[0] == 200 and got[2].decode() == text, "reads go on")
        checks(client.ask("GET", "/healthz")[0] == 200, "the process lives")
        subprocess.run(["mount", "-o", "remount,size=64m", mount], check=True)
        again = [client.ask("PUT", CALENDAR + "again.ics", event("again", 1_900_000_000), **ICS)[0]]
        checks(again == [201], "with room again writing goes on", again)
        server.stop()
        sound = server.command("check", check=False)
        checks(sound.returncode == 0, "the database is sound", sound.stdout + sound.stderr)
        server.remove()
    finally:
        subprocess.run(["umount", "-l", mount], capture_output=True)
        os.rmdir(mount)


def failing_sync():
    """A sync that failed is never acknowledged; the server ends, and starts from the disk."""
    if not shutil.which("strace"):
        return skip("a failing disk needs strace")
    server = Server().start()
    client, kept = Client(server), {}
    for number in range(20):
        name, text = f"{number}.ics", event(f"{number}", 1_800_000_000 + number * 3600)
        if client.ask("PUT", CALENDAR + name, text, **ICS)[0] == 201:
            kept[name] = text
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-e", "trace=fdatasync,fsync", "-e",
         "inject=fdatasync,fsync:error=EIO", "-o", "/dev/null", "-p", str(server.process.pid)],
        stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    # Its consumers write too, so it may have ended already.
    if tracer.poll() is not None and server.process.poll() is None:
        server.remove()
        return skip(f"strace may not attach: {tracer.stderr.read().strip()[:80]}")
    try:
        status = client.ask("PUT", CALENDAR + "lost.ics", event("lost", 1_900_000_000), **ICS)[0]
    except OSError:
        status = "no answer"
    checks(status in (503, 507, "no answer"), "a failed sync is not acknowledged", status)
    try:
        code = server.process.wait(30)
    except subprocess.TimeoutExpired:
        code = None
    checks(code == 69, "the server ends, and says why", code)
    tracer.kill()
    tracer.wait()
    server.start()
    client = Client(server)
    wrong = [name for name, text in kept.items()
             if client.ask("GET", CALENDAR + name)[2].decode() != text]
    checks(not wrong, "what was acknowledged before is there", wrong)
    server.stop()
    server.remove()


def damage():
    """A damaged database is found by `check`; another program's or a newer one is refused."""
    server = Server().start()
    client = Client(server)
    for number in range(300):
        client.ask("PUT", f"{CALENDAR}{number}.ics",
                   event(f"{number}", 1_800_000_000 + number * 3600), **ICS)
    server.stop()
    database = server.data / "dayline.db"
    whole = database.read_bytes()
    checks(server.command("check", check=False).returncode == 0, "a sound database passes")
    whole = database.read_bytes()
    with contextlib.closing(sqlite3.connect(database)) as opened:
        roots = dict(opened.execute(
            "SELECT name, rootpage FROM sqlite_schema WHERE name IN"
            " ('resource', 'resource_name', 'event', 'processed')"))
    for name, page in roots.items():
        broken = bytearray(whole)
        broken[(page - 1) * 4096 + 10: (page - 1) * 4096 + 400] = os.urandom(390)
        database.write_bytes(broken)
        said = server.command("check", check=False)
        checks(said.returncode != 0 and (said.stdout + said.stderr),
               f"the root of {name} overwritten: found", said.returncode)
    database.write_bytes(whole)
    with contextlib.closing(sqlite3.connect(database)) as opened:
        opened.execute("DELETE FROM event WHERE position = 7")
        opened.commit()
    said = server.command("check", check=False)
    checks(said.returncode == 1 and said.stdout, "a lost event is found", said.stdout)
    newer = bytearray(whole)
    newer[60:64] = (99).to_bytes(4, "big")
    database.write_bytes(newer)
    said = server.command("check", check=False)
    checks(said.returncode == 78 and "99" in said.stderr, "a newer database is refused",
           said.stderr)
    checks(database.read_bytes() == bytes(newer), "and is left as it is")
    theirs = server.folder / "theirs.db"
    with contextlib.closing(sqlite3.connect(theirs)) as opened:
        opened.execute("CREATE TABLE notes (text)")
    other = theirs.read_bytes()
    database.write_bytes(other)
    said = server.command("check", check=False)
    checks(said.returncode == 78 and "no database of dayline-server" in said.stderr
           and database.read_bytes() == other, "another program's is refused and left", said.stderr)
    database.write_bytes(b"not a database, but long enough to look like one" * 100)
    said = server.command("check", check=False)
    checks(said.returncode == 69, "what is no database is refused", said.stderr)
    server.remove()


def configuration():
    """Each wrong directory is one sentence and exit status 78."""
    server = Server()
    missing = subprocess.run([program(), "serve", "--plain-http", "--data", "/nonexistent/dayline"],
                             capture_output=True, text=True)
    checks(missing.returncode == 78 and missing.stderr.count("\n") == 1, "a missing directory",
           missing.stderr)
    os.chmod(server.data, 0o755)
    loose = server.command("check", check=False)
    checks(loose.returncode == 78 and "others" in loose.stderr, "a directory that others read",
           loose.stderr)
    os.chmod(server.data, 0o700)
    server.start()
    second = subprocess.run([program(), "serve", "--plain-http", "--data", str(server.data)],
                            capture_output=True, text=True)
    checks(second.returncode == 75, "a second server on one directory", second.stderr)
    server.stop()
    server.remove()


def lost_answer():
    """An operation whose answer was lost at any byte is told again, and done once."""
    server = Server().start()
    client = Client(server)
    for cut in range(0, 300, 12):
        name, operation = f"cut{cut}.ics", str(uuid.uuid4())
        text = event(f"cut{cut}", 1_800_000_000 + cut * 3600)
        head = [f"PUT {CALENDAR}{name} HTTP/1.1", f"Host: 127.0.0.1:{server.port}",
                f"Authorization: {client.headers['Authorization']}",
                "Content-Type: text/calendar", f"Content-Length: {len(text)}",
                "If-None-Match: *", f"Dayline-Operation: {operation}", "Connection: close", "",
                ""]
        with socket.create_connection(("127.0.0.1", server.port)) as raw:
            raw.sendall("\r\n".join(head).encode() + text.encode())
            seen = b""
            while len(seen) < cut:
                piece = raw.recv(cut - len(seen))
                if not piece:
                    break
                seen += piece
        status, headers, _ = client.ask("PUT", CALENDAR + name, text, If_None_Match="*",
                                        Dayline_Operation=operation, **ICS)
        if status != 201 or not headers["ETag"]:
            return checks(False, f"an answer cut after {cut} bytes is told again", status)
    checks(True, "an answer cut at any byte is told again")
    other = client.ask("PUT", CALENDAR + "other.ics", text, Dayline_Operation=operation, **ICS)[0]
    checks(other == 422, "another request under the same operation id is refused", other)
    server.kill()
    server.start()
    status = Client(server).ask("PUT", CALENDAR + name, text, If_None_Match="*",
                                Dayline_Operation=operation, **ICS)[0]
    checks(status == 201, "operations are known across a restart", status)
    server.stop()
    server.remove()


def restore():
    """A backup made while clients write holds all that was acknowledged before it began; after a
    restore clients are told to begin anew."""
    server = Server().start()
    client, stop, done = Client(server), threading.Event(), []

    def write():
        writer, number = Client(server), 0
        while not stop.is_set():
            name = f"{number}.ics"
            if writer.ask("PUT", CALENDAR + name,
                          event(name, 1_800_000_000 + number * 3600), **ICS)[0] == 201:
                done.append(name)
            number += 1

    thread = threading.Thread(target=write)
    thread.start()
    while len(done) < 100:
        time.sleep(0.01)
    before = set(done)
    backup = server.folder / "backup"
    server.command("backup", str(backup))
    stop.set()
    thread.join()
    checks(oct(backup.stat().st_mode & 0o777) == "0o600", "a backup is for its owner only")
    token = re.search(rb"sync-token>([^<]+)<", sync(client, "")).group(1).decode()
    refused = server.command("restore", str(backup), check=False)
    checks(refused.returncode == 75, "nothing is restored under a running server", refused.stderr)
    server.stop()
    server.command("restore", str(backup))
    server.start()
    client = Client(server)
    checks({name.encode() for name in before} <= listed(client), "the backup is whole")
    checks(b"valid-sync-token" in sync(client, token), "tokens of the other history are refused")
    server.stop()
    server.remove()


def sync(client, token):
    return client.ask("REPORT", CALENDAR, f"""<?xml version="1.0"?>
<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token>
<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>""")[2]


def revoked():
    """A revoked token is refused at once, whoever revoked it."""
    server = Server().start()
    made = server.command("token", "create", "mina", "--label", "test", "--scope", "full").stdout
    token = re.search(r"dl1_\S+", made).group(0)
    bearer = {"Authorization": f"Bearer {token}", "Depth": "0"}
    client = Client(server)
    client.headers = {}
    checks(client.ask("PROPFIND", CALENDAR, **bearer)[0] == 207, "a token lets in")
    server.command("token", "revoke", token.split("_")[1])
    deadline = time.monotonic() + 5
    status = 207
    while status == 207 and time.monotonic() < deadline:
        status = client.ask("PROPFIND", CALENDAR, **bearer)[0]
        time.sleep(0.05)
    checks(status == 401, "a token that another process revoked is refused within seconds", status)
    server.stop()
    server.remove()


def neighbour():
    """An account that asks as much as it can does not keep others out."""
    server = Server("mina", "joon").start()

    def times(count):
        client, taken = Client(server), []
        for number in range(count):
            started = time.perf_counter()
            client.ask("PUT", f"{CALENDAR}n{number}.ics",
                       event(f"n{number}", 1_800_000_000 + number * 3600), **ICS)
            taken.append(time.perf_counter() - started)
        return sorted(taken)[int(count * 0.99)]

    quiet, stop = times(200), threading.Event()

    def greedy():
        client = Client(server, "joon")
        while not stop.is_set():
            client.ask("PROPFIND", "/dav/calendars/joon/", Depth="1")

    threads = [threading.Thread(target=greedy) for _ in range(16)]
    for thread in threads:
        thread.start()
    loud = times(200)
    stop.set()
    for thread in threads:
        thread.join()
    print(f"        p99 of a PUT: {quiet * 1000:.1f} ms alone, {loud * 1000:.1f} ms beside 16"
          " connections of another account (these share the machine)")
    checks(loud < 1, "others are served", loud)
    server.stop()
    server.remove()


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["full_disk", "failing_sync", "damage", "configuration", "lost_answer",
                              "restore", "revoked", "neighbour"]
    for name in wanted:
        globals()[name]()
    checks.finish()
