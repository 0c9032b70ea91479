import GRDB

extension Replica {
    /// Adds the objects of a file, or of several, to a calendar; what is there already is left
    /// alone, so importing twice changes nothing. One transaction, undone as one step.
    ///
    /// - Parameters:
    ///   - label: what the edit does, for undo.
    ///   - progress: called now and then with the number of objects done.
    public func importObjects(
        _ objects: [CalendarObject], into calendar: CalendarID, label: String, now: Instant,
        progress: (_ done: Int) -> Void = { _ in }
    ) throws(ReplicaError) -> ImportSummary {
        try write { database in
            try Self.checkWritable(calendar, database)
            var importer = Importer(
                calendar: calendar, label: label, now: now,
                writer: ObjectWriter(database: database, zones: zones),
                outbox: try OutboxWriter(database, now: now))
            for (done, object) in objects.enumerated() {
                if done % 256 == 0 { progress(done) }
                try importer.take(object)
            }
            try importer.journal?.finish(database)
            progress(objects.count)
            return importer.summary
        }
    }
}

/// Decides for each object of an import whether it is new.
private struct Importer {
    let calendar: CalendarID
    let label: String
    let now: Instant
    let writer: ObjectWriter
    let outbox: OutboxWriter
    var summary = ImportSummary()
    /// Begun with the first change, so that an import without changes keeps what can be redone.
    var journal: Journal?

    mutating func take(_ object: CalendarObject) throws {
        let text = object.calendar.bytes
        guard text.count <= ReplicaLimits.objectBytes else {
            summary.tooLarge += 1
            return
        }
        let database = writer.database
        if let row = try Queries.object(uid: object.uid, in: calendar, database) {
            try update(row, by: object, text)
            return
        }
        let hash = ObjectContent.hash(text)
        let alike = try Queries.objects(hash: hash, in: calendar, database)
        if let same = alike.first(where: { ObjectContent.isSame($0.text, text) }) {
            summary.duplicates += 1
            if summary.duplicateUIDs.count < ImportSummary.listed {
                summary.duplicateUIDs.append(
                    DuplicateUID(imported: object.uid, stored: same.uid))
            }
            return
        }
        let id = try writer.add(object, text: text, hash: hash, to: calendar)
        try begin().keepNew(id, database)
        if outbox.isNeeded {
            try outbox.added(id, object.uid, title: object.title, to: calendar)
        }
        summary.added += 1
    }

    private mutating func update(
        _ row: ObjectRow, by object: CalendarObject, _ text: [UInt8]
    ) throws {
        if ObjectContent.isSame(row.text, text) {
            summary.unchanged += 1
            return
        }
        // A text that cannot be read is no reason to keep out one that can.
        let stored = try? row.object()
        guard let better = stored.map({ object.improving(on: $0) }) ?? object else {
            summary.kept += 1
            return
        }
        try begin().keep(row.id, writer.database)
        if outbox.isNeeded {
            try outbox.replacing(
                row.id, by: better.calendar.bytes, title: better.title, in: calendar)
        }
        try writer.replace(row.id, by: better, in: calendar)
        summary.updated += 1
    }

    private mutating func begin() throws -> Journal {
        if let journal { return journal }
        let begun = try Journal.begin(label, now: now, writer.database)
        journal = begun
        return begun
    }
}
