import GRDB

/// Writes objects together with what the indexes hold of them; the only place that does.
struct ObjectWriter {
    let database: Database
    let zones: ZoneDatabase

    /// Adds an object to a calendar that has none of its UID.
    func add(
        _ object: CalendarObject, as id: ObjectID? = nil, to calendar: CalendarID
    ) throws -> ObjectID {
        let text = object.calendar.bytes
        return try add(
            object, text: text, hash: ObjectContent.hash(text), as: id, to: calendar)
    }

    /// As above, where text and hash are known.
    func add(
        _ object: CalendarObject, text: [UInt8], hash: Int, as id: ObjectID? = nil,
        to calendar: CalendarID
    ) throws -> ObjectID {
        try checkSize(text)
        let id = try refusingTakenUID(object.uid) {
            try Queries.addObject(
                id: id, in: calendar, uid: object.uid, hash: hash, text: text, database)
        }
        try derive(object, id, calendar)
        return id
    }

    /// Puts an object in place of a stored one.
    func replace(_ id: ObjectID, by object: CalendarObject, in calendar: CalendarID) throws {
        try replace(id, by: object, text: object.calendar.bytes, in: calendar)
    }

    /// As above, where the text is known.
    func replace(
        _ id: ObjectID, by object: CalendarObject, text: [UInt8], in calendar: CalendarID
    ) throws {
        try checkSize(text)
        try Queries.removeDerived(id, database)
        try refusingTakenUID(object.uid) {
            try Queries.updateObject(
                id, in: calendar, uid: object.uid, hash: ObjectContent.hash(text), text: text,
                database)
        }
        try derive(object, id, calendar)
    }

    /// Removes an object.
    func remove(_ id: ObjectID) throws { try Queries.removeObject(id, database) }

    /// Brings back a former state.
    func restore(_ row: ObjectRow, inPlace: Bool) throws {
        let object = try row.object()
        if inPlace {
            try replace(row.id, by: object, in: row.calendar)
        } else {
            _ = try add(object, as: row.id, to: row.calendar)
        }
    }

    /// Computes anew what the indexes hold of a stored object.
    func rederive(_ row: ObjectRow) throws {
        try Queries.removeDerived(row.id, database)
        try derive(try row.object(), row.id, row.calendar)
    }

    private func derive(
        _ object: CalendarObject, _ id: ObjectID, _ calendar: CalendarID
    ) throws {
        let entries = object.timeIndex(zones: zones)
        for (nr, entry) in entries.enumerated() {
            if let seed = entry.seed {
                try Queries.addSeries(entry, seed, nr: nr, of: id, in: calendar, database)
            } else {
                try Queries.addSingle(entry, nr: nr, of: id, in: calendar, database)
            }
        }
        try Queries.noteAlerts(AlertBounds(object, entries), of: id, database)
        let document = SearchDocument(object)
        if !document.isEmpty { try Queries.addDocument(document, of: id, database) }
    }

    private func checkSize(_ text: [UInt8]) throws(ReplicaError) {
        guard text.count <= ReplicaLimits.objectBytes else {
            throw .objectTooLarge(bytes: text.count, limit: ReplicaLimits.objectBytes)
        }
    }

    private func refusingTakenUID<Result>(_ uid: UID, _ body: () throws -> Result) throws -> Result
    {
        do {
            return try body()
        } catch let error as DatabaseError
            where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE
        {
            throw ReplicaError.uidTaken(uid)
        }
    }
}

extension ObjectRow {
    /// The object that the text describes.
    func object() throws(ReplicaError) -> CalendarObject {
        guard let calendar = parseICalendar(text).components.first,
            let object = try? CalendarObject(calendar: calendar)
        else { throw .damagedObject(id) }
        return object
    }
}
