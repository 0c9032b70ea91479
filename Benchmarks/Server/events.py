"""The events of the benchmarks: 30 minutes each, 20 % of them recurring, over two years."""
import datetime

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Seoul")
RULES = ("FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=DAILY;COUNT=20", "FREQ=MONTHLY;BYDAY=1MO",
         "FREQ=YEARLY")


def event(number):
    """The name and the iCalendar text of event `number`, always the same."""
    day = datetime.date(2026, 1, 1) + datetime.timedelta(days=number * 7 % 730)
    hour, minute = number * 5 % 24, number % 2 * 30
    start = f"{day:%Y%m%d}T{hour:02}{minute:02}00"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dayline//Benchmark//EN", "BEGIN:VEVENT",
             f"UID:event-{number}@bench", "DTSTAMP:20260101T000000Z"]
    if number % 5 == 0:
        lines += [f"DTSTART;TZID={ZONES[number // 5 % 3]}:{start}",
                  f"RRULE:{RULES[number // 5 % len(RULES)]}"]
    else:
        lines.append(f"DTSTART:{start}Z")
    lines += ["DURATION:PT30M", f"SUMMARY:Event {number}", f"LOCATION:Room {number % 40}",
              "DESCRIPTION:What is to be talked about\\, and by whom.", "END:VEVENT",
              "END:VCALENDAR", ""]
    return f"event-{number}.ics", "\r\n".join(lines).encode()
