import Synchronization
import Testing

@testable import DaylineServer

/// Goal: the running services push what was committed, and end when asked. Method: the real clock;
/// waits for what must happen, never for a time.
@Suite("running event services")
struct EventServicesTests {
    /// Lets a test wait until it was told of a number of events.
    final class WaitingSink: NotificationSink {
        private let count = Mutex(0)
        private let enough: Int
        let gate = Gate()

        init(_ enough: Int) { self.enough = enough }

        func push(_ events: [DomainEvent]) async {
            let isEnough = count.withLock { count in
                count += events.count
                return count >= enough
            }
            if isEnough { gate.open() }
        }
    }

    @Test("commits reach the sink, failures are tried again, cancelling ends all")
    func run() async throws {
        let rig = try await EventRig()
        let sink = WaitingSink(100)
        var options = EventServices.Options()
        options.group.backoff = Backoff(
            attempts: 10, first: .milliseconds(1), longest: .milliseconds(4))
        let services = EventServices.standard(
            rig.database.eventStores(now: World.live.now), sink: sink,
            commits: rig.fixture.store.commits(), world: .live, options: options,
            chaos: Chaos(Chaos.Plan(failures: 0.2)), logger: .silent)
        let running = Task { try await services.run() }
        try await rig.makeEvents(100)
        await sink.gate.wait()
        running.cancel()
        try await running.value
        // The lease is free at once.
        let leases = SQLiteLeases(database: rig.database, now: World.live.now)
        let next = try await leases.acquire(
            EventServices.leaseName, for: "next", ttl: .seconds(1))
        #expect(next != nil)
    }

    @Test(
        "who is alone does not wait for the lease of one that was killed", .timeLimit(.minutes(1)))
    func alone() async throws {
        let rig = try await EventRig()
        let sink = WaitingSink(4)
        let leases = SQLiteLeases(database: rig.database, now: World.live.now)
        try await leases.free(EventServices.leaseName)
        let killed = try await leases.acquire(
            EventServices.leaseName, for: "killed", ttl: .seconds(3600))
        #expect(killed != nil)
        var options = EventServices.Options()
        options.isAlone = true
        options.ttl = .seconds(3600)
        let services = EventServices.standard(
            rig.database.eventStores(now: World.live.now), sink: sink,
            commits: rig.fixture.store.commits(), world: .live, options: options,
            logger: .silent)
        let running = Task { try await services.run() }
        try await rig.makeEvents(4)
        await sink.gate.wait()
        running.cancel()
        try await running.value
    }

    @Test("a store that is closed ends the services")
    func closed() async throws {
        let rig = try await EventRig()
        let services = rig.services()
        try rig.database.close()
        await #expect(throws: (any Error).self) { try await services.run() }
    }

    @Test("a call while nobody waits is kept; waiting ends by itself")
    func wakeup() async {
        let wakeup = Wakeup()
        wakeup.call()
        wakeup.call()
        var world = World.live
        world.sleep = { _ in try await Task.sleep(for: .seconds(3600)) }
        await wakeup.wait(atMost: .seconds(1), world)  // the call before
        world.sleep = { _ in }
        await wakeup.wait(atMost: .seconds(1), world)  // the time is over
    }
}
