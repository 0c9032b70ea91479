import Core
import Testing
import WebDAV

@testable import DaylineServer

@Suite("COPY and MOVE")
struct TransferTests {
    private static let home = "/dav/calendars/mina/"

    /// `work` with `a` at nine and `b` at eleven, `reject` with `r` at nine, `tasks` for tasks
    /// alone.
    private func fixture() async throws -> DAVFixture {
        let dav = try await DAVFixture()
        await dav.put("a.ics", DAVFixture.event("a"))
        await dav.put("b.ics", DAVFixture.event("b", at: 11))
        try await dav.stores.store.write(dav.stores.mina) { store in
            _ = try store.createCollection(StoreFixture.calendar("reject", policy: .reject))
            _ = try store.createCollection(
                NewCollection(
                    name: "tasks", components: ["VTODO"], policy: .allow, zone: nil,
                    properties: []))
        }
        await dav.send(
            "PUT", "\(Self.home)reject/r.ics", body: DAVFixture.event("r", "SUMMARY:r"))
        return dav
    }

    /// Goal: what may go where. Method: method, source, destination, headers and outcome per
    /// row; a refusal changes nothing.
    @Test(
        "objects",
        arguments: [
            ("MOVE", "work/a.ics", "work/c.ics", [:], 201, nil),
            ("MOVE", "work/a.ics", "work/b.ics", [:], 204, nil),
            ("MOVE", "work/a.ics", "work/b.ics", ["Overwrite": "F"], 412, nil),
            ("MOVE", "work/a.ics", "work/c.ics", ["Overwrite": "F"], 201, nil),
            ("MOVE", "work/a.ics", "work/c.ics", ["Overwrite": "x"], 400, nil),
            ("MOVE", "work/b.ics", "reject/b.ics", [:], 201, nil),
            ("COPY", "work/b.ics", "reject/b.ics", [:], 201, nil),
            ("COPY", "work/a.ics", "work/c.ics", [:], 409, CalDAV.noUidConflict),
            ("MOVE", "work/a.ics", "reject/a.ics", [:], 409, Dayline.overlap),
            ("MOVE", "work/a.ics", "reject/a.ics", ["Dayline-Overlap": "allow"], 201, nil),
            ("MOVE", "work/a.ics", "reject/r.ics", [:], 204, nil),  // what it replaces gives way
            ("MOVE", "work/a.ics", "tasks/a.ics", [:], 403, CalDAV.supportedCalendarComponent),
            ("MOVE", "work/a.ics", "none/a.ics", [:], 409, nil),
            ("MOVE", "work/none.ics", "work/c.ics", [:], 404, nil),
            ("MOVE", "work/a.ics", "work/a.ics", [:], 403, nil),
            ("MOVE", "work/a.ics", "other/", [:], 403, CalDAV.calendarCollectionLocationOk),
            ("MOVE", "work/a.ics", "work/c.ics", ["If-Match": "\"x\""], 412, nil),
        ] as [(String, String, String, [String: String], Int, XMLName?)])
    func objects(
        _ method: String, _ from: String, _ to: String, _ headers: [String: String],
        _ status: Int, _ condition: XMLName?
    ) async throws {
        let dav = try await fixture()
        let text = await dav.send("GET", Self.home + from).text
        let before = await listing(dav)
        let answer = await dav.send(
            method, Self.home + from,
            headers.merging(["Destination": "\(DAVFixture.origin)\(Self.home)\(to)"]) { $1 })
        #expect(answer.status == status)
        #expect(answer.conditions.first == condition)
        guard status < 300 else {
            #expect(await listing(dav) == before)
            return
        }
        #expect(await dav.send("GET", Self.home + to).text == text)
        let left = await dav.send("GET", Self.home + from).status
        #expect(left == (method == "MOVE" ? 404 : 200))
    }

    /// Every href with its ETag.
    private func listing(_ dav: DAVFixture) async -> [String] {
        var all: [String] = []
        for calendar in ["work", "reject", "tasks"] {
            let path = "\(Self.home)\(calendar)/"
            let answer = await dav.propfind(
                path, depth: "1", body: DAVFixture.prop("D:getetag", "D:sync-token"))
            all += answer.hrefs.map { "\($0) \(answer.properties($0).map(\.text))" }
        }
        return all
    }

    @Test("dead properties go along")
    func properties() async throws {
        let dav = try await fixture()
        let body = """
            <D:propertyupdate \(DAVFixture.prefixes)><D:set><D:prop><X:p>v</X:p></D:prop></D:set>\
            </D:propertyupdate>
            """
        await dav.send("PROPPATCH", "\(Self.home)work/b.ics", body: body)
        for (method, to) in [("COPY", "reject/1.ics"), ("MOVE", "work/2.ics")] {
            await dav.send(
                method, "\(Self.home)work/b.ics", ["Destination": "\(Self.home)\(to)"])
            let answer = await dav.propfind(Self.home + to, body: DAVFixture.prop("X:p"))
            #expect(answer.properties(Self.home + to).map(\.text) == ["v"])
        }
    }

    /// Goal: calendars are renamed and copied as a whole. Method: as above.
    @Test(
        "calendars",
        arguments: [
            ("MOVE", "work/", "new/", [:], 201),
            ("MOVE", "work/", "tasks/", [:], 204),
            ("MOVE", "work/", "tasks/", ["Overwrite": "F"], 412),
            ("COPY", "work/", "new/", [:], 201),
            ("COPY", "work/", "tasks/", [:], 204),
            ("COPY", "work/", "new/", ["Depth": "0"], 201),
            ("MOVE", "none/", "new/", [:], 404),
            ("MOVE", "work/", "work/", [:], 403),
            ("MOVE", "work/", "work/in", [:], 403),
        ] as [(String, String, String, [String: String], Int)])
    func calendars(
        _ method: String, _ from: String, _ to: String, _ headers: [String: String],
        _ status: Int
    ) async throws {
        let dav = try await fixture()
        let answer = await dav.send(
            method, Self.home + from,
            headers.merging(["Destination": Self.home + to]) { $1 })
        #expect(answer.status == status)
        guard status < 300 else {
            #expect(await dav.propfind(Self.home + "work/", depth: "1").hrefs.count == 3)
            return
        }
        let names = await dav.propfind(Self.home + to, depth: "1").hrefs.dropFirst()
            .compactMap { $0.split(separator: "/").last }
        #expect(names == (headers["Depth"] == "0" ? [] : ["a.ics", "b.ics"]))
        let left = await dav.propfind(Self.home + from).status
        #expect(left == (method == "MOVE" ? 404 : 207))
    }

    /// Goal: only this account's places are a destination. Method: a destination per row.
    @Test(
        "destinations",
        arguments: [
            (nil, 400), ("", 502), ("work/c.ics", 502), ("https://other.example/dav/", 502),
            ("https://cal.example.evil/dav/calendars/mina/work/c.ics", 502),
            ("/dav/calendars/mina/work/..%2fc", 400), ("/dav/calendars/mina/work/%00", 400),
            ("/dav/calendars/joon/work/c.ics", 403), ("/dav/principals/mina/", 403),
            ("/elsewhere", 403), ("/dav/", 403),
        ] as [(String?, Int)])
    func destinations(_ destination: String?, _ status: Int) async throws {
        let dav = try await fixture()
        let answer = await dav.send(
            "MOVE", "\(Self.home)work/a.ics", destination.map { ["Destination": $0] } ?? [:])
        #expect(answer.status == status)
        #expect(await dav.text("a.ics") != nil)
    }
}
