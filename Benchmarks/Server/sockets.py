"""sockets.py DATA PORT PID SOCKETS WRITES: notification sockets under writes.

Opens SOCKETS WebSockets over 200 accounts, PUTs 200 events a second to random ones, and measures
from the moment an answer 2xx could be read to the frame on each socket of that account; a frame
that comes before the answer counts as zero. Then one account's 1,000 sockets are told of a change.
Prints NAME, median, 99th percentile, unit, count.
"""
import base64
import os
import random
import select
import socket
import subprocess
import sys
import time

PORT, PID, SOCKETS, WRITES = int(sys.argv[2]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
DATA = sys.argv[1]
PROGRAM = os.environ.get("DAYLINE_SERVER", ".build/release/dayline-server")
ACCOUNTS = 200
RATE = 200


def memory():
    with open(f"/proc/{PID}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def tokens():
    """One account and token each; the first account is the crowded one."""
    made = []
    for number in range(ACCOUNTS):
        name = f"a{number}"
        subprocess.run([PROGRAM, "user", "add", name, "--data", DATA, "--password-file", "-"],
                       input=b"benchmark", capture_output=True, check=True)
        said = subprocess.run([PROGRAM, "token", "create", name, "--label", "bench", "--data", DATA],
                              capture_output=True, check=True, text=True).stdout
        made.append((name, next(word for word in said.split() if word.startswith("dl1_"))))
    return made


def connect():
    peer = socket.create_connection(("127.0.0.1", PORT))
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return peer


def upgrade(token):
    peer = connect()
    key = base64.b64encode(os.urandom(16)).decode()
    peer.sendall((f"GET /notifications HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\nUpgrade: websocket\r\n"
                  f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                  "Sec-WebSocket-Version: 13\r\n"
                  "Sec-WebSocket-Protocol: dayline.notifications.v1\r\n"
                  f"Authorization: Bearer {token}\r\n\r\n").encode())
    return peer


def await_hello(peer):
    seen = b""
    while b'"hello"' not in seen:
        piece = peer.recv(4096)
        if not piece or b"HTTP/1.1 1" not in seen + piece:
            sys.exit(f"sockets: refused: {seen + piece}")
        seen += piece


def put(name, token, number):
    start = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(1_800_000_000 + number * 3600))
    body = (f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//B//EN\r\nBEGIN:VEVENT\r\nUID:s{number}\r\n"
            f"DTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nDURATION:PT30M\r\nSUMMARY:s{number}\r\n"
            "END:VEVENT\r\nEND:VCALENDAR\r\n").encode()
    return (f"PUT /dav/calendars/{name}/calendar/s{number}.ics HTTP/1.1\r\nHost: b\r\n"
            f"Authorization: Bearer {token}\r\nContent-Type: text/calendar\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def measure(made, writer, peers, poll, choices, rate):
    """Seconds from each answer to each frame of the account that was written to."""
    owner = {peer.fileno(): name for name, group in peers.items() for peer in group}
    by_number = {peer.fileno(): peer for group in peers.values() for peer in group}
    taken, begun = [], time.perf_counter()
    for number, (name, token) in enumerate(choices):
        wait = begun + number / rate - time.perf_counter()
        if wait > 0:
            time.sleep(wait)
        writer.sendall(put(name, token, next(NUMBERS)))
        left, answered, arrived = len(peers[name]), None, []
        while left or answered is None:
            for descriptor, _ in poll.poll(10_000):
                if descriptor == writer.fileno():
                    answer = writer.recv(4096)
                    answered = time.perf_counter()
                    if b" 201 " not in answer:
                        sys.exit(f"sockets: {answer}")
                elif owner.get(descriptor) == name:
                    by_number[descriptor].recv(4096)
                    arrived.append(time.perf_counter())
                    left -= 1
                elif descriptor in by_number and not by_number[descriptor].recv(4096):
                    sys.exit("sockets: one was closed")
        taken += [max(0.0, moment - answered) for moment in arrived]
    return taken


def report(name, taken):
    taken.sort()
    median, worst = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    print(f"{name}\t{median * 1000:.3f}\t{worst * 1000:.3f}\tms\t{len(taken)}", flush=True)


NUMBERS = iter(range(10**9))


def main():
    made = tokens()
    before = memory()
    poll, peers, opened = select.epoll(), {name: [] for name, _ in made}, 0
    while opened < SOCKETS:
        group = []
        for _ in range(min(100, SOCKETS - opened)):
            name, token = made[opened % ACCOUNTS]
            peer = upgrade(token)
            group.append((name, peer))
            opened += 1
        for name, peer in group:
            await_hello(peer)
            poll.register(peer, select.EPOLLIN)
            peers[name].append(peer)
    after = memory()
    print(f"memory a socket\t{(after - before) / SOCKETS:.2f}\t{after / 1024:.1f}\tKiB\t{SOCKETS}")
    writer = connect()
    poll.register(writer, select.EPOLLIN)
    order = random.Random(1)
    report(f"{RATE} writes/s, {SOCKETS} sockets",
           measure(made, writer, peers, poll, [order.choice(made) for _ in range(WRITES)], RATE))
    name, token = made[0]
    while len(peers[name]) < 1000:
        peer = upgrade(token)
        await_hello(peer)
        poll.register(peer, select.EPOLLIN)
        peers[name].append(peer)
    report("1000 sockets of one account",
           measure(made, writer, peers, poll, [made[0]] * 20, 10))


if __name__ == "__main__":
    main()
