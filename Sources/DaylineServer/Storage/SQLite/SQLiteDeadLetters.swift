import Core
import GRDB

/// Dead letters in the server's database.
struct SQLiteDeadLetters: DeadLetters {
    let database: ServerDatabase

    func count(_ choice: LetterChoice) async throws -> Int {
        guard choice.events == nil else {
            return try await letters(choice, after: nil, limit: .max).count
        }
        return try await database.read { database in
            let count = try SQLStatement(
                """
                SELECT count(*) FROM delivery
                WHERE state = 'dead' AND (?1 IS NULL OR consumer = ?1)
                """, database)
            try count.bind(.optional(choice.consumer))
            defer { count.reset() }
            return try count.next() ? count.integer(0) : 0
        }
    }

    func letters(
        _ choice: LetterChoice, after: DeadLetter.Place?, limit: Int
    ) async throws -> [DeadLetter] {
        try await database.read { database in
            let rows = try SQLStatement(
                """
                SELECT \(DomainEvent.columns), consumer, account.name, attempts, reason, first, last
                FROM delivery JOIN event USING (position)
                    JOIN account ON account.id = event.account
                WHERE state = 'dead' AND (?1 IS NULL OR consumer = ?1)
                    AND (position, consumer) > (?2, ?3)
                ORDER BY position, consumer
                """, database)
            try rows.bind(
                .optional(choice.consumer), .integer(after?.position ?? 0),
                .text(after?.consumer ?? ""))
            defer { rows.reset() }
            var letters: [DeadLetter] = []
            while letters.count < limit, try rows.next() {
                let letter = try rows.deadLetter()
                if choice.events?.contains(letter.event.id) ?? true { letters.append(letter) }
            }
            return letters
        }
    }

    func sendBack(
        _ letters: [DeadLetter], at now: WallTime, under grant: LeaseGrant
    ) async throws -> Int {
        try await database.write { database in
            try database.check(grant)
            let send = try SQLStatement(
                """
                UPDATE delivery SET state = 'late', due = ?, forgiven = attempts
                WHERE position = ? AND consumer = ? AND state = 'dead'
                """, database)
            return try letters.reduce(0) { count, letter in
                try send.run(
                    .time(now), .integer(letter.event.position),
                    .text(letter.consumer))
                return count + database.changesCount
            }
        }
    }

    func discard(
        _ letters: [DeadLetter], at now: WallTime, under grant: LeaseGrant
    ) async throws -> Int {
        try await database.write { database in
            try database.check(grant)
            let discard = try SQLStatement(
                "DELETE FROM delivery WHERE position = ? AND consumer = ? AND state = 'dead'",
                database)
            return try letters.reduce(0) { count, letter in
                try discard.run(.integer(letter.event.position), .text(letter.consumer))
                guard database.changesCount > 0 else { return count }
                try AuditQueries.add(
                    AuditEntry(
                        at: now, account: letter.accountName, action: .deadLetterDiscarded,
                        detail: "\(letter.consumer) \(letter.event.id.text)"), database)
                return count + 1
            }
        }
    }

    func countSentBack() async throws -> Int {
        try await database.read { database in
            let count = try SQLStatement(
                "SELECT count(*) FROM delivery WHERE state = 'late'", database)
            defer { count.reset() }
            return try count.next() ? count.integer(0) : 0
        }
    }
}

extension SQLStatement {
    fileprivate func deadLetter() throws -> DeadLetter {
        let next = DomainEvent.columnCount
        return DeadLetter(
            consumer: text(next), event: try event(), accountName: text(next + 1),
            attempts: integer(next + 2), reason: text(next + 3), first: time(next + 4),
            last: time(next + 5))
    }
}
