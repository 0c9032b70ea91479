import Core
import GRDB

/// Answers to operation ids.
extension ServerQueries {
    /// How long an answer is kept.
    static let answerLife = Duration.seconds(7 * 86_400)

    static func answer(
        toOperation id: String, of account: AccountID, _ database: Database
    ) throws -> RecordedAnswer? {
        let query = try SQLStatement(
            "SELECT hash, status, headers, body FROM operation WHERE account = ? AND id = ?",
            database)
        try query.bind(.id(account), .blob(key(id)))
        defer { query.reset() }
        guard try query.next() else { return nil }
        return RecordedAnswer(
            requestHash: query.blob(0), status: query.integer(1),
            headers: headers(query.text(2)), body: query.blob(3))
    }

    static func record(
        _ answer: RecordedAnswer, forOperation id: String, of account: AccountID,
        at time: WallTime, _ database: Database
    ) throws {
        let headers = answer.headers.map { "\($0.key): \($0.value)" }.sorted()
        try SQLStatement(
            """
            INSERT INTO operation (account, id, hash, status, headers, body, at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .id(account), .blob(key(id)), .blob(answer.requestHash), .integer(answer.status),
            .text(headers.joined(separator: "\n")), .blob(answer.body), .time(time))
    }

    /// - Returns: how many answers were forgotten, at most `limit`.
    static func pruneAnswers(
        before time: WallTime, limit: Int, _ database: Database
    ) throws -> Int {
        try SQLStatement(
            """
            DELETE FROM operation WHERE (account, id) IN
                (SELECT account, id FROM operation WHERE at < ? LIMIT ?)
            """, database
        ).run(.time(time), .integer(limit))
        return database.changesCount
    }

    /// 16 bytes for a UUID, so that its letters' case does not matter.
    private static func key(_ id: String) -> [UInt8] { UUIDText.bytes(id) ?? Array(id.utf8) }

    private static func headers(_ text: String) -> [String: String] {
        var headers: [String: String] = [:]
        for line in text.split(separator: "\n") {
            guard let colon = line.firstRange(of: ": ") else { continue }
            headers[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
        }
        return headers
    }
}
