import Foundation
import GRDB

/// SQL about tokens.
enum TokenQueries {
    private static let selection = """
        SELECT account.id, account.name, display, email, token.id, label, hash, scope,
            token.created, expires, used, revoked
        FROM token JOIN account ON account.id = token.account
        """

    static func token(_ id: String, _ database: Database) throws -> StoredToken? {
        try Row.fetchOne(
            database.cachedStatement(sql: "\(selection) WHERE token.id = ?"), arguments: [id]
        ).flatMap(token)
    }

    /// Of all accounts when `name` is nil.
    static func tokens(of name: String?, _ database: Database) throws -> [StoredToken] {
        try Row.fetchAll(
            database,
            sql: """
                \(selection) WHERE ?1 IS NULL OR account.name = ?1
                ORDER BY token.created, token.id
                """,
            arguments: [name]
        ).compactMap(token)
    }

    static func add(
        _ new: NewToken, of account: AccountID, at time: WallTime, _ database: Database
    ) throws {
        try database.execute(
            sql: """
                INSERT INTO token (id, account, label, hash, scope, created, expires)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                new.id, account.row, new.label, Data(new.hash), new.scope.rawValue,
                time.milliseconds, new.expires?.milliseconds,
            ])
    }

    static func revoke(_ id: String, at time: WallTime, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE token SET revoked = ? WHERE id = ?", arguments: [time.milliseconds, id])
    }

    static func noteUse(_ id: String, at time: WallTime, _ database: Database) throws {
        try database.execute(
            sql: "UPDATE token SET used = ? WHERE id = ?", arguments: [time.milliseconds, id])
    }

    /// Nil for a scope that this version does not know: it must not let anybody in.
    private static func token(_ row: Row) -> StoredToken? {
        guard let scope = TokenScope(rawValue: row[7]) else { return nil }
        func time(_ column: Int) -> WallTime? {
            (row[column] as Int?).map { WallTime(milliseconds: $0) }
        }
        let hash: Data = row[6]
        return StoredToken(
            id: row[4], account: AccountQueries.account(row), label: row[5], hash: Array(hash),
            scope: scope, created: WallTime(milliseconds: row[8]), expires: time(9),
            used: time(10), revoked: time(11))
    }
}
