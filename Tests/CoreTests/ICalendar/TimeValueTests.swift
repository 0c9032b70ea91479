import Testing

@testable import Core

/// Goal: DATE, DATE-TIME, PERIOD and lists (RFC 5545 §3.3.4, §3.3.5, §3.3.9), strict and as found
/// in the wild. Method: the time is written as text: `date`, `floating`, `zone` or `utc` first.
@Suite("time values")
struct TimeValueTests {
    struct Row: Sendable {
        let line: String
        let expected: String
        let isStrict: Bool

        init(_ line: String, _ expected: String, strict: Bool = true) {
            (self.line, self.expected, isStrict) = (line, expected, strict)
        }
    }

    static let rows: [Row] = [
        Row("DTSTART;VALUE=DATE:20261123", "date 2026-11-23"),
        Row("DTSTART:20261123T140500", "floating 2026-11-23T14:05:00"),
        Row("DTSTART:20261123T140500Z", "utc 2026-11-23T14:05:00Z"),
        Row("DTSTART;TZID=Asia/Seoul:20261123T140500", "Asia/Seoul 2026-11-23T14:05:00"),
        Row("DTSTART;VALUE=DATE-TIME:20261123T140500", "floating 2026-11-23T14:05:00"),
        // quoted, with a slash in front: as it is
        Row(
            "DTSTART;TZID=\"/x.org/Europe/Berlin\":20261123T140500",
            "/x.org/Europe/Berlin 2026-11-23T14:05:00"),
        // TZID wins over Z (§3.2.19 forbids both)
        Row(
            "DTSTART;TZID=Asia/Seoul:20261123T140500Z", "Asia/Seoul 2026-11-23T14:05:00",
            strict: false),
        // an empty TZID names no zone
        Row("DTSTART;TZID=:20261123T140500", "floating 2026-11-23T14:05:00"),
        // a leap second is read as second 59
        Row("DTSTART:20161231T235960Z", "utc 2016-12-31T23:59:59Z"),
        // the ends of the calendar
        Row("DTSTART;VALUE=DATE:00010101", "date 0001-01-01"),
        Row("DTSTART:99991231T235959Z", "utc 9999-12-31T23:59:59Z"),
        // eight digits without VALUE=DATE
        Row("DTSTART:20261123", "date 2026-11-23", strict: false),
        Row("DTSTART;TZID=Asia/Seoul:20261123", "date 2026-11-23", strict: false),
        // VALUE=DATE with midnight is a date, with another time a time
        Row("DTSTART;VALUE=DATE:20261123T000000", "date 2026-11-23", strict: false),
        Row("DTSTART;VALUE=DATE:20261123T000000Z", "date 2026-11-23", strict: false),
        Row("DTSTART;VALUE=DATE:20261123T140500", "floating 2026-11-23T14:05:00", strict: false),
        Row("DTSTART:20261123t140500z", "utc 2026-11-23T14:05:00Z", strict: false),
        Row("DTSTART:20261123T1405", "floating 2026-11-23T14:05:00", strict: false),
        Row("DTSTART:20261123T1405Z", "utc 2026-11-23T14:05:00Z", strict: false),
        Row("DTSTART:20261123T14", "floating 2026-11-23T14:00:00", strict: false),
        Row("DTSTART:2026-11-23", "date 2026-11-23", strict: false),
        Row("DTSTART:2026-11-23T14:05:00Z", "utc 2026-11-23T14:05:00Z", strict: false),
        Row("DTSTART:2026-11-23 14:05", "floating 2026-11-23T14:05:00", strict: false),
        Row("DTSTART:20261123T140500.000Z", "utc 2026-11-23T14:05:00Z", strict: false),
        Row("DTSTART:2026-11-23T14:05:00+09:00", "utc 2026-11-23T05:05:00Z", strict: false),
        Row("DTSTART:20261123T140500-0500", "utc 2026-11-23T19:05:00Z", strict: false),
        Row("DTSTART: 20261123T140500 ", "floating 2026-11-23T14:05:00"),
        Row("DTSTART:20261123T", "date 2026-11-23", strict: false),
        // hour 24 is the next midnight
        Row("DTSTART:20261231T240000", "floating 2027-01-01T00:00:00", strict: false),
    ]

    @Test("one time", arguments: rows)
    func oneTime(_ row: Row) throws {
        let found = readProperty(row.line)
        #expect(text(try found.time()) == row.expected)
        #expect(found.hasStrictTimes == row.isStrict)
    }

    @Test(
        "errors",
        arguments: [
            ("DTSTART:", ValueError.empty), ("DTSTART: ", .empty),
            ("DTSTART:tomorrow", .malformed(.time)), ("DTSTART:2026112", .malformed(.time)),
            ("DTSTART:202611234", .malformed(.time)),
            ("DTSTART:20261123X140500", .malformed(.time)),
            ("DTSTART:20261123T140500ZZ", .malformed(.time)),
            ("DTSTART:20261123T140500Q", .malformed(.time)),
            ("DTSTART:20260230", .outOfRange(.time)), ("DTSTART:00000101", .outOfRange(.time)),
            ("DTSTART:20261301", .outOfRange(.time)),
            ("DTSTART:20261123T250000", .outOfRange(.time)),
            ("DTSTART:20261123T240001", .outOfRange(.time)),
            ("DTSTART:20261123T146000", .outOfRange(.time)),
            ("DTSTART:20261123T140561", .outOfRange(.time)),
        ])
    func errors(_ line: String, _ error: ValueError) {
        #expect(throws: error) { try readProperty(line).time() }
        #expect(!readProperty(line).hasStrictTimes || error == .empty)
    }

    @Test(
        "lists",
        arguments: [
            (
                "EXDATE:20260101T000000Z,20260102T000000Z",
                "utc 2026-01-01T00:00:00Z, utc 2026-01-02T00:00:00Z"
            ),
            ("EXDATE;VALUE=DATE:20260101,20260102", "date 2026-01-01, date 2026-01-02"),
            ("EXDATE;TZID=Asia/Seoul:20260101T010203", "Asia/Seoul 2026-01-01T01:02:03"),
            ("EXDATE:", ""),  // an empty list excludes nothing
            ("EXDATE:20260101,", "date 2026-01-01"),  // a comma too many
            ("EXDATE:20260101;20260102", "date 2026-01-01, date 2026-01-02"),  // written by some
        ])
    func lists(_ line: String, _ expected: String) throws {
        #expect(try readProperty(line).times().map(text).joined(separator: ", ") == expected)
    }

    @Test("periods")
    func periods() throws {
        let found = readProperty(
            "RDATE;VALUE=PERIOD:20260101T100000Z/20260101T110000Z,20260102T100000Z/PT30M,"
                + "20260103T100000Z"
        )
        let dates = try found.recurrenceDates()
        #expect(
            dates.map { text($0.start) } == [
                "utc 2026-01-01T10:00:00Z", "utc 2026-01-02T10:00:00Z", "utc 2026-01-03T10:00:00Z",
            ])
        #expect(
            dates.map(\.end) == [
                .time(.utc(Instant(seconds: 1_767_265_200))),
                .duration(NominalDuration(seconds: 1800)),
                .none,
            ])
    }

    @Test("one bad item does not hide the others")
    func readableItems() {
        let found = readProperty("EXDATE:20260101,nonsense,20260103,20260101T000000Z/")
        #expect(throws: ValueError.malformed(.time)) { try found.times() }
        let readable = found.readableRecurrenceDates()
        #expect(readable.dates.map { text($0.start) } == ["date 2026-01-01", "date 2026-01-03"])
        #expect(readable.errors == [.malformed(.time), .malformed(.period)])
    }

    @Test("made times read back the same")
    func made() throws {
        let local = LocalDateTime(seconds: 1_800_000_000)
        let times: [CalendarTime] = [
            .date(local.date), .floating(local), .zoned(local, TimeZoneID("Europe/Berlin")),
            .zoned(local, TimeZoneID("(UTC+01:00) Paris, Rome")), .utc(Instant(seconds: 0)),
        ]
        for time in times {
            let made = Property.time(.dtstart, time)
            #expect(try made.time() == time)
            #expect(made.hasStrictTimes)
            let read = parseICalendar(Component("VEVENT", properties: [made]).bytes).components
            #expect(try read.first?.first(.dtstart)?.time() == time)
        }
        #expect(try Property.times(.exdate, [times[4], times[4]]).times() == [times[4], times[4]])
        let lists = Property.timeLists(.exdate, times + times)
        #expect(lists.count == 5)
        #expect(try lists.map { try $0.times() } == times.map { [$0, $0] })
        #expect(CalendarTime.utc(.distantFuture).valueText.hasPrefix("99991231T"))
    }

    private func text(_ time: CalendarTime) -> String {
        switch time {
        case .date(let date): "date \(date)"
        case .floating(let local): "floating \(local)"
        case .zoned(let local, let zone): "\(zone) \(local)"
        case .utc(let instant): "utc \(instant)"
        }
    }
}
