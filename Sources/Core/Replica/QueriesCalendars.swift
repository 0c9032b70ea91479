import GRDB

/// A calendar and the account it belongs to.
struct CalendarRow {
    var account: Int
    var info: CalendarInfo
}

/// Calendars.
extension Queries {
    static func calendars(_ database: Database) throws -> [CalendarInfo] {
        let query = try SQLStatement(
            """
            SELECT id, name, color, visible, policy, read_only, position
            FROM calendar ORDER BY position, id
            """, database)
        var calendars: [CalendarInfo] = []
        while try query.next() { calendars.append(calendar(query)) }
        return calendars
    }

    static func calendar(_ id: CalendarID, _ database: Database) throws -> CalendarRow? {
        let query = try SQLStatement(
            """
            SELECT id, name, color, visible, policy, read_only, position, account
            FROM calendar WHERE id = ?
            """, database)
        try query.bind(.integer(Int(id.row)))
        defer { query.reset() }
        return try query.next() ? calendarRow(query) : nil
    }

    /// Reads a row that begins as a calendar's and ends with its account.
    static func calendarRow(_ row: SQLStatement) -> CalendarRow {
        CalendarRow(account: row.integer(7), info: calendar(row))
    }

    private static func calendar(_ row: SQLStatement) -> CalendarInfo {
        CalendarInfo(
            id: CalendarID(row: Int64(row.integer(0))), name: row.text(1),
            color: RGB(packed: row.integer(2)), isVisible: row.flag(3),
            policy: OverlapPolicy(rawValue: row.text(4)) ?? .warn, isReadOnly: row.flag(5),
            order: row.integer(6))
    }

    /// Puts a calendar back under its old id.
    static func restoreCalendar(_ row: CalendarRow, _ database: Database) throws {
        let info = row.info
        try SQLStatement(
            """
            INSERT INTO calendar
                (id, account, name, color, visible, policy, read_only, position)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .integer(Int(info.id.row)), .integer(row.account), .text(info.name),
            .integer(info.color.packed), .flag(info.isVisible), .text(info.policy.rawValue),
            .flag(info.isReadOnly), .integer(info.order))
    }

    /// Adds a calendar behind the others.
    static func addCalendar(
        name: String, color: RGB, policy: OverlapPolicy, isReadOnly: Bool,
        account: SyncAccountID, _ database: Database
    ) throws -> CalendarID {
        try SQLStatement(
            """
            INSERT INTO calendar (account, name, color, visible, policy, read_only, position)
            VALUES (?, ?, ?, 1, ?, ?, (SELECT ifnull(max(position) + 1, 0) FROM calendar))
            """, database
        ).run(
            .integer(Int(account.row)), .text(name), .integer(color.packed),
            .text(policy.rawValue), .flag(isReadOnly))
        return CalendarID(row: database.lastInsertedRowID)
    }

    static func updateCalendar(_ info: CalendarInfo, _ database: Database) throws {
        try SQLStatement(
            """
            UPDATE calendar SET name = ?, color = ?, visible = ?, policy = ?, read_only = ?,
                position = ?
            WHERE id = ?
            """, database
        ).run(
            .text(info.name), .integer(info.color.packed), .flag(info.isVisible),
            .text(info.policy.rawValue), .flag(info.isReadOnly), .integer(info.order),
            .integer(Int(info.id.row)))
    }

    /// The calendar has no objects (any more).
    static func removeCalendar(_ id: CalendarID, _ database: Database) throws {
        try SQLStatement("DELETE FROM calendar WHERE id = ?", database)
            .run(.integer(Int(id.row)))
    }
}
