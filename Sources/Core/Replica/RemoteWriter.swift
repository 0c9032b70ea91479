import GRDB

/// Stores what a server says, joined with what was edited here; the decisions are made inside the
/// transaction that stores them, so that no edit of another process falls between.
struct RemoteWriter {
    let calendar: CalendarID
    let account: SyncAccountID
    let writer: ObjectWriter
    let now: Instant
    var summary = PullSummary()

    var database: Database { writer.database }

    mutating func take(_ change: RemoteChange) throws {
        switch change {
        case .object(let remote): try take(remote)
        case .removed(let href): try remove(href)
        }
    }

    mutating func take(_ remote: RemoteObject) throws {
        if let row = try Queries.syncRow(at: remote.href, in: calendar, database) {
            return try update(row, by: remote)
        }
        guard let object = try readable(remote) else { return }
        if let waiting = try Queries.operation(at: remote.href, in: calendar, database),
            try meet(waiting, remote, object)
        {
            return
        }
        if let row = try Queries.syncRow(uid: object.uid, in: calendar, database) {
            return try meet(row, remote, object)
        }
        try add(object, remote)
    }

    /// nil, and told, for what is no calendar object: it is kept aside, so that it is not asked for
    /// again and again.
    private mutating func readable(_ remote: RemoteObject) throws -> CalendarObject? {
        if let object = CalendarObject(remote.text),
            remote.text.count <= ReplicaLimits.objectBytes
        {
            return object
        }
        summary.unreadable += 1
        try setAside(remote, uid: nil)
        return nil
    }

    private mutating func add(_ object: CalendarObject, _ remote: RemoteObject) throws {
        try Queries.removeAside(at: remote.href, in: calendar, database)
        let id = try writer.add(
            object, text: remote.text, hash: ObjectContent.hash(remote.text), to: calendar)
        try Queries.setAnchor(Anchor(href: remote.href, etag: remote.etag), of: id, database)
        summary.added += 1
        note(.added, id, old: nil, new: object)
    }

    /// A known place has a (maybe) new state.
    private mutating func update(_ row: SyncRow, by remote: RemoteObject) throws {
        guard let object = CalendarObject(remote.text), object.uid == row.uid else {
            // Another event, or nonsense, took the place: the old one is gone.
            try remove(remote.href)
            return try take(remote)
        }
        let operations = try Queries.operations(of: row.id, database)
        guard operations.isEmpty, row.isInStep else {
            return try joinEdited(row, remote, operations, isOvertaken: false)
        }
        if row.text != remote.text {
            let old = try? row.object()
            try rewriteJournal(row, remote.text)
            try writer.replace(row.id, by: object, text: remote.text, in: calendar)
            summary.changed += 1
            note(.changed, row.id, old: old, new: object)
        }
        try Queries.setAnchor(Anchor(href: remote.href, etag: remote.etag), of: row.id, database)
    }

    /// Something is at the place of an object whose deletion or move waits, or whose creation was
    /// sent; false when that says nothing about it.
    private mutating func meet(
        _ operation: OperationRow, _ remote: RemoteObject, _ object: CalendarObject
    ) throws -> Bool {
        guard operation.carriesAnchor else { return try meetCreated(operation, remote) }
        if let put = try sentPut(of: operation.object, remote) {
            try accept(put, remote)
            return true
        }
        let base = operation.anchor.base
        let isUnchanged =
            ETag.areSame(operation.anchor.etag, remote.etag)
            || base.map { ObjectContent.isSame($0, remote.text) } ?? false
        if isUnchanged {
            try Queries.setAnchor(
                Anchor(href: remote.href, etag: remote.etag, base: base),
                ofOperation: operation.seq, source: operation.source, database)
        } else if operation.kind == .move {
            try changedAtSource(operation, remote)
        } else {
            try revive(operation, remote, object)
        }
        return true
    }

    /// The operation that stored what the server has, if its answer got lost.
    private func sentPut(
        of object: ObjectID?, _ remote: RemoteObject
    ) throws -> OperationRow? {
        guard let object else { return nil }
        return try Queries.operations(of: object, database).first { operation in
            operation.isSentPut
                && operation.sent.map { ObjectContent.isSame($0, remote.text) } ?? false
        }
    }

    /// Something is where a creation was sent, of which the answer is not known.
    private mutating func meetCreated(
        _ operation: OperationRow, _ remote: RemoteObject
    ) throws -> Bool {
        guard operation.isSentPut, let sent = operation.sent, let id = operation.object else {
            return false
        }
        if ObjectContent.isSame(sent, remote.text) {
            try accept(operation, remote)
            return true
        }
        guard try Queries.syncRow(id, database) == nil else { return false }
        try deleteInstead(operation, remote)
        return true
    }

    /// The server changed what is on its way to another calendar.
    ///
    /// - Parameters:
    ///   - base: what the edits here started from, if that is not what the move does.
    ///   - place: the calendar that it is in now, if the move does not know yet.
    mutating func changedAtSource(
        _ operation: OperationRow, _ remote: RemoteObject, since base: [UInt8]? = nil,
        in place: CalendarID? = nil
    ) throws {
        try Queries.setAnchor(
            Anchor(href: remote.href, etag: remote.etag, base: remote.text),
            ofOperation: operation.seq, source: place ?? operation.source, database)
        guard let id = operation.object, var row = try Queries.syncRow(id, database) else { return }
        row.anchor = operation.anchor
        if let base { row.anchor.base = base }
        let merged = mergeObjects(
            base: row.anchor.base, local: row.text, remote: remote.text, zones: writer.zones)
        try store(merged, in: row, remote: remote)
        let later = try Queries.operations(of: id, database).contains { $0.kind == .put }
        if merged.text != remote.text, !later { try queuePut(row, after: nil) }
    }

    /// Deleted here, edited there: it is not deleted, and shown.
    mutating func revive(
        _ operation: OperationRow, _ remote: RemoteObject, _ object: CalendarObject
    ) throws {
        guard let id = operation.object else { return }
        try Queries.removeOperation(operation.seq, database)
        if try Queries.syncRow(id, database) == nil,
            try Queries.syncRow(uid: object.uid, in: calendar, database) == nil
        {
            _ = try writer.add(
                object, text: remote.text, hash: ObjectContent.hash(remote.text), as: id,
                to: calendar)
            try Queries.setAnchor(
                Anchor(href: remote.href, etag: remote.etag), of: id, database)
            summary.added += 1
        } else {
            // Made anew meanwhile: that one is joined with the server's.
            if let row = try Queries.syncRow(uid: object.uid, in: calendar, database) {
                try adopt(row, remote, base: operation.anchor.base)
            }
        }
        try addEditConflict(
            .deletedHere, id, title: object.title, base: operation.anchor.base, local: nil,
            remote: remote.text)
    }

    /// An object of the same UID is at no place yet, or at another one.
    private mutating func meet(
        _ row: SyncRow, _ remote: RemoteObject, _ object: CalendarObject
    ) throws {
        if row.anchor.href == nil { return try adopt(row, remote, base: nil) }
        // RFC 4791 §4.1 forbids it, and some servers let it happen. When it was moved on the
        // server, its old place is told to be empty, now or later.
        try setAside(remote, uid: object.uid)
    }

    /// What was never known to be on the server is there.
    mutating func adopt(
        _ row: SyncRow, _ remote: RemoteObject, base: [UInt8]?
    ) throws {
        let operations = try Queries.operations(of: row.id, database)
        if let move = operations.first(where: { $0.kind == .move && $0.sent != nil }) {
            return try acceptMove(move, as: remote)
        }
        try Queries.setAnchor(Anchor(href: remote.href, etag: remote.etag), of: row.id, database)
        var anchored = row
        anchored.anchor = Anchor(href: remote.href, base: base)
        try joinEdited(anchored, remote, operations, isOvertaken: false)
    }

    private mutating func remove(_ href: String) throws {
        if try Queries.removeAside(at: href, in: calendar, database) { return }
        if let operation = try Queries.operation(at: href, in: calendar, database) {
            return try sourceGone(operation)
        }
        guard let row = try Queries.syncRow(at: href, in: calendar, database) else { return }
        if let other = try Queries.aside(uid: row.uid, in: calendar, database) {
            // It only was moved, or there was a second one all along.
            try Queries.removeAside(at: other.href, in: calendar, database)
            var anchor = row.anchor
            (anchor.href, anchor.etag) = (other.href, other.etag)
            try Queries.setAnchor(anchor, of: row.id, database)
            return try take(
                RemoteObject(href: other.href, etag: other.etag, text: other.text))
        }
        try letGo(row, try Queries.operations(of: row.id, database))
    }

    /// The server has an object no more.
    mutating func letGo(_ row: SyncRow, _ operations: [OperationRow]) throws {
        guard row.isInStep, operations.isEmpty else { return try lose(row) }
        let old = try? row.object()
        try writer.remove(row.id)
        summary.removed += 1
        note(.removed, row.id, old: old, new: nil)
    }

    /// Nothing is where a deletion or a move waits for it.
    mutating func sourceGone(_ operation: OperationRow) throws {
        switch operation.kind {
        case .delete: try Queries.removeOperation(operation.seq, database)
        case .move:
            // One that was sent may have done it; its repetition finds out.
            guard operation.sent == nil, let id = operation.object,
                let row = try Queries.syncRow(id, database)
            else { return }
            try lose(row)
        case .put, .makeCalendar, .changeCalendar, .deleteCalendar: break
        }
    }

    /// Edited here, deleted there: kept, and shown, to be made anew or dropped.
    mutating func lose(_ row: SyncRow) throws {
        try Queries.removeOperations(of: row.id, database)
        try Queries.setAnchor(.none, of: row.id, database)
        try addEditConflict(
            .deletedThere, row.id, in: row.calendar, title: (try? row.object().title) ?? "",
            base: row.anchor.base, local: row.text, remote: nil)
    }
}

/// Joining.
extension RemoteWriter {
    /// Both sides may have changed an object.
    mutating func joinEdited(
        _ row: SyncRow, _ remote: RemoteObject, _ operations: [OperationRow], isOvertaken: Bool
    ) throws {
        let place = Anchor(href: remote.href, etag: remote.etag, base: remote.text)
        if let first = operations.first, first.kind == .put, !first.isDead, let sent = first.sent,
            ObjectContent.isSame(sent, remote.text)
        {
            return try accept(first, remote)
        }
        if let base = row.anchor.base, base == remote.text, !isOvertaken {
            return try Queries.setAnchor(place, of: row.id, database)
        }
        let merges = (operations.map(\.merges).max() ?? 0) + (isOvertaken ? 1 : 0)
        if merges > SyncLimits.merges {
            try giveWay(row, remote)
            return try Queries.removeOperations(of: row.id, database)
        }
        let merged = mergeObjects(
            base: row.anchor.base, local: row.text, remote: remote.text, zones: writer.zones)
        try store(merged, in: row, remote: remote)
        let isSame = merged.text == remote.text
        try Queries.setAnchor(
            isSame ? Anchor(href: remote.href, etag: remote.etag) : place, of: row.id, database)
        try requeue(row, operations, isDone: isSame, merges: merges)
    }

    /// In place of the operations that stored the object before it was joined, one that stores it
    /// as it is now; none when nothing of ours is left. A dead letter stays one.
    private func requeue(
        _ row: SyncRow, _ operations: [OperationRow], isDone: Bool, merges: Int
    ) throws {
        let isDead = operations.contains { $0.isDead }
        if isDead, !isDone { return }
        for operation in operations where operation.kind == .put {
            try Queries.removeOperation(operation.seq, database)
        }
        if !isDone { try queuePut(row, after: operations.last, merges: merges) }
    }

    func queuePut(
        _ row: SyncRow, after last: OperationRow?, merges: Int = 0
    ) throws {
        let title = try last?.title ?? row.object().title
        try Queries.addOperation(
            .put, account: account, calendar: row.calendar, object: row.id, uid: row.uid,
            title: title, merges: merges, now: now, database)
    }

    /// Stores the joined text, and what it could not hold as an edit conflict.
    mutating func store(
        _ merged: MergeResult, in row: SyncRow, remote: RemoteObject
    ) throws {
        if !merged.clashes.isEmpty {
            try addEditConflict(
                .edited, row.id, title: (try? row.object().title) ?? "", base: row.anchor.base,
                local: row.text, remote: remote.text)
        }
        guard merged.text != row.text else { return }
        guard let object = CalendarObject(merged.text) else { return try giveWay(row, remote) }
        try rewriteJournal(row, remote.text)
        try writer.replace(row.id, by: object, text: merged.text, in: row.calendar)
        summary.merged += 1
    }

    /// The server's state stands as a whole; ours is kept as an edit conflict.
    private mutating func giveWay(_ row: SyncRow, _ remote: RemoteObject) throws {
        try addEditConflict(
            .edited, row.id, title: (try? row.object().title) ?? "", base: row.anchor.base,
            local: row.text, remote: remote.text)
        guard let object = CalendarObject(remote.text) else { return }
        try writer.replace(row.id, by: object, text: remote.text, in: row.calendar)
        try Queries.setAnchor(Anchor(href: remote.href, etag: remote.etag), of: row.id, database)
    }

    mutating func addEditConflict(
        _ kind: EditConflict.Kind, _ object: ObjectID, in place: CalendarID? = nil, title: String,
        base: [UInt8]?, local: [UInt8]?, remote: [UInt8]?
    ) throws {
        try Queries.addEditConflict(
            kind, object: object, calendar: place ?? calendar, title: title, base: base,
            local: local, remote: remote, now: now, database)
        summary.editConflicts += 1
    }

    /// What undo and redo would bring back gets what the server changed, so that undoing an edit
    /// takes back that edit and nothing of others.
    private func rewriteJournal(_ row: SyncRow, _ remote: [UInt8]) throws {
        for kept in try Queries.keptTexts(of: row.id, database) {
            let merged = mergeObjects(
                base: row.anchor.base ?? row.text, local: kept.text, remote: remote,
                preferring: .local, zones: writer.zones)
            if merged.text != kept.text {
                try Queries.setKeptText(merged.text, of: row.id, step: kept.step, database)
            }
        }
    }

    private mutating func note(
        _ kind: RemoteNotice.Kind, _ id: ObjectID, old: CalendarObject?, new: CalendarObject?
    ) {
        guard summary.notices.count < PullSummary.listed else { return }
        if let old, let new, old.saysTheSame(as: new) { return }
        let (oldStart, newStart) = (old?.representative?.start, new?.representative?.start)
        let isMoved = kind == .changed && oldStart != newStart
        summary.notices.append(
            RemoteNotice(
                kind: isMoved ? .moved : kind, calendar: calendar, object: id,
                title: (new ?? old)?.title ?? "", oldStart: oldStart, newStart: newStart))
    }
}

extension CalendarObject {
    /// Reads the first calendar of a text; nil when it is no calendar object.
    init?(_ text: [UInt8]) {
        guard let calendar = parseICalendar(text).components.first,
            let object = try? CalendarObject(calendar: calendar)
        else { return nil }
        self = object
    }

    /// Of its representative; empty when it has none.
    var title: String { representative?.title ?? "" }
}

extension SyncRow {
    /// The object that the text describes.
    func object() throws(ReplicaError) -> CalendarObject {
        guard let object = CalendarObject(text) else { throw .damagedObject(id) }
        return object
    }
}
