import Core
import HTTPTypes
import Testing

@testable import DaylineServer

/// Goal: free-busy answers say when the owner has no time, merged and no more than that. Method:
/// events and the periods that they make, a row each.
@Suite("free-busy-query")
struct FreeBusyTests {
    static let query =
        "<free-busy-query><time-range start='20260310T000000Z' end='20260311T000000Z'/>"
        + "</free-busy-query>"

    struct Row: Sendable, CustomTestStringConvertible {
        let events: [String]
        let lines: [String]
        let why: String

        init(_ events: [String], _ lines: [String], _ why: String) {
            (self.events, self.lines, self.why) = (events, lines, why)
        }

        var testDescription: String { why }
    }

    static func event(_ start: String, _ length: String, _ more: String = "") -> String {
        "VEVENT|DTSTART:202603\(start)Z|DURATION:\(length)\(more)"
    }

    static func busy(_ start: String, _ end: String, _ type: String = "") -> String {
        "FREEBUSY\(type):202603\(start)Z/202603\(end)Z"
    }

    static let tentative = ";FBTYPE=BUSY-TENTATIVE"
    static let rows: [Row] = [
        Row([], [], "nothing"),
        Row([event("10T100000", "PT1H")], [busy("10T100000", "10T110000")], "one event"),
        Row(
            [event("10T100000", "PT1H"), event("10T103000", "PT1H")],
            [busy("10T100000", "10T113000")], "overlapping ones are one period"),
        Row(
            [event("10T100000", "PT1H"), event("10T110000", "PT1H")],
            [busy("10T100000", "10T120000")], "so are those that touch"),
        Row(
            [event("10T100000", "PT1H"), event("10T140000", "PT1H")],
            [busy("10T100000", "10T110000"), busy("10T140000", "10T150000")], "a gap stays"),
        Row(
            [event("09T230000", "PT2H"), event("10T233000", "PT2H")],
            [busy("10T000000", "10T010000"), busy("10T233000", "11T000000")],
            "nothing outside of the range is told"),
        Row([event("10T100000", "PT1H", "|TRANSP:TRANSPARENT")], [], "transparent"),
        Row([event("10T100000", "PT1H", "|STATUS:CANCELLED")], [], "cancelled"),
        Row([event("10T100000", "PT0S")], [], "no length"),
        Row(
            [event("10T100000", "PT1H", "|STATUS:TENTATIVE")],
            [busy("10T100000", "10T110000", tentative)], "tentative"),
        Row(
            [
                event("10T100000", "PT3H", "|STATUS:TENTATIVE"),
                event("10T110000", "PT1H"),
            ],
            [
                busy("10T110000", "10T120000"), busy("10T100000", "10T110000", tentative),
                busy("10T120000", "10T130000", tentative),
            ], "what is sure is not tentative too"),
        Row(
            [event("01T100000", "PT1H", "|RRULE:FREQ=DAILY")], [busy("10T100000", "10T110000")],
            "an instance of a series"),
        Row(
            ["VEVENT|DTSTART;VALUE=DATE:20260310"], [busy("10T000000", "11T000000")],
            "a whole day"),
        Row(["VTODO|DTSTART:20260310T100000Z|DURATION:PT1H"], [], "todos take no time"),
    ]

    @Test("periods", arguments: rows)
    func periods(_ row: Row) async throws {
        let fixture = try await ReportFixture()
        for (index, event) in row.events.enumerated() {
            try await fixture.put("e\(index).ics", event + "|UID:e\(index)")
        }
        let answer = try await fixture.report(Self.query)
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == ContentType.calendar)
        let calendar = try #require(parseICalendar(answer.bytes).components.first)
        let component = try #require(calendar.components("VFREEBUSY").first)
        #expect(component.first(.dtstamp)?.rawValue == "20260301T000000Z")
        #expect(component.first(.dtstart)?.rawValue == "20260310T000000Z")
        #expect(component.first(.dtend)?.rawValue == "20260311T000000Z")
        let lines = component.all(.freebusy).map { property in
            let type = property.parameter("FBTYPE").map { ";FBTYPE=\($0)" } ?? ""
            return "FREEBUSY\(type):\(property.rawValue)"
        }
        #expect(lines == row.lines)
    }

    @Test("free-busy components count in calendars that may hold them")
    func components() async throws {
        let fixture = try await ReportFixture()
        try await fixture.base.store.write(fixture.base.mina) { store in
            let made = try store.createCollection(
                NewCollection(
                    name: "busy", components: ["VFREEBUSY"], policy: .allow, zone: nil,
                    properties: []))
            let busy = try #require(made)
            let text = Made.text(
                "VFREEBUSY|FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260310T100000Z/PT1H"
                    + "|FREEBUSY;FBTYPE=FREE:20260310T120000Z/PT1H")
            _ = try store.put(StoreFixture.prepared(text), named: "f.ics", in: busy.id)
        }
        let answer = try await fixture.report(Self.query, at: "/dav/calendars/mina/busy/")
        let text = String(decoding: answer.bytes, as: UTF8.self)
        #expect(
            text.contains(
                "FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260310T100000Z/20260310T110000Z\r\n"))
        #expect(!text.contains("T120000Z"))
    }

    @Test(
        "ranges that are refused",
        arguments: [
            "", "<time-range start='20260310T000000Z'/>", "<time-range start='x' end='y'/>",
        ])
    func refused(_ range: String) async throws {
        let fixture = try await ReportFixture()
        let body = "<free-busy-query>\(range)</free-busy-query>"
        #expect(try await fixture.report(body).status == 400)
    }

    @Test("more instances than are counted at once are refused, in words of the protocol")
    func limit() async throws {
        let fixture = try await ReportFixture()
        try await fixture.put(
            "e.ics", "VEVENT|DTSTART:20260310T000000Z|DURATION:PT1S|RRULE:FREQ=SECONDLY")
        #expect(try await fixture.report(Self.query).status == 403)
    }
}
