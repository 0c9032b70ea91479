import Core
import GRDB

/// The effects of consumers on the server's database.
struct SQLiteEffects: EffectWriting {
    let database: Database

    func countActivity(_ kind: DomainEvent.Kind, of account: AccountID, on day: UTCDay) throws {
        try SQLStatement(
            """
            INSERT INTO activity (account, day, kind, changes) VALUES (?, ?, ?, 1)
            ON CONFLICT (account, day, kind) DO UPDATE SET changes = changes + 1
            """, database
        ).run(.id(account), .integer(day.number), .text(kind.rawValue))
    }
}

extension ServerDatabase {
    /// What an account has changed since a day, oldest first.
    func activity(of account: AccountID, since day: UTCDay) async throws -> [ActivityCount] {
        try await read { database in
            let rows = try SQLStatement(
                """
                SELECT day, kind, changes FROM activity WHERE account = ? AND day >= ?
                ORDER BY day, kind
                """, database)
            try rows.bind(.id(account), .integer(day.number))
            var counts: [ActivityCount] = []
            while try rows.next() {
                guard let kind = DomainEvent.Kind(rawValue: rows.text(1)) else { continue }
                counts.append(
                    ActivityCount(
                        day: UTCDay(number: rows.integer(0)), kind: kind, changes: rows.integer(2)))
            }
            return counts
        }
    }
}
