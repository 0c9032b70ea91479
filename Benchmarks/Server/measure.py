"""Asks a CalDAV server what clients ask, and prints NAME, median, least, unit, one a line.

measure.py fill URL COUNT     PUTs events over 8 connections
measure.py ask URL COUNT      the questions, over one connection
The credentials are in $CREDENTIALS (NAME:PASSWORD).
"""
import base64
import http.client
import os
import re
import statistics
import sys
import threading
import time
import urllib.parse

from events import event

AUTHORIZATION = "Basic " + base64.b64encode(os.environ["CREDENTIALS"].encode()).decode()
RUNS = int(os.environ.get("RUNS", "15"))


class Client:
    def __init__(self, url):
        self.url = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=300)

    def ask(self, method, path, body=b"", **headers):
        fields = {"Authorization": AUTHORIZATION}
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body, fields)
        answer = self.connection.getresponse()
        return answer.status, answer.read()

    def put(self, number, revision=""):
        name, text = event(number)
        text = text.replace(b"SUMMARY:", f"SUMMARY:{revision}".encode())
        return self.ask("PUT", self.url.path + name, text,
                        Content_Type="text/calendar; charset=utf-8")[0]


def fill(url, count):
    numbers, lock, failures = iter(range(count)), threading.Lock(), []

    def work():
        client = Client(url)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            status = client.put(number)
            if status not in (201, 204):
                failures.append((number, status))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        sys.exit(f"measure: {len(failures)} of {count} were refused, the first: {failures[0]}")


def report(name, runs, ask, unit="ms"):
    times, size = [], 0
    for _ in range(runs):
        started = time.perf_counter()
        size = ask()
        times.append((time.perf_counter() - started) * 1000)
    print(f"{name}\t{statistics.median(times):.3f}\t{min(times):.3f}\t{unit}\t{size}", flush=True)


SYNC = """<?xml version="1.0"?><D:sync-collection xmlns:D="DAV:"><D:sync-token>%s</D:sync-token>
<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>"""
WEEK = """<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:"
xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>
<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">%s</C:comp-filter></C:comp-filter>
</C:filter></C:calendar-query>"""
RANGE = '<C:time-range start="20260601T000000Z" end="20260608T000000Z"/>'
MULTIGET = """<?xml version="1.0"?><C:calendar-multiget xmlns:D="DAV:"
xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/></D:prop>
%s</C:calendar-multiget>"""


def ask_all(url, count):
    client = Client(url)
    path = client.url.path
    is_slow = os.environ.get("SLOW") == "yes"
    few = 3 if is_slow else max(5, RUNS // 3)

    def expect(status, body, needle):
        if status not in (200, 207) or needle not in body:
            sys.exit(f"measure: status {status} for {needle}: {body[:300]}")
        return body

    def sync(token):
        return expect(*client.ask("REPORT", path, SYNC % token, Depth="0",
                                  Content_Type="application/xml"), b"multistatus")

    def token_of(body):
        found = re.search(rb"<[^>]*sync-token[^>]*>([^<]+)<", body)
        return found.group(1).decode()

    def query(inner):
        return expect(*client.ask("REPORT", path, WEEK % inner, Depth="1",
                                  Content_Type="application/xml"), b"multistatus")

    token = token_of(sync(""))
    times = []
    for run in range(few if is_slow else RUNS * 3):
        client.put(run, f"{time.time()} ")
        started = time.perf_counter()
        body = sync(token)
        times.append((time.perf_counter() - started) * 1000)
        if f"event-{run}.ics".encode() not in body:
            sys.exit(f"measure: the change is missing: {body[:300]}")
        token = token_of(body)
    print(f"sync-one\t{statistics.median(times):.3f}\t{min(times):.3f}\tms\t{len(body)}")
    report("sync-initial", few, lambda: len(sync("")))
    report("query-week", few if is_slow else RUNS, lambda: len(query(RANGE)))
    report("query-all", few, lambda: len(query("")))
    names = [event(number)[0] for number in range(count)]
    hrefs = "".join(f"<D:href>{path}{name}</D:href>" for name in names)

    def initial_with_data():
        size = len(sync(""))
        return size + len(expect(*client.ask("REPORT", path, MULTIGET % hrefs, Depth="0",
                                             Content_Type="application/xml"), b"VCALENDAR"))

    report("sync-with-data", few, initial_with_data)
    report("get", RUNS * 20, lambda: len(client.ask("GET", path + names[1])[1]))


if __name__ == "__main__":
    {"fill": fill, "ask": ask_all}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
