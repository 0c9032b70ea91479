import GRDB

/// Queues what a local edit has to tell the server, in the transaction of the edit.
///
/// An operation that was not sent takes later edits in: it is sent with the text that the object
/// has then. One that was sent is followed by another.
struct OutboxWriter {
    let database: Database
    let now: Instant
    private let accounts: AccountTable

    init(_ database: Database, now: Instant) throws {
        self.database = database
        self.now = now
        accounts = try AccountTable(database)
    }

    /// Whether any calendar belongs to a server.
    var isNeeded: Bool { accounts.hasRemote }

    /// After an object was added.
    func added(_ id: ObjectID, _ uid: UID, title: String, to calendar: CalendarID) throws {
        guard let account = accounts.remote(calendar) else { return }
        try queuePut(id, uid, title: title, calendar, account)
    }

    /// Before an object's text, and maybe its calendar, change.
    func replacing(
        _ id: ObjectID, by text: [UInt8], title: String, in calendar: CalendarID
    ) throws {
        guard isNeeded, let row = try Queries.syncRow(id, database) else { return }
        if row.calendar != calendar {
            try moving(row, by: text, title: title, to: calendar)
        } else if let account = accounts.remote(calendar), row.text != text {
            try editing(row, by: text, title: title, account)
        }
    }

    /// Before an object goes.
    func removing(_ id: ObjectID, title: String) throws {
        guard isNeeded, let row = try Queries.syncRow(id, database),
            let account = accounts.remote(row.calendar)
        else { return }
        try removing(row, title: title, account)
    }

    private func editing(
        _ row: SyncRow, by text: [UInt8], title: String, _ account: SyncAccountID
    ) throws {
        let operations = try Queries.operations(of: row.id, database)
        if row.isInStep, operations.isEmpty {
            var anchor = row.anchor
            anchor.base = row.text
            try Queries.setAnchor(anchor, of: row.id, database)
        } else if row.anchor.base == text, operations.allSatisfy({ $0.sent == nil && !$0.isDead }) {
            // Back to what the server has: nothing to tell.
            for operation in operations where operation.kind == .put {
                try Queries.removeOperation(operation.seq, database)
            }
            var anchor = row.anchor
            anchor.base = nil
            return try Queries.setAnchor(anchor, of: row.id, database)
        }
        try queuePut(row.id, row.uid, title: title, row.calendar, account)
    }

    /// Sees to it that the last operation of an object stores it.
    private func queuePut(
        _ id: ObjectID, _ uid: UID, title: String, _ calendar: CalendarID,
        _ account: SyncAccountID
    ) throws {
        if let last = try Queries.operations(of: id, database).last, last.kind == .put {
            if last.isDead { try Queries.revive(last, now: now, database) }
            if last.isDead || last.sent == nil {
                return try Queries.setTitle(title, ofOperation: last.seq, database)
            }
        }
        try seeToCalendar(calendar, account)
        try Queries.addOperation(
            .put, account: account, calendar: calendar, object: id, uid: uid, title: title,
            now: now, database)
    }

    /// A calendar that its server has lost is made there anew.
    private func seeToCalendar(_ calendar: CalendarID, _ account: SyncAccountID) throws {
        guard try Queries.collection(of: calendar, database) == nil,
            try !Queries.operations(on: calendar, database).contains(where: {
                $0.kind == .makeCalendar
            })
        else { return }
        try Queries.addOperation(
            .makeCalendar, account: account, calendar: calendar, object: nil, uid: UID(""),
            title: try Queries.calendar(calendar, database)?.info.name ?? "", now: now, database)
    }

    private func removing(_ row: SyncRow, title: String, _ account: SyncAccountID) throws {
        let rest = try withdraw(row)
        let start = rest ?? Start(anchor: agreed(row), source: row.calendar)
        if start.isKnown || start.anchor.href != nil {
            try Queries.addOperation(
                .delete, account: account, calendar: row.calendar, object: row.id, uid: row.uid,
                title: title, source: start.source, anchor: start.anchor, now: now, database)
        }
    }

    private func moving(
        _ row: SyncRow, by text: [UInt8], title: String, to calendar: CalendarID
    ) throws {
        let (from, to) = (accounts.remote(row.calendar), accounts.remote(calendar))
        guard let from else {
            if let to { try queuePut(row.id, row.uid, title: title, calendar, to) }
            return
        }
        guard let to, from == to else {
            try removing(row, title: title, from)
            try Queries.setAnchor(.none, of: row.id, database)
            if let to { try queuePut(row.id, row.uid, title: title, calendar, to) }
            return
        }
        let start = try withdraw(row) ?? Start(anchor: agreed(row), source: row.calendar)
        try Queries.setAnchor(.none, of: row.id, database)
        let isBack = start.source == calendar && !start.isKnown
        if isBack {
            // Moved away and back before anybody heard of it.
            try Queries.setAnchor(start.anchor, of: row.id, database)
        } else if start.isKnown || start.anchor.href != nil {
            try seeToCalendar(calendar, to)
            try Queries.addOperation(
                .move, account: to, calendar: calendar, object: row.id, uid: row.uid,
                title: title, source: start.source, anchor: start.anchor, now: now, database)
        }
        if start.anchor.href == nil || start.anchor.base != text {
            try queuePut(row.id, row.uid, title: title, calendar, to)
        } else if isBack {
            var anchor = start.anchor
            anchor.base = nil
            try Queries.setAnchor(anchor, of: row.id, database)
        }
    }

    /// Where a deletion or a move starts from.
    private struct Start {
        /// What both sides agreed on, its text included.
        var anchor: Anchor
        var source: CalendarID
        /// Whether an operation that was sent will say where the object is.
        var isKnown = false
    }

    private func agreed(_ row: SyncRow) -> Anchor {
        var anchor = row.anchor
        if anchor.href != nil, anchor.base == nil { anchor.base = row.text }
        return anchor
    }

    /// Takes back what was not sent about an object.
    /// - Returns: where what comes next starts from, where an operation says it; nil when the
    ///   object's row does.
    private func withdraw(_ row: SyncRow) throws -> Start? {
        var start: Start?
        for operation in try Queries.operations(of: row.id, database) {
            guard operation.sent == nil || operation.isDead else {
                // What is agreed until its answer says more.
                let isMove = operation.kind == .move
                start = Start(
                    anchor: isMove ? operation.anchor : start?.anchor ?? agreed(row),
                    source: isMove ? operation.source ?? row.calendar : operation.calendar,
                    isKnown: true)
                continue
            }
            if operation.carriesAnchor {
                if start == nil {
                    start = Start(
                        anchor: operation.anchor, source: operation.source ?? operation.calendar)
                } else if start?.anchor.href == nil {
                    // It had taken over from the row what was agreed before the one that was sent.
                    start?.anchor = operation.anchor
                }
            }
            try Queries.removeOperation(operation.seq, database)
        }
        return start
    }
}

extension OutboxWriter {
    /// After an object that was deleted came back with its old row.
    func restored(_ id: ObjectID, _ uid: UID, title: String, to calendar: CalendarID) throws {
        guard let account = accounts.remote(calendar) else { return }
        for operation in try Queries.operations(of: id, database)
        where operation.kind == .delete && (operation.sent == nil || operation.isDead)
            && operation.source == calendar
        {
            try Queries.removeOperation(operation.seq, database)
            guard let row = try Queries.syncRow(id, database) else { continue }
            var anchor = operation.anchor
            if anchor.base == row.text { anchor.base = nil }
            try Queries.setAnchor(anchor, of: id, database)
            if anchor.base == nil, anchor.href != nil { return }
        }
        try queuePut(id, uid, title: title, calendar, account)
    }
}

/// Which calendars belong to a server.
struct AccountTable {
    private let accounts: [CalendarID: SyncAccountID]

    init(_ database: Database) throws { accounts = try Queries.remoteCalendars(database) }

    var hasRemote: Bool { !accounts.isEmpty }

    /// nil for a local calendar.
    func remote(_ calendar: CalendarID) -> SyncAccountID? { accounts[calendar] }
}
