import Testing

@testable import DaylineServer

/// Goal: one holder at a time, and none that was taken over can write. Method: two holders on one
/// file and a clock that the test sets.
@Suite("leases")
struct LeaseTests {
    let rig: EventRig
    let leases: SQLiteLeases
    static let ttl = Duration.seconds(10)

    init() async throws {
        rig = try await EventRig()
        leases = SQLiteLeases(database: rig.database, now: rig.world.now)
    }

    private func acquire(_ holder: String) async throws -> LeaseGrant? {
        try await leases.acquire("dlq", for: holder, ttl: Self.ttl)
    }

    @Test("a held lease is not given to another, and is kept by its holder")
    func exclusive() async throws {
        let mine = try #require(try await acquire("one"))
        #expect(try await acquire("two") == nil)
        rig.pass(Self.ttl / 2)
        #expect(try await acquire("one") == mine)
        rig.pass(Self.ttl / 2)
        #expect(try await acquire("two") == nil)  // acquiring again renewed it
    }

    @Test("a lease that was not renewed is taken over, with a greater fence")
    func takeover() async throws {
        let old = try #require(try await acquire("one"))
        rig.pass(Self.ttl)
        let new = try #require(try await acquire("two"))
        #expect(old.fence < new.fence)
        await #expect(throws: StoreError.fenced) {
            try await SQLiteOutbox(database: rig.database).settle([], under: old)
        }
    }

    @Test("renewing keeps it")
    func renewal() async throws {
        let mine = try #require(try await acquire("one"))
        for _ in 0..<5 {
            rig.pass(Self.ttl / 2)
            #expect(try await acquire("one") == mine)
        }
        #expect(try await acquire("two") == nil)
    }

    @Test("a released lease is free at once; releasing what was lost does nothing")
    func release() async throws {
        let old = try #require(try await acquire("one"))
        try await leases.release(old)
        let new = try #require(try await acquire("two"))
        #expect(old.fence < new.fence)
        try await leases.release(old)
        #expect(try await acquire("one") == nil)
    }

    @Test("a clock that was set back holds nobody up", arguments: [60, 86_400])
    func clockSetBack(_ seconds: Int) async throws {
        let old = try #require(try await acquire("one"))
        rig.pass(.seconds(-seconds))
        let new = try #require(try await acquire("two"))
        #expect(old.fence < new.fence)
    }

    @Test("an idle holder writes nothing, and has its fence again when nobody came")
    func lapsed() async throws {
        let holder = LeaseHolder("dlq", leases: leases, ttl: Self.ttl, world: rig.world)
        let first = try await holder.needed()
        rig.pass(Self.ttl * 10)
        #expect(try await holder.needed() == first)
    }

    @Test("a holder that was paused is refused, and then knows it")
    func paused() async throws {
        let paused = LeaseHolder("dlq", leases: leases, ttl: Self.ttl, world: rig.world)
        _ = try await paused.needed()
        rig.pass(Self.ttl)
        _ = try #require(try await acquire("two"))
        await #expect(throws: StoreError.fenced) { try await paused.needed() }
    }
}
