import GRDB

/// The outbox.
extension Queries {
    private static let operationColumns = """
        seq, id, account, calendar, object, uid, kind, title, source, href, etag, base, sent,
        uncertain, made, attempts, merges, not_before, error, dead, status, precondition
        """

    /// A new operation that waits. Its id is a UUIDv7 (RFC 9562 §5.7).
    @discardableResult
    static func addOperation(
        _ kind: OperationKind, account: SyncAccountID, calendar: CalendarID, object: ObjectID?,
        uid: UID, title: String, source: CalendarID? = nil, anchor: Anchor = .none,
        merges: Int = 0, now: Instant, _ database: Database
    ) throws -> Int {
        try SQLStatement(
            """
            INSERT INTO operation (id, account, calendar, object, uid, kind, title, source, href,
                etag, base, merges, made)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .text(try newOperationID(now, database).text), .integer(Int(account.row)),
            .integer(Int(calendar.row)), .optional(object.map { Int($0.row) }), .text(uid.text),
            .text(kind.rawValue), .text(title), .optional(source.map { Int($0.row) }),
            .optional(anchor.href), .optional(anchor.etag), .optional(anchor.base),
            .integer(merges), .integer(now.seconds))
        return Int(database.lastInsertedRowID)
    }

    private static func newOperationID(_ now: Instant, _ database: Database) throws -> OperationID {
        let query = try SQLStatement("SELECT lower(hex(randomblob(10)))", database)
        defer { query.reset() }
        _ = try query.next()
        let time = String(UInt64(max(0, now.seconds)) * 1000, radix: 16)
        let random = Array(query.text(0))
        let variants = Array("89ab")
        let digits =
            Array(String(repeating: "0", count: max(0, 12 - time.utf8.count)) + time) + ["7"]
            + random[0..<3] + [variants[(random[3].hexDigitValue ?? 0) & 3]] + random[4..<19]
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return OperationID(text)
    }

    static func operation(_ id: OperationID, _ database: Database) throws -> OperationRow? {
        let query = try SQLStatement(
            "SELECT \(operationColumns) FROM operation WHERE id = ?", database)
        try query.bind(.text(id.text))
        return try operationRows(query).first
    }

    /// What is to be done about an object, in order.
    static func operations(of object: ObjectID, _ database: Database) throws -> [OperationRow] {
        let query = try SQLStatement(
            "SELECT \(operationColumns) FROM operation WHERE object = ? ORDER BY seq", database)
        try query.bind(.integer(Int(object.row)))
        return try operationRows(query)
    }

    /// The operations on a calendar itself, in order.
    static func operations(on calendar: CalendarID, _ database: Database) throws -> [OperationRow] {
        let query = try SQLStatement(
            """
            SELECT \(operationColumns) FROM operation
            WHERE calendar = ? AND object IS NULL ORDER BY seq
            """, database)
        try query.bind(.integer(Int(calendar.row)))
        return try operationRows(query)
    }

    /// The operations on all calendars of an account, in order.
    static func operationsOnCalendars(
        of account: SyncAccountID, _ database: Database
    ) throws -> [OperationRow] {
        let query = try SQLStatement(
            """
            SELECT \(operationColumns) FROM operation
            WHERE object IS NULL AND account = ? ORDER BY seq
            """, database)
        try query.bind(.integer(Int(account.row)))
        return try operationRows(query)
    }

    /// The deletions and moves of what was in a calendar.
    static func operations(
        movingFrom calendar: CalendarID, _ database: Database
    ) throws -> [OperationRow] {
        let query = try SQLStatement(
            """
            SELECT \(operationColumns) FROM operation
            WHERE source = ? AND kind IN ('delete', 'move')
            """, database)
        try query.bind(.integer(Int(calendar.row)))
        return try operationRows(query)
    }

    /// The deletion or move that waits for what is at a place, or the creation that went there.
    static func operation(
        at href: String, in source: CalendarID, _ database: Database
    ) throws -> OperationRow? {
        let query = try SQLStatement(
            """
            SELECT \(operationColumns) FROM operation
            WHERE source = ? AND href = ? ORDER BY seq DESC LIMIT 1
            """, database)
        try query.bind(.integer(Int(source.row)), .text(href))
        return try operationRows(query).first
    }

    /// What may be sent now, operations on calendars first: nothing before it about the same object
    /// or calendar, its time has come, and its calendar is on the server.
    ///
    /// Each half is read in the order of its index, so that the first few of many cost no more than
    /// a few.
    static func dueOperations(
        of account: SyncAccountID, deletionsOnly: Bool, limit: Int, now: Instant,
        _ database: Database
    ) throws -> [OperationRow] {
        let onCalendars = """
            object IS NULL AND (?3 = 0 OR kind = 'delete-calendar')
                AND NOT EXISTS (SELECT 1 FROM operation AS p
                    WHERE p.calendar = o.calendar AND p.seq < o.seq AND p.object IS NULL)
            """
        let onObjects = """
            object IS NOT NULL AND (?3 = 0 OR kind = 'delete')
                AND NOT EXISTS (SELECT 1 FROM operation AS p
                    WHERE p.object = o.object AND p.seq < o.seq)
            """
        var due: [OperationRow] = []
        for condition in [onCalendars, onObjects] where due.count < limit {
            let query = try SQLStatement(
                """
                SELECT \(operationColumns) FROM operation AS o
                WHERE account = ?1 AND dead = 0 AND (not_before IS NULL OR not_before <= ?2)
                    AND \(condition)
                    AND (kind NOT IN ('put', 'move', 'change-calendar') OR EXISTS (SELECT 1
                        FROM calendar AS c WHERE c.id = o.calendar AND c.href IS NOT NULL))
                ORDER BY seq LIMIT ?4
                """, database)
            try query.bind(
                .integer(Int(account.row)), .integer(now.seconds), .flag(deletionsOnly),
                .integer(limit - due.count))
            due += try operationRows(query)
        }
        return due
    }

    /// Waiting ones first, in order, then the dead letters.
    static func allOperations(_ database: Database) throws -> [OperationRow] {
        try operationRows(
            try SQLStatement(
                "SELECT \(operationColumns) FROM operation ORDER BY dead, seq", database))
    }

    /// Seconds since 1970 of the earliest moment at which something waits; nil when nothing does.
    static func nextOperation(
        of account: SyncAccountID, _ database: Database
    ) throws -> Instant? {
        let query = try SQLStatement(
            """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM operation
                    WHERE account = ?1 AND dead = 0 AND not_before IS NULL) THEN 0
                ELSE (SELECT min(not_before) FROM operation WHERE account = ?1 AND dead = 0) END
            """, database)
        try query.bind(.integer(Int(account.row)))
        defer { query.reset() }
        guard try query.next(), !query.isNull(0) else { return nil }
        return Instant(seconds: query.integer(0))
    }

    static func outboxCounts(
        of account: SyncAccountID, _ database: Database
    ) throws -> OutboxCounts {
        let query = try SQLStatement(
            """
            SELECT (SELECT count(*) FROM operation WHERE account = ?1 AND dead = 0),
                (SELECT count(*) FROM operation WHERE account = ?1 AND dead = 1),
                (SELECT count(*) FROM edit_conflict AS e JOIN calendar AS c ON c.id = e.calendar
                 WHERE c.account = ?1)
            """, database)
        try query.bind(.integer(Int(account.row)))
        defer { query.reset() }
        guard try query.next() else { return OutboxCounts() }
        return OutboxCounts(
            pending: query.integer(0), dead: query.integer(1), editConflicts: query.integer(2))
    }

    private static func operationRows(_ query: SQLStatement) throws -> [OperationRow] {
        var rows: [OperationRow] = []
        while try query.next() { rows.append(operationRow(query)) }
        return rows
    }

    private static func operationRow(_ row: SQLStatement) -> OperationRow {
        OperationRow(
            seq: row.integer(0), id: OperationID(row.text(1)),
            account: SyncAccountID(row: Int64(row.integer(2))),
            calendar: CalendarID(row: Int64(row.integer(3))),
            object: row.isNull(4) ? nil : ObjectID(row: Int64(row.integer(4))),
            uid: UID(row.text(5)), kind: OperationKind(rawValue: row.text(6)) ?? .put,
            title: row.text(7),
            source: row.isNull(8) ? nil : CalendarID(row: Int64(row.integer(8))),
            anchor: anchor(row, from: 9), sent: row.optionalBlob(12), isUncertain: row.flag(13),
            made: Instant(seconds: row.integer(14)), attempts: row.integer(15),
            merges: row.integer(16),
            notBefore: row.isNull(17) ? nil : Instant(seconds: row.integer(17)),
            error: row.text(18), isDead: row.flag(19), status: row.integer(20),
            precondition: row.text(21))
    }

    /// Reads href, etag and base from three columns.
    static func anchor(_ row: SQLStatement, from column: Int32) -> Anchor {
        Anchor(
            href: row.optionalText(column), etag: row.optionalText(column + 1),
            base: row.optionalBlob(column + 2))
    }
}

/// Changes of rows of the outbox.
extension Queries {
    static func removeOperation(_ seq: Int, _ database: Database) throws {
        try SQLStatement("DELETE FROM operation WHERE seq = ?", database).run(.integer(seq))
    }

    static func removeOperations(of object: ObjectID, _ database: Database) throws {
        try SQLStatement("DELETE FROM operation WHERE object = ?", database)
            .run(.integer(Int(object.row)))
    }

    /// - Parameter exceptMaking: keeps one that may have made the calendar on the server.
    static func removeOperations(
        about calendar: CalendarID, exceptMaking: Bool = false, _ database: Database
    ) throws {
        try SQLStatement(
            """
            DELETE FROM operation WHERE calendar = ?1 AND NOT (?2 AND kind = 'make-calendar'
                AND sent IS NOT NULL AND dead = 0)
            """, database
        ).run(.integer(Int(calendar.row)), .flag(exceptMaking))
    }

    /// Whether an operation that was sent may have made the calendar on the server.
    static func isBeingMade(_ calendar: CalendarID, _ database: Database) throws -> Bool {
        try operations(on: calendar, database).contains {
            $0.kind == .makeCalendar && $0.sent != nil && !$0.isDead
        }
    }

    /// Notes what goes out and where to, before it does.
    static func markSent(
        _ seq: Int, _ text: [UInt8], href: String?, isUncertain: Bool, _ database: Database
    ) throws {
        try SQLStatement(
            """
            UPDATE operation SET sent = ?1, uncertain = ?2, attempts = attempts + 1, error = '',
                href = ifnull(href, ?3),
                source = CASE WHEN kind = 'put' THEN calendar ELSE source END
            WHERE seq = ?4
            """, database
        ).run(.blob(text), .flag(isUncertain), .optional(href), .integer(seq))
    }

    /// Waits for another attempt.
    static func postpone(
        _ seq: Int, until: Instant, isUncertain: Bool, reason: String, _ database: Database
    ) throws {
        try SQLStatement(
            """
            UPDATE operation SET not_before = ?1, uncertain = ?2, error = ?3,
                sent = CASE WHEN ?2 THEN sent END,
                href = CASE WHEN ?2 OR kind <> 'put' THEN href END,
                source = CASE WHEN ?2 OR kind <> 'put' THEN source END
            WHERE seq = ?4
            """, database
        ).run(
            .integer(until.seconds), .flag(isUncertain), .text(reason), .integer(seq))
    }

    static func bury(_ seq: Int, _ refusal: Refusal, _ database: Database) throws {
        try SQLStatement(
            """
            UPDATE operation SET dead = 1, error = ?, status = ?, precondition = ?,
                not_before = NULL, uncertain = 0 WHERE seq = ?
            """, database
        ).run(
            .text(refusal.reason), .integer(refusal.status), .text(refusal.precondition),
            .integer(seq))
        for (nr, clash) in refusal.clashes.enumerated() {
            try SQLStatement(
                """
                INSERT OR REPLACE INTO operation_clash (operation, nr, href, title, start, "end")
                VALUES (?, ?, ?, ?, ?, ?)
                """, database
            ).run(
                .integer(seq), .integer(nr), .text(clash.href), .text(clash.title),
                .integer(clash.shared.lowerBound.seconds),
                .integer(clash.shared.upperBound.seconds))
        }
    }

    /// Makes a dead letter, or one that waits for its time, due at once.
    static func revive(_ row: OperationRow, now: Instant, _ database: Database) throws {
        try SQLStatement("DELETE FROM operation_clash WHERE operation = ?", database)
            .run(.integer(row.seq))
        guard row.isDead else {
            return try SQLStatement(
                "UPDATE operation SET not_before = NULL WHERE seq = ?", database
            ).run(.integer(row.seq))
        }
        // Another content under the same id would be taken for a mistake.
        try SQLStatement(
            """
            UPDATE operation SET dead = 0, status = 0, precondition = '', error = '', id = ?,
                not_before = NULL, attempts = 0, merges = 0, sent = NULL,
                href = CASE WHEN kind <> 'put' THEN href END,
                source = CASE WHEN kind <> 'put' THEN source END
            WHERE seq = ?
            """, database
        ).run(.text(try newOperationID(now, database).text), .integer(row.seq))
    }

    static func clashes(of seq: Int, _ database: Database) throws -> [OverlapClash] {
        let query = try SQLStatement(
            """
            SELECT href, title, start, "end" FROM operation_clash WHERE operation = ? ORDER BY nr
            """, database)
        try query.bind(.integer(seq))
        var clashes: [OverlapClash] = []
        while try query.next() {
            let start = Instant(seconds: query.integer(2))
            clashes.append(
                OverlapClash(
                    href: query.text(0), title: query.text(1),
                    shared: start..<max(start, Instant(seconds: query.integer(3)))))
        }
        return clashes
    }

    /// What a deletion or a move starts from.
    static func setAnchor(
        _ anchor: Anchor, ofOperation seq: Int, source: CalendarID?,
        _ database: Database
    ) throws {
        try SQLStatement(
            "UPDATE operation SET href = ?, etag = ?, base = ?, source = ? WHERE seq = ?", database
        ).run(
            .optional(anchor.href), .optional(anchor.etag), .optional(anchor.base),
            .optional(source.map { Int($0.row) }), .integer(seq))
    }

    /// The event may be called something else by now.
    static func setTitle(
        _ title: String, ofOperation seq: Int, _ database: Database
    ) throws {
        try SQLStatement("UPDATE operation SET title = ? WHERE seq = ?", database)
            .run(.text(title), .integer(seq))
    }
}
