import Core
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: an operation with an id happens once, and is answered the same for ever. Method: the
/// same request twice, with something else in between.
@Suite("Dayline-Operation")
struct OperationTests {
    private static let id = "0192F8A0-7c1e-7d3a-9b2f-0123456789ab"
    private static let header = ["Dayline-Operation": id]

    @Test("a PUT that went through")
    func applied() async throws {
        let dav = try await DAVFixture()
        let event = DAVFixture.event("a")
        let first = await dav.put("a.ics", event, Self.header)
        #expect(first.status == 201)
        await dav.send("DELETE", "/dav/calendars/mina/work/a.ics")
        let again = await dav.put("a.ics", event, ["Dayline-Operation": Self.id.lowercased()])
        #expect(again.status == 201)
        #expect(again.etag == first.etag)
        #expect(await dav.text("a.ics") == nil, "it must not be applied twice")
    }

    @Test("a refusal")
    func refused() async throws {
        let dav = try await DAVFixture(policy: .reject)
        await dav.put("a.ics", DAVFixture.event("a"))
        let event = DAVFixture.event("b", "SUMMARY:x")
        let first = await dav.put("b.ics", event, Self.header)
        #expect(first.status == 409)
        await dav.send("DELETE", "/dav/calendars/mina/work/a.ics")
        let again = await dav.put("b.ics", event, Self.header)
        #expect(again.status == 409)
        #expect(again.bytes == first.bytes)
        #expect(again.headers == first.headers)
    }

    @Test("it survives a restart")
    func restart() async throws {
        let dav = try await DAVFixture()
        let first = await dav.put("a.ics", DAVFixture.event("a"), Self.header)
        try dav.stores.store.database.close()
        let service = CalDAVService(
            store: try await dav.stores.reopened(), zones: StoreFixture.zones,
            reports: NoReports())
        let after = DAVFixture(stores: dav.stores, service: service)
        let again = await after.put("a.ics", DAVFixture.event("a"), Self.header)
        #expect([again.status, first.status] == [201, 201])
    }

    /// Goal: the id stands for one request. Method: something different per row.
    @Test(
        "another request under the same id",
        arguments: [
            ("PUT", "b.ics", DAVFixture.event("a"), [:]),
            ("PUT", "a.ics", DAVFixture.event("a", "X-A:1"), [:]),
            ("PUT", "a.ics", DAVFixture.event("a"), ["Dayline-Overlap": "allow"]),
            ("DELETE", "a.ics", "", [:]),
        ])
    func mismatch(
        _ method: String, _ name: String, _ body: String, _ headers: [String: String]
    ) async throws {
        let dav = try await DAVFixture()
        await dav.put("a.ics", DAVFixture.event("a"), Self.header)
        let other = await dav.send(
            method, "/dav/calendars/mina/work/\(name)", headers.merging(Self.header) { $1 },
            body: body)
        #expect(other.status == 422)
        #expect(other.conditions == [Dayline.operationMismatch])
        #expect(await dav.text("a.ics") == DAVFixture.event("a"))
    }

    @Test("an id that is no UUID", arguments: ["", "1", "0192f8a0-7c1e-7d3a-9b2f-0123456789ag"])
    func malformed(_ id: String) async throws {
        let dav = try await DAVFixture()
        let answer = await dav.put("a.ics", DAVFixture.event("a"), ["Dayline-Operation": id])
        #expect(answer.status == 400)
        #expect(await dav.text("a.ics") == nil)
    }

    @Test("of another account it is another operation")
    func accounts() async throws {
        let dav = try await DAVFixture()
        await dav.put("a.ics", DAVFixture.event("a"), Self.header)
        let other = await dav.put(
            "a.ics", DAVFixture.event("other"), Self.header, as: "joon")
        #expect(other.status == 201)
    }
}
