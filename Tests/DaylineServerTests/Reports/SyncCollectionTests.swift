import Core
import TestTools
import Testing
import WebDAV

@testable import DaylineServer

/// Goal: a client that follows sync tokens has what the server has, whatever happens between two
/// requests. Method: single steps, then random histories against a model.
@Suite("sync-collection")
struct SyncCollectionTests {
    static let event = "VEVENT|DTSTART:20260101T000000Z|UID:"

    static func body(
        _ token: String, limit: Int? = nil, _ props: String = "<D:getetag/>"
    ) -> String {
        let limit = limit.map { "<D:limit><D:nresults>\($0)</D:nresults></D:limit>" } ?? ""
        return "<D:sync-collection><D:sync-token>\(token)</D:sync-token>"
            + "<D:sync-level>1</D:sync-level>\(limit)<D:prop>\(props)</D:prop>"
            + "</D:sync-collection>"
    }

    /// A client that knows ETags by name.
    struct Client {
        var objects: [String: String] = [:]
        var token = ""
        /// Whether the last answer was cut.
        var isPartial = false

        /// One request.
        mutating func step(_ fixture: ReportFixture, limit: Int?) async throws {
            let answer = try await fixture.report(
                SyncCollectionTests.body(token, limit: limit), depth: "0")
            #expect(answer.status == 207)
            isPartial = false
            for response in answer.responses {
                switch response.status {
                case 404: objects[response.name] = nil
                case 507:
                    isPartial = true
                    #expect(response.href == ReportFixture.calendarPath)
                    #expect(response.error == DAV.numberOfMatchesWithinLimits)
                default: objects[response.name] = response.etag
                }
            }
            if let limit { #expect(answer.responses.count <= limit + 1) }
            token = try #require(answer.syncToken)
        }
    }

    @Test("first all, then what changed, deletions with 404, then nothing")
    func steps() async throws {
        let fixture = try await ReportFixture()
        for name in ["a", "b", "c"] { try await fixture.put("\(name).ics", Self.event + name) }
        try await fixture.delete("c.ics")
        let first = try await fixture.report(Self.body(""), depth: "0")
        #expect(first.responses.map(\.name) == ["a.ics", "b.ics"], "no word of what never was")
        let token = try #require(first.syncToken)
        try await fixture.put("a.ics", Self.event + "a|SUMMARY:new")
        try await fixture.delete("b.ics")
        let second = try await fixture.report(
            Self.body(token, "<D:getetag/><calendar-data/>"), depth: "0")
        #expect(second.responses.map(\.name) == ["a.ics", "b.ics"])
        #expect(second.responses.map(\.status) == [nil, 404])
        #expect(second.responses.first?.data?.contains("SUMMARY:new") == true)
        let third = try await fixture.report(
            Self.body(try #require(second.syncToken)), depth: "0")
        #expect(third.responses.isEmpty && third.syncToken == second.syncToken)
    }

    @Test("a first synchronisation in parts survives the loss of old deletions")
    func pruned() async throws {
        let fixture = try await ReportFixture()
        for name in ["a", "b", "c", "d"] { try await fixture.put("\(name).ics", Self.event + name) }
        try await fixture.put("x.ics", Self.event + "x")
        try await fixture.delete("x.ics")
        try await fixture.forget(keep: 0)
        var client = Client()
        try await client.step(fixture, limit: 1)
        #expect(client.isPartial && client.objects.count == 1)
        try await fixture.delete("a.ics")
        try await client.step(fixture, limit: 2)
        try await client.step(fixture, limit: nil)
        #expect(!client.isPartial)
        #expect(client.objects.keys.sorted() == ["b.ics", "c.ics", "d.ics"])
    }

    static let tokens: [(String, String)] = [
        ("data:,x", "another server's"),
        ("https://dayline.dev/ns/sync/EPOCH/1/99999", "of a state that is yet to come"),
        ("https://dayline.dev/ns/sync/ffff/1/1", "of another history"),
        ("https://dayline.dev/ns/sync/EPOCH/2/1", "of another collection"),
        ("https://dayline.dev/ns/sync/EPOCH/1/01", "not as we write it"),
        ("https://dayline.dev/ns/sync/EPOCH/1/-1", "negative"),
        ("https://dayline.dev/ns/sync/EPOCH/1/1", "older than the deletions that are known"),
    ]

    @Test("tokens that are refused", arguments: tokens)
    func oldTokens(_ token: String, _ why: String) async throws {
        let fixture = try await ReportFixture()
        for name in ["a", "b"] {
            try await fixture.put("\(name).ics", Self.event + name)
            try await fixture.delete("\(name).ics")
        }
        try await fixture.forget(keep: 0)
        let own = token.replacing("EPOCH", with: fixture.base.store.epoch)
        let answer = try await fixture.report(Self.body(own), depth: "0")
        #expect(answer.status == 403, "\(why)")
        #expect(answer.condition == DAV.validSyncToken)
    }

    @Test(
        "requests that are refused",
        arguments: [
            ("<D:sync-collection><D:prop/></D:sync-collection>", 400),
            (
                "<D:sync-collection><D:sync-token/><D:sync-level>2</D:sync-level>"
                    + "</D:sync-collection>",
                400
            ),
            (body("", limit: -1), 400), (body("", limit: 0), 507),
        ])
    func refused(_ body: String, _ status: Int) async throws {
        let fixture = try await ReportFixture()
        #expect(try await fixture.report(body, depth: "0").status == status)
    }

    @Test("tokens are read as they are written, with and without the start of a first one")
    func tokenText() {
        for since in [nil, Seq(number: 9)] {
            let token = SyncToken(
                epoch: "0f", collection: CollectionID(row: 3), seq: Seq(number: 7), since: since)
            #expect(SyncToken(text: token.text) == token)
        }
    }

    @Test(
        "random histories: puts, changes, deletions, moves, lost tombstones, limits",
        arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func histories(_ seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let fixture = try await ReportFixture()
        var model: [String: String] = [:]
        var clients = [Client(), Client(), Client()]
        for step in 0..<120 {
            let name = "o\(Int.random(in: 0..<12, using: &random)).ics"
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<5:
                // A moved object keeps its UID, so that a name gets a new one each time.
                let uid = model[name] == nil ? "u\(step)" : try await fixture.uid(of: name)
                let info = try await fixture.put(name, Self.event + "\(uid)|SUMMARY:\(step)")
                model[name] = info.etag
            case 5..<7 where model[name] != nil:
                try await fixture.delete(name)
                model[name] = nil
            case 7 where model[name] != nil:
                let target = "m\(step).ics"
                try await fixture.move(name, to: target)
                model[target] = model.removeValue(forKey: name)
            case 8:
                try await fixture.forget(keep: 8)
            default:
                let index = Int.random(in: 0..<3, using: &random)
                try await follow(&clients[index], fixture, &random)
            }
        }
        for index in clients.indices {
            repeat {
                try await follow(&clients[index], fixture, &random)
            } while clients[index].isPartial
            let known = clients[index].objects.mapValues { $0.filter { $0 != "\"" } }
            #expect(known == model, "seed \(seed), client \(index)")
        }
    }

    /// A step; from the beginning when the token is too old.
    private func follow(
        _ client: inout Client, _ fixture: ReportFixture, _ random: inout SplitMix
    ) async throws {
        let probe = try await fixture.report(Self.body(client.token, limit: 1), depth: "0")
        if probe.status == 403 {
            #expect(probe.condition == DAV.validSyncToken)
            client = Client()
        }
        let limit = Int.random(in: 0..<6, using: &random)
        try await client.step(fixture, limit: limit == 0 ? nil : limit)
    }
}
