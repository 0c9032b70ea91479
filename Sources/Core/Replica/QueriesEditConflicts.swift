import GRDB

/// Edit conflicts that wait for the user.
extension Queries {
    static func addEditConflict(
        _ kind: EditConflict.Kind, object: ObjectID, calendar: CalendarID, title: String,
        base: [UInt8]?, local: [UInt8]?, remote: [UInt8]?, now: Instant, _ database: Database
    ) throws {
        try SQLStatement(
            """
            INSERT INTO edit_conflict (object, calendar, title, kind, base, local, remote, made)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .integer(Int(object.row)), .integer(Int(calendar.row)), .text(title),
            .text(kind.rawValue), .optional(base), .optional(local), .optional(remote),
            .integer(now.seconds))
    }

    static func editConflicts(_ database: Database) throws -> [EditConflict] {
        let query = try SQLStatement(
            """
            SELECT id, object, calendar, title, kind, base, local, remote, made
            FROM edit_conflict ORDER BY id
            """, database)
        var found: [EditConflict] = []
        while try query.next() { found.append(editConflict(query)) }
        return found
    }

    static func editConflict(_ id: Int64, _ database: Database) throws -> EditConflict? {
        let query = try SQLStatement(
            """
            SELECT id, object, calendar, title, kind, base, local, remote, made
            FROM edit_conflict WHERE id = ?
            """, database)
        try query.bind(.integer(Int(id)))
        defer { query.reset() }
        return try query.next() ? editConflict(query) : nil
    }

    static func removeEditConflict(_ id: Int64, _ database: Database) throws {
        try SQLStatement("DELETE FROM edit_conflict WHERE id = ?", database).run(.integer(Int(id)))
    }

    /// How many there are of objects of a calendar.
    static func editConflicts(in calendar: CalendarID, _ database: Database) throws -> Int {
        let query = try SQLStatement(
            "SELECT count(*) FROM edit_conflict WHERE calendar = ?", database)
        try query.bind(.integer(Int(calendar.row)))
        defer { query.reset() }
        return try query.next() ? query.integer(0) : 0
    }

    private static func editConflict(_ row: SQLStatement) -> EditConflict {
        EditConflict(
            id: Int64(row.integer(0)), object: ObjectID(row: Int64(row.integer(1))),
            calendar: CalendarID(row: Int64(row.integer(2))), title: row.text(3),
            kind: EditConflict.Kind(rawValue: row.text(4)) ?? .edited,
            base: row.optionalBlob(5), local: row.optionalBlob(6), remote: row.optionalBlob(7),
            made: Instant(seconds: row.integer(8)))
    }
}
