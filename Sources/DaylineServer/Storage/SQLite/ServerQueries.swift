import Core
import GRDB

/// All SQL of the server's store, one function a question, in extensions by table. Statements are
/// cached by the connection.
enum ServerQueries {
    static func fact(_ name: String, _ database: Database) throws -> String? {
        let query = try SQLStatement("SELECT value FROM fact WHERE name = ?", database)
        try query.bind(.text(name))
        defer { query.reset() }
        return try query.next() ? query.text(0) : nil
    }

    static func seq(of account: AccountID, _ database: Database) throws -> Seq {
        let query = try SQLStatement("SELECT seq FROM account WHERE id = ?", database)
        try query.bind(.integer(Int(account.row)))
        defer { query.reset() }
        return Seq(number: try query.next() ? query.integer(0) : 0)
    }

    /// Takes the next number of the account; first in every change, so that writers of one
    /// account queue.
    static func nextSeq(of account: AccountID, _ database: Database) throws -> Seq {
        let query = try SQLStatement(
            "UPDATE account SET seq = seq + 1 WHERE id = ? RETURNING seq", database)
        try query.bind(.integer(Int(account.row)))
        guard try query.next() else {
            throw StoreError.damaged(reason: "a write for an account that is gone")
        }
        let seq = Seq(number: query.integer(0))
        while try query.next() {}
        return seq
    }
}

extension SQLValue {
    static func id(_ account: AccountID) -> SQLValue { .integer(Int(account.row)) }
    static func id(_ collection: CollectionID) -> SQLValue { .integer(Int(collection.row)) }
    static func id(_ resource: ResourceID) -> SQLValue { .integer(Int(resource.row)) }
    static func seq(_ seq: Seq) -> SQLValue { .integer(seq.number) }
    static func time(_ time: WallTime) -> SQLValue { .integer(time.milliseconds) }
}

extension SQLStatement {
    func seq(_ column: Int32) -> Seq { Seq(number: integer(column)) }
    func time(_ column: Int32) -> WallTime { WallTime(milliseconds: integer(column)) }
}
