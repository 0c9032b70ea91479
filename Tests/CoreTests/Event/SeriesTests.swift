import TestTools
import Testing

@testable import Core

/// Goal: what the recurrence properties of an object mean together. Method: one object a row,
/// starts as `testStarts` writes them.
struct SeriesRow: Sendable, CustomTestStringConvertible {
    let reason: String
    let lines: String
    let starts: String

    var testDescription: String { reason }

    private static let weekly = """
        DTSTART;TZID=Europe/Berlin:20260105T090000
        DTEND;TZID=Europe/Berlin:20260105T100000
        RRULE:FREQ=WEEKLY;COUNT=4

        """

    static let rows = [
        SeriesRow(
            reason: "no rule: one instance", lines: "DTSTART:20260105T090000Z\n",
            starts: "20260105T090000Z"),
        SeriesRow(
            reason: "the start counts even where the rule misses it",
            lines: "DTSTART:20260105T090000\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=2\n",
            starts: "20260105T09 20260106T09 20260113T09"),
        SeriesRow(
            reason: "EXDATE in the zone",
            lines: weekly
                + "EXDATE;TZID=Europe/Berlin:20260112T090000\n",
            starts: "20260105T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "EXDATE in UTC is the same instant",
            lines: weekly
                + "EXDATE:20260112T080000Z\n",
            starts: "20260105T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "EXDATE in another zone is the same instant",
            lines: weekly
                + "EXDATE;TZID=Asia/Seoul:20260112T170000\n",
            starts: "20260105T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "EXDATE that is a date takes the day away",
            lines: weekly
                + "EXDATE;VALUE=DATE:20260112\n",
            starts: "20260105T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "EXDATE that matches nothing is nothing",
            lines: weekly
                + "EXDATE;TZID=Europe/Berlin:20260112T091500\n",
            starts: "20260105T09 20260112T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "EXDATE with a time beside a DATE start names the day",
            lines: "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=DAILY;COUNT=3\n"
                + "EXDATE:20260106T000000Z\n",
            starts: "20260105 20260107"),
        SeriesRow(
            reason: "RDATE adds, and does not double",
            lines: weekly
                + "RDATE;TZID=Europe/Berlin:20260107T110000,20260112T090000\n",
            starts: "20260105T09 20260107T11 20260112T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "EXDATE beats RDATE",
            lines: weekly
                + "RDATE;TZID=Europe/Berlin:20260107T110000\nEXDATE:20260107T100000Z\n",
            starts: "20260105T09 20260112T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "an override moves its instance",
            lines: weekly + """
                ---
                RECURRENCE-ID;TZID=Europe/Berlin:20260112T090000
                DTSTART;TZID=Europe/Berlin:20260201T120000

                """,
            starts: "20260105T09 20260119T09 20260126T09 20260201T12"),
        SeriesRow(
            reason: "a recurrence id in UTC names the same instance",
            lines: weekly + """
                ---
                RECURRENCE-ID:20260112T080000Z
                DTSTART;TZID=Europe/Berlin:20260112T120000

                """,
            starts: "20260105T09 20260112T12 20260119T09 20260126T09"),
        SeriesRow(
            reason: "a recurrence id that is a date names the instance of the day",
            lines: weekly + """
                ---
                RECURRENCE-ID;VALUE=DATE:20260112
                DTSTART;TZID=Europe/Berlin:20260112T120000

                """,
            starts: "20260105T09 20260112T12 20260119T09 20260126T09"),
        SeriesRow(
            reason: "EXDATE takes an override away too",
            lines: weekly
                + "EXDATE;TZID=Europe/Berlin:20260112T090000\n" + """
                    ---
                    RECURRENCE-ID;TZID=Europe/Berlin:20260112T090000
                    DTSTART;TZID=Europe/Berlin:20260112T120000

                    """,
            starts: "20260105T09 20260119T09 20260126T09"),
        SeriesRow(
            reason: "this and future: later instances shift along",
            lines: weekly + """
                ---
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260119T090000
                DTSTART;TZID=Europe/Berlin:20260120T110000

                """,
            starts: "20260105T09 20260112T09 20260120T11 20260127T11"),
        SeriesRow(
            reason: "a single override inside the future ones",
            lines: weekly + """
                ---
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260112T090000
                DTSTART;TZID=Europe/Berlin:20260112T110000
                ---
                RECURRENCE-ID;TZID=Europe/Berlin:20260119T090000
                DTSTART;TZID=Europe/Berlin:20260119T150000

                """,
            starts: "20260105T09 20260112T11 20260119T15 20260126T11"),
        SeriesRow(
            reason: "two stretches of future overrides",
            lines: weekly + """
                ---
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260126T090000
                DTSTART;TZID=Europe/Berlin:20260126T130000
                ---
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260112T090000
                DTSTART;TZID=Europe/Berlin:20260112T110000

                """,
            starts: "20260105T09 20260112T11 20260119T11 20260126T13"),
        SeriesRow(
            reason: "this and future as whole days",
            lines: weekly + """
                ---
                RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260119T090000
                DTSTART;VALUE=DATE:20260119

                """,
            starts: "20260105T09 20260112T09 20260119 20260126"),
        SeriesRow(
            reason: "a gap: 02:30 and 03:30 of one hour are one instance, the earlier",
            lines: """
                DTSTART;TZID=Europe/Berlin:20260329T013000
                RRULE:FREQ=HOURLY;COUNT=4

                """,
            starts: "20260329T013000 20260329T023000 20260329T043000"),
        SeriesRow(
            reason: "UNTIL in UTC is inclusive across a change of offset",
            lines: """
                DTSTART;TZID=Europe/Berlin:20260327T090000
                RRULE:FREQ=DAILY;UNTIL=20260330T070000Z

                """,
            starts: "20260327T09 20260328T09 20260329T09 20260330T09"),
        SeriesRow(
            reason: "an unknown zone counts as floating",
            lines: "DTSTART;TZID=Nowhere:20260105T090000\nRRULE:FREQ=DAILY;COUNT=2\n",
            starts: "20260105T09 20260106T09"),
        SeriesRow(
            reason: "a bad rule leaves the event itself",
            lines: "DTSTART:20260105T090000\nRRULE:FREQ=DAILY;INTERVAL=0\n",
            starts: "20260105T09"),
        SeriesRow(
            reason: "a rule that never yields leaves the start",
            lines: "DTSTART:20260105T090000\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\n",
            starts: "20260105T09"),
    ]
}

@Test("recurrence set of an object", arguments: SeriesRow.rows)
func recurrenceSetOfObject(_ row: SeriesRow) throws {
    let object = try testObject(row.lines)
    #expect(try testStarts(object) == row.starts)
}

/// Goal: each entry's coded seed yields the same instances, and its span covers them.
@Test("index entries cover their instances", arguments: SeriesRow.rows)
func indexEntriesCoverInstances(_ row: SeriesRow) throws {
    let berlin = try testZone("Europe/Berlin")
    let window = Instant(seconds: 946_684_800)..<Instant(seconds: 2_524_608_000)
    for entry in try testObject(row.lines).timeIndex(zones: testZones) {
        var expansion = ExpansionWindow(window, display: berlin, zones: testZones)
        let instances = entry.instances(in: &expansion)
        for instance in instances {
            let wall = instance.start.wallClock.seconds
            let low = entry.isLocal ? wall : instance.span.lowerBound.seconds
            #expect(entry.span.lowerBound <= low)
            #expect(low < entry.span.upperBound || entry.span.isEmpty)
        }
        guard let seed = entry.seed else { continue }
        var decoded = entry
        decoded.seed = SeriesSeed(decoding: seed.encoded)
        #expect(decoded.seed == seed)
        #expect(decoded.instances(in: &expansion) == instances)
    }
}

@Test("damaged seeds are not read", arguments: 0..<30 as Range<UInt64>)
func damagedSeeds(_ number: UInt64) throws {
    var generator = SplitMix(seed: number)
    print("seed coding seed \(number)")
    let row = SeriesRow.rows[Int(generator.next() % UInt64(SeriesRow.rows.count))]
    guard let seed = try testObject(row.lines).timeIndex(zones: testZones).first?.seed else {
        return
    }
    let whole = seed.encoded
    for count in 0..<whole.count { #expect(SeriesSeed(decoding: Array(whole[..<count])) == nil) }
    for _ in 0..<200 {
        var bytes = whole
        bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(generator.next() & 0xFF)
        guard let other = SeriesSeed(decoding: bytes) else { continue }
        var window = ExpansionWindow(
            editTime..<editTime.adding(seconds: 604_800), display: .utc, zones: testZones)
        other.forEachInstance(in: &window, limit: 10) { _ in }
    }
}

/// How an event ends, and the seconds that its second instance lasts.
struct LengthRow: Sendable {
    let lines: String
    let seconds: Int

    init(
        start: String = "DTSTART;TZID=Europe/Berlin:20260327T220000\n", _ end: String,
        _ seconds: Int
    ) {
        lines = start + end
        self.seconds = seconds
    }

    static let rows = [
        // exact: DTEND gives the length between two instants (RFC 5545 §3.8.5.3)
        LengthRow("DTEND;TZID=Europe/Berlin:20260328T060000\n", 28_800),
        // nominal: a duration in days keeps the wall clock
        LengthRow("DURATION:P1D\n", 82_800),
        // exact: the same in hours
        LengthRow("DURATION:PT24H\n", 86_400),
        // days first, then exact hours
        LengthRow("DURATION:P1DT2H\n", 90_000),
        // an end in another zone is an instant
        LengthRow("DTEND;TZID=Asia/Seoul:20260328T070000\n", 3_600),
        // floating: the wall clock decides
        LengthRow(start: "DTSTART:20260327T220000\n", "DTEND:20260328T060000\n", 25_200),
        // neither end nor duration
        LengthRow("", 0),
        // an end before the start counts as none
        LengthRow("DTEND;TZID=Europe/Berlin:20260327T210000\n", 0),
        LengthRow("DURATION:-PT1H\n", 0),
    ]
}

/// Goal: lengths. Method: the instance at the change of offset of 2026-03-29 in Berlin, whose
/// day has 23 hours.
@Test("length of an instance", arguments: LengthRow.rows)
func lengthOfInstance(_ row: LengthRow) throws {
    let object = try testObject(row.lines + "RRULE:FREQ=DAILY;COUNT=2\n")
    let berlin = try testZone("Europe/Berlin")
    let window = Instant(seconds: 1_774_645_200)..<Instant(seconds: 1_775_000_000)
    let found = object.instances(in: window, zones: testZones, display: berlin)
    let span = try #require(found.last).span
    #expect(span.upperBound.seconds - span.lowerBound.seconds == row.seconds)
}

@Test(
    "length of all-day events",
    arguments: [
        ("DTSTART;VALUE=DATE:20260328\n", 1),  // neither: one day (RFC 5545 §3.6.1)
        // the end is not included
        ("DTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260331\n", 3),
        ("DTSTART;VALUE=DATE:20260328\nDURATION:P2D\n", 2),
        ("DTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260328\n", 1),  // seen in the wild
        ("DTSTART;VALUE=DATE:20260328\nDTEND;VALUE=DATE:20260301\n", 1),
        ("DTSTART;VALUE=DATE:20260328\nDTEND:20260329T120000\n", 2),  // mixed types
    ])
func lengthOfAllDay(_ lines: String, _ days: Int) throws {
    let object = try testObject(lines)
    let window = Instant(seconds: 1_774_000_000)..<Instant(seconds: 1_776_000_000)
    let found = object.instances(
        in: window, zones: testZones, display: try testZone("Europe/Berlin"))
    let local = try #require(found.first).local
    #expect(local.lowerBound.secondOfDay == 0)
    #expect(local.upperBound.seconds - local.lowerBound.seconds == days * 86_400)
}
