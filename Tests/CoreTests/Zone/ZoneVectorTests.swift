import Testing

@testable import Core

/// Goal: wall clocks across gaps and folds mean the instants that other engines agree on.
/// Method: each vector pairs nominal local times with UTC; no rule is expanded here.
@Suite("Zone: gap and fold vectors", .enabled(if: Vectors.present))
struct ZoneVectorTests {
    struct Row: Decodable {
        let id: String
        let source: String
        let tzid: String?
        let expected: [String]?
        let expected_utc: [String]?
    }

    @Test("nominal local times and their instants")
    func pairs() throws {
        let rows = try Vectors.lines("recurrence.jsonl", as: Row.self)
            .filter { $0.source == "dst" }
        var pairs = 0
        for row in rows {
            let zone = try testZone(try #require(row.tzid))
            var cursor = Zone.Cursor(zone)
            let locals = try #require(row.expected)
            let instants = try #require(row.expected_utc)
            #expect(locals.count == instants.count)
            for (text, expected) in zip(locals, instants) {
                let wall = try testLocal(text)
                let instant = try testUTC(expected)
                #expect(zone.instant(at: wall) == instant, "\(row.id) \(zone.id) \(text)")
                #expect(cursor.instant(at: wall) == instant, "\(row.id) \(zone.id) \(text)")
                #expect(zone.resolve(wall).instant == instant, "\(row.id) \(zone.id) \(text)")
                pairs += 1
            }
        }
        print("zone vectors: \(rows.count) rows, \(pairs) pairs")
        #expect(rows.count > 1000)
    }
}
