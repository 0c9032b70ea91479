import GRDB

extension Replica {
    /// The edit conflicts that wait for the user, oldest first.
    public func editConflicts() throws(ReplicaError) -> [EditConflict] {
        try read { try Queries.editConflicts($0) }
    }

    /// Settles an edit conflict; what has to be told to the server is queued. Can be undone, but
    /// for the edit conflict itself.
    ///
    /// - Returns: false when there is no such edit conflict (any more).
    /// - Throws: `.damagedObject` when a stored version cannot be read; nothing changes then.
    public func resolve(
        _ id: Int64, _ resolution: EditConflictResolution, label: String, now: Instant
    ) throws(ReplicaError) -> Bool {
        try write { database in
            guard let editConflict = try Queries.editConflict(id, database) else { return false }
            try Queries.removeEditConflict(id, database)
            let row = try Queries.syncRow(editConflict.object, database)
            guard let change = try Self.change(editConflict, resolution, row, zones) else {
                return true
            }
            let journal = try Journal.begin(label, now: now, database)
            try ChangeWriter(database: database, zones: zones, journal: journal, now: now)
                .apply(change)
            if case .put = change, row != nil { try Self.sendAnew(editConflict, database, now) }
            try journal.finish(database)
            return true
        }
    }

    /// What to do about the object; nil when it is as it shall be.
    private static func change(
        _ editConflict: EditConflict, _ resolution: EditConflictResolution, _ row: SyncRow?,
        _ zones: ZoneDatabase
    ) throws -> ObjectChange? {
        switch (resolution, editConflict.kind) {
        case (.merged(let object), _):
            return .put(row?.id, row?.calendar ?? editConflict.calendar, object)
        case (.theirs, .edited), (.theirs, .deletedHere): return nil
        // Only what nobody has taken up again since.
        case (.theirs, .deletedThere): return row.map { .delete($0.id) }
        case (.mine, .deletedHere): return row.map { .delete($0.id) }
        case (.mine, .deletedThere), (.mine, .edited):
            guard let local = editConflict.local else { return nil }
            var text = local
            if let row, editConflict.kind == .edited {
                text =
                    mergeObjects(
                        base: editConflict.base, local: local, remote: row.text, preferring: .local,
                        zones: zones
                    ).text
            } else if let row {
                text = row.text
            }
            guard let object = CalendarObject(text) else {
                throw ReplicaError.damagedObject(editConflict.object)
            }
            return .put(row?.id, row?.calendar ?? editConflict.calendar, object)
        }
    }

    /// An object that the server deleted is stored there again even when its text is as it was.
    private static func sendAnew(
        _ editConflict: EditConflict, _ database: Database, _ now: Instant
    ) throws {
        guard let row = try Queries.syncRow(editConflict.object, database), row.anchor.href == nil,
            try Queries.operations(of: row.id, database).isEmpty
        else { return }
        try OutboxWriter(database, now: now)
            .added(row.id, row.uid, title: editConflict.title, to: row.calendar)
    }
}
