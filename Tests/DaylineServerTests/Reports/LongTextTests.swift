import Core
import HTTPTypes
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: however long the texts are, few of them are in memory at once, and all are told. Method:
/// objects of half the limit of a page, asked for in every way in which texts are given.
@Suite("long texts")
struct LongTextTests {
    private static let count = 3
    private static let hrefs = (0..<count).map {
        "<D:href>\(ReportFixture.calendarPath)\($0).ics</D:href>"
    }.joined()
    private static let data = "<D:prop><D:getetag/><calendar-data/></D:prop>"
    private static let filter = "<filter><comp-filter name='VCALENDAR'>%</comp-filter></filter>"

    @Test(
        "every report gives all, in several pieces",
        arguments: [
            "<calendar-multiget>\(data)\(hrefs)</calendar-multiget>",
            "<calendar-query>\(data)"
                + filter.replacing("%", with: "<comp-filter name='VEVENT'/>")
                + "</calendar-query>",
            "<calendar-query>\(data)"
                + filter.replacing(
                    "%",
                    with: "<comp-filter name='VEVENT'><time-range start='20260101T000000Z'/>"
                        + "</comp-filter>") + "</calendar-query>",
            "<D:sync-collection><D:sync-token/><D:sync-level>1</D:sync-level>\(data)"
                + "</D:sync-collection>",
        ])
    func reports(_ body: String) async throws {
        let fixture = try await ReportFixture()
        let long = String(repeating: "x", count: ResourcePage.byteLimit / 2)
        for number in 0..<Self.count {
            try await fixture.put(
                "\(number).ics",
                "VEVENT|UID:e\(number)|DTSTART:20260101T000000Z|X-LONG:\(long)")
        }
        let answer = try await fixture.report(body)
        #expect(answer.status == 207)
        #expect(Set(answer.responses.map(\.name)).count == Self.count)
        #expect(answer.responses.count == Self.count)
        #expect(
            answer.responses.allSatisfy { $0.data?.hasSuffix("END:VCALENDAR\r\n") == true })
        #expect(answer.pieces > 1)
    }

    @Test("a page of the store is as long as its limit says, and never empty")
    func pages() async throws {
        let fixture = try await StoreFixture()
        let long = String(repeating: "x", count: ResourcePage.byteLimit / 2)
        for number in 0..<Self.count {
            try await fixture.put(
                try StoreFixture.event(
                    "\(number)", "DTSTART:20260101T000000Z", "X-LONG:\(long)"),
                named: "\(number).ics")
        }
        try await fixture.store.read(fixture.mina) { store in
            let work = try #require(try store.collection(named: "work"))
            let names = (0..<Self.count).map { "\($0).ics" }
            let page = try store.resources(named: names, in: work.id)
            #expect(page.found.map(\.info.name) == ["0.ics", "1.ics"] && page.count == 2)
            let ids = page.found.map(\.info.id)
            #expect(try store.resources(ids + ids, in: work.id).count == 2)
            let list = try store.resources(in: work.id, component: nil, after: nil, limit: 9)
            #expect(list.count == 2)
        }
    }
}
