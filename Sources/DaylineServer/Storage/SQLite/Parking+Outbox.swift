import Core
import GRDB

/// The events that one consumer has in its hands, inside a transaction.
///
/// Invariant: of an account, the first waiting event has a `due` time.
struct Parking {
    let database: Database
    let consumer: String

    enum Status: Hashable { case new, known }

    /// An event whose time has come.
    struct Due {
        let event: DomainEvent
        /// Those that were begun, of which the first ones are forgiven.
        let attempts: Int
        let forgiven: Int
        /// Whether an attempt was begun and never ended.
        let wasStarted: Bool
    }

    /// Whether nothing waits.
    func isEmpty() throws -> Bool {
        let any = try SQLStatement(
            "SELECT 1 FROM delivery WHERE consumer = ? AND state = 'waiting' LIMIT 1", database)
        try any.bind(.text(consumer))
        defer { any.reset() }
        return try !any.next()
    }

    /// Known is also what is gone together with its account.
    func status(of event: DomainEvent) throws -> Status {
        let known = try SQLStatement(
            """
            SELECT NOT EXISTS (SELECT 1 FROM event WHERE position = ?1)
                OR EXISTS (SELECT 1 FROM processed WHERE position = ?1 AND consumer = ?2)
                OR EXISTS (SELECT 1 FROM delivery WHERE position = ?1 AND consumer = ?2)
            """, database)
        try known.bind(.integer(event.position), .text(consumer))
        defer { known.reset() }
        return try known.next() && known.flag(0) ? .known : .new
    }

    /// Whether an older event of the account waits.
    func keepsBack(_ event: DomainEvent) throws -> Bool {
        let older = try SQLStatement(
            """
            SELECT 1 FROM delivery
            WHERE consumer = ? AND state = 'waiting' AND account = ? AND position < ? LIMIT 1
            """, database)
        try older.bind(
            .text(consumer), .id(event.account), .integer(event.position))
        defer { older.reset() }
        return try older.next()
    }

    func add(_ event: DomainEvent, due: WallTime? = nil) throws {
        try SQLStatement(
            """
            INSERT INTO delivery (position, consumer, account, state, attempts, due)
            VALUES (?, ?, ?, 'waiting', 0, ?)
            """, database
        ).run(
            .integer(event.position), .text(consumer), .id(event.account),
            .optional(due?.milliseconds))
    }

    func due(_ terms: AttemptTerms, limit: Int) throws -> [Due] {
        let rows = try SQLStatement(
            """
            SELECT \(DomainEvent.columns), attempts, forgiven, started IS NOT NULL
            FROM delivery JOIN event USING (position)
            WHERE consumer = ? AND due IS NOT NULL AND (due <= ? OR due > ?)
            ORDER BY due, position LIMIT ?
            """, database)
        try rows.bind(
            .text(consumer), .time(terms.now), .time(terms.horizon), .integer(limit))
        var due: [Due] = []
        while try rows.next() {
            due.append(
                Due(
                    event: try rows.event(), attempts: rows.integer(DomainEvent.columnCount),
                    forgiven: rows.integer(DomainEvent.columnCount + 1),
                    wasStarted: rows.flag(DomainEvent.columnCount + 2)))
        }
        return due
    }

    func nextAttempt() throws -> WallTime? {
        let next = try SQLStatement(
            "SELECT min(due) FROM delivery WHERE consumer = ? AND due IS NOT NULL", database)
        try next.bind(.text(consumer))
        defer { next.reset() }
        guard try next.next(), !next.isNull(0) else { return nil }
        return next.time(0)
    }

    func begin(_ event: DomainEvent, _ now: WallTime) throws {
        try SQLStatement(
            """
            UPDATE delivery SET attempts = attempts + 1, started = ?3, last = ?3,
                first = coalesce(first, ?3)
            WHERE position = ?1 AND consumer = ?2
            """, database
        ).run(.integer(event.position), .text(consumer), .time(now))
    }

    /// The attempts since it was parked or sent back, the one under way included; nil when it is
    /// not here any more.
    func attempts(of event: DomainEvent) throws -> Int? {
        let row = try SQLStatement(
            """
            SELECT attempts - forgiven FROM delivery
            WHERE position = ? AND consumer = ? AND started IS NOT NULL
            """, database)
        try row.bind(.integer(event.position), .text(consumer))
        defer { row.reset() }
        return try row.next() ? row.integer(0) : nil
    }

    /// Sets the next attempt, or gives up.
    func noteFailure(
        of event: DomainEvent, attempts: Int, _ reason: String, _ terms: AttemptTerms,
        in handled: inout HandledEvents
    ) throws {
        let now = terms.now
        guard let due = terms.next(afterFailures: attempts) else {
            try bury(event, reason, now)
            handled.dead.append(FailedEvent(event: event, attempts: attempts, reason: reason))
            return
        }
        // The first attempt at an event is made before it is parked.
        try SQLStatement(
            """
            UPDATE delivery SET attempts = max(attempts, 1), started = NULL, last = ?3, due = ?4,
                first = coalesce(first, ?3), reason = ?5
            WHERE position = ?1 AND consumer = ?2
            """, database
        ).run(
            .integer(event.position), .text(consumer), .time(now),
            .time(due), .text(reason))
        handled.failed += 1
    }

    /// Makes a dead letter.
    func bury(_ event: DomainEvent, _ reason: String, _ now: WallTime) throws {
        try SQLStatement(
            """
            UPDATE delivery SET state = 'dead', attempts = max(attempts, 1), started = NULL,
                due = NULL, last = ?3, first = coalesce(first, ?3), reason = ?4
            WHERE position = ?1 AND consumer = ?2
            """, database
        ).run(
            .integer(event.position), .text(consumer), .time(now), .text(reason))
        try letNext(of: event.account, now)
    }

    /// Ends the care for what was processed.
    func remove(_ event: DomainEvent, _ now: WallTime) throws {
        try SQLStatement("DELETE FROM delivery WHERE position = ? AND consumer = ?", database)
            .run(.integer(event.position), .text(consumer))
        try letNext(of: event.account, now)
    }

    /// Gives the first waiting event of an account its turn.
    private func letNext(of account: AccountID, _ now: WallTime) throws {
        try SQLStatement(
            """
            UPDATE delivery SET due = ?3 WHERE consumer = ?1 AND due IS NULL AND position = (
                SELECT min(position) FROM delivery
                WHERE consumer = ?1 AND state = 'waiting' AND account = ?2)
            """, database
        ).run(.text(consumer), .id(account), .time(now))
    }
}
