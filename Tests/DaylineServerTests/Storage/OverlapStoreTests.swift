import Core
import TestTools
import Testing

@testable import DaylineServer

/// Goal: the store's overlaps are those of Core, however the index came about. Method: a table,
/// then a random history whose answers are compared with those of a fresh index.
@Suite("overlaps in the store")
struct OverlapStoreTests {
    @Test(
        "a candidate against a weekly hour on Tuesdays at nine",
        arguments: [
            (["DTSTART:20261208T090000Z", "DURATION:PT1H"], 1),
            (["DTSTART:20261208T100000Z", "DURATION:PT1H"], 0),  // back to back
            (["DTSTART:20261209T090000Z", "DURATION:PT1H"], 0),  // another day
            (["DTSTART:20261208T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"], 0),
            (["DTSTART:20261208T090000Z", "DURATION:PT1H", "STATUS:CANCELLED"], 0),
            (["DTSTART;VALUE=DATE:20261208"], 0),  // all day
            (["DTSTART:20261208T093000", "DURATION:PT1H"], 1),  // floating, in UTC here
            (["DTSTART:20261202T093000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3"], 0),
            (["DTSTART:20261202T093000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"], 1),
        ] as [([String], Int)])
    func table(_ lines: [String], _ expected: Int) async throws {
        let fixture = try await StoreFixture(policy: .reject)
        try await fixture.put(
            try StoreFixture.event(
                "weekly", "DTSTART:20261201T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY",
                "SUMMARY:Standup"), named: "weekly.ics")
        let candidate = try StoreFixture.event("x", lines.joined(separator: "\r\n"))
        let found = try await fixture.store.write(fixture.mina) { store in
            let work = try #require(try store.collection(named: "work"))
            return try store.overlaps(of: candidate, replacing: nil, in: work)
        }
        #expect(found.count == expected)
        #expect(found.clashes.map(\.title) == Array(repeating: "Standup", count: expected))
        #expect(found.provenUntil == nil)
    }

    @Test("the index follows every change", arguments: [1, 2, 3] as [UInt64])
    func history(_ seed: UInt64) async throws {
        let fixture = try await StoreFixture(policy: .reject)
        var random = SplitMix(seed: seed)
        for step in 0..<120 {
            let name = "\(Int.random(in: 0..<12, using: &random)).ics"
            let day = Int.random(in: 1...9, using: &random)
            let hour = Int.random(in: 0...9, using: &random)
            let rule =
                ["X-NO:1", "RRULE:FREQ=DAILY;COUNT=4", "RRULE:FREQ=WEEKLY"].randomElement(
                    using: &random) ?? ""
            let event = try StoreFixture.event(
                name, "DTSTART:2026120\(day)T0\(hour)0000Z", "DURATION:PT90M", rule)
            let isDeleted = Int.random(in: 0..<4, using: &random) == 0
            let answers = try await fixture.store.write(fixture.mina) { store in
                let work = try #require(try store.collection(named: "work"))
                let found = try store.overlaps(of: event, replacing: name, in: work)
                if isDeleted {
                    _ = try store.delete(named: name, in: work.id)
                } else {
                    _ = try store.put(event, named: name, in: work.id)
                }
                return found.clashes.map(\.resource.name)
            }
            let fresh = try await fixture.reopened()
            let (expected, after, again) = try await fresh.write(fixture.mina) { store in
                let work = try #require(try store.collection(named: "work"))
                return (
                    try store.overlaps(of: event, replacing: name, in: work).clashes
                        .map(\.resource.name),
                    try store.seq, work.seq
                )
            }
            #expect(Set(answers) == Set(expected), "seed \(seed), step \(step)")
            #expect(after == again)
            try fresh.database.close()
        }
    }
}
