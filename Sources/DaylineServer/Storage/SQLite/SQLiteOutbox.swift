import Core
import GRDB

/// The outbox in the server's database.
struct SQLiteOutbox: Outbox {
    let database: ServerDatabase

    func claim(
        after: Int?, limit: Int, under grant: LeaseGrant
    ) async throws -> [DomainEvent] {
        try await database.read { database in
            try database.check(grant)
            let rows = try SQLStatement(
                """
                SELECT \(DomainEvent.columns) FROM outbox JOIN event USING (position)
                WHERE position > ? ORDER BY position LIMIT ?
                """, database)
            try rows.bind(.integer(after ?? 0), .integer(limit))
            return try rows.events()
        }
    }

    func settle(_ events: [DomainEvent], under grant: LeaseGrant) async throws {
        try await database.write { database in
            try database.check(grant)
            let settle = try SQLStatement("DELETE FROM outbox WHERE position = ?", database)
            for event in events { try settle.run(.integer(event.position)) }
        }
    }
}
