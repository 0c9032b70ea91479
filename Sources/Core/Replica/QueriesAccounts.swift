import GRDB

/// Accounts and what syncing knows of their calendars.
extension Queries {
    static func accounts(_ database: Database) throws -> [SyncAccount] {
        let query = try SQLStatement(
            """
            SELECT id, name, url, principal, home, capabilities, notifications, cursor, condition,
                reason, retry, last_sync
            FROM account ORDER BY id
            """, database)
        var accounts: [SyncAccount] = []
        while try query.next() { accounts.append(account(query)) }
        return accounts
    }

    private static func account(_ row: SQLStatement) -> SyncAccount {
        var account = SyncAccount(
            id: SyncAccountID(row: Int64(row.integer(0))), name: row.text(1))
        account.url = row.text(2)
        account.principal = row.optionalText(3)
        account.home = row.optionalText(4)
        account.capabilities = ServerCapabilities(rawValue: row.integer(5))
        account.notifications = row.optionalText(6)
        account.cursor = row.optionalText(7)
        account.condition = AccountCondition(
            stored: row.text(8), reason: row.text(9), retry: Instant(seconds: row.integer(10)))
        account.lastSync = row.isNull(11) ? nil : Instant(seconds: row.integer(11))
        return account
    }

    static func addAccount(
        name: String, url: String, _ database: Database
    ) throws -> SyncAccountID {
        try SQLStatement("INSERT INTO account (kind, name, url) VALUES ('caldav', ?, ?)", database)
            .run(.text(name), .text(url))
        return SyncAccountID(row: database.lastInsertedRowID)
    }

    static func updateAccount(_ account: SyncAccount, _ database: Database) throws {
        let (condition, reason, retry) = account.condition.stored
        try SQLStatement(
            """
            UPDATE account SET url = ?, principal = ?, home = ?, capabilities = ?,
                notifications = ?, cursor = ?, condition = ?, reason = ?, retry = ?, last_sync = ?
            WHERE id = ?
            """, database
        ).run(
            .text(account.url), .optional(account.principal), .optional(account.home),
            .integer(account.capabilities.rawValue), .optional(account.notifications),
            .optional(account.cursor), .text(condition), .text(reason),
            .optional(retry?.seconds), .optional(account.lastSync?.seconds),
            .integer(Int(account.id.row)))
    }

    static func removeAccount(_ id: SyncAccountID, _ database: Database) throws {
        let row = SQLValue.integer(Int(id.row))
        try SQLStatement("DELETE FROM operation WHERE account = ?", database).run(row)
        try SQLStatement("DELETE FROM account WHERE id = ?", database).run(row)
    }

    /// The calendars that belong to a server.
    static func remoteCalendars(
        _ database: Database
    ) throws -> [CalendarID: SyncAccountID] {
        let query = try SQLStatement(
            "SELECT id, account FROM calendar WHERE account <> 1", database)
        var found: [CalendarID: SyncAccountID] = [:]
        while try query.next() {
            found[CalendarID(row: Int64(query.integer(0)))] =
                SyncAccountID(row: Int64(query.integer(1)))
        }
        return found
    }

    static func syncCalendars(
        of account: SyncAccountID, _ database: Database
    ) throws -> [SyncCalendar] {
        let query = try SQLStatement(
            """
            SELECT id, name, href, token, ctag, topic, can_sync, audited, held, accepts
            FROM calendar WHERE account = ? ORDER BY position, id
            """, database)
        try query.bind(.integer(Int(account.row)))
        var calendars: [SyncCalendar] = []
        while try query.next() {
            var calendar = SyncCalendar(
                id: CalendarID(row: Int64(query.integer(0))), name: query.text(1),
                href: query.optionalText(2))
            calendar.token = query.optionalText(3)
            calendar.ctag = query.optionalText(4)
            calendar.topic = query.optionalText(5)
            calendar.canSync = query.flag(6)
            calendar.audited = query.isNull(7) ? nil : Instant(seconds: query.integer(7))
            calendar.heldDeletions = query.integer(8)
            calendar.acceptsDeletions = query.flag(9)
            calendars.append(calendar)
        }
        return calendars
    }

    /// Everything but its id and name.
    static func updateSync(_ calendar: SyncCalendar, _ database: Database) throws {
        try SQLStatement(
            """
            UPDATE calendar SET href = ?, token = ?, ctag = ?, topic = ?, can_sync = ?,
                audited = ?, held = ?, accepts = ?
            WHERE id = ?
            """, database
        ).run(
            .optional(calendar.href), .optional(calendar.token), .optional(calendar.ctag),
            .optional(calendar.topic), .flag(calendar.canSync),
            .optional(calendar.audited?.seconds), .integer(calendar.heldDeletions),
            .flag(calendar.acceptsDeletions), .integer(Int(calendar.id.row)))
    }

    /// Keeps what `progress` brings, and leaves the rest as it is.
    static func setProgress(
        _ progress: PullProgress, of calendar: CalendarID, _ database: Database
    ) throws {
        try SQLStatement(
            """
            UPDATE calendar SET token = ifnull(?, token), ctag = ifnull(?, ctag),
                audited = ifnull(?, audited)
            WHERE id = ?
            """, database
        ).run(
            .optional(progress.token), .optional(progress.ctag),
            .optional(progress.audited?.seconds), .integer(Int(calendar.row)))
    }

    static func collection(of calendar: CalendarID, _ database: Database) throws -> String? {
        let query = try SQLStatement("SELECT href FROM calendar WHERE id = ?", database)
        try query.bind(.integer(Int(calendar.row)))
        defer { query.reset() }
        return try query.next() ? query.optionalText(0) : nil
    }

    /// The calendar of an account that has a place; nil when none has.
    static func calendar(
        at href: String, of account: SyncAccountID, _ database: Database
    ) throws -> CalendarID? {
        let query = try SQLStatement(
            "SELECT id FROM calendar WHERE account = ? AND href = ?", database)
        try query.bind(.integer(Int(account.row)), .text(href))
        defer { query.reset() }
        return try query.next() ? CalendarID(row: Int64(query.integer(0))) : nil
    }

    /// The calendar is at no place of its server any more.
    static func leaveServer(_ calendar: CalendarID, _ database: Database) throws {
        let row = SQLValue.integer(Int(calendar.row))
        try SQLStatement(
            """
            UPDATE calendar SET href = NULL, token = NULL, ctag = NULL, topic = NULL, can_sync = 0,
                audited = NULL, held = 0, accepts = 0
            WHERE id = ?
            """, database
        ).run(row)
        try SQLStatement("DELETE FROM aside WHERE calendar = ?", database).run(row)
    }

    static func setCollection(
        _ href: String?, of calendar: CalendarID, _ database: Database
    ) throws {
        try SQLStatement("UPDATE calendar SET href = ? WHERE id = ?", database)
            .run(.optional(href), .integer(Int(calendar.row)))
    }

    /// Makes a calendar of a server one of this machine.
    static func makeLocal(_ calendar: CalendarID, _ database: Database) throws {
        try leaveServer(calendar, database)
        let row = SQLValue.integer(Int(calendar.row))
        for sql in [
            "UPDATE calendar SET account = 1, read_only = 0 WHERE id = ?",
            "UPDATE object SET href = NULL, etag = NULL, base = NULL WHERE calendar = ?",
            "DELETE FROM edit_conflict WHERE calendar = ?",
            "DELETE FROM operation WHERE calendar = ?",
        ] {
            try SQLStatement(sql, database).run(row)
        }
    }
}

extension AccountCondition {
    /// As the table has it.
    fileprivate init(stored name: String, reason: String, retry: Instant) {
        self =
            switch name {
            case "fine": .fine
            case "offline": .offline(reason: reason, retry: retry)
            case "unauthorized": .unauthorized(reason: reason)
            case "full": .full
            case "held": .held(reason: reason)
            default: .fresh
            }
    }

    fileprivate var stored: (name: String, reason: String, retry: Instant?) {
        switch self {
        case .fresh: ("fresh", "", nil)
        case .fine: ("fine", "", nil)
        case .offline(let reason, let retry): ("offline", reason, retry)
        case .unauthorized(let reason): ("unauthorized", reason, nil)
        case .full: ("full", "", nil)
        case .held(let reason): ("held", reason, nil)
        }
    }
}
