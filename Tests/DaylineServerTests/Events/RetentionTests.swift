import GRDB
import Testing

@testable import DaylineServer

/// Goal: what is too old is forgotten, nothing that is still needed, and whoever points at it is
/// told. Method: a store whose events carry known times; limits around them.
@Suite("retention")
struct RetentionTests {
    let rig: EventRig
    /// The store stamps its events from here on, a millisecond apart.
    static let start = WallTime(milliseconds: 1_700_000_000_000)

    init() async throws {
        rig = try await EventRig()
        try await rig.makeEvents(18)
    }

    private func sweep(age: Duration = .seconds(1_000_000_000), keep: Int = 1_000_000) async throws
    {
        var options = Retention.Options()
        options.limits.events = age
        options.limits.eventCount = keep
        options.batch = 3
        try await Retention(
            history: SQLiteHistory(database: rig.database), world: rig.world, options: options,
            logger: .silent
        ).sweep()
    }

    private func log(after seq: Int) async throws -> [DomainEvent]? {
        try await rig.fixture.store.read(rig.fixture.mina) {
            try $0.events(after: Seq(number: seq), limit: 100)
        }
    }

    @Test("what consumers have not settled stays")
    func unsettled() async throws {
        try await sweep(age: .zero)
        #expect(try await rig.counts().events == 18)
        try await rig.finish(rig.services([StubbornConsumer { event, _ in event.seq.number == 3 }]))
        try await sweep(age: .zero)
        // Two dead letters, one an account.
        #expect(
            try await rig.counts() == EventCounts(events: 2, processed: 0, activity: 18, dead: 2))
    }

    @Test("the newest are kept; older cursors are too old, newer ones are not")
    func count() async throws {
        try await rig.finish(rig.services())
        try await sweep(keep: 4)
        #expect(try await rig.counts() == EventCounts(events: 4, processed: 8, activity: 20))
        #expect(try await log(after: 7) == nil)
        #expect(try await log(after: 8)?.map(\.seq.number) == [9, 10])
    }

    @Test("old ones go, by the time of their commit")
    func age() async throws {
        try await rig.finish(rig.services())
        let oldest = try #require(try await log(after: 0)).map(\.at)
        // As old as the sixth event of the account: that one stays.
        try await sweep(age: rig.world.now().since(oldest[5]))
        #expect(try await log(after: 4) == nil)
        #expect(try await log(after: 5)?.map(\.seq.number) == [6, 7, 8, 9, 10])
    }

    @Test("tombstones go with the events that made them, and sync tokens from before are invalid")
    func tombstones() async throws {
        let rig = rig
        let event = try StoreFixture.event("a", "DTSTART:20260101T100000Z", "DURATION:PT1H")
        try await rig.fixture.put(event, named: "a.ics")
        try await rig.fixture.store.write(rig.fixture.mina) { store in
            guard let work = try store.collection(named: "work") else { return }
            _ = try store.delete(named: "a.ics", in: work.id)
        }
        try await rig.finish(rig.services())
        try await sweep()
        #expect(try await tombstones(of: rig) == 1)
        try await sweep(age: .zero)
        #expect(try await tombstones(of: rig) == 0)
        let changes = try await rig.fixture.store.read(rig.fixture.mina) { store in
            guard let work = try store.collection(named: "work") else { return true }
            return try store.changes(
                in: work.id, after: Seq(number: 11), since: Seq(number: 11), limit: 10) != nil
        }
        #expect(!changes)
    }

    private func tombstones(of rig: EventRig) async throws -> Int? {
        try await rig.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM tombstone") }
    }

    @Test("answers to operations go after a week")
    func answers() async throws {
        let id = "0192f8a0-7c1e-7fff-bfff-ffffffffffff"
        let answer = RecordedAnswer(requestHash: [1], status: 201, headers: [:], body: [])
        try await rig.fixture.store.write(rig.fixture.mina) {
            try $0.record(answer, forOperation: id)
        }
        let history = SQLiteHistory(database: rig.database)
        #expect(try await history.forgetAnswers(before: Self.start, limit: 10) == 0)
        #expect(try await history.forgetAnswers(before: rig.world.now(), limit: 10) == 1)
        let found = try await rig.fixture.store.read(rig.fixture.mina) {
            try $0.answer(toOperation: id)
        }
        #expect(found == nil)
    }
}
