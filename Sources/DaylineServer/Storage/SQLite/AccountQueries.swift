import GRDB

/// SQL about accounts.
enum AccountQueries {
    private static let columns = "account.id, account.name, display, email"

    static func account(named name: String, _ database: Database) throws -> StoredAccount? {
        try Row.fetchOne(
            database, sql: "SELECT \(columns), password, revision FROM account WHERE name = ?",
            arguments: [name]
        ).map(storedAccount)
    }

    static func account(_ id: AccountID, _ database: Database) throws -> StoredAccount? {
        try Row.fetchOne(
            database, sql: "SELECT \(columns), password, revision FROM account WHERE id = ?",
            arguments: [id.row]
        ).map(storedAccount)
    }

    static func summaries(
        at time: WallTime, _ database: Database
    ) throws -> [AccountSummary] {
        let sql = """
            SELECT \(columns), account.created,
                (SELECT count(*) FROM collection WHERE account = account.id),
                (SELECT count(*) FROM resource JOIN collection
                    ON collection.id = resource.collection WHERE account = account.id),
                (SELECT coalesce(sum(bytes), 0) FROM resource JOIN collection
                    ON collection.id = resource.collection WHERE account = account.id),
                (SELECT count(*) FROM token WHERE account = account.id AND revoked IS NULL
                    AND coalesce(expires > ?, TRUE))
            FROM account ORDER BY name
            """
        return try Row.fetchAll(
            database, sql: sql, arguments: [time.milliseconds]
        ).map { row in
            AccountSummary(
                account: account(row), created: WallTime(milliseconds: row[4]), calendars: row[5],
                objects: row[6], bytes: row[7], tokens: row[8])
        }
    }

    /// - Returns: nil when the name is taken.
    static func add(_ new: NewAccount, at time: WallTime, _ database: Database) throws -> Account? {
        let id = try Int64.fetchOne(
            database,
            sql: """
                INSERT INTO account (name, display, email, password, created)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING id
                """,
            arguments: [
                new.name.text, new.displayName, new.email, new.passwordHash, time.milliseconds,
            ])
        return id.map {
            Account(
                id: AccountID(row: $0), name: new.name.text, displayName: new.displayName,
                email: new.email)
        }
    }

    /// - Returns: false when there is no such account.
    static func setPassword(
        _ hash: String, of name: String, _ database: Database
    ) throws -> Bool {
        try database.execute(
            sql: "UPDATE account SET password = ?, revision = revision + 1 WHERE name = ?",
            arguments: [hash, name])
        return database.changesCount > 0
    }

    static func replaceHash(
        _ old: String, with new: String, of account: AccountID, _ database: Database
    ) throws {
        try database.execute(
            sql: "UPDATE account SET password = ? WHERE id = ? AND password = ?",
            arguments: [new, account.row, old])
    }

    /// - Returns: false when there is no such account.
    static func delete(_ name: String, _ database: Database) throws -> Bool {
        try database.execute(sql: "DELETE FROM account WHERE name = ?", arguments: [name])
        return database.changesCount > 0
    }

    static func credentialGeneration(_ database: Database) throws -> Int {
        try Int.fetchOne(
            database.cachedStatement(
                sql: "SELECT CAST(value AS INTEGER) FROM fact WHERE name = 'credentials'")) ?? 0
    }

    /// Makes every process check credentials anew.
    static func noteCredentialChange(_ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO fact (name, value) VALUES ('credentials', '1')
                ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + 1
                """)
    }

    /// Of a row that begins with `columns`.
    static func account(_ row: Row) -> Account {
        Account(id: AccountID(row: row[0]), name: row[1], displayName: row[2], email: row[3])
    }

    private static func storedAccount(_ row: Row) -> StoredAccount {
        StoredAccount(account: account(row), passwordHash: row[4], revision: row[5])
    }
}
