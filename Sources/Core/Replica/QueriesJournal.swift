import GRDB

/// The undo journal: per step, the states that undoing it (or, once undone, redoing it) swaps in.
extension Queries {
    static func addStep(label: String, made: Instant, _ database: Database) throws -> Int {
        try SQLStatement("DELETE FROM journal WHERE undone = 1", database).run()
        try SQLStatement(
            "INSERT INTO journal (label, made, undone, bytes) VALUES (?, ?, 0, 0)", database
        ).run(.text(label), .integer(made.seconds))
        return Int(database.lastInsertedRowID)
    }

    /// The newest step that is done, or the oldest one that is undone.
    static func step(undone: Bool, _ database: Database) throws -> (id: Int, step: UndoStep)? {
        let sql =
            undone
            ? "SELECT id, label, made FROM journal WHERE undone = 1 ORDER BY id LIMIT 1"
            : "SELECT id, label, made FROM journal WHERE undone = 0 ORDER BY id DESC LIMIT 1"
        let query = try SQLStatement(sql, database)
        defer { query.reset() }
        guard try query.next() else { return nil }
        let made = Instant(seconds: query.integer(2))
        return (query.integer(0), UndoStep(label: query.text(1), made: made))
    }

    static func markStep(_ step: Int, undone: Bool, _ database: Database) throws {
        try SQLStatement("UPDATE journal SET undone = ? WHERE id = ?", database)
            .run(.flag(undone), .integer(step))
    }

    static func weighStep(_ step: Int, _ database: Database) throws {
        try SQLStatement(
            """
            UPDATE journal SET bytes =
                (SELECT ifnull(sum(length(text)), 0) FROM journal_object WHERE step = ?1)
            WHERE id = ?1
            """, database
        ).run(.integer(step))
    }

    /// Drops the oldest steps beyond either limit, but never the newest one.
    static func pruneSteps(_ limits: JournalLimits, _ database: Database) throws {
        let sums = try SQLStatement("SELECT count(*), sum(bytes) FROM journal", database)
        let isWithin =
            try sums.next() && sums.integer(0) <= limits.steps && sums.integer(1) <= limits.bytes
        sums.reset()
        if isWithin { return }
        try SQLStatement(
            """
            DELETE FROM journal WHERE id IN (
                SELECT id FROM (
                    SELECT id, row_number() OVER newest AS depth, sum(bytes) OVER newest AS total
                    FROM journal WINDOW newest AS (ORDER BY id DESC))
                WHERE depth > 1 AND (depth > ? OR total > ?))
            """, database
        ).run(.integer(limits.steps), .integer(limits.bytes))
    }
}

/// What a step says about objects.
extension Queries {
    static func keepObject(_ id: ObjectID, step: Int, _ database: Database) throws {
        try SQLStatement(
            """
            INSERT OR IGNORE INTO journal_object (step, object, calendar, text)
            SELECT ?, id, calendar, text FROM object WHERE id = ?
            """, database
        ).run(.integer(step), .integer(Int(id.row)))
    }

    static func keepNewObject(_ id: ObjectID, step: Int, _ database: Database) throws {
        try SQLStatement(
            "INSERT OR IGNORE INTO journal_object (step, object) VALUES (?, ?)", database
        ).run(.integer(step), .integer(Int(id.row)))
    }

    static func keepObjects(of id: CalendarID, step: Int, _ database: Database) throws {
        try SQLStatement(
            """
            INSERT OR REPLACE INTO journal_object (step, object, calendar, text, href, etag, base)
            SELECT ?, id, calendar, text, href, etag, base FROM object WHERE calendar = ?
            """, database
        ).run(.integer(step), .integer(Int(id.row)))
    }

    /// The objects of a step, those first that swapping removes.
    static func keptObjects(step: Int, _ database: Database) throws -> [ObjectID] {
        let query = try SQLStatement(
            "SELECT object FROM journal_object WHERE step = ? ORDER BY text IS NOT NULL, object",
            database)
        try query.bind(.integer(step))
        var ids: [ObjectID] = []
        while try query.next() { ids.append(ObjectID(row: Int64(query.integer(0)))) }
        return ids
    }

    /// The state that swapping brings back; nil when the object goes.
    static func keptObject(
        _ id: ObjectID, step: Int, _ database: Database
    ) throws -> ObjectRow? {
        let query = try SQLStatement(
            "SELECT calendar, text FROM journal_object WHERE step = ? AND object = ?", database)
        try query.bind(.integer(step), .integer(Int(id.row)))
        defer { query.reset() }
        guard try query.next(), !query.isNull(1) else { return nil }
        return ObjectRow(
            id: id, calendar: CalendarID(row: Int64(query.integer(0))), text: query.blob(1))
    }

    /// Where an object was on the server when it went with its calendar; nil in all other cases.
    static func keptAnchor(
        _ id: ObjectID, step: Int, _ database: Database
    ) throws -> Anchor? {
        let query = try SQLStatement(
            "SELECT href, etag, base FROM journal_object WHERE step = ? AND object = ?", database)
        try query.bind(.integer(step), .integer(Int(id.row)))
        defer { query.reset() }
        guard try query.next(), !query.isNull(0) else { return nil }
        return anchor(query, from: 0)
    }

    /// - Parameter anchor: where the object is on the server, when it goes with its calendar.
    static func replaceKept(
        _ id: ObjectID, step: Int, by row: ObjectRow?, anchor: Anchor, _ database: Database
    ) throws {
        try SQLStatement(
            """
            UPDATE journal_object SET calendar = ?, text = ?, href = ?, etag = ?, base = ?
            WHERE step = ? AND object = ?
            """, database
        ).run(
            .optional(row.map { Int($0.calendar.row) }), row.map { .blob($0.text) } ?? .null,
            .optional(anchor.href), .optional(anchor.etag), .optional(anchor.base),
            .integer(step), .integer(Int(id.row)))
    }

    /// What is about a calendar that is gone for good can be undone no more.
    static func forgetJournal(of calendar: CalendarID, _ database: Database) throws {
        let row = SQLValue.integer(Int(calendar.row))
        try SQLStatement("DELETE FROM journal_object WHERE calendar = ?", database).run(row)
        try SQLStatement("DELETE FROM journal_calendar WHERE calendar = ?", database).run(row)
        try SQLStatement(
            """
            DELETE FROM journal WHERE id NOT IN (SELECT step FROM journal_object)
                AND id NOT IN (SELECT step FROM journal_calendar)
            """, database
        ).run()
    }

    /// Nothing can be undone any more.
    static func forgetJournal(_ database: Database) throws {
        try SQLStatement("DELETE FROM journal", database).run()
    }
}

/// What a step says about calendars.
extension Queries {
    static func keepCalendar(
        _ id: CalendarID, as row: CalendarRow?, step: Int, _ database: Database
    ) throws {
        let info = row?.info
        try SQLStatement(
            """
            INSERT OR REPLACE INTO journal_calendar
                (step, calendar, account, name, color, visible, policy, read_only, position)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .integer(step), .integer(Int(id.row)), .optional(row?.account),
            .optional(info?.name), .optional(info?.color.packed),
            .optional(info.map { $0.isVisible ? 1 : 0 }), .optional(info?.policy.rawValue),
            .optional(info.map { $0.isReadOnly ? 1 : 0 }), .optional(info?.order))
    }

    /// The calendars of a step with the states that swapping brings back; nil when one goes.
    static func keptCalendars(
        step: Int, _ database: Database
    ) throws -> [(id: CalendarID, row: CalendarRow?)] {
        let query = try SQLStatement(
            """
            SELECT calendar, name, color, visible, policy, read_only, position, account
            FROM journal_calendar WHERE step = ?
            """, database)
        try query.bind(.integer(step))
        var kept: [(id: CalendarID, row: CalendarRow?)] = []
        while try query.next() {
            let id = CalendarID(row: Int64(query.integer(0)))
            kept.append((id, query.isNull(1) ? nil : calendarRow(query)))
        }
        return kept
    }
}
