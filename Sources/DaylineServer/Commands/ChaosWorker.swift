import ArgumentParser
import Core
import Foundation
import Logging
import Synchronization

/// One life of the process that `events-chaos` kills: it writes events and delivers them.
struct ChaosWorker: Sendable {
    enum Role: String, ExpressibleByArgument {
        /// Writes and delivers until it is killed; things go wrong.
        case write
        /// Delivers what there is, then ends; things go wrong.
        case settle
        /// Delivers until it is killed, and nothing goes wrong.
        case serve
        /// Sends dead letters back, and is killed midway.
        case retry
    }

    static let accounts = 20

    let store: SQLiteStore
    let role: Role
    let seed: UInt64
    /// Events to write in this life.
    let quota: Int
    let session: ServerSession

    private struct Deaf: NotificationSink {
        func push(_ events: [DomainEvent]) async {}
    }

    func run() async throws {
        if role == .retry { return try await retry() }
        let plan = Chaos.Plan(seed: seed, failures: 0.1, repeats: 0.1, disorder: 0.25, poison: 97)
        var options = EventServices.Options()
        options.group.backoff = Backoff(
            attempts: 3, first: .milliseconds(10), longest: .milliseconds(100))
        options.ttl = .milliseconds(300)
        if role == .write { options.reached = Self.deadly(seed) }
        let services = EventServices.standard(
            store.database.eventStores(now: session.machine.world.now), sink: Deaf(),
            commits: store.commits(), world: session.machine.world, options: options,
            chaos: role == .serve ? nil : Chaos(plan),
            logger: Logger(label: "chaos") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await services.run() }
        switch role {
        case .write:
            try await write()
            try await running.value
        case .serve, .retry: try await running.value
        case .settle:
            try await waitUntilSettled()
            running.cancel()
            try await running.value
        }
    }

    /// In every second life the process ends itself at one of the failpoints.
    private static func deadly(_ seed: UInt64) -> Failpoint.Reached {
        var random = SeededGenerator(seed: seed)
        guard Bool.random(using: &random) else { return Failpoint.ignored }
        let points: [Failpoint] = [.claimed, .published, .settled, .handled, .attemptsBegun]
        return deadly(
            at: points.randomElement(using: &random) ?? .claimed,
            time: Int.random(in: 3...30, using: &random))
    }

    /// Ends the process as SIGKILL does when a failpoint is reached for the nth time.
    private static func deadly(at doom: Failpoint, time: Int) -> Failpoint.Reached {
        let count = Mutex(0)
        return { point in
            guard point == doom else { return }
            let isLast = count.withLock { count in
                count += 1
                return count == time
            }
            if isLast { kill(getpid(), SIGKILL) }
        }
    }

    private func retry() async throws {
        var run = session.deadLetterRun(store)
        run.batch = 4
        run.reached = Self.deadly(at: .lettersMoved, time: 3)
        _ = try await run.run(.sendBack, LetterChoice())
    }

    private func waitUntilSettled() async throws {
        while true {
            let figures = try await store.database.eventFigures()
            if figures.outbox == 0, figures.waiting.isEmpty { return }
            try await session.machine.world.sleep(.milliseconds(20))
        }
    }

    /// Writes from several tasks, each for accounts of its own, and says what was acknowledged.
    private func write() async throws {
        let tasks = 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    var random = SeededGenerator(seed: seed &+ UInt64(task) &* 1_000_003)
                    for _ in 0..<quota / tasks {
                        let slot = Int.random(in: 0..<Self.accounts / tasks, using: &random)
                        try await change(
                            AccountID(row: Int64(slot * tasks + task + 1)), &random)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Puts an object, or deletes one that is there.
    private func change(_ account: AccountID, _ random: inout SeededGenerator) async throws {
        let name = "e\(Int.random(in: 0..<50, using: &random))"
        let isDeletion = Int.random(in: 0..<4, using: &random) == 0
        let hour = Int.random(in: 10..<20, using: &random)
        let object = try Self.object(name, hour: hour, zones: session.machine.zones)
        let seq = try await store.write(account) { store in
            guard let calendar = try store.collections().first else { throw StoreError.closed }
            if isDeletion, try store.delete(named: name, in: calendar.id) { return try store.seq }
            _ = try store.put(object, named: name, in: calendar.id)
            return try store.seq
        }
        session.print("\(account.row) \(seq.number)")
    }

    private static func object(
        _ uid: String, hour: Int, zones: ZoneDatabase
    ) throws -> PreparedObject {
        let text = Array(
            """
            BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Dayline//chaos//EN\r\nBEGIN:VEVENT\r
            UID:\(uid)\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260101T\(hour)0000Z\r
            DURATION:PT30M\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n
            """.utf8)
        guard let calendar = parseICalendar(text).components.first else { throw EventError.empty }
        return PreparedObject(try CalendarObject(calendar: calendar), text: text, zones: zones)
    }

    /// Makes the database that workers work on.
    static func prepare(_ store: SQLiteStore, _ session: ServerSession) async throws {
        let calendar = NewCollection(
            name: "calendar", components: ["VEVENT"], policy: .allow, zone: nil, properties: [])
        for number in 1...Self.accounts {
            let account = NewAccount(
                name: try session.accountName("user\(number)"), displayName: "", email: nil,
                passwordHash: "")
            _ = try await store.addAccount(account, with: calendar, at: session.now)
        }
    }
}
