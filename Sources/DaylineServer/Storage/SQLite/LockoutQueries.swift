import GRDB

/// SQL about lock-outs.
enum LockoutQueries {
    /// Whoever tries ever new names must not fill the disk: the rows kept at most.
    private static let capacity = 20_000

    static func lockout(_ subject: LockoutSubject, _ database: Database) throws -> Lockout? {
        try Row.fetchOne(
            database.cachedStatement(
                sql: "SELECT failures, until FROM lockout WHERE subject = ?"),
            arguments: [subject.text]
        ).map { Lockout(failures: $0[0], until: WallTime(milliseconds: $0[1])) }
    }

    static func set(
        _ lockout: Lockout, for subject: LockoutSubject, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO lockout (subject, failures, until) VALUES (?, ?, ?)
                ON CONFLICT (subject)
                    DO UPDATE SET failures = excluded.failures, until = excluded.until
                """,
            arguments: [subject.text, lockout.failures, lockout.until.milliseconds])
    }

    static func remove(_ subject: LockoutSubject, _ database: Database) throws {
        try database.execute(
            sql: "DELETE FROM lockout WHERE subject = ?", arguments: [subject.text])
    }

    /// Drops a few rows that are forgotten anyway, and the oldest when there are too many.
    static func sweep(at time: WallTime, _ database: Database) throws {
        let forgotten = time.adding(.zero - LockoutRule.memory).milliseconds
        try database.execute(
            sql: """
                DELETE FROM lockout WHERE subject IN (
                    SELECT subject FROM lockout WHERE until <= ? ORDER BY until LIMIT 16)
                """,
            arguments: [forgotten])
        let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM lockout") ?? 0
        guard count > capacity else { return }
        try database.execute(
            sql: """
                DELETE FROM lockout WHERE subject IN (
                    SELECT subject FROM lockout ORDER BY until LIMIT ?)
                """,
            arguments: [count - capacity])
    }
}
