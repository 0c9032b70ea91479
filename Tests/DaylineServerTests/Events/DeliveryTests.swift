import Synchronization
import Testing

@testable import DaylineServer

/// Goal: every event reaches every consumer once, whatever fails. Method: a store on disk, a clock
/// that the test sets, counts from the file.
@Suite("delivery of events")
struct DeliveryTests {
    let rig: EventRig

    init() async throws { rig = try await EventRig() }

    private func settled(_ count: Int, dead: Int = 0) -> EventCounts {
        let events = count + EventRig.begun.events
        return EventCounts(
            events: events, processed: 2 * events - dead, activity: events - dead, dead: dead)
    }

    @Test(
        "all is well: one effect a consumer, in the order of each account",
        arguments: [true, false])
    func plain(isNew: Bool) async throws {
        let services = isNew ? try await rig.running() : rig.services()
        try await rig.makeEvents(50)
        try await rig.finish(services)
        #expect(try await rig.counts() == settled(50))
        #expect(rig.sink.events.count == 52)
        #expect(rig.sink.isOrdered)
    }

    @Test("the activity of an account is what its log says")
    func activity() async throws {
        try await rig.makeEvents(10)
        try await rig.finish(rig.services())
        let counts = try await rig.database.activity(
            of: rig.fixture.mina, since: UTCDay(number: 0))
        #expect(counts.map(\.kind) == [.collectionCreated, .collectionUpdated])
        #expect(counts.map(\.changes) == [1, 5])
        let log = try await rig.fixture.store.read(rig.fixture.mina) {
            try $0.events(after: .zero, limit: 100)
        }
        #expect(counts.map(\.day) == log.map { [UTCDay($0[0].at), UTCDay($0[0].at)] })
    }

    @Test("what was delivered before is known", arguments: [false, true])
    func repeated(isSuspect: Bool) async throws {
        try await rig.makeEvents(10)
        let services = rig.services()
        try await rig.finish(services)
        let events = rig.sink.events
        for group in services.groups {
            try await group.receive(Publication(events: events, isSuspect: isSuspect))
        }
        try await rig.finish(services)
        #expect(try await rig.counts() == settled(10))
        #expect(rig.sink.events == events)
    }

    /// The effect of a failed attempt is taken back; the account waits, the other one does not.
    @Test("a failing event is tried again, its account waits", arguments: [false, true])
    func retried(failsLate: Bool) async throws {
        let attempts = Mutex(0)
        let stubborn = StubbornConsumer { [mina = rig.fixture.mina] event, isAfterEffect in
            guard event.account == mina, event.seq.number == 2, isAfterEffect == failsLate else {
                return false
            }
            return attempts.withLock { count in
                count += 1
                return count < 3
            }
        }
        let services = try await rig.running([stubborn])
        try await rig.makeEvents(6)
        try await services.relay.drain()
        // Mina has three events, of which the first failed.
        #expect(
            try await rig.counts()
                == EventCounts(events: 8, processed: 4 + 3, activity: 2 + 3, waiting: 3))
        try await rig.finish(services)
        #expect(try await rig.counts() == EventCounts(events: 8, processed: 4 + 6, activity: 8))
        #expect(attempts.withLock { $0 } == 3)
    }

    @Test("events that come while their account waits are tried behind it")
    func orderHolds() async throws {
        let seen = Mutex<[Int]>([])
        let stubborn = StubbornConsumer { [mina = rig.fixture.mina] event, _ in
            guard event.account == mina else { return false }
            return seen.withLock { seen in
                if seen.last != event.seq.number { seen.append(event.seq.number) }
                return seen.count == 1
            }
        }
        let services = try await rig.running([stubborn])
        try await rig.makeEvents(2)
        try await services.relay.drain()
        try await rig.makeEvents(4)
        try await services.relay.drain()
        #expect(seen.withLock { $0 } == [2])
        seen.withLock { $0 = [0] }  // from now on nothing fails
        try await rig.finish(services)
        #expect(seen.withLock { $0 } == [0, 2, 3, 4])
    }

    @Test("events of an account that is gone are passed over")
    func claimedThenDeleted() async throws {
        let bus = PausingBus { [rig] in try await rig.deleteAccount(rig.fixture.joon) }
        let services = try await rig.running(bus: bus)
        try await rig.makeEvents(6)
        try await rig.finish(services)
        #expect(try await rig.counts() == EventCounts(events: 4, processed: 8, activity: 4))
    }

    @Test("a clock that was set back delays no attempt")
    func clockSetBack() async throws {
        let isBroken = Mutex(true)
        let services = try await rig.running([
            StubbornConsumer { _, _ in isBroken.withLock { $0 } }
        ])
        try await rig.makeEvents(2)
        try await services.relay.drain()
        isBroken.withLock { $0 = false }
        rig.pass(.seconds(-86_400))
        for group in services.groups { _ = try await group.retryDue() }
        #expect(try await rig.counts() == EventCounts(events: 4, processed: 6, activity: 4))
    }

    @Test("a relay without work writes nothing")
    func idle() async throws {
        let services = try await rig.running()
        let before = try await rig.leaseRows()
        for _ in 0..<3 {
            rig.pass(.seconds(60))
            try await services.relay.drain()
        }
        #expect(try await rig.leaseRows() == before)
    }

    @Test("a poison event ends as a dead letter, and its account goes on")
    func poison() async throws {
        try await rig.makeEvents(10)
        let poison = StubbornConsumer { event, _ in event.seq.number == 3 }
        try await rig.finish(
            rig.services([NotificationsConsumer(sink: rig.sink), poison]))
        #expect(try await rig.counts() == settled(10, dead: 2))
        let letters = try await rig.letters.letters(
            LetterChoice(), after: nil, limit: 10)
        #expect(letters.map(\.consumer) == ["activity", "activity"])
        #expect(letters.map(\.attempts) == [3, 3])
        #expect(letters.map(\.reason) == ["Failure()", "Failure()"])
        #expect(letters.allSatisfy { $0.first < $0.last })
    }

    @Test("an account that is deleted takes its events with it")
    func deletedAccount() async throws {
        let services = try await rig.running([StubbornConsumer { _, _ in true }])
        try await rig.makeEvents(6)
        try await services.relay.drain()
        try await rig.deleteAccount(rig.fixture.joon)
        try await rig.finish(services)
        #expect(
            try await rig.counts() == EventCounts(events: 4, processed: 2, activity: 1, dead: 3))
    }

    @Test("while the bus is down the outbox grows; then it drains in order")
    func outage() async throws {
        let bus = BrokenBus()
        let services = rig.services(bus: bus)
        try await rig.makeEvents(20)
        await #expect(throws: BrokenBus.Down.self) { try await services.relay.drain() }
        let figures = try await rig.database.eventFigures()
        #expect(figures.outbox == 20)
        #expect(figures.oldest != nil)
        bus.isDown.withLock { $0 = false }
        try await rig.finish(services)
        #expect(try await rig.counts() == settled(20))
        #expect(rig.sink.isOrdered)
    }
}

/// A bus that can be switched off.
final class BrokenBus: EventBus {
    struct Down: Error {}
    let isDown = Mutex(true)
    private let bus = LocalBus()

    func subscribe(
        _ group: String, _ receive: @escaping @Sendable (Publication) async throws -> Void
    ) {
        bus.subscribe(group, receive)
    }

    func publish(_ publication: Publication) async throws {
        if isDown.withLock({ $0 }) { throw Down() }
        try await bus.publish(publication)
    }
}
