import Core
import GRDB

/// What consumers have done, in the server's database.
struct SQLiteInbox: Inbox {
    let database: ServerDatabase

    func handle(
        _ events: [DomainEvent], by consumer: any Consumer, _ terms: AttemptTerms
    ) async throws -> HandledEvents {
        try await database.write { database in
            try database.check(terms.grant)
            let parking = Parking(database: database, consumer: consumer.name)
            var handled = HandledEvents()
            var isEmpty = try parking.isEmpty()
            for event in events {
                let status = try parking.status(of: event)
                guard status == .new else {
                    handled.repeated += 1
                    continue
                }
                if !isEmpty, try parking.keepsBack(event) {
                    try parking.add(event)
                    handled.parked += 1
                    continue
                }
                guard let reason = try database.attempt(event, by: consumer) else {
                    handled.applied.append(event)
                    continue
                }
                try parking.add(event)
                try parking.noteFailure(of: event, attempts: 1, reason, terms, in: &handled)
                isEmpty = false
            }
            return handled
        }
    }

    func park(
        _ events: [DomainEvent], for consumer: String, _ terms: AttemptTerms
    ) async throws {
        try await database.write { database in
            try database.check(terms.grant)
            let parking = Parking(database: database, consumer: consumer)
            for event in events where try parking.status(of: event) == .new {
                let isBehind = try parking.keepsBack(event)
                try parking.add(event, due: isBehind ? nil : terms.now)
            }
        }
    }

    func beginAttempts(
        for consumer: String, limit: Int, _ terms: AttemptTerms
    ) async throws -> BegunAttempts {
        try await database.write { database in
            try database.check(terms.grant)
            let parking = Parking(database: database, consumer: consumer)
            let due = try parking.due(terms, limit: limit)
            var begun = BegunAttempts()
            if let suspect = due.first(where: \.wasStarted) {
                // Its last attempt ended the process, or happened to be made when something else
                // did. Alone, it can do no harm to others.
                let failures = suspect.attempts - suspect.forgiven
                guard terms.next(afterFailures: failures) != nil else {
                    let reason = "the process ended in each of its attempts"
                    try parking.bury(suspect.event, reason, terms.now)
                    begun.dead = [
                        FailedEvent(
                            event: suspect.event, attempts: suspect.attempts, reason: reason)
                    ]
                    return begun
                }
                begun.events = [suspect.event]
            } else {
                begun.events = due.map(\.event)
            }
            for event in begun.events { try parking.begin(event, terms.now) }
            return begun
        }
    }

    func retry(
        _ events: [DomainEvent], by consumer: any Consumer, _ terms: AttemptTerms
    ) async throws -> HandledEvents {
        try await database.write { database in
            try database.check(terms.grant)
            let parking = Parking(database: database, consumer: consumer.name)
            var handled = HandledEvents()
            for event in events {
                guard let attempts = try parking.attempts(of: event) else { continue }
                if let reason = try database.attempt(event, by: consumer) {
                    try parking.noteFailure(
                        of: event, attempts: attempts, reason, terms, in: &handled)
                } else {
                    try parking.remove(event, terms.now)
                    handled.applied.append(event)
                }
            }
            handled.applied.sort { $0.position < $1.position }
            return handled
        }
    }

    func nextAttempt(for consumer: String) async throws -> WallTime? {
        try await database.read { try Parking(database: $0, consumer: consumer).nextAttempt() }
    }
}

extension Database {
    /// Does an effect and records it, or neither.
    /// - Returns: why the consumer could not do it; nil when it did.
    /// - Throws: what is wrong with the database, not with the event.
    fileprivate func attempt(_ event: DomainEvent, by consumer: any Consumer) throws -> String? {
        try SQLStatement("SAVEPOINT effect", self).run()
        do {
            try consumer.apply(event, in: SQLiteEffects(database: self))
            try SQLStatement("INSERT INTO processed (position, consumer) VALUES (?, ?)", self)
                .run(.integer(event.position), .text(consumer.name))
            try SQLStatement("RELEASE effect", self).run()
            return nil
        } catch {
            guard isInsideTransaction else { throw error }
            switch error {
            case let error as DatabaseError where error.resultCode != .SQLITE_CONSTRAINT:
                throw error
            case is StoreError: throw error
            default: break
            }
            try SQLStatement("ROLLBACK TO effect", self).run()
            try SQLStatement("RELEASE effect", self).run()
            return String("\(error)".prefix(500))
        }
    }
}
