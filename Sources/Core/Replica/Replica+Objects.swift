import GRDB

extension Replica {
    /// The object of a row; nil when there is none (any more).
    public func object(_ id: ObjectID) throws(ReplicaError) -> StoredObject? {
        try read { try Queries.object(id, $0)?.stored() }
    }

    /// The objects of a UID, one for each calendar that has it.
    public func objects(uid: UID) throws(ReplicaError) -> [StoredObject] {
        try read { try Queries.objects(uid: uid, $0).map { try $0.stored() } }
    }

    /// The rows of at most `limit` objects whose UID begins with `prefix`, by UID.
    public func objectIDs(
        uidPrefix prefix: String, limit: Int
    ) throws(ReplicaError) -> [ObjectID] {
        try read { try Queries.objectIDs(uidPrefix: prefix, limit: limit, $0) }
    }

    /// The rows of a calendar's objects, in the order in which they came.
    public func objectIDs(in calendar: CalendarID) throws(ReplicaError) -> [ObjectID] {
        try read { try Queries.objectIDs(in: calendar, $0) }
    }

    /// How many objects a calendar has.
    public func objectCount(in calendar: CalendarID) throws(ReplicaError) -> Int {
        try read { try Queries.objectCount(in: calendar, $0) }
    }

    /// Makes an edit: all changes or, when one of them throws, none. Can be undone as one step.
    ///
    /// - Parameters:
    ///   - label: what the edit does, for undo: `Delete “Lunch”`.
    /// - Returns: the row of each change, in their order.
    /// - Throws: `.noSuchObject`, `.noSuchCalendar`, `.calendarIsReadOnly`, `.uidTaken`,
    ///   `.objectTooLarge`, or what the file allows no more.
    @discardableResult
    public func apply(
        _ changes: [ObjectChange], label: String, now: Instant
    ) throws(ReplicaError) -> [ObjectID] {
        if changes.isEmpty { return [] }
        return try write { try apply(changes, label: label, now: now, $0) }
    }

    /// As above, inside a transaction.
    @discardableResult
    func apply(
        _ changes: [ObjectChange], label: String, now: Instant, _ database: Database
    ) throws -> [ObjectID] {
        let journal = try Journal.begin(label, now: now, database)
        let writer = try ChangeWriter(
            database: database, zones: zones, journal: journal, now: now)
        let ids = try changes.map { try writer.apply($0) }
        try journal.finish(database)
        return ids
    }

    static func checkWritable(_ id: CalendarID, _ database: Database) throws {
        if try calendar(id, database).info.isReadOnly {
            throw ReplicaError.calendarIsReadOnly(id)
        }
    }
}

extension ObjectRow {
    func stored() throws(ReplicaError) -> StoredObject {
        StoredObject(id: id, calendar: calendar, object: try object())
    }
}
