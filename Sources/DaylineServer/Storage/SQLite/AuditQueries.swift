import GRDB

/// SQL about the audit log.
enum AuditQueries {
    /// Rows kept at most; the oldest go first.
    private static let capacity = 100_000

    static func add(_ entry: AuditEntry, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO audit (at, account, action, detail) VALUES (?, ?, ?, ?)",
            arguments: [
                entry.at.milliseconds, entry.account, entry.action.rawValue, entry.detail,
            ])
        try database.execute(
            sql: "DELETE FROM audit WHERE id <= ?",
            arguments: [database.lastInsertedRowID - Int64(capacity)])
    }

    static func newest(_ limit: Int, _ database: Database) throws -> [AuditEntry] {
        try Row.fetchAll(
            database,
            sql: "SELECT at, account, action, detail FROM audit ORDER BY id DESC LIMIT ?",
            arguments: [limit]
        ).compactMap { row in
            AuditEntry.Action(rawValue: row[2]).map {
                AuditEntry(
                    at: WallTime(milliseconds: row[0]), account: row[1], action: $0,
                    detail: row[3])
            }
        }
    }
}
