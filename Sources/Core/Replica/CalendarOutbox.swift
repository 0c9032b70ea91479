import GRDB

/// Queues what the server has to be told of a calendar that was made, changed or removed here.
struct CalendarOutbox {
    let database: Database
    let now: Instant
    private let accounts: AccountTable

    init(_ database: Database, now: Instant) throws {
        self.database = database
        self.now = now
        accounts = try AccountTable(database)
    }

    /// After a calendar was made.
    func made(_ id: CalendarID, name: String) throws {
        try queue(.makeCalendar, id, name: name)
    }

    /// After name, colour or policy changed.
    func changed(_ id: CalendarID, name: String) throws {
        let last = try Queries.operations(on: id, database).last
        if let last, last.kind == .changeCalendar || last.kind == .makeCalendar {
            if last.isDead { return try Queries.revive(last, now: now, database) }
            if last.sent == nil { return }
        } else if try Queries.collection(of: id, database) == nil {
            // The server has lost it.
            return
        }
        try queue(.changeCalendar, id, name: name)
    }

    /// Before a calendar goes with its objects: what waits for them is settled with it.
    func removing(_ id: CalendarID, name: String) throws {
        guard accounts.remote(id) != nil else { return }
        // The answer says what it is that has to be deleted.
        let mayExist = try Queries.isBeingMade(id, database)
        for operation in try Queries.operations(movingFrom: id, database) {
            // On its way to a calendar that stays: stored there anew.
            try Queries.removeOperation(operation.seq, database)
            guard let object = operation.object, operation.kind == .move,
                let row = try Queries.syncRow(object, database),
                let account = accounts.remote(row.calendar)
            else { continue }
            try Queries.addOperation(
                .put, account: account, calendar: row.calendar, object: object, uid: row.uid,
                title: operation.title, now: now, database)
        }
        try Queries.removeOperations(about: id, exceptMaking: true, database)
        let collection = try Queries.collection(of: id, database)
        guard mayExist || collection != nil else { return }
        try queue(.deleteCalendar, id, name: name, collection: collection)
    }

    /// After a removed calendar came back, without its objects.
    ///
    /// Where the server still has it, its objects are where they were.
    func restored(_ id: CalendarID, name: String) throws {
        guard accounts.remote(id) != nil else { return }
        let deletion = try Queries.operations(on: id, database).first {
            $0.kind == .deleteCalendar && ($0.sent == nil || $0.isDead)
        }
        if let deletion { try Queries.removeOperation(deletion.seq, database) }
        if let account = accounts.remote(id), let collection = deletion?.anchor.href,
            try Queries.calendar(at: collection, of: account, database) == nil
        {
            return try Queries.setCollection(collection, of: id, database)
        }
        if try !Queries.isBeingMade(id, database) { try queue(.makeCalendar, id, name: name) }
    }

    private func queue(
        _ kind: OperationKind, _ id: CalendarID, name: String, collection: String? = nil
    ) throws {
        guard let account = accounts.remote(id) else { return }
        try Queries.addOperation(
            kind, account: account, calendar: id, object: nil, uid: UID(""), title: name,
            anchor: Anchor(href: collection), now: now, database)
    }
}
