import Core
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: queries give exactly the objects that satisfy their filter, through the store's indexes
/// and without them. Method: one calendar in the shape of RFC 4791 appendix B, a filter a row.
@Suite("calendar-query")
struct CalendarQueryTests {
    static let zone =
        "VTIMEZONE|TZID:US/Eastern|BEGIN:STANDARD|DTSTART:20001026T020000"
        + "|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10|TZNAME:EST|TZOFFSETFROM:-0400"
        + "|TZOFFSETTO:-0500|END:STANDARD|BEGIN:DAYLIGHT|DTSTART:20000404T020000"
        + "|RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=4|TZNAME:EDT|TZOFFSETFROM:-0500"
        + "|TZOFFSETTO:-0400|END:DAYLIGHT"

    /// Eight objects: three events (one that does not recur, a series with an override, one with
    /// attendees), four todos, one free-busy time.
    static func filled() async throws -> ReportFixture {
        let fixture = try await ReportFixture()
        try await fixture.put(
            "abcd1.ics", zone,
            "VEVENT|UID:one|DTSTART;TZID=US/Eastern:20060102T120000|DURATION:PT1H"
                + "|SUMMARY:Event #1|Description:Go Steelers!")
        try await fixture.put(
            "abcd2.ics", zone,
            "VEVENT|UID:two|DTSTART;TZID=US/Eastern:20060102T120000|DURATION:PT1H"
                + "|RRULE:FREQ=DAILY;COUNT=5|SUMMARY:Event #2",
            "VEVENT|UID:two|RECURRENCE-ID;TZID=US/Eastern:20060104T120000"
                + "|DTSTART;TZID=US/Eastern:20060104T140000|DURATION:PT1H"
                + "|SUMMARY:Event #2 bis")
        try await fixture.put(
            "abcd3.ics", zone,
            "VEVENT|UID:three|DTSTART;TZID=US/Eastern:20060104T100000|DURATION:PT1H"
                + "|SUMMARY:Event #3|STATUS:TENTATIVE|ORGANIZER:mailto:cyrus@example.com"
                + "|ATTENDEE;PARTSTAT=ACCEPTED;ROLE=CHAIR:mailto:cyrus@example.com"
                + "|ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:lisa@example.com")
        try await fixture.put(
            "abcd4.ics",
            "VTODO|UID:four|DUE;VALUE=DATE:20060101|STATUS:NEEDS-ACTION|SUMMARY:Task #1"
                + "|BEGIN:VALARM|ACTION:AUDIO|TRIGGER;RELATED=START:-PT10M|END:VALARM")
        try await fixture.put(
            "abcd5.ics",
            "VTODO|UID:five|DTSTART;VALUE=DATE:20060106|DUE;VALUE=DATE:20060108"
                + "|STATUS:NEEDS-ACTION|SUMMARY:Task #2|BEGIN:VALARM|ACTION:AUDIO"
                + "|TRIGGER;VALUE=DATE-TIME:20060106T100000Z|END:VALARM")
        try await fixture.put(
            "abcd6.ics",
            "VTODO|UID:six|COMPLETED:20051223T122322Z|DUE;VALUE=DATE:20051225|STATUS:COMPLETED"
                + "|SUMMARY:Task #3")
        try await fixture.put(
            "abcd7.ics", "VTODO|UID:seven|DUE;VALUE=DATE:20060101|STATUS:CANCELLED|SUMMARY:Task #4"
        )
        try await fixture.put(
            "abcd8.ics",
            "VFREEBUSY|UID:eight|DTSTART:20060102T090000Z|DTEND:20060103T060000Z"
                + "|FREEBUSY;FBTYPE=BUSY-TENTATIVE:20060102T100000Z/20060102T120000Z")
        return fixture
    }

    static func on(_ name: String, _ inside: String = "") -> String {
        "<comp-filter name='VCALENDAR'><comp-filter name='\(name)'>\(inside)</comp-filter>"
            + "</comp-filter>"
    }

    static func range(_ start: String, _ end: String) -> String {
        "<time-range start='\(start)' end='\(end)'/>"
    }

    static func property(_ name: String, _ inside: String) -> String {
        "<prop-filter name='\(name)'>\(inside)</prop-filter>"
    }

    static let january4 = range("20060104T000000Z", "20060105T000000Z")
    static let rows: [(filter: String, numbers: String)] = [
        (on("VEVENT", january4), "23"),  // §7.8.1: the override and the tentative one
        (
            on(
                "VTODO",
                "<comp-filter name='VALARM'>"
                    + range("20060106T000000Z", "20060107T000000Z") + "</comp-filter>"), "5"
        ),  // §7.8.5
        (on("VEVENT", property("UID", "<text-match>one</text-match>")), "1"),  // §7.8.6
        (
            on(
                "VEVENT",
                property(
                    "ATTENDEE",
                    "<text-match>mailto:lisa@example.com</text-match>"
                        + "<param-filter name='PARTSTAT'><text-match>NEEDS-ACTION</text-match>"
                        + "</param-filter>")), "3"
        ),  // §7.8.7
        (on("VEVENT"), "123"),  // §7.8.8
        (
            on(
                "VTODO",
                property("COMPLETED", "<is-not-defined/>")
                    + property(
                        "STATUS", "<text-match negate-condition='yes'>CANCELLED</text-match>")),
            "45"
        ),  // §7.8.9
        (on("VEVENT", property("X-ABC-GUID", "<text-match>ABC</text-match>")), ""),  // §7.8.10
        (on("VFREEBUSY", range("20060102T000000Z", "20060103T000000Z")), "8"),
        ("<comp-filter name='VCALENDAR'/>", "12345678"),
        (on("VEVENT", range("20060106T170000Z", "20060106T180000Z")), "2"),  // the fifth
        (on("VEVENT", range("20060107T000000Z", "20070101T000000Z")), ""),
        (on("VEVENT", range("20060104T170000Z", "20060104T180000Z")), ""),  // moved away
        (on("VEVENT", january4 + property("SUMMARY", "<text-match>bis</text-match>")), "2"),
        (on("VEVENT", property("DESCRIPTION", "<text-match>steelers</text-match>")), "1"),
        (on("VTODO", range("20060101T000000Z", "20060101T000001Z")), ""),  // start < DUE
        (on("VTODO", range("20051231T235959Z", "20060101T000001Z")), "47"),
        (on("VTODO", property("UID", "<text-match collation='i;octet'>si</text-match>")), "6"),
        (
            on(
                "VTODO",
                property(
                    "UID", "<text-match collation='i;octet' match-type='equals'>si</text-match>")),
            ""
        ),
        (
            on(
                "VTODO",
                property(
                    "UID", "<text-match collation='i;octet' match-type='equals'>six</text-match>")),
            "6"
        ),
        (
            on(
                "VEVENT",
                property(
                    "UID", "<text-match collation='i;octet' match-type='equals'>six</text-match>")),
            ""
        ),
        (on("VEVENT", property("UID", "<text-match negate-condition='yes'>t</text-match>")), "1"),
    ]

    @Test("which objects")
    func objects() async throws {
        let fixture = try await Self.filled()
        for row in Self.rows {
            let names = try await fixture.names(ofQuery: row.filter)
            #expect(names == row.numbers.map { "abcd\($0).ics" }, "\(row.filter)")
        }
    }

    @Test(
        "dates are read in the zone of the request, else of the calendar, else in UTC",
        arguments: [
            ("", "20060106T000000Z", "6"),
            ("<timezone-id>Asia/Tokyo</timezone-id>", "20060105T150000Z", "6"),
            ("<timezone-id>Asia/Tokyo</timezone-id>", "20060106T150000Z", ""),
        ])
    func zone(_ zone: String, _ start: String, _ numbers: String) async throws {
        let fixture = try await ReportFixture()
        try await fixture.put("abcd6.ics", "VEVENT|DTSTART;VALUE=DATE:20060106")
        let filter = Self.on(
            "VEVENT", "<time-range start='\(start)' end='\(start.dropLast(2))1Z'/>")
        let names = try await fixture.names(ofQuery: filter, zone: zone)
        #expect(names == numbers.map { "abcd\($0).ics" })
    }

    @Test("§7.8.1: parts of the data; §7.8.3: instances in UTC")
    func data() async throws {
        let fixture = try await Self.filled()
        let query = { (data: String) in
            "<calendar-query><D:prop><D:getetag/>\(data)</D:prop><filter>"
                + Self.on("VEVENT", Self.january4) + "</filter></calendar-query>"
        }
        let partial = try await fixture.report(
            query(
                "<calendar-data><comp name='VCALENDAR'><prop name='VERSION'/><comp name='VEVENT'>"
                    + "<prop name='SUMMARY'/><prop name='UID'/></comp><comp name='VTIMEZONE'/>"
                    + "</comp></calendar-data>"))
        let third = try #require(partial.responses.first { $0.name == "abcd3.ics" }?.data)
        #expect(third.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\n"))
        #expect(third.contains("TZOFFSETTO:-0400"))
        #expect(
            third.hasSuffix(
                "BEGIN:VEVENT\r\nUID:three\r\nSUMMARY:Event #3\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"))
        let expanded = try await fixture.report(
            query(
                "<calendar-data><expand start='20060103T000000Z' end='20060105T000000Z'/>"
                    + "</calendar-data>"))
        let second = try #require(expanded.responses.first { $0.name == "abcd2.ics" }?.data)
        #expect(
            second
                == String(
                    decoding: Made.text(
                        "VEVENT|UID:two|DTSTART:20060103T170000Z|DURATION:PT1H|SUMMARY:Event #2"
                            + "|RECURRENCE-ID:20060103T170000Z",
                        "VEVENT|UID:two|DTSTART:20060104T190000Z|DURATION:PT1H|SUMMARY:Event #2 bis"
                            + "|RECURRENCE-ID:20060104T170000Z"), as: UTF8.self))
    }

    static func filter(_ inside: String) -> String { "<filter>\(inside)</filter>" }

    static let json = "<D:prop><calendar-data content-type='application/calendar+json'/></D:prop>"
    static let refusals: [(String, XMLName)] = [
        (filter("<comp-filter name='VEVENT'/>"), CalDAV.validFilter),
        ("", CalDAV.validFilter),
        (filter(on("VTIMEZONE", january4)), CalDAV.supportedFilter),
        (
            filter(on("VEVENT", property("UID", "<text-match collation='i;x'>a</text-match>"))),
            CalDAV.supportedCollation
        ),
        (filter(on("VEVENT")) + "<timezone>x</timezone>", CalDAV.validCalendarData),
        (filter(on("VEVENT")) + "<timezone-id>Mars/A</timezone-id>", CalDAV.validTimezone),
        (json + filter(on("VEVENT")), CalDAV.supportedCalendarData),
    ]

    @Test("what is refused, and why", arguments: refusals)
    func refused(_ inside: String, _ condition: XMLName) async throws {
        let fixture = try await ReportFixture()
        let answer = try await fixture.report("<calendar-query>\(inside)</calendar-query>")
        #expect(answer.status == 403)
        #expect(answer.condition == condition)
    }

    @Test("an object alone, another depth, another path")
    func places() async throws {
        let fixture = try await Self.filled()
        let path = ReportFixture.calendarPath
        let query = { (filter: String) in
            "<calendar-query><D:prop><D:getetag/></D:prop><filter>\(filter)</filter>"
                + "</calendar-query>"
        }
        let matching = try await fixture.report(
            query(Self.on("VEVENT", Self.january4)), at: path + "abcd3.ics", depth: "0")
        #expect(matching.responses.map(\.name) == ["abcd3.ics"])
        let other = try await fixture.report(
            query(Self.on("VEVENT", Self.january4)), at: path + "abcd1.ics", depth: "0")
        #expect(other.status == 207 && other.responses.isEmpty)
        let shallow = try await fixture.report(query(Self.on("VEVENT")), depth: "0")
        #expect(shallow.status == 207 && shallow.responses.isEmpty)
        let silent = try await fixture.report(query(Self.on("VEVENT")), depth: nil)
        #expect(silent.responses.count == 3)
        for missing in [
            path + "none.ics", "/dav/calendars/mina/none/", "/dav/calendars/joon/work/",
        ] {
            #expect(try await fixture.report(query(Self.on("VEVENT")), at: missing).status == 404)
        }
    }

    @Test("a long answer comes in pieces and is whole; expansions are counted before it is sent")
    func limits() async throws {
        let fixture = try await ReportFixture()
        for index in 0..<(2 * ReportLimits.page + 1) {
            try await fixture.put(
                "e\(index).ics",
                "VEVENT|UID:e\(index)|DTSTART:20260101T000000Z|RRULE:FREQ=DAILY")
        }
        let all = { (data: String) in
            "<calendar-query><D:prop>\(data)</D:prop><filter>" + Self.on("VEVENT")
                + "</filter></calendar-query>"
        }
        let plain = try await fixture.report(all("<D:getetag/><calendar-data/>"))
        // The last one says that there is no more.
        #expect(plain.pieces == 4)
        #expect(Set(plain.responses.map(\.name)).count == 2 * ReportLimits.page + 1)
        #expect(plain.responses.allSatisfy { $0.data?.hasSuffix("END:VCALENDAR\r\n") == true })
        // 401 events of 24 instances fit, of 25 do not.
        let expand =
            "<calendar-data><expand start='20260101T000000Z' end='2026012%T000000Z'/>"
            + "</calendar-data>"
        let fitting = try await fixture.report(all(expand.replacing("%", with: "5")))
        #expect(fitting.status == 207 && fitting.pieces == 1)
        let refused = try await fixture.report(all(expand.replacing("%", with: "6")))
        #expect(refused.status == 403)
        #expect(refused.condition == DAV.numberOfMatchesWithinLimits)
    }
}
