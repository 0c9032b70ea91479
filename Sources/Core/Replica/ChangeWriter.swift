import GRDB

/// Carries out a change of an edit: the object with its index rows, the undo row, and what the
/// server has to be told.
struct ChangeWriter {
    private let database: Database
    private let writer: ObjectWriter
    private let outbox: OutboxWriter
    private let journal: Journal

    init(database: Database, zones: ZoneDatabase, journal: Journal, now: Instant) throws {
        self.database = database
        self.journal = journal
        writer = ObjectWriter(database: database, zones: zones)
        outbox = try OutboxWriter(database, now: now)
    }

    /// - Returns: the row of the object.
    @discardableResult
    func apply(_ change: ObjectChange) throws -> ObjectID {
        switch change {
        case .put(nil, let calendar, let object):
            try Replica.checkWritable(calendar, database)
            let id = try writer.add(object, to: calendar)
            try journal.keepNew(id, database)
            try outbox.added(id, object.uid, title: object.title, to: calendar)
            return id
        case .put(let id?, let calendar, let object):
            try Replica.checkWritable(calendar, database)
            try keep(id, leaving: calendar)
            if outbox.isNeeded {
                try outbox.replacing(
                    id, by: object.calendar.bytes, title: object.title, in: calendar)
            }
            try writer.replace(id, by: object, in: calendar)
            return id
        case .delete(let id):
            try keep(id, leaving: nil)
            if outbox.isNeeded { try outbox.removing(id, title: try title(of: id)) }
            try writer.remove(id)
            return id
        }
    }

    /// Notes an object's present state, and checks that its calendar lets it go.
    private func keep(_ id: ObjectID, leaving calendar: CalendarID?) throws {
        guard let present = try Queries.calendar(of: id, database) else {
            throw ReplicaError.noSuchObject(id)
        }
        if present != calendar { try Replica.checkWritable(present, database) }
        try journal.keep(id, database)
    }

    private func title(of id: ObjectID) throws -> String {
        try Queries.object(id, database).flatMap { try? $0.object() }?.title ?? ""
    }
}
