import Core
import GRDB

/// The past in the server's database.
struct SQLiteHistory: History {
    let database: ServerDatabase

    func forgetEvents(before cutoff: WallTime, keep: Int, limit: Int) async throws -> Int {
        try await database.write { database in
            let old = try SQLStatement(
                """
                SELECT position, account, seq, at,
                    (SELECT max(position) FROM event) - position >= ?1
                FROM event
                WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.position = event.position)
                    AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.position = event.position)
                ORDER BY position LIMIT ?2
                """, database)
            try old.bind(.integer(keep), .integer(limit))
            var found: [(position: Int, account: Int, seq: Int)] = []
            while try old.next() {
                guard old.integer(3) < cutoff.milliseconds || old.flag(4) else { break }
                found.append((old.integer(0), old.integer(1), old.integer(2)))
            }
            old.reset()
            let floor = try SQLStatement(
                "UPDATE account SET floor = max(floor, ?) WHERE id = ?", database)
            let forget = try SQLStatement("DELETE FROM event WHERE position = ?", database)
            for (position, account, seq) in found {
                try floor.run(.integer(seq), .integer(account))
                try forget.run(.integer(position))
            }
            return found.count
        }
    }

    func forgetTombstones(limit: Int) async throws -> Int {
        try await database.write { database in
            let old = try SQLStatement(
                """
                SELECT collection.id, tombstone.name, tombstone.seq
                FROM account CROSS JOIN collection ON collection.account = account.id
                    CROSS JOIN tombstone ON tombstone.collection = collection.id
                        AND tombstone.seq <= account.floor
                ORDER BY collection.id, tombstone.seq LIMIT ?
                """, database)
            try old.bind(.integer(limit))
            var found: [(collection: Int, name: String, seq: Int)] = []
            while try old.next() { found.append((old.integer(0), old.text(1), old.integer(2))) }
            let floor = try SQLStatement(
                "UPDATE collection SET floor = max(floor, ?) WHERE id = ?", database)
            let forget = try SQLStatement(
                "DELETE FROM tombstone WHERE collection = ? AND name = ?", database)
            for (collection, name, seq) in found {
                try floor.run(.integer(seq), .integer(collection))
                try forget.run(.integer(collection), .text(name))
            }
            return found.count
        }
    }

    func forgetAnswers(before cutoff: WallTime, limit: Int) async throws -> Int {
        try await database.write { database in
            try SQLStatement(
                """
                DELETE FROM operation WHERE (account, id) IN (
                    SELECT account, id FROM operation WHERE at < ? ORDER BY at LIMIT ?)
                """, database
            ).run(.time(cutoff), .integer(limit))
            return database.changesCount
        }
    }
}
