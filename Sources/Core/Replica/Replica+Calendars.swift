import GRDB

extension Replica {
    /// All calendars in their order.
    public func calendars() throws(ReplicaError) -> [CalendarInfo] {
        try read { try Queries.calendars($0) }
    }

    /// Adds a calendar behind the others. Can be undone.
    ///
    /// - Parameter account: whose server is asked to make it too.
    @discardableResult
    public func addCalendar(
        name: String, color: RGB, policy: OverlapPolicy = .warn, isReadOnly: Bool = false,
        account: SyncAccountID = .local, label: String, now: Instant
    ) throws(ReplicaError) -> CalendarID {
        try Self.checkName(name)
        return try write { database in
            let journal = try Journal.begin(label, now: now, database)
            let id = try Queries.addCalendar(
                name: name, color: color, policy: policy, isReadOnly: isReadOnly,
                account: account, database)
            try journal.keep(id, as: nil, database)
            try CalendarOutbox(database, now: now).made(id, name: name)
            try journal.finish(database)
            return id
        }
    }

    /// Renames a calendar. Can be undone.
    public func rename(
        _ id: CalendarID, to name: String, label: String, now: Instant
    ) throws(ReplicaError) {
        try Self.checkName(name)
        try change(id, label: label, now: now) { $0.name = name }
    }

    /// Recolours a calendar. Can be undone.
    public func setColor(
        _ id: CalendarID, to color: RGB, label: String, now: Instant
    ) throws(ReplicaError) {
        try change(id, label: label, now: now) { $0.color = color }
    }

    /// Changes what overlaps in a calendar mean. Can be undone.
    public func setPolicy(
        _ id: CalendarID, to policy: OverlapPolicy, label: String, now: Instant
    ) throws(ReplicaError) {
        try change(id, label: label, now: now) { $0.policy = policy }
    }

    /// Shows or hides a calendar. A matter of the view, so undo leaves it alone.
    public func setVisible(_ id: CalendarID, to isVisible: Bool) throws(ReplicaError) {
        try write { database in
            var info = try Self.calendar(id, database).info
            info.isVisible = isVisible
            try Queries.updateCalendar(info, database)
        }
    }

    /// Puts calendars into the order given; those not named follow as they were. Undo leaves it
    /// alone.
    public func setOrder(_ ids: [CalendarID]) throws(ReplicaError) {
        try write { database in
            var rest = try Queries.calendars(database)
            var sorted: [CalendarInfo] = []
            for id in ids {
                guard let index = rest.firstIndex(where: { $0.id == id }) else {
                    throw ReplicaError.noSuchCalendar(id)
                }
                sorted.append(rest.remove(at: index))
            }
            for (order, var info) in (sorted + rest).enumerated() {
                info.order = order
                try Queries.updateCalendar(info, database)
            }
        }
    }

    /// Removes a calendar with all its objects. Can be undone.
    public func deleteCalendar(
        _ id: CalendarID, label: String, now: Instant
    ) throws(ReplicaError) {
        try write { database in
            let row = try Self.calendar(id, database)
            let journal = try Journal.begin(label, now: now, database)
            try journal.keep(id, as: row, database)
            try journal.keepObjects(of: id, database)
            try CalendarOutbox(database, now: now).removing(id, name: row.info.name)
            try Queries.removeObjects(of: id, database)
            try Queries.removeCalendar(id, database)
            try journal.finish(database)
        }
    }

    private func change(
        _ id: CalendarID, label: String, now: Instant, _ edit: (inout CalendarInfo) -> Void
    ) throws(ReplicaError) {
        try write { database in
            let old = try Self.calendar(id, database)
            var info = old.info
            edit(&info)
            guard info != old.info else { return }
            let journal = try Journal.begin(label, now: now, database)
            try journal.keep(id, as: old, database)
            try Queries.updateCalendar(info, database)
            try CalendarOutbox(database, now: now).changed(id, name: info.name)
            try journal.finish(database)
        }
    }

    static func calendar(_ id: CalendarID, _ database: Database) throws -> CalendarRow {
        guard let row = try Queries.calendar(id, database) else {
            throw ReplicaError.noSuchCalendar(id)
        }
        return row
    }

    static func checkName(_ name: String) throws(ReplicaError) {
        let isBlank = name.allSatisfy(\.isWhitespace)
        guard !isBlank, name.count <= ReplicaLimits.nameLength else { throw .invalidName(name) }
    }
}
