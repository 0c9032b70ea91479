import GRDB

/// When objects alert next.
extension Queries {
    /// `alert.due` of an object that has no more alerts.
    private static let never = Instant.distantFuture.seconds

    /// An object was written: its next alert is to be computed.
    static func noteAlerts(_ bounds: AlertBounds, of id: ObjectID, _ database: Database) throws {
        try SQLStatement(
            "INSERT OR REPLACE INTO alert (object, alarms, last, due) VALUES (?, ?, ?, NULL)",
            database
        ).run(
            .integer(Int(id.row)), .flag(bounds.hasAlarms), .integer(bounds.last.seconds))
    }

    /// The next moment at which something is due.
    static func nextAlert(_ database: Database) throws -> Instant? {
        let query = try SQLStatement(
            "SELECT (SELECT min(due) FROM alert), "
                + "(SELECT min(again) FROM alert_state WHERE again IS NOT NULL)", database)
        defer { query.reset() }
        guard try query.next() else { return nil }
        let moments = [Int32(0), 1].filter { !query.isNull($0) }.map { query.integer($0) }
        return moments.min().flatMap { $0 < never ? Instant(seconds: $0) : nil }
    }

    static func setDue(_ due: Instant?, of id: ObjectID, _ database: Database) throws {
        try SQLStatement("UPDATE alert SET due = ? WHERE object = ?", database)
            .run(.integer(due?.seconds ?? never), .integer(Int(id.row)))
    }

    /// Objects whose next alert is to be computed.
    static func uncomputedAlerts(limit: Int, _ database: Database) throws -> [ObjectID] {
        let query = try SQLStatement(
            "SELECT object FROM alert WHERE due IS NULL LIMIT ?", database)
        try query.bind(.integer(limit))
        return try alertObjects(query)
    }

    /// Settles those that can have no alert: nothing of them is due after `floor`, or they have no
    /// alarms and there are no default ones.
    static func settleSilent(
        floor: Instant, hasDefaults: Bool, _ database: Database
    ) throws {
        try SQLStatement(
            "UPDATE alert SET due = ? WHERE due IS NULL AND (last < ? OR alarms = 0 AND NOT ?)",
            database
        ).run(.integer(never), .integer(floor.seconds), .flag(hasDefaults))
    }

    /// All next alerts are to be computed anew.
    static func forgetDue(_ database: Database) throws {
        try SQLStatement("UPDATE alert SET due = NULL", database).run()
    }

    /// Objects with something due, and since when.
    static func dueObjects(
        until now: Instant, limit: Int, _ database: Database
    ) throws -> [(id: ObjectID, due: Instant)] {
        let query = try SQLStatement(
            "SELECT object, due FROM alert WHERE due <= ? ORDER BY due LIMIT ?", database)
        try query.bind(.integer(now.seconds), .integer(limit))
        var found: [(id: ObjectID, due: Instant)] = []
        while try query.next() {
            found.append(
                (ObjectID(row: Int64(query.integer(0))), Instant(seconds: query.integer(1))))
        }
        return found
    }

    /// Objects that may have alerts in a window.
    static func alertingObjects(
        in window: Range<Instant>, hasDefaults: Bool, limit: Int, _ database: Database
    ) throws -> [ObjectID] {
        let query = try SQLStatement(
            """
            SELECT object FROM alert
            WHERE (due IS NULL OR due < ?1) AND last >= ?2 AND (alarms = 1 OR ?3)
            ORDER BY due LIMIT ?4
            """, database)
        try query.bind(
            .integer(window.upperBound.seconds), .integer(window.lowerBound.seconds),
            .flag(hasDefaults), .integer(limit))
        return try alertObjects(query)
    }

    private static func alertObjects(_ query: SQLStatement) throws -> [ObjectID] {
        var ids: [ObjectID] = []
        while try query.next() { ids.append(ObjectID(row: Int64(query.integer(0)))) }
        return ids
    }
}
