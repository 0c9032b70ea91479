import Synchronization
import TestTools
import Testing

@testable import DaylineServer

/// Goal: no crash between two steps, no repetition and no disorder loses an event or does its
/// effect twice. Method: services that are dropped at a failpoint and made anew on the same file;
/// counts from the file.
@Suite("crashes of the event services")
struct CrashTests {
    struct Crash: Error {}

    /// Ends the work when a failpoint is reached for the nth time.
    static func crash(at point: Failpoint, time: Int) -> Failpoint.Reached {
        let count = Mutex(0)
        return { reached in
            guard reached == point else { return }
            let isTime = count.withLock { count in
                count += 1
                return count == time
            }
            if isTime { throw Crash() }
        }
    }

    @Test(
        "a crash between every two steps",
        arguments: Failpoint.allCases.filter { $0 != .lettersMoved }, [1, 2, 3])
    func everyStep(_ point: Failpoint, _ time: Int) async throws {
        let rig = try await EventRig()
        // Every tenth event fails twice, so that attempts are begun too.
        let failures = Mutex<[Int: Int]>([:])
        let consumers: [any Consumer] = [
            NotificationsConsumer(sink: rig.sink),
            StubbornConsumer { event, _ in
                guard event.position.isMultiple(of: 10) else { return false }
                return failures.withLock { failures in
                    failures[event.position, default: 0] += 1
                    return failures[event.position, default: 0] <= 2
                }
            },
        ]
        // A crash may cost an attempt.
        let backoff = Backoff(attempts: 4)
        let doomed = try await rig.running(
            consumers, backoff: backoff, batch: 8, reached: Self.crash(at: point, time: time))
        try await rig.makeEvents(30)
        await #expect(throws: Crash.self) { try await rig.finish(doomed) }
        rig.pass(.seconds(2))  // the lease lapses
        try await rig.finish(rig.services(consumers, backoff: backoff, batch: 8))
        #expect(try await rig.counts() == EventCounts(events: 32, processed: 64, activity: 32))
    }

    @Test("attempts that end the process are counted: such an event dies alone")
    func fatalEvent() async throws {
        let rig = try await EventRig()
        try await rig.makeEvents(8)
        let poison = 5
        var crashes = 0
        for _ in 0..<50 {
            // A transaction that is cut off leaves nothing; so does one that throws a StoreError.
            let services = rig.services([
                StoreBreaker { $0.position == poison }
            ])
            do {
                try await rig.finish(services)
                break
            } catch StoreError.closed {
                crashes += 1
                rig.pass(.seconds(2))
            }
        }
        let counts = try await rig.counts()
        #expect(counts == EventCounts(events: 10, processed: 4 + 7, activity: 9, dead: 1))
        #expect(crashes < 10)
    }

    @Test("a paused relay cannot write any more once it was taken over")
    func pausedRelay() async throws {
        let rig = try await EventRig()
        let heir = rig.services()
        // While it publishes, the world goes on without it.
        let paused = PausingBus {
            rig.pass(.seconds(60))
            try await rig.finish(heir)
        }
        let late = try await rig.running(bus: paused)
        try await rig.makeEvents(10)
        await #expect(throws: StoreError.fenced) { try await late.relay.drain() }
        #expect(try await rig.counts() == EventCounts(events: 12, processed: 24, activity: 12))
    }

    @Test("failures, repetitions, disorder and crashes at random", arguments: 1...12)
    func storm(_ seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let rig = try await EventRig(seed: seed)
        let chaos = Chaos(
            Chaos.Plan(seed: seed, failures: 0.2, repeats: 0.3, disorder: 0.5, poison: 17))
        var crashes = 0
        for _ in 0..<12 {
            try await rig.makeEvents(Int.random(in: 1...12, using: &random))
            let point = Failpoint.allCases.randomElement(using: &random) ?? .claimed
            let time = Int.random(in: 1...4, using: &random)
            let services = rig.services(
                consumers(rig, chaos), bus: ChaosBus(LocalBus(), chaos), batch: 7,
                reached: Self.crash(at: point, time: time))
            do {
                try await rig.finish(services)
            } catch is Crash {
                crashes += 1
            }
            rig.pass(.seconds(2))
        }
        let services = rig.services(consumers(rig, chaos), bus: ChaosBus(LocalBus(), chaos))
        try await rig.finish(services)
        let before = try await rig.counts()
        #expect(before.dead > 0, "seed \(seed)")
        #expect(before.processed == 2 * before.events - before.dead, "seed \(seed)")

        rig.pass(.seconds(2))
        let sent = try await rig.deadLetterRun().run(.sendBack, LetterChoice())
        #expect(sent == before.dead)
        try await rig.finish(rig.services())
        let after = try await rig.counts()
        #expect(
            after
                == EventCounts(
                    events: before.events, processed: 2 * before.events,
                    activity: before.events),
            "seed \(seed), \(crashes) crashes")
    }

    private func consumers(_ rig: EventRig, _ chaos: Chaos) -> [any Consumer] {
        let plain: [any Consumer] = [
            NotificationsConsumer(sink: rig.sink), ActivityConsumer(),
        ]
        return plain.map { ChaosConsumer($0, chaos) }
    }
}

/// Cuts its transaction off, as the end of the process does.
struct StoreBreaker: Consumer {
    let name = "activity"
    let breaks: @Sendable (DomainEvent) -> Bool

    func apply(_ event: DomainEvent, in transaction: any EffectWriting) throws {
        if breaks(event) { throw StoreError.closed }
        try ActivityConsumer().apply(event, in: transaction)
    }

    func afterCommit(_ events: [DomainEvent]) {}
}

/// Lets something happen before it delivers.
final class PausingBus: EventBus {
    private let bus = LocalBus()
    private let pause: @Sendable () async throws -> Void

    init(_ pause: @escaping @Sendable () async throws -> Void) { self.pause = pause }

    func subscribe(
        _ group: String, _ receive: @escaping @Sendable (Publication) async throws -> Void
    ) {
        bus.subscribe(group, receive)
    }

    func publish(_ publication: Publication) async throws {
        try await pause()
        try await bus.publish(publication)
    }
}
