#!/usr/bin/env python3
"""Two hundred clients race for overlapping times in a calendar that refuses overlaps.

10,000 PUTs ask for 2,000 starts a quarter of an hour apart, half an hour each: afterwards no two
events share time, every refusal names what it clashed with, and everything refused still would be.
"""
import random
import re
import sys
import threading
import time

from harness import Checks, Client, Server, event

CLIENTS, PUTS, STARTS = 200, int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, 2000
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
FIRST, STEP = 1_800_000_000, 900


def main():
    print(f"seed {SEED}")
    order = random.Random(SEED)
    checks = Checks()
    server = Server().start()
    calendar = "/dav/calendars/mina/race/"
    made = Client(server).ask("MKCALENDAR", calendar, MKCALENDAR)[0]
    checks(made == 201, "a calendar that refuses overlaps is made", made)
    jobs = [(number, order.randrange(STARTS)) for number in range(PUTS)]
    order.shuffle(jobs)
    answers, lock = {}, threading.Lock()

    def work():
        client = Client(server)
        while True:
            with lock:
                if not jobs:
                    return
                number, slot = jobs.pop()
            status = 429
            while status == 429:  # An account may have so many requests at a time, and no more.
                status, headers, body = client.ask(
                    "PUT", f"{calendar}{number}.ics", event(f"race-{number}", FIRST + slot * STEP),
                    Content_Type="text/calendar", If_None_Match="*")
                if status == 429:
                    time.sleep(random.uniform(0.01, 0.2))
            answers[number] = (slot, status, body.decode())

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = {number: slot for number, (slot, status, _) in answers.items() if status == 201}
    refused = {number: answer for number, answer in answers.items() if answer[1] == 409}
    checks(len(answers) == PUTS, f"{PUTS} PUTs were answered", len(answers))
    others = {answer[1] for answer in answers.values()} - {201, 409}
    checks(not others, "with 201 or 409", others)
    slots = sorted(kept.values())
    near = [(one, other) for one, other in zip(slots, slots[1:]) if other - one < 2]
    checks(not near, f"none of the {len(kept)} kept events share time", near[:3])
    unnamed = [number for number, (slot, _, body) in refused.items()
               if not any(abs(kept.get(int(name), -9) - slot) < 2
                          for name in re.findall(r"/race/(\d+)\.ics", body))]
    checks(not unnamed, f"all {len(refused)} refusals name what they clashed with", unnamed[:3])
    stored = set(re.findall(rb"/race/(\d+)\.ics", Client(server).ask(
        "PROPFIND", calendar, Depth="1")[2]))
    checks(stored == {str(number).encode() for number in kept}, "what was kept is what is stored",
           len(stored))
    server.stop()
    checks.finish()


MKCALENDAR = """<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:"
xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<L:overlap-policy xmlns:L="https://dayline.dev/ns/">reject</L:overlap-policy>
</D:prop></D:set></C:mkcalendar>"""

if __name__ == "__main__":
    main()
