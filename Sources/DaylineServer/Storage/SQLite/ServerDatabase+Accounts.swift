import GRDB

extension ServerDatabase {
    /// How many users there are; also tells whether the database answers.
    func accountCount() async throws -> Int {
        try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM account") ?? 0 }
    }
}
