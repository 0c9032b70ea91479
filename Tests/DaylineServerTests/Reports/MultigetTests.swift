import Testing
import WebDAV

@testable import DaylineServer

/// Goal: a client gets each object that it names, however it spells the name, and learns which are
/// not there. Method: an href a row.
@Suite("calendar-multiget")
struct MultigetTests {
    static let path = ReportFixture.calendarPath

    static func body(_ hrefs: [String], _ props: String = "<D:getetag/><calendar-data/>") -> String
    {
        "<calendar-multiget><D:prop>\(props)</D:prop>"
            + hrefs.map { "<D:href>\($0)</D:href>" }.joined() + "</calendar-multiget>"
    }

    static let hrefs: [(href: String, answered: String?)] = [
        (path + "a%20b.ics", nil),
        (path + "a%20%62.ics", nil),  // the same, spelled differently
        ("https://cal.example" + path + "a%20b.ics", path + "a%20b.ics"),
        (" \(path)%C3%A4.ics\n", path + "%C3%A4.ics"),
        ("/dav/calendars/%6Dina/w%6Frk/a%20b.ics", nil),
    ]

    @Test("hrefs of objects that are there", arguments: hrefs)
    func found(_ href: String, _ answered: String?) async throws {
        let fixture = try await ReportFixture()
        let spaced = try await fixture.put("a b.ics", "VEVENT|UID:a|DTSTART:20260101T000000Z")
        let umlaut = try await fixture.put("ä.ics", "VEVENT|UID:b|DTSTART:20260101T000000Z")
        let answer = try await fixture.report(Self.body([href]))
        let response = try #require(answer.responses.first)
        #expect(response.href == answered ?? href)
        #expect(response.etag == "\"\((href.contains("C3") ? umlaut : spaced).etag)\"")
        #expect(response.data?.hasPrefix("BEGIN:VCALENDAR\r\n") == true)
    }

    @Test(
        "hrefs of what is not there, or not this calendar's, are told with 404",
        arguments: [
            path + "none.ics",
            "/dav/calendars/joon/work/a.ics",
            "/dav/calendars/mina/other/a.ics",
            path,
            path + "../work/a.ics",
            "https://elsewhere.example" + path + "a.ics",
            "a.ics",
            path + "a.ics?x",
            path + "%FF.ics",
        ])
    func missing(_ href: String) async throws {
        let fixture = try await ReportFixture()
        try await fixture.put("a.ics", "VEVENT|UID:a|DTSTART:20260101T000000Z")
        let answer = try await fixture.report(Self.body([href, Self.path + "a.ics"]))
        #expect(answer.responses.map(\.status) == [404, nil])
        #expect(answer.responses.first?.href == href)
    }

    @Test("in the order of the request, each once, in pages")
    func order() async throws {
        let fixture = try await ReportFixture()
        let count = ReportLimits.page + 3
        for index in 0..<count {
            try await fixture.put(
                "e\(index).ics", "VEVENT|UID:e\(index)|DTSTART:20260101T000000Z")
        }
        let hrefs = (0..<count).reversed().map { Self.path + "e\($0).ics" }
        let answer = try await fixture.report(Self.body(hrefs + hrefs, "<D:getetag/>"))
        #expect(answer.responses.map(\.href) == hrefs)
        #expect(answer.pieces == 2)
    }

    @Test("an empty request, and one that is too long, are refused")
    func limits() async throws {
        let fixture = try await ReportFixture()
        #expect(try await fixture.report(Self.body([])).status == 400)
        let many = Array(repeating: "/x", count: ReportLimits.hrefs + 1)
        let answer = try await fixture.report(Self.body(many))
        #expect(answer.status == 403)
        #expect(answer.condition == DAV.numberOfMatchesWithinLimits)
    }
}
