import Core
import GRDB

extension ServerDatabase {
    /// Compares the event log with the records of its consumers and with what they counted.
    func eventBalance() async throws -> EventBalance {
        let figures = try await eventFigures()
        return try await read { database in
            var balance = EventBalance()
            balance.figures = figures
            balance.events = try database.count("SELECT count(*) FROM event")
            balance.missing = try database.count("SELECT sum(seq) FROM account") - balance.events
            let processed = try SQLStatement(
                "SELECT consumer, count(*) FROM processed GROUP BY consumer", database)
            while try processed.next() {
                balance.processed[processed.text(0)] = processed.integer(1)
            }
            let differences = try SQLStatement(
                """
                SELECT sum(max(0, difference)), sum(max(0, -difference)) FROM (
                    SELECT sum(changes) AS difference FROM (
                        SELECT account, day, kind, changes FROM activity
                        UNION ALL
                        SELECT account, at / 86400000, kind, -1 FROM event)
                    GROUP BY account, day, kind)
                """, database)
            if try differences.next() {
                balance.effectsTwice = differences.integer(0)
                balance.effectsMissing = differences.integer(1)
            }
            differences.reset()
            return balance
        }
    }
}

extension ServerDatabase {
    /// The last change of every account.
    func lastSeqs() async throws -> [AccountID: Seq] {
        try await read { database in
            let rows = try SQLStatement("SELECT id, seq FROM account", database)
            var seqs: [AccountID: Seq] = [:]
            while try rows.next() { seqs[AccountID(row: Int64(rows.integer(0)))] = rows.seq(1) }
            return seqs
        }
    }
}

extension Database {
    fileprivate func count(_ sql: String) throws -> Int {
        let row = try SQLStatement(sql, self)
        defer { row.reset() }
        return try row.next() ? row.integer(0) : 0
    }
}
