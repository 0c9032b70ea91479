import Core
import GRDB
import Logging
import Synchronization

@testable import DaylineServer

/// A store with two accounts, a clock that tests set, and event services that can be dropped and
/// made anew on the same file, as a crash and a restart do.
final class EventRig: Sendable {
    let fixture: StoreFixture
    let clock = Mutex(WallTime(milliseconds: 1_800_000_000_000))
    let sink = RecordingSink()
    private let random: Mutex<SeededGenerator>

    init(seed: UInt64 = 1) async throws {
        fixture = try await StoreFixture()
        random = Mutex(SeededGenerator(seed: seed))
        try await finish(services())
        pass(.seconds(2))  // the lease lapses
    }

    /// The events of the two calendars, which every rig begins with, are settled.
    static let begun = EventCounts(events: 2, processed: 4, activity: 2)

    var database: ServerDatabase { fixture.store.database }

    var world: World {
        World(
            now: { self.clock.withLock { $0 } },
            random: { count in
                self.random.withLock { random in
                    (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next() >> 32) }
                }
            },
            sleep: { duration in self.clock.withLock { $0 = $0.adding(duration) } })
    }

    /// As a process that just started.
    func services(
        _ consumers: [any Consumer]? = nil, bus: any EventBus = LocalBus(),
        backoff: Backoff = Backoff(), batch: Int = 256,
        reached: @escaping Failpoint.Reached = Failpoint.ignored
    ) -> EventServices {
        var options = EventServices.Options()
        options.group.backoff = backoff
        options.relay.batch = batch
        options.reached = reached
        return EventServices(
            database.eventStores(now: world.now), bus: bus,
            consumers: consumers ?? [NotificationsConsumer(sink: sink), ActivityConsumer()],
            commits: fixture.store.commits(), world: world, options: options,
            logger: .silent)
    }

    /// Services that have looked into the empty outbox, so that what comes is new to them.
    func running(
        _ consumers: [any Consumer]? = nil, bus: any EventBus = LocalBus(),
        backoff: Backoff = Backoff(), batch: Int = 256,
        reached: @escaping Failpoint.Reached = Failpoint.ignored
    ) async throws -> EventServices {
        let services = services(
            consumers, bus: bus, backoff: backoff, batch: batch, reached: reached)
        try await services.relay.drain()
        return services
    }

    /// Makes domain events, in turn of each account.
    func makeEvents(_ count: Int) async throws {
        for number in 0..<count {
            let account = number.isMultiple(of: 2) ? fixture.mina : fixture.joon
            try await fixture.store.write(account) { store in
                guard let work = try store.collection(named: "work") else { return }
                try store.updateCollection(work.id, policy: .warn, zone: nil)
            }
        }
    }

    var letters: SQLiteDeadLetters { SQLiteDeadLetters(database: database) }

    /// As a command in a process of its own.
    func deadLetterRun(
        batch: Int = 50, reached: @escaping Failpoint.Reached = Failpoint.ignored
    ) -> DeadLetterRun {
        let leases = SQLiteLeases(database: database, now: world.now)
        return DeadLetterRun(
            letters: letters,
            lease: LeaseHolder(
                DeadLetterRun.leaseName, leases: leases, ttl: DeadLetterRun.ttl, world: world),
            world: world, batch: batch, reached: reached)
    }

    /// What is written about leases.
    func leaseRows() async throws -> [String] {
        try await database.read {
            try Row.fetchAll($0, sql: "SELECT * FROM lease").map(\.description)
        }
    }

    func deleteAccount(_ account: AccountID) async throws {
        try await database.write { database in
            try database.execute(
                sql: "DELETE FROM account WHERE id = ?", arguments: [account.row])
        }
    }

    func pass(_ duration: Duration) { clock.withLock { $0 = $0.adding(duration) } }

    /// Works until nothing is left to do, passing time where attempts are due later.
    func finish(_ services: EventServices) async throws {
        while true {
            try await services.relay.drain()
            var due: [WallTime] = []
            for group in services.groups {
                if let next = try await group.retryDue() { due.append(next) }
            }
            guard let next = due.min() else { return }
            clock.withLock { $0 = max($0, next) }
        }
    }

    /// The counts that tell whether something was lost or done twice, from the file.
    func counts() async throws -> EventCounts {
        try await database.read { database in
            func count(_ sql: String) throws -> Int {
                try Int.fetchOne(database, sql: "SELECT \(sql)") ?? 0
            }
            return EventCounts(
                events: try count("count(*) FROM event"),
                outbox: try count("count(*) FROM outbox"),
                processed: try count("count(*) FROM processed"),
                activity: try count("coalesce(sum(changes), 0) FROM activity"),
                waiting: try count("count(*) FROM delivery WHERE state <> 'dead'"),
                dead: try count("count(*) FROM delivery WHERE state = 'dead'"))
        }
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// See `EventRig.counts`.
struct EventCounts: Hashable {
    var events: Int
    var outbox = 0
    var processed: Int
    var activity: Int
    var waiting = 0
    var dead = 0
}

/// Keeps what it is told, in order.
final class RecordingSink: NotificationSink {
    private let pushed = Mutex<[DomainEvent]>([])

    var events: [DomainEvent] { pushed.withLock { $0 } }

    func push(_ events: [DomainEvent]) async { pushed.withLock { $0 += events } }

    /// Whether each account's events came in their order.
    var isOrdered: Bool {
        Dictionary(grouping: events, by: \.account).values.allSatisfy { events in
            zip(events, events.dropFirst()).allSatisfy { $0.seq < $1.seq }
        }
    }
}

/// Counts as `activity` does, and fails where it is told to.
struct StubbornConsumer: Consumer {
    struct Failure: Error {}
    /// The effect must be taken back with the failure.
    struct LateFailure: Error {}

    var name = "activity"
    /// Whether the attempt at this event fails; asked before and after the effect.
    let fails: @Sendable (DomainEvent, _ isAfterEffect: Bool) -> Bool

    func apply(_ event: DomainEvent, in transaction: any EffectWriting) throws {
        if fails(event, false) { throw Failure() }
        try ActivityConsumer().apply(event, in: transaction)
        if fails(event, true) { throw LateFailure() }
    }

    func afterCommit(_ events: [DomainEvent]) {}
}
