import GRDB

/// What syncing knows of objects.
extension Queries {
    private static let syncColumns = "id, calendar, uid, text, href, etag, base"

    static func syncRow(_ id: ObjectID, _ database: Database) throws -> SyncRow? {
        let query = try SQLStatement("SELECT \(syncColumns) FROM object WHERE id = ?", database)
        try query.bind(.integer(Int(id.row)))
        return try syncRow(query)
    }

    static func syncRow(
        at href: String, in calendar: CalendarID, _ database: Database
    ) throws -> SyncRow? {
        let query = try SQLStatement(
            "SELECT \(syncColumns) FROM object WHERE calendar = ? AND href = ?", database)
        try query.bind(.integer(Int(calendar.row)), .text(href))
        return try syncRow(query)
    }

    static func syncRow(
        uid: UID, in calendar: CalendarID, _ database: Database
    ) throws -> SyncRow? {
        let query = try SQLStatement(
            "SELECT \(syncColumns) FROM object WHERE uid = ? AND calendar = ?", database)
        try query.bind(.text(uid.text), .integer(Int(calendar.row)))
        return try syncRow(query)
    }

    private static func syncRow(_ query: SQLStatement) throws -> SyncRow? {
        defer { query.reset() }
        guard try query.next() else { return nil }
        return SyncRow(
            id: ObjectID(row: Int64(query.integer(0))),
            calendar: CalendarID(row: Int64(query.integer(1))), uid: UID(query.text(2)),
            text: query.blob(3), anchor: anchor(query, from: 4))
    }

    static func setAnchor(_ anchor: Anchor, of id: ObjectID, _ database: Database) throws {
        try SQLStatement("UPDATE object SET href = ?, etag = ?, base = ? WHERE id = ?", database)
            .run(
                .optional(anchor.href), .optional(anchor.etag), .optional(anchor.base),
                .integer(Int(id.row)))
    }

    /// What the replica holds of a calendar, by place on the server.
    static func known(
        in calendar: CalendarID, _ database: Database
    ) throws -> [String: KnownEntry] {
        let query = try SQLStatement(
            """
            SELECT href, etag, base IS NOT NULL FROM object
            WHERE calendar = ?1 AND href IS NOT NULL
            UNION ALL SELECT href, etag, 1 FROM operation
            WHERE source = ?1 AND href IS NOT NULL AND kind IN ('delete', 'move')
            UNION ALL SELECT href, etag, 0 FROM aside WHERE calendar = ?1
            """, database)
        try query.bind(.integer(Int(calendar.row)))
        var known: [String: KnownEntry] = [:]
        while try query.next() {
            known[query.text(0)] = KnownEntry(
                etag: query.optionalText(1), isEdited: query.flag(2))
        }
        return known
    }

    /// The states of an object that undo and redo would bring back.
    static func keptTexts(
        of object: ObjectID, _ database: Database
    ) throws -> [(step: Int, text: [UInt8])] {
        let query = try SQLStatement(
            "SELECT step, text FROM journal_object WHERE object = ? AND text IS NOT NULL",
            database)
        try query.bind(.integer(Int(object.row)))
        var kept: [(step: Int, text: [UInt8])] = []
        while try query.next() { kept.append((query.integer(0), query.blob(1))) }
        return kept
    }

    static func setKeptText(
        _ text: [UInt8], of object: ObjectID, step: Int, _ database: Database
    ) throws {
        try SQLStatement(
            "UPDATE journal_object SET text = ? WHERE step = ? AND object = ?", database
        ).run(.blob(text), .integer(step), .integer(Int(object.row)))
        try weighStep(step, database)
    }
}

/// A text of the server that no row can hold.
struct AsideRow {
    let href: String
    let etag: String?
    /// nil for a text that is no calendar object.
    let uid: UID?
    let text: [UInt8]
}

extension Queries {
    static func setAside(
        _ row: AsideRow, in calendar: CalendarID, _ database: Database
    ) throws {
        try SQLStatement(
            "INSERT OR REPLACE INTO aside (calendar, href, etag, uid, text) VALUES (?, ?, ?, ?, ?)",
            database
        ).run(
            .integer(Int(calendar.row)), .text(row.href), .optional(row.etag),
            .optional(row.uid?.text), .blob(row.text))
    }

    /// Forgets what was set aside at a place; false when nothing was.
    @discardableResult
    static func removeAside(
        at href: String, in calendar: CalendarID, _ database: Database
    ) throws -> Bool {
        try SQLStatement("DELETE FROM aside WHERE calendar = ? AND href = ?", database)
            .run(.integer(Int(calendar.row)), .text(href))
        return database.changesCount > 0
    }

    /// What was set aside because of its UID, which nothing in the calendar has any more; the first
    /// of each UID, by place.
    static func freeAsides(in calendar: CalendarID, _ database: Database) throws -> [AsideRow] {
        let query = try SQLStatement(
            """
            SELECT min(href), etag, uid, text FROM aside WHERE calendar = ?1 AND uid IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM object AS o
                    WHERE o.calendar = ?1 AND o.uid = aside.uid)
                AND NOT EXISTS (SELECT 1 FROM operation AS o
                    WHERE o.source = ?1 AND o.uid = aside.uid)
            GROUP BY uid
            """, database)
        try query.bind(.integer(Int(calendar.row)))
        var rows: [AsideRow] = []
        while try query.next() { rows.append(aside(query)) }
        return rows
    }

    /// The first, by place, that has a UID.
    static func aside(
        uid: UID, in calendar: CalendarID, _ database: Database
    ) throws -> AsideRow? {
        let query = try SQLStatement(
            """
            SELECT href, etag, uid, text FROM aside WHERE calendar = ? AND uid = ?
            ORDER BY href LIMIT 1
            """, database)
        try query.bind(.integer(Int(calendar.row)), .text(uid.text))
        defer { query.reset() }
        guard try query.next() else { return nil }
        return aside(query)
    }

    private static func aside(_ query: SQLStatement) -> AsideRow {
        AsideRow(
            href: query.text(0), etag: query.optionalText(1), uid: UID(query.text(2)),
            text: query.blob(3))
    }
}
