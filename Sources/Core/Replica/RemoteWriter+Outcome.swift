import GRDB

/// What came of operations.
extension RemoteWriter {
    mutating func finish(_ operation: OperationRow, _ outcome: OperationOutcome) throws {
        try store(outcome, of: operation)
        if let source = operation.source { try write(in: source) { try $0.surface() } }
    }

    private mutating func store(
        _ outcome: OperationOutcome, of operation: OperationRow
    ) throws {
        switch outcome {
        case .accepted(let href, let etag):
            let text = operation.kind == .move ? operation.anchor.base : operation.sent
            try accept(operation, RemoteObject(href: href, etag: etag, text: text ?? []))
        case .acceptedAs(let remote): try accept(operation, remote)
        case .done(let href): try finished(operation, href)
        case .overtaken(let remote): try overtaken(operation, by: remote)
        case .met(let remote): try met(operation, remote)
        case .refused(let refusal): try refused(operation, refusal)
        case .later(let moment, let doubt, let reason):
            try Queries.postpone(
                operation.seq, until: moment,
                isUncertain: operation.isUncertain || doubt == .mayBeDone, reason: reason, database)
        }
    }

    /// The server has `remote`, which comes from this operation.
    mutating func accept(_ operation: OperationRow, _ remote: RemoteObject) throws {
        if operation.kind == .move { return try acceptMove(operation, as: remote) }
        try Queries.removeOperation(operation.seq, database)
        guard let id = operation.object else { return }
        try settle(id, in: operation.calendar, sent: operation.sent ?? remote.text, remote)
    }

    mutating func acceptMove(_ operation: OperationRow, as remote: RemoteObject) throws {
        try Queries.removeOperation(operation.seq, database)
        guard let id = operation.object else { return }
        try settle(id, in: operation.calendar, sent: operation.anchor.base ?? remote.text, remote)
    }

    /// Notes the new agreed state where it belongs: with the next deletion or move, or the object.
    private mutating func settle(
        _ id: ObjectID, in place: CalendarID, sent: [UInt8], _ remote: RemoteObject
    ) throws {
        var agreed = Anchor(href: remote.href, etag: remote.etag, base: remote.text)
        let later = try Queries.operations(of: id, database)
        if let next = later.first(where: \.carriesAnchor) {
            return try settle(next, in: place, sent: sent, remote)
        }
        guard let row = try Queries.syncRow(id, database) else { return }
        if row.text == sent || row.text == remote.text {
            if row.text != remote.text, let object = CalendarObject(remote.text) {
                try writer.replace(id, by: object, text: remote.text, in: row.calendar)
            }
            agreed.base = nil
            for operation in later where operation.kind == .put && operation.sent == nil {
                try Queries.removeOperation(operation.seq, database)
            }
            return try Queries.setAnchor(agreed, of: id, database)
        }
        // Edited since it was sent.
        var edited = row
        edited.anchor = Anchor(href: remote.href, etag: remote.etag, base: sent)
        if sent != remote.text {
            let merged = mergeObjects(
                base: sent, local: row.text, remote: remote.text, zones: writer.zones)
            try store(merged, in: edited, remote: remote)
        }
        try Queries.setAnchor(agreed, of: id, database)
        if later.isEmpty { try queuePut(edited, after: nil) }
    }

    /// Somebody else moved an object as well: what differs between the two versions is shown.
    private mutating func met(_ operation: OperationRow, _ remote: RemoteObject) throws {
        try Queries.removeOperation(operation.seq, database)
        guard let id = operation.object else { return }
        if let next = try Queries.operations(of: id, database).first(where: \.carriesAnchor) {
            // Whoever carries it out looks first, and finds something else.
            let base = next.kind == .delete ? operation.anchor.base : nil
            return try Queries.setAnchor(
                Anchor(href: remote.href, etag: nil, base: base), ofOperation: next.seq,
                source: operation.calendar, database)
        }
        guard let row = try Queries.syncRow(id, database) else { return }
        try adopt(row, remote, base: nil)
    }

    /// The agreed state belongs to a deletion or a move that waits; what others changed before
    /// the operation arrived moves along, and is not deleted unseen.
    private mutating func settle(
        _ next: OperationRow, in place: CalendarID, sent: [UInt8], _ remote: RemoteObject
    ) throws {
        if next.kind == .move, let id = next.object, try Queries.syncRow(id, database) != nil {
            return try changedAtSource(next, remote, since: sent, in: place)
        }
        var agreed = Anchor(href: remote.href, etag: remote.etag, base: remote.text)
        if !Self.isMerelyRewritten(sent, remote.text) { (agreed.etag, agreed.base) = (nil, sent) }
        try Queries.setAnchor(agreed, ofOperation: next.seq, source: place, database)
    }

    /// Whether what the server has tells people what was sent. Some servers add to what they store.
    private static func isMerelyRewritten(_ sent: [UInt8], _ text: [UInt8]) -> Bool {
        if sent == text { return true }
        guard let old = CalendarObject(sent), let new = CalendarObject(text) else { return false }
        return new.saysTheSame(as: old, butExtensions: true)
    }

    /// Done, with nothing to read.
    private mutating func finished(_ operation: OperationRow, _ href: String?) throws {
        try Queries.removeOperation(operation.seq, database)
        switch operation.kind {
        case .makeCalendar: if let href { try made(operation, href) }
        case .deleteCalendar: try deletedCalendar(operation)
        case .put, .delete, .move, .changeCalendar: break
        }
    }

    private func made(_ operation: OperationRow, _ href: String) throws {
        try Queries.setCollection(href, of: operation.calendar, database)
        // Removed here since it was sent: now it is known what is to be deleted there.
        for next in try Queries.operations(on: operation.calendar, database)
        where next.kind == .deleteCalendar {
            try Queries.setAnchor(
                Anchor(href: href), ofOperation: next.seq, source: nil, database)
        }
    }

    /// One that came back here, because its deletion was refused before, goes again.
    private mutating func deletedCalendar(_ operation: OperationRow) throws {
        guard let href = operation.anchor.href,
            let id = try Queries.calendar(at: href, of: account, database)
        else { return }
        try write(in: id) { try $0.loseCalendar() }
    }

    /// Stores something in another calendar of the account.
    private mutating func write(
        in calendar: CalendarID, _ body: (inout RemoteWriter) throws -> Void
    ) throws {
        var other = RemoteWriter(
            calendar: calendar, account: account, writer: writer, now: now, summary: summary)
        try body(&other)
        summary = other.summary
    }

    /// The server has something else than the operation started from.
    private mutating func overtaken(_ operation: OperationRow, by remote: RemoteObject?) throws {
        guard let id = operation.object else {
            return try Queries.removeOperation(operation.seq, database)
        }
        guard let remote else { return try gone(operation, id) }
        if operation.kind == .delete {
            try Queries.removeOperation(operation.seq, database)
            guard let object = CalendarObject(remote.text) else { return }
            return try revive(operation, remote, object)
        }
        guard let row = try Queries.syncRow(id, database) else {
            return try deleteInstead(operation, remote)
        }
        let operations = try Queries.operations(of: id, database)
        if operation.kind == .move { return try moveOvertaken(operation, by: remote) }
        if let next = operations.first(where: \.carriesAnchor) {
            try Queries.removeOperation(operation.seq, database)
            return try changedAtSource(next, remote)
        }
        try joinEdited(
            row, remote, operations.filter { $0.kind == .put }, isOvertaken: true)
    }

    /// What is to be moved was changed: it is moved as it is now.
    private mutating func moveOvertaken(
        _ operation: OperationRow, by remote: RemoteObject
    ) throws {
        try changedAtSource(operation, remote)
        try Queries.postpone(
            operation.seq, until: now, isUncertain: false, reason: "", database)
    }

    /// Nothing is where the operation would change something.
    private mutating func gone(_ operation: OperationRow, _ id: ObjectID) throws {
        guard operation.kind != .delete else {
            return try Queries.removeOperation(operation.seq, database)
        }
        if let row = try Queries.syncRow(id, database) { return try lose(row) }
        try Queries.removeOperations(of: id, database)
    }

    /// The object was deleted here while its last state was on its way, which somebody overtook.
    func deleteInstead(_ operation: OperationRow, _ remote: RemoteObject) throws {
        try Queries.removeOperation(operation.seq, database)
        guard let id = operation.object,
            let next = try Queries.operations(of: id, database).first(where: \.carriesAnchor)
        else { return }
        // What was sent last is what the deletion knew; the server's other state will be seen.
        let isMove = operation.kind == .move
        let base = isMove ? operation.anchor.base : operation.sent
        try Queries.setAnchor(
            Anchor(href: remote.href, etag: nil, base: base), ofOperation: next.seq,
            source: isMove ? operation.source : operation.calendar, database)
    }

    /// A dead letter stands for all that follows it, which would start from a state that never
    /// came to be. Where the object was deleted or moved since, there is nothing left to refuse.
    private func refused(_ operation: OperationRow, _ refusal: Refusal) throws {
        guard let id = operation.object else {
            return try Queries.bury(operation.seq, refusal, database)
        }
        let later = try Queries.operations(of: id, database).filter { $0.seq > operation.seq }
        guard operation.kind != .delete, let next = later.first(where: \.carriesAnchor) else {
            for next in later { try Queries.removeOperation(next.seq, database) }
            return try Queries.bury(operation.seq, refusal, database)
        }
        try Queries.removeOperation(operation.seq, database)
        guard next.anchor.href == nil else { return }
        // It never was on the server.
        try Queries.removeOperation(next.seq, database)
        if let row = try Queries.syncRow(id, database),
            try Queries.operations(of: id, database).isEmpty
        {
            try queuePut(row, after: nil)
        }
    }
}
