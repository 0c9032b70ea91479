import GRDB

/// What became of an account's calendars after a look at the server.
public struct TakenCalendars: Hashable, Sendable {
    public var added: [CalendarID] = []
    public var changed: [CalendarID] = []
    /// The server has them no more; they and their events are kept.
    public var missing: [CalendarID] = []

    public init() {}
}

extension Replica {
    /// All accounts, the local one first.
    public func accounts() throws(ReplicaError) -> [SyncAccount] {
        try read { try Queries.accounts($0) }
    }

    /// Adds an account of a server.
    public func addAccount(name: String, url: String) throws(ReplicaError) -> SyncAccountID {
        try Self.checkName(name)
        return try write { try Queries.addAccount(name: name, url: url, $0) }
    }

    /// Stores everything but the name.
    public func update(_ account: SyncAccount) throws(ReplicaError) {
        try write { try Queries.updateAccount(account, $0) }
    }

    /// Removes an account; what waits for its server is given up.
    ///
    /// - Parameter keepingEvents: whether its calendars become local ones; else they go with it,
    ///   here, not on the server.
    public func removeAccount(
        _ id: SyncAccountID, keepingEvents: Bool
    ) throws(ReplicaError) {
        guard id != .local else { return }
        try write { database in
            for calendar in try Queries.syncCalendars(of: id, database) {
                try Queries.makeLocal(calendar.id, database)
                guard !keepingEvents else { continue }
                try Queries.removeObjects(of: calendar.id, database)
                try Queries.removeCalendar(calendar.id, database)
            }
            // Steps that would bring back parts of it.
            try Queries.forgetJournal(database)
            try Queries.removeAccount(id, database)
        }
    }

    /// The calendars of an account, as pulling needs them.
    public func calendars(of account: SyncAccountID) throws(ReplicaError) -> [SyncCalendar] {
        try read { try Queries.syncCalendars(of: account, $0) }
    }

    /// nil when there is no such calendar.
    public func account(of calendar: CalendarID) throws(ReplicaError) -> SyncAccountID? {
        try read { database in
            try Queries.calendar(calendar, database).map { SyncAccountID(row: Int64($0.account)) }
        }
    }

    /// Stores what syncing knows of a calendar.
    public func update(_ calendar: SyncCalendar) throws(ReplicaError) {
        try write { try Queries.updateSync(calendar, $0) }
    }

    /// Stores which calendars an account has. New ones come behind the others; known ones get name
    /// and colour from the server, unless a change of ours waits to be told there.
    public func take(
        _ found: [RemoteCalendar], of account: SyncAccountID, now: Instant
    ) throws(ReplicaError) -> TakenCalendars {
        try write { database in
            var taken = TakenCalendars()
            let known = try Queries.syncCalendars(of: account, database)
            let operations = try Queries.operationsOnCalendars(of: account, database)
            for remote in found {
                if let calendar = known.first(where: { $0.href == remote.href }) {
                    if try Self.update(calendar, by: remote, database) {
                        taken.changed.append(calendar.id)
                    }
                } else if let id = try Self.madeHere(remote.href, operations, database) {
                    try Queries.setCollection(remote.href, of: id, database)
                    taken.changed.append(id)
                } else if !Self.isBeingDeleted(remote.href, operations) {
                    taken.added.append(try Self.add(remote, to: account, database))
                }
            }
            let places = Set(found.map(\.href))
            taken.missing = known.filter { $0.href.map { !places.contains($0) } ?? false }.map(\.id)
            return taken
        }
    }

    /// One that came back here, because the server refused to delete it, is not.
    private static func isBeingDeleted(_ href: String, _ operations: [OperationRow]) -> Bool {
        operations.contains {
            !$0.isDead
                && ($0.kind == .deleteCalendar && $0.anchor.href == href || $0.isMaker(of: href))
        }
    }

    /// The calendar that was made there by an operation whose answer is still to come.
    private static func madeHere(
        _ href: String, _ operations: [OperationRow], _ database: Database
    ) throws -> CalendarID? {
        guard let id = operations.first(where: { $0.isMaker(of: href) })?.calendar,
            try Queries.calendar(id, database) != nil
        else { return nil }
        return id
    }

    /// Stores that the server has a calendar no more: what was in step goes with it, what was
    /// edited here is kept as edit conflicts.
    public func loseCalendar(_ id: CalendarID, now: Instant) throws(ReplicaError) -> PullSummary {
        try write { database in
            guard let row = try Queries.calendar(id, database) else { return PullSummary() }
            var writer = RemoteWriter(
                calendar: id, account: SyncAccountID(row: Int64(row.account)),
                writer: ObjectWriter(database: database, zones: zones), now: now)
            try writer.loseCalendar()
            return writer.summary
        }
    }

    private static func add(
        _ remote: RemoteCalendar, to account: SyncAccountID, _ database: Database
    ) throws -> CalendarID {
        let name = String(remote.name.prefix(ReplicaLimits.nameLength))
        let id = try Queries.addCalendar(
            name: name.isEmpty ? remote.href : name,
            color: remote.color ?? .standard(count: try Queries.calendars(database).count),
            policy: remote.policy ?? .warn, isReadOnly: remote.isReadOnly, account: account,
            database)
        var calendar = SyncCalendar(id: id, name: name, href: remote.href)
        calendar.topic = remote.topic
        calendar.canSync = remote.canSync
        try Queries.updateSync(calendar, database)
        return id
    }

    /// Returns whether anything changed.
    private static func update(
        _ calendar: SyncCalendar, by remote: RemoteCalendar, _ database: Database
    ) throws -> Bool {
        var sync = calendar
        sync.topic = remote.topic
        sync.canSync = remote.canSync
        if sync != calendar { try Queries.updateSync(sync, database) }
        let old = try Self.calendar(calendar.id, database).info
        var info = old
        info.isReadOnly = remote.isReadOnly
        if try Queries.operations(on: calendar.id, database).isEmpty {
            if !remote.name.isEmpty {
                info.name = String(remote.name.prefix(ReplicaLimits.nameLength))
            }
            if let color = remote.color { info.color = color }
            if let policy = remote.policy { info.policy = policy }
        }
        guard info != old else { return false }
        try Queries.updateCalendar(info, database)
        return true
    }
}
