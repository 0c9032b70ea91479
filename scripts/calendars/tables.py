#!/usr/bin/env python3
"""Writes Sources/Core/Calendars/CalendarTables.swift, the calendars that no closed form gives.

    g++ -O2 -o icu-days icu-days.cpp $(pkg-config --cflags --libs icu-i18n)
    python3 -m venv venv
    venv/bin/pip install sxtwl==2.0.7 korean_lunar_calendar==0.4.0 ephem==4.2.1 hijridate==2.6.0
    venv/bin/python tables.py ./icu-days > ../../Sources/Core/Calendars/CalendarTables.swift

What is published decides; what ICU or astronomy say otherwise is listed on stderr, and the table of
docs/adr/0006-calendar-data.md is made from that.

  chinese   sxtwl, the Hong Kong Observatory's calendar, 1900 ... 2100
  dangi     korean_lunar_calendar, the Korean almanac (KASI), up to 2050; from then on new moons and
            solar terms by ephem (VSOP87, ELP) at UTC+9
  umalqura  hijridate, the printed Umm al-Qura calendars of 1365 ... 1500; earlier ones have
            months of 28 and 31 days
"""
import datetime
import subprocess
import sys

EPOCH = datetime.date(1970, 1, 1).toordinal()
FIRST, LAST = 1900, 2100


def days(first, last):
    day = first
    while day <= last:
        yield day, datetime.date.fromordinal(day + EPOCH)
        day += 1


def number(year, month, day):
    return datetime.date(year, month, day).toordinal() - EPOCH


def chinese():
    import sxtwl

    for day, date in days(number(FIRST, 1, 1), number(LAST + 1, 2, 28)):
        lunar = sxtwl.fromSolar(date.year, date.month, date.day)
        if lunar.getLunarDay() == 1:
            yield day, lunar.getLunarYear(), lunar.getLunarMonth(), lunar.isLunarLeap()


def dangi():
    from korean_lunar_calendar import KoreanLunarCalendar

    almanac = KoreanLunarCalendar()
    published = []
    for day, date in days(number(FIRST, 1, 1), number(2050, 12, 31)):
        if almanac.setSolarDate(date.year, date.month, date.day) and almanac.lunarDay == 1:
            leap = bool(almanac.isIntercalation)
            published.append((day, almanac.lunarYear, almanac.lunarMonth, leap))
    computed = astronomical(9)
    compare("dangi: almanac and ephem", published, computed, number(1913, 1, 1))
    # The almanac's last months lack the neighbours that would show them to be whole.
    end = number(2050, 2, 1)
    return [m for m in published if m[0] < end] + [m for m in computed if m[0] >= end]


def astronomical(hours):
    """Months by the rule: begin with the day of the new moon, the winter solstice is in the 11th,
    and of 13 months between two solstices the first without a major solar term is the leap one."""
    import ephem
    import math

    def local_day(date):
        return math.floor(float(date) + 15019.5 + hours / 24) - 40587

    moons = []
    date = ephem.Date("1898/11/20")
    while date < ephem.Date("2102/3/1"):
        date = ephem.next_new_moon(date)
        moons.append(local_day(date))
        date = ephem.Date(date + 1)

    def sector(day):
        """In which twelfth of its path the sun is at the beginning of a day."""
        begin = ephem.Date(day + 40587 - 15019.5 - hours / 24)
        sun = ephem.Sun(begin)
        longitude = ephem.Ecliptic(ephem.Equatorial(sun.g_ra, sun.g_dec, epoch=begin)).lon
        return math.floor(math.degrees(longitude) / 30) % 12

    sectors = [sector(moon) for moon in moons]
    terms = [(after - before) % 12 for before, after in zip(sectors, sectors[1:])]
    elevenths = [i for i, count in enumerate(terms) if 1 <= (9 - sectors[i]) % 12 <= count]
    months = []
    for first, last in zip(elevenths, elevenths[1:]):
        leap = None
        if last - first == 13:
            leap = next(i for i in range(first + 1, last) if terms[i] == 0)
        month = 11
        year = datetime.date.fromordinal(moons[first] + EPOCH).year
        for i in range(first, last):
            if i > first and i != leap:
                month = month % 12 + 1
                if month == 1:
                    year += 1
            months.append((moons[i], year, month, i == leap))
    return months


def umalqura():
    from hijridate import Hijri

    for year in range(1365, 1501):
        for month in range(1, 13):
            yield Hijri(year, month, 1).to_gregorian().toordinal() - EPOCH, year, month, False
    last = Hijri(1500, 12, 1)
    yield last.to_gregorian().toordinal() - EPOCH + last.month_length(), 1501, 1, False


def icu(tool, name, first, last):
    text = subprocess.run(
        [tool, name, str(first), str(last), "first"], check=True, capture_output=True, text=True)
    for line in text.stdout.splitlines():
        day, year, month, _ = line.split()
        yield int(day), int(year), int(month.rstrip("L")), month.endswith("L")


def compare(title, ours, theirs, first=None):
    ours, theirs = {m[0]: m for m in ours}, {m[0]: m for m in theirs}
    low, high = max(min(ours), min(theirs), first or -10**6), min(max(ours), max(theirs))
    print(f"{title}, {show(low)} ... {show(high)}:", file=sys.stderr)
    for day in sorted(ours.keys() | theirs.keys()):
        if low <= day <= high and ours.get(day) != theirs.get(day):
            print(f"  {show(day)}  {code(ours.get(day))}  {code(theirs.get(day))}", file=sys.stderr)


def show(day):
    return datetime.date.fromordinal(day + EPOCH).isoformat()


def code(month):
    return "no month begins" if month is None else f"{month[1]}/{month[2]}{'L' if month[3] else ''}"


def entries(months, first, last):
    """A number for each year: bit m for a month of 30 days, from bit 13 on the leap month's place."""
    starts = {}
    for (day, year, month, leap), (following, *_) in zip(months, months[1:]):
        assert 29 <= following - day <= 30, show(day)
        starts.setdefault(year, []).append((day, month, leap, following - day))
    result = []
    for year in range(first, last + 1):
        list = starts[year]
        places = [place for place, (_, _, leap, _) in enumerate(list) if leap]
        plain = [month for _, month, leap, _ in list if not leap]
        assert plain == [*range(1, 13)] and len(places) <= 1, year
        assert not places or list[places[0] - 1][1] == list[places[0]][1], year
        bits = sum((length == 30) << place for place, (*_, length) in enumerate(list))
        result.append(bits | (places[0] if places else 0) << 13)
    return starts[first][0][0], result


HEADER = """\
// Generated by scripts/calendars/tables.py; see there, and docs/adr/0006-calendar-data.md.

/// The years of calendars that no closed form gives.
enum CalendarTables {"""


def write(name, comment, first, day, values):
    print(f"    /// {comment}")
    print(f"    static let {name} = LunarTable(")
    print(f"        firstYear: {first}, firstDay: {day},")
    print("        entries: [")
    for index in range(0, len(values), 8):
        print("            " + ", ".join(f"0x{v:05X}" for v in values[index : index + 8]) + ",")
    print("        ])")


def main(tool):
    china, korea, mecca = list(chinese()), list(dangi()), list(umalqura())
    compare("chinese: table and ICU", china, list(icu(tool, "chinese", 1899, 2101)))
    compare("chinese: table and ephem", china, astronomical(8), number(1929, 1, 1))
    compare("dangi: table and ICU", korea, list(icu(tool, "dangi", 1899, 2101)))
    ummalqura = list(icu(tool, "islamic-umalqura", 1945, 2077))
    for first, last in (1365, 1419), (1420, 1450), (1451, 1500):
        ours = {m for m in mecca if first <= m[1] <= last}
        print(f"umalqura {first} ... {last}: {len(ours - set(ummalqura))} of {len(ours)} months"
              " begin on another day in ICU", file=sys.stderr)
    print(HEADER)
    write("chinese", f"Chinese years by the Gregorian year they begin in, {FIRST} ... {LAST}.",
          FIRST, *entries(china, FIRST, LAST))
    print()
    write("dangi", f"Korean years by the Gregorian year they begin in, {FIRST} ... {LAST}.",
          FIRST, *entries(korea, FIRST, LAST))
    print()
    write("ummAlQura", "Years of the Umm al-Qura calendar, 1365 ... 1500.",
          1365, *entries(mecca, 1365, 1500))
    print("}")


if __name__ == "__main__":
    main(sys.argv[1])
