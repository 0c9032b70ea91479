"""Compares the instances of one year with those that recurring_ical_events gives.

correct.py CALENDAR.ics DAYLINE YEAR    prints both counts; status 1 when any is missing or extra

An instance is its UID and its start: an instant, or the date of an all-day event. The year is one of
UTC, so that both programs are asked about the same seconds.
"""

import datetime
import json
import subprocess
import sys

import icalendar
import recurring_ical_events

UTC = datetime.timezone.utc


def key(uid, start):
    """A start in UTC, or the date; None when it is not in the year asked for."""
    if isinstance(start, datetime.datetime):
        start = start.astimezone(UTC)
    return (uid, start.isoformat()) if start.year == year else None


def expected(path):
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    first = datetime.datetime(year, 1, 1, tzinfo=UTC)
    # A day more on both sides, because an all-day event has no zone.
    day = datetime.timedelta(days=1)
    last = datetime.datetime(year + 1, 1, 1, tzinfo=UTC)
    for event in recurring_ical_events.of(calendar).between(first - day, last + day):
        yield key(str(event["UID"]), event["DTSTART"].dt)


def own(path, program):
    command = [program, "instances", "--json", "--tz", "UTC", "--limit", "1000000"]
    window = ["--from", f"{year - 1}-12-30", "--to", f"{year + 1}-01-03"]
    output = subprocess.run(command + window + [path], check=True, stdout=subprocess.PIPE).stdout
    for line in output.splitlines():
        instance = json.loads(line)
        text = instance["start"]
        if instance["allDay"]:
            yield key(instance["uid"], datetime.date.fromisoformat(text))
        else:
            yield key(instance["uid"], datetime.datetime.fromisoformat(text.replace("Z", "+00:00")))


path, program, year = sys.argv[1], sys.argv[2], int(sys.argv[3])
theirs = sorted(filter(None, expected(path)))
ours = sorted(filter(None, own(path, program)))
missing = set(theirs) - set(ours)
extra = set(ours) - set(theirs)
for title, found in ("missing", missing), ("extra", extra):
    for uid, start in sorted(found)[:10]:
        print(f"  {title}: {uid} {start}")
repeated = len(ours) - len(set(ours)) - (len(theirs) - len(set(theirs)))
print(
    f"{year}: {len(theirs)} instances by recurring_ical_events, {len(ours)} ours:"
    f" {len(missing)} missing, {len(extra)} extra, {repeated} repeated"
)
sys.exit(1 if missing or extra or repeated or not ours else 0)
