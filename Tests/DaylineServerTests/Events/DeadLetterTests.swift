import Synchronization
import Testing

@testable import DaylineServer

/// Goal: a letter is sent back or discarded once, whoever tries, and its event is then processed.
/// Method: events that all die, runs as commands make them, counts from the file.
@Suite("dead letters")
struct DeadLetterTests {
    let rig: EventRig

    /// Ten dead letters of `activity`, five an account.
    init() async throws {
        rig = try await EventRig()
        try await rig.makeEvents(10)
        try await rig.finish(rig.services([StubbornConsumer { _, _ in true }]))
        rig.pass(.seconds(2))  // that server has ended
        #expect(
            try await rig.counts() == EventCounts(events: 12, processed: 4, activity: 2, dead: 10))
    }

    static let settled = EventCounts(events: 12, processed: 4 + 10, activity: 12)

    /// As the server does when its consumer is mended.
    private func finish() async throws {
        try await rig.finish(rig.services([ActivityConsumer()]))
    }

    @Test("letters sent back are processed, once")
    func sentBack() async throws {
        let progress = Mutex<[Int]>([])
        let count = try await rig.deadLetterRun(batch: 4).run(.sendBack, LetterChoice()) { done in
            progress.withLock { $0.append(done) }
        }
        #expect(count == 10)
        #expect(progress.withLock { $0 } == [4, 8, 10])
        #expect(try await rig.letters.countSentBack() == 10)
        try await finish()
        #expect(try await rig.counts() == Self.settled)
        #expect(try await rig.letters.countSentBack() == 0)
    }

    @Test(
        "some are chosen: by consumer, by event",
        arguments: [
            (LetterChoice(consumer: "activity"), 10), (LetterChoice(consumer: "other"), 0),
            (LetterChoice(events: []), 0),
        ])
    func chosen(_ choice: LetterChoice, _ count: Int) async throws {
        #expect(try await rig.letters.count(choice) == count)
        #expect(try await rig.deadLetterRun().run(.sendBack, choice) == count)
    }

    @Test("one event")
    func oneEvent() async throws {
        let letters = try await rig.letters.letters(LetterChoice(), after: nil, limit: 10)
        let choice = LetterChoice(events: [letters[3].event.id])
        #expect(try await rig.deadLetterRun().run(.sendBack, choice) == 1)
        let left = try await rig.letters.letters(LetterChoice(), after: nil, limit: 10)
        #expect(left == letters.filter { $0 != letters[3] })
    }

    @Test("two runs at once do the work once: the second is refused")
    func twoRuns() async throws {
        let rig = rig
        let outcome = Mutex<[StoreError]>([])
        let second = rig.deadLetterRun()
        let gate = Gate()
        let first = Task {
            try await rig.deadLetterRun(batch: 3).run(.sendBack, LetterChoice()) { done in
                if done == 3 { gate.open() }
            }
        }
        await gate.wait()
        do {
            // Either it is refused, or the first one has finished and nothing is left.
            #expect(try await second.run(.sendBack, LetterChoice()) == 0)
        } catch let error as StoreError {
            outcome.withLock { $0.append(error) }
        }
        #expect(outcome.withLock { $0.allSatisfy { $0 == .fenced } })
        #expect(try await first.value == 10)
        try await finish()
        #expect(try await rig.counts() == Self.settled)
    }

    @Test("while one has the lease, another is refused")
    func refused() async throws {
        let held = try await SQLiteLeases(database: rig.database, now: rig.world.now)
            .acquire(DeadLetterRun.leaseName, for: "other", ttl: DeadLetterRun.ttl)
        #expect(held != nil)
        await #expect(throws: StoreError.fenced) {
            try await rig.deadLetterRun().run(.discard, LetterChoice())
        }
        #expect(try await rig.counts().dead == 10)
    }

    @Test("a run that was killed midway is taken over")
    func takenOver() async throws {
        struct Crash: Error {}
        let killed = rig.deadLetterRun(batch: 3) { _ in throw Crash() }
        await #expect(throws: Crash.self) { try await killed.run(.sendBack, LetterChoice()) }
        await #expect(throws: StoreError.fenced) {
            try await rig.deadLetterRun().run(.sendBack, LetterChoice())
        }
        rig.pass(DeadLetterRun.ttl)
        #expect(try await rig.deadLetterRun().run(.sendBack, LetterChoice()) == 7)
        try await finish()
        #expect(try await rig.counts() == Self.settled)
    }

    @Test("a run that was paused is refused when it wakes up")
    func paused() async throws {
        let rig = rig
        let letters = try await rig.letters.letters(LetterChoice(), after: nil, limit: 10)
        let old = try await rig.deadLetterRun().lease.needed()
        rig.pass(.seconds(60))
        #expect(try await rig.deadLetterRun().run(.sendBack, LetterChoice()) == 10)
        await #expect(throws: StoreError.fenced) {
            try await rig.letters.discard(letters, at: rig.world.now(), under: old)
        }
    }

    @Test("a letter that dies again has all its attempts again, and keeps their count")
    func diesAgain() async throws {
        #expect(try await rig.deadLetterRun().run(.sendBack, LetterChoice()) == 10)
        try await rig.finish(rig.services([StubbornConsumer { _, _ in true }]))
        let letters = try await rig.letters.letters(LetterChoice(), after: nil, limit: 100)
        #expect(letters.map(\.attempts) == Array(repeating: 6, count: 10))
    }

    @Test("a letter that is late keeps nobody behind it")
    func lateKeepsNobody() async throws {
        #expect(try await rig.deadLetterRun().run(.sendBack, LetterChoice()) == 10)
        let services = try await rig.running([
            StubbornConsumer { event, _ in event.seq.number <= 6 }
        ])
        try await rig.makeEvents(4)
        try await services.relay.drain()
        let counts = try await rig.counts()
        #expect(counts == EventCounts(events: 16, processed: 4 + 4, activity: 2 + 4, waiting: 10))
    }

    @Test("discarded letters are gone, and the audit log names them")
    func discarded() async throws {
        let letters = try await rig.letters.letters(LetterChoice(), after: nil, limit: 1)
        let choice = LetterChoice(events: [letters[0].event.id])
        #expect(try await rig.deadLetterRun().run(.discard, choice) == 1)
        #expect(try await rig.counts().dead == 9)
        let entry = try await rig.database.read { try AuditQueries.newest(1, $0) }.first
        #expect(entry?.action == .deadLetterDiscarded)
        #expect(entry?.account == letters[0].accountName)
        #expect(entry?.detail == "activity \(letters[0].event.id.text)")
    }
}

/// Opens once; who waits goes on.
final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func open() { continuation.finish() }
    func wait() async { for await _ in stream {} }
}
