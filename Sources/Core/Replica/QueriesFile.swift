import GRDB

/// Every question that the replica asks of SQLite; one function each, named as the question.
enum Queries {}

/// The file itself.
extension Queries {
    static func schemaVersion(_ database: Database) throws -> Int {
        try integer("PRAGMA user_version", database)
    }

    static func applicationID(_ database: Database) throws -> Int {
        try integer("PRAGMA application_id", database)
    }

    static func isEmpty(_ database: Database) throws -> Bool {
        try integer("SELECT count(*) FROM sqlite_master", database) == 0
    }

    static func setSchema(version: Int, application: Int, _ database: Database) throws {
        try database.execute(
            sql: "PRAGMA application_id = \(application); PRAGMA user_version = \(version)")
    }

    /// Some file systems have no shared memory; there the rollback journal stays, as safe but
    /// slower.
    ///
    /// While another process writes, as when two open a new file at once, SQLite refuses the change
    /// without waiting. Beginning to write does wait, and then it can be asked for again.
    static func useWAL(_ database: Database) throws {
        for _ in 0..<walAttempts {
            do {
                return try askForWAL(database)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
                try database.inTransaction(.immediate) { .rollback }
            }
        }
        try askForWAL(database)
    }

    /// Others that may come first, each time we have waited for one.
    private static let walAttempts = 100

    private static func askForWAL(_ database: Database) throws {
        let mode = try SQLStatement("PRAGMA journal_mode", database)
        let isWAL = try mode.next() && mode.text(0) == "wal"
        mode.reset()
        if !isWAL { try SQLStatement("PRAGMA journal_mode = WAL", database).run() }
    }

    /// What was reported as saved must survive a power cut, so each commit waits for the disk.
    static func syncEveryCommit(_ database: Database) throws {
        try SQLStatement("PRAGMA synchronous = FULL", database).run()
    }

    /// Pages of the file that this connection keeps in memory; the system keeps them too.
    static func limitPages(kibibytes: Int, _ database: Database) throws {
        try SQLStatement("PRAGMA cache_size = -\(kibibytes)", database).run()
    }

    /// 2 is FULL.
    static func synchronous(_ database: Database) throws -> Int {
        try integer("PRAGMA synchronous", database)
    }

    /// Changes when another connection commits.
    static func dataVersion(_ database: Database) throws -> Int {
        try integer("PRAGMA data_version", database)
    }

    /// What SQLite finds wrong with the file: nothing, when it is sound.
    static func integrityProblems(_ database: Database) throws -> [String] {
        let check = try SQLStatement("PRAGMA integrity_check(100)", database)
        var problems: [String] = []
        while try check.next() { problems.append(check.text(0)) }
        let foreign = try SQLStatement("PRAGMA foreign_key_check", database)
        while try foreign.next() {
            problems.append("\(foreign.text(0)) \(foreign.integer(1)): no such \(foreign.text(2))")
        }
        return problems == ["ok"] ? [] : problems.filter { $0 != "ok" }
    }

    static func fact(_ name: String, _ database: Database) throws -> String? {
        let query = try SQLStatement("SELECT value FROM fact WHERE name = ?", database)
        try query.bind(.text(name))
        defer { query.reset() }
        return try query.next() ? query.text(0) : nil
    }

    static func setFact(_ name: String, _ value: String, _ database: Database) throws {
        try SQLStatement("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", database)
            .run(.text(name), .text(value))
    }

    /// The first column of the first row.
    static func integer(_ sql: String, _ database: Database) throws -> Int {
        let query = try SQLStatement(sql, database)
        defer { query.reset() }
        return try query.next() ? query.integer(0) : 0
    }
}
