import GRDB

/// A stored object as the table has it.
struct ObjectRow {
    let id: ObjectID
    let calendar: CalendarID
    let text: [UInt8]
}

/// Calendar objects.
extension Queries {
    static func object(_ id: ObjectID, _ database: Database) throws -> ObjectRow? {
        let query = try SQLStatement(
            "SELECT id, calendar, text FROM object WHERE id = ?", database)
        try query.bind(.integer(Int(id.row)))
        defer { query.reset() }
        return try query.next() ? objectRow(query) : nil
    }

    static func calendar(of id: ObjectID, _ database: Database) throws -> CalendarID? {
        let query = try SQLStatement("SELECT calendar FROM object WHERE id = ?", database)
        try query.bind(.integer(Int(id.row)))
        defer { query.reset() }
        return try query.next() ? CalendarID(row: Int64(query.integer(0))) : nil
    }

    static func uid(of id: ObjectID, _ database: Database) throws -> UID? {
        let query = try SQLStatement("SELECT uid FROM object WHERE id = ?", database)
        try query.bind(.integer(Int(id.row)))
        defer { query.reset() }
        return try query.next() ? UID(query.text(0)) : nil
    }

    static func objects(uid: UID, _ database: Database) throws -> [ObjectRow] {
        let query = try SQLStatement(
            "SELECT id, calendar, text FROM object WHERE uid = ? ORDER BY calendar", database)
        try query.bind(.text(uid.text))
        return try objectRows(query)
    }

    /// Objects whose UID begins so, by UID.
    static func objectIDs(
        uidPrefix prefix: String, limit: Int, _ database: Database
    ) throws -> [ObjectID] {
        let query = try SQLStatement(
            """
            SELECT id FROM object WHERE uid >= ?1 AND uid < ?1 || char(0x10FFFF)
            ORDER BY uid, calendar LIMIT ?2
            """, database)
        try query.bind(.text(prefix), .integer(limit))
        return try objectIDs(query)
    }

    /// In the order in which they came.
    static func objectIDs(in calendar: CalendarID, _ database: Database) throws -> [ObjectID] {
        let query = try SQLStatement(
            "SELECT id FROM object WHERE calendar = ? ORDER BY id", database)
        try query.bind(.integer(Int(calendar.row)))
        return try objectIDs(query)
    }

    static func allObjectIDs(_ database: Database) throws -> [ObjectID] {
        try objectIDs(try SQLStatement("SELECT id FROM object ORDER BY id", database))
    }

    static func object(
        uid: UID, in calendar: CalendarID, _ database: Database
    ) throws -> ObjectRow? {
        let query = try SQLStatement(
            "SELECT id, calendar, text FROM object WHERE uid = ? AND calendar = ?", database)
        try query.bind(.text(uid.text), .integer(Int(calendar.row)))
        defer { query.reset() }
        return try query.next() ? objectRow(query) : nil
    }

    /// Objects of a calendar whose content has this hash.
    static func objects(
        hash: Int, in calendar: CalendarID, _ database: Database
    ) throws -> [(uid: UID, text: [UInt8])] {
        let query = try SQLStatement(
            "SELECT uid, text FROM object WHERE calendar = ? AND hash = ?", database)
        try query.bind(.integer(Int(calendar.row)), .integer(hash))
        var found: [(uid: UID, text: [UInt8])] = []
        while try query.next() { found.append((UID(query.text(0)), query.blob(1))) }
        return found
    }

    static func objectCount(in calendar: CalendarID, _ database: Database) throws -> Int {
        let query = try SQLStatement(
            "SELECT count(*) FROM object WHERE calendar = ?", database)
        try query.bind(.integer(Int(calendar.row)))
        defer { query.reset() }
        return try query.next() ? query.integer(0) : 0
    }

    /// - Parameter id: the row to use again; nil for a new one.
    static func addObject(
        id: ObjectID?, in calendar: CalendarID, uid: UID, hash: Int, text: [UInt8],
        _ database: Database
    ) throws -> ObjectID {
        try SQLStatement(
            "INSERT INTO object (id, calendar, uid, hash, text) VALUES (?, ?, ?, ?, ?)", database
        ).run(
            .optional(id.map { Int($0.row) }), .integer(Int(calendar.row)), .text(uid.text),
            .integer(hash), .blob(text))
        return ObjectID(row: database.lastInsertedRowID)
    }

    static func updateObject(
        _ id: ObjectID, in calendar: CalendarID, uid: UID, hash: Int, text: [UInt8],
        _ database: Database
    ) throws {
        try SQLStatement(
            "UPDATE object SET calendar = ?, uid = ?, hash = ?, text = ? WHERE id = ?", database
        ).run(
            .integer(Int(calendar.row)), .text(uid.text), .integer(hash), .blob(text),
            .integer(Int(id.row)))
    }

    /// The object and what is derived from it.
    static func removeObject(_ id: ObjectID, _ database: Database) throws {
        try removeDerived(id, database)
        try SQLStatement("DELETE FROM object WHERE id = ?", database).run(.integer(Int(id.row)))
    }

    /// What the time index and the search index hold of an object.
    static func removeDerived(_ id: ObjectID, _ database: Database) throws {
        let row = SQLValue.integer(Int(id.row))
        try SQLStatement("DELETE FROM single WHERE object = ?", database).run(row)
        try SQLStatement("DELETE FROM series WHERE object = ?", database).run(row)
        try SQLStatement("DELETE FROM search WHERE rowid = ?", database).run(row)
    }

    /// All objects of a calendar and what is derived from them.
    static func removeObjects(of calendar: CalendarID, _ database: Database) throws {
        let row = SQLValue.integer(Int(calendar.row))
        for sql in [
            "DELETE FROM single WHERE object IN (SELECT id FROM object WHERE calendar = ?)",
            "DELETE FROM series WHERE object IN (SELECT id FROM object WHERE calendar = ?)",
            "DELETE FROM search WHERE rowid IN (SELECT id FROM object WHERE calendar = ?)",
            "DELETE FROM object WHERE calendar = ?",
        ] {
            try SQLStatement(sql, database).run(row)
        }
    }

    private static func objectRow(_ row: SQLStatement) -> ObjectRow {
        ObjectRow(
            id: ObjectID(row: Int64(row.integer(0))),
            calendar: CalendarID(row: Int64(row.integer(1))), text: row.blob(2))
    }

    private static func objectRows(_ query: SQLStatement) throws -> [ObjectRow] {
        var rows: [ObjectRow] = []
        while try query.next() { rows.append(objectRow(query)) }
        return rows
    }

    private static func objectIDs(_ query: SQLStatement) throws -> [ObjectID] {
        var ids: [ObjectID] = []
        while try query.next() { ids.append(ObjectID(row: Int64(query.integer(0)))) }
        return ids
    }
}
