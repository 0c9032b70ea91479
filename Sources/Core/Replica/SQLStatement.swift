import GRDB
import GRDBSQLite

/// A cached statement, bound and read through SQLite itself: rows of a dozen columns are read
/// several times faster than through GRDB's `Row`, and writes bind without boxing.
///
/// GRDB prepares, caches and finalizes it, so it must not outlive the database access that made
/// it. This file is the only one that calls SQLite.
package struct SQLStatement {
    private let statement: Statement
    private let handle: SQLiteStatement

    /// Takes `sql` from the connection's cache, or compiles it. Do not use the same text twice at
    /// a time.
    package init(_ sql: String, _ database: Database) throws {
        statement = try database.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
        sqlite3_reset(handle)
    }

    /// Binds values to the parameters from 1 on.
    package func bind(_ values: SQLValue...) throws {
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index) + 1) }
    }

    private func bind(_ value: SQLValue, at index: Int32) throws {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let code: Int32
        switch value {
        case .null:
            code = sqlite3_bind_null(handle, index)
        case .integer(let integer):
            code = sqlite3_bind_int64(handle, index, Int64(integer))
        case .text(var text):
            code = text.withUTF8 { bytes in
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_text(handle, index, "", 0, transient)
                }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(handle, index, $0, Int32(bytes.count), transient)
                }
            }
        case .blob(let blob):
            code = blob.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress, !bytes.isEmpty else {
                    return sqlite3_bind_zeroblob(handle, index, 0)
                }
                return sqlite3_bind_blob(handle, index, start, Int32(bytes.count), transient)
            }
        }
        guard code == SQLITE_OK else { throw failure(code) }
    }

    /// Runs the statement to its end and makes it ready for other values.
    package func run() throws {
        while try next() {}
    }

    /// Binds and runs.
    package func run(_ values: SQLValue...) throws {
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index) + 1) }
        try run()
    }

    /// Moves to the next row; false, and ready for other values, after the last one.
    package func next() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        let failure = code == SQLITE_DONE ? nil : failure(code)
        sqlite3_reset(handle)
        if let failure { throw failure }
        return false
    }

    /// Leaves the rows that were not read.
    package func reset() { sqlite3_reset(handle) }

    private func failure(_ code: Int32) -> DatabaseError {
        let message = sqlite3_errmsg(sqlite3_db_handle(handle)).map { String(cString: $0) }
        return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}

/// What a statement binds.
package enum SQLValue {
    case null
    case integer(Int)
    case text(String)
    case blob([UInt8])

    package static func optional(_ text: String?) -> SQLValue { text.map { .text($0) } ?? .null }
    package static func optional(_ integer: Int?) -> SQLValue {
        integer.map { .integer($0) } ?? .null
    }
    package static func optional(_ blob: [UInt8]?) -> SQLValue { blob.map { .blob($0) } ?? .null }
    package static func flag(_ flag: Bool) -> SQLValue { .integer(flag ? 1 : 0) }
}

extension SQLStatement {
    /// An integer; 0 when NULL.
    package func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    /// Whether the column is not 0 and not NULL.
    package func flag(_ column: Int32) -> Bool { sqlite3_column_int64(handle, column) != 0 }

    /// Whether the column is NULL.
    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    /// A text; empty when NULL. Bytes that are no UTF-8 become U+FFFD.
    package func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(
            decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// A text; nil when NULL.
    package func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// Bytes; nil when NULL.
    package func optionalBlob(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

    /// Bytes; empty when NULL.
    package func blob(_ column: Int32) -> [UInt8] {
        withBlob(column) { [UInt8]($0) }
    }

    /// Bytes in place, valid during the call; empty when NULL.
    package func withBlob<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) -> Result)
        -> Result
    {
        let start = sqlite3_column_blob(handle, column)
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, column))
        return body(UnsafeRawBufferPointer(start: start, count: count))
    }
}
