import GRDB

/// A server has a calendar no more.
extension RemoteWriter {
    /// What was in step goes with it. What was edited here is kept, and shown, like single objects
    /// that others deleted; the calendar stays for it, and is made anew on the server when
    /// something is stored there again.
    mutating func loseCalendar() throws {
        for operation in try Queries.operations(movingFrom: calendar, database) {
            try sourceGone(operation)
        }
        for id in try Queries.objectIDs(in: calendar, database) {
            if let row = try Queries.syncRow(id, database) { try loseWithCalendar(row) }
        }
        try Queries.removeOperations(about: calendar, database)
        if try Queries.objectIDs(in: calendar, database).isEmpty,
            try Queries.editConflicts(in: calendar, database) == 0
        {
            try Queries.forgetJournal(of: calendar, database)
            try Queries.removeCalendar(calendar, database)
        } else {
            try Queries.leaveServer(calendar, database)
        }
    }

    private mutating func loseWithCalendar(_ row: SyncRow) throws {
        let operations = try Queries.operations(of: row.id, database)
        if let move = operations.first(where: { $0.kind == .move }), let source = move.source,
            source != calendar, try Queries.calendar(source, database) != nil
        {
            return try moveBack(row, move, to: source)
        }
        try letGo(row, operations)
    }

    /// It cannot arrive any more. If it has arrived, the calendar it came from tells that it is
    /// gone there.
    private mutating func moveBack(
        _ row: SyncRow, _ move: OperationRow, to source: CalendarID
    ) throws {
        try Queries.removeOperations(of: row.id, database)
        guard let object = CalendarObject(row.text),
            try Queries.syncRow(uid: row.uid, in: source, database) == nil
        else { return try lose(row) }
        try writer.replace(row.id, by: object, text: row.text, in: source)
        var anchor = move.anchor
        if anchor.base == row.text { anchor.base = nil }
        try Queries.setAnchor(anchor, of: row.id, database)
        guard anchor.base != nil || anchor.href == nil else { return }
        try Queries.addOperation(
            .put, account: account, calendar: source, object: row.id, uid: row.uid,
            title: move.title, now: now, database)
    }
}
