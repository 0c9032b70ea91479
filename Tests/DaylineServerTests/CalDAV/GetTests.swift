import Core
import Testing
import WebDAV

@testable import DaylineServer

@Suite("GET and HEAD")
struct GetTests {
    private static let path = "/dav/calendars/mina/work/a.ics"

    /// Goal: a reader that has it already gets 304. Method: headers per row; ETAG stands for the
    /// object's, DATE for the time of its last change.
    @Test(
        "conditions",
        arguments: [
            ([:], 200),
            (["If-None-Match": "ETAG"], 304),
            (["If-None-Match": "W/ETAG"], 304),
            (["If-None-Match": "\"x\", ETAG"], 304),
            (["If-None-Match": "*"], 304),
            (["If-None-Match": "\"x\""], 200),
            (["If-Modified-Since": "DATE"], 304),
            (["If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"], 200),
            (["If-Modified-Since": "yesterday"], 200),
            // The ETag decides where both are given (RFC 9110 §13.2.2).
            (["If-None-Match": "\"x\"", "If-Modified-Since": "DATE"], 200),
            (["If-Match": "ETAG"], 200),
            (["If-Match": "\"x\""], 412),
            (["If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"], 412),
            (["If-Unmodified-Since": "DATE"], 200),
        ] as [([String: String], Int)])
    func conditions(_ headers: [String: String], _ status: Int) async throws {
        let dav = try await DAVFixture()
        let event = DAVFixture.event("a")
        await dav.put("a.ics", event)
        let plain = await dav.send("GET", Self.path)
        let said = headers.mapValues {
            $0.replacing("ETAG", with: plain.etag ?? "")
                .replacing("DATE", with: plain.header("Last-Modified") ?? "")
        }
        let answer = await dav.send("GET", Self.path, said)
        #expect(answer.status == status)
        #expect(answer.text == (status == 200 ? event : ""))
        #expect(answer.etag == (status == 412 ? nil : plain.etag))
    }

    @Test("HEAD says what GET would, without a body")
    func head() async throws {
        let dav = try await DAVFixture()
        await dav.put("a.ics", DAVFixture.event("a"))
        let head = await dav.send("HEAD", Self.path)
        let get = await dav.send("GET", Self.path)
        #expect(head.bytes.isEmpty)
        #expect(head.etag == get.etag)
        #expect(head.header("Content-Type") == "text/calendar; charset=utf-8; component=VEVENT")
        #expect(head.header("Content-Length") == "\(get.bytes.count)")
        #expect(await dav.send("HEAD", "/dav/calendars/mina/work/").status == 200)
    }

    @Test(
        "what is not there",
        arguments: [
            "/dav/calendars/mina/work/none.ics", "/dav/calendars/mina/none/",
            "/dav/calendars/mina/none/a.ics", "/dav/nothing", "/other", "/dav/calendars/mina/a/b/c",
        ])
    func notFound(_ path: String) async throws {
        let dav = try await DAVFixture()
        #expect(await dav.send("GET", path).status == 404)
    }

    @Test(
        "a browser is told what this is",
        arguments: [
            "/", "/dav/", "/dav/principals/", "/dav/principals/mina/", "/dav/calendars/mina/",
        ])
    func page(_ path: String) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.send("GET", path)
        #expect(answer.status == 200)
        #expect(answer.text.contains("CalDAV"))
    }

    /// Goal: a calendar as one file has every object once, each time zone once, and comes in
    /// pieces. Method: 1,200 events of one zone, read again.
    @Test func export() async throws {
        let dav = try await DAVFixture()
        let zone = CalendarZone.definition(of: "Europe/Berlin", zones: StoreFixture.zones) ?? ""
        let lines = zone.split(separator: "\r\n").map(String.init)
        let definition = Array(lines.dropFirst(3).dropLast())
        try await dav.stores.store.write(dav.stores.mina) { store in
            guard let work = try store.collection(named: "work") else { return }
            for number in 0..<1_200 {
                let crlf = DAVFixture.calendar(
                    definition + [
                        "BEGIN:VEVENT", "UID:\(number)",
                        "DTSTART;TZID=Europe/Berlin:20261201T090000", "END:VEVENT",
                    ])
                let text = number % 2 == 0 ? crlf : crlf.replacing("\r\n", with: "\n")
                let object = try StoreFixture.prepared(Array(text.utf8))
                _ = try store.put(object, named: "\(number).ics", in: work.id)
            }
        }
        await dav.send(
            "PROPPATCH", "/dav/calendars/mina/work/",
            body: """
                <D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><D:displayname>A; b</D:displayname>\
                </D:prop></D:set></D:propertyupdate>
                """)
        let answer = await dav.send("GET", "/dav/calendars/mina/work/")
        #expect(answer.pieces > 1)
        let parsed = parseICalendar(answer.bytes)
        #expect(parsed.diagnostics == [])
        let calendar = try #require(parsed.components.first)
        #expect(parsed.components.count == 1)
        #expect(calendar.components("VTIMEZONE").count == 1)
        #expect(
            calendar.components("VEVENT").compactMap { $0.firstText(PropertyName("UID")) }
                == (0..<1_200).map(String.init))
        #expect(calendar.firstText(PropertyName("X-WR-CALNAME")) == "A; b")
        let again = await dav.send(
            "GET", "/dav/calendars/mina/work/", ["If-None-Match": answer.etag ?? ""])
        #expect(again.status == 304)
    }
}
