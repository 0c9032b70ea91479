import GRDB

/// What became of alerts.
extension Queries {
    /// A row of `alert_state`, as far as it names an alert.
    struct AlertStateRow {
        let id: AlertID
        let again: Instant?
    }

    /// The alerts of a UID, due at `floor` or later, that need no more telling.
    static func handledAlerts(
        of uid: UID, from floor: Instant, _ database: Database
    ) throws -> Set<AlertKey> {
        let query = try SQLStatement(
            "SELECT due, instance FROM alert_state WHERE uid = ? AND due >= ?", database)
        try query.bind(.text(uid.text), .integer(floor.seconds))
        var keys: Set<AlertKey> = []
        while try query.next() {
            keys.insert(
                AlertKey(
                    due: Instant(seconds: query.integer(0)), uid: uid, instance: query.text(1)))
        }
        return keys
    }

    /// Notes what became of an alert. One that has ended stays so.
    static func noteAlert(
        _ alert: DueAlert, _ state: AlertState, _ database: Database
    ) throws {
        let key = alert.alert.key
        try SQLStatement(
            """
            INSERT INTO alert_state (uid, due, instance, object, state, expiry)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET state = excluded.state, again = NULL
            WHERE state <> 'ended' OR again IS NOT NULL
            """, database
        ).run(
            .text(key.uid.text), .integer(key.due.seconds), .text(key.instance),
            .integer(Int(alert.id.object.row)), .text(state.rawValue),
            .integer(alert.alert.expiry.seconds))
    }

    /// An alert has ended, and is shown again at `again` where that is not in its event.
    static func endAlert(
        _ id: AlertID, of uid: UID, expiry: Instant, again: Instant?, _ database: Database
    ) throws {
        try SQLStatement(
            """
            INSERT OR REPLACE INTO alert_state (uid, due, instance, object, state, expiry, again)
            VALUES (?, ?, ?, ?, 'ended', ?, ?)
            """, database
        ).run(
            .text(uid.text), .integer(id.due.seconds), .text(id.instance),
            .integer(Int(id.object.row)), .integer(expiry.seconds),
            .optional(again?.seconds))
    }

    /// Alerts that were shown, have not ended, and whose events are not over.
    static func openAlerts(at now: Instant, _ database: Database) throws -> [AlertStateRow] {
        let query = try SQLStatement(
            """
            SELECT object, due, instance, again FROM alert_state
            WHERE state = 'shown' AND expiry > ? AND again IS NULL ORDER BY due
            """, database)
        try query.bind(.integer(now.seconds))
        return try alertStates(query)
    }

    /// Alerts that were put off until now.
    static func alertsAgain(until now: Instant, _ database: Database) throws -> [AlertStateRow] {
        let query = try SQLStatement(
            "SELECT object, due, instance, again FROM alert_state WHERE again <= ?", database)
        try query.bind(.integer(now.seconds))
        return try alertStates(query)
    }

    /// Those put off whose event is gone are shown no more.
    static func forgetAgain(_ id: AlertID, _ database: Database) throws {
        try SQLStatement(
            "UPDATE alert_state SET again = NULL WHERE due = ? AND instance = ? AND object = ?",
            database
        ).run(.integer(id.due.seconds), .text(id.instance), .integer(Int(id.object.row)))
    }

    /// Drops what is so old that nothing asks for it.
    static func pruneAlertStates(before: Instant, _ database: Database) throws {
        try SQLStatement(
            "DELETE FROM alert_state WHERE due < ?1 AND expiry < ?1 AND again IS NULL", database
        ).run(.integer(before.seconds))
    }

    /// The clock was ahead: forgets what became of alerts that are due after `far`, and of those
    /// that only seemed to be of no use any more.
    static func forgetAlertStates(
        after far: Instant, droppedUntil now: Instant, _ database: Database
    ) throws {
        try SQLStatement(
            "DELETE FROM alert_state WHERE due > ? OR state = 'dropped' AND expiry > ?", database
        ).run(.integer(far.seconds), .integer(now.seconds))
    }

    private static func alertStates(_ query: SQLStatement) throws -> [AlertStateRow] {
        var rows: [AlertStateRow] = []
        while try query.next() {
            let id = AlertID(
                object: ObjectID(row: Int64(query.integer(0))),
                due: Instant(seconds: query.integer(1)), instance: query.text(2))
            let again = query.isNull(3) ? nil : Instant(seconds: query.integer(3))
            rows.append(AlertStateRow(id: id, again: again))
        }
        return rows
    }
}
