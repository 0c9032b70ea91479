import Core
import GRDB

/// Leases in the server's database.
struct SQLiteLeases: Leases {
    let database: ServerDatabase
    let now: @Sendable () -> WallTime

    func acquire(_ name: String, for holder: String, ttl: Duration) async throws -> LeaseGrant? {
        let now = now()
        let until = now.adding(ttl)
        return try await database.write { database in
            // A lease that ends later than any that is made now was made before the clock was set
            // back; nobody waits for it.
            let taken = try SQLStatement(
                """
                INSERT INTO lease (name, holder, fence, until) VALUES (?1, ?2, 1, ?3)
                ON CONFLICT (name) DO UPDATE SET
                    fence = fence + (holder IS NOT ?2), holder = ?2, until = ?3
                WHERE holder IS NULL OR holder = ?2 OR until <= ?4 OR until > ?3
                RETURNING fence
                """, database)
            try taken.bind(
                .text(name), .text(holder), .time(until),
                .time(now))
            guard try taken.next() else { return nil }
            defer { taken.reset() }
            return LeaseGrant(name: name, fence: Fence(token: taken.integer(0)))
        }
    }

    func release(_ grant: LeaseGrant) async throws {
        try await database.write { database in
            try SQLStatement(
                "UPDATE lease SET holder = NULL, until = 0 WHERE name = ? AND fence = ?", database
            ).run(.text(grant.name), .integer(grant.fence.token))
        }
    }

    func free(_ name: String) async throws {
        try await database.write { database in
            try SQLStatement(
                "UPDATE lease SET holder = NULL, until = 0 WHERE name = ?", database
            ).run(.text(name))
        }
    }
}

extension Database {
    /// - Throws: `StoreError.fenced` when the lease has changed hands since.
    func check(_ grant: LeaseGrant) throws {
        let fence = try SQLStatement("SELECT fence FROM lease WHERE name = ?", self)
        try fence.bind(.text(grant.name))
        guard try fence.next() else { throw StoreError.fenced }
        defer { fence.reset() }
        guard fence.integer(0) == grant.fence.token else { throw StoreError.fenced }
    }
}
