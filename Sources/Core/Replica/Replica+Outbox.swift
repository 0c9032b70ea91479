import GRDB

/// Sending.
extension Replica {
    /// What is to be sent now, noted as sent together with its very bytes.
    ///
    /// - Parameters:
    ///   - limit: the most that is given.
    ///   - busy: what is under way already.
    ///   - deletionsOnly: for a server whose store is full.
    public func takeOperations(
        of account: SyncAccountID, limit: Int, busy: Set<OperationID> = [],
        deletionsOnly: Bool = false, now: Instant
    ) throws(ReplicaError) -> [OutgoingOperation] {
        try exchange(
            [], of: account, limit: limit, busy: busy, deletionsOnly: deletionsOnly, now: now
        ).next
    }

    /// Stores what came of operations, and gives what is to be sent next: one transaction, because
    /// each has to reach the disk.
    ///
    /// - Parameters:
    ///   - outcomes: as `finish` takes them.
    ///   - limit: as `takeOperations` takes it, and what follows.
    public func exchange(
        _ outcomes: [(OperationID, OperationOutcome)], of account: SyncAccountID, limit: Int,
        busy: Set<OperationID> = [], deletionsOnly: Bool = false, now: Instant
    ) throws(ReplicaError) -> (summary: PullSummary, next: [OutgoingOperation]) {
        if outcomes.isEmpty, try !isDue(account, limit, now) { return (PullSummary(), []) }
        return try write { database in
            let summary = try finish(outcomes, now, database)
            guard limit > 0 else { return (summary, []) }
            let due = try Queries.dueOperations(
                of: account, deletionsOnly: deletionsOnly, limit: limit + busy.count, now: now,
                database)
            let next = try due.lazy.filter { !busy.contains($0.id) }.prefix(limit).compactMap {
                try Self.take($0, database)
            }
            return (summary, next)
        }
    }

    /// Whether anything is to be sent; asked without a transaction that writes.
    private func isDue(
        _ account: SyncAccountID, _ limit: Int, _ now: Instant
    ) throws(ReplicaError) -> Bool {
        guard limit > 0 else { return false }
        return try read {
            try Queries.nextOperation(of: account, $0).map { $0 <= now } ?? false
        }
    }

    private static func take(
        _ operation: OperationRow, _ database: Database
    ) throws -> OutgoingOperation? {
        let row = try operation.object.flatMap { try Queries.syncRow($0, database) }
        let collection = try Queries.collection(of: operation.calendar, database)
        var anchor = operation.anchor
        var agreed: Anchor?
        var text = operation.sent ?? []
        switch operation.kind {
        case .put:
            if operation.sent == nil {
                guard let row else {
                    try Queries.removeOperation(operation.seq, database)
                    return nil
                }
                text = row.text
            }
            agreed = try Self.agreed(operation, row, database)
            anchor = agreed ?? anchor
        // What an attempt before may have copied, else what it starts from.
        case .move: text = operation.sent ?? anchor.base ?? []
        case .delete:
            guard anchor.href != nil else {
                // It never got to the server.
                try Queries.removeOperation(operation.seq, database)
                return nil
            }
        case .makeCalendar, .changeCalendar, .deleteCalendar: break
        }
        let isUncertain = operation.sent != nil
        let place = anchor.href ?? operation.kind.place(for: operation.uid, in: collection)
        try Queries.markSent(
            operation.seq, text, href: operation.kind == .put ? place : nil,
            isUncertain: isUncertain, database)
        let isNew = operation.kind == .put && agreed == nil
        return OutgoingOperation(
            id: operation.id, kind: operation.kind, object: operation.object,
            uid: operation.uid, calendar: operation.calendar, collection: collection,
            href: place, etag: isNew ? nil : anchor.etag.flatMap { ETag($0) }?.strong,
            base: isNew ? nil : anchor.base, text: text, isUncertain: isUncertain,
            attempts: operation.attempts + 1, merges: operation.merges,
            info: operation.object == nil
                ? try Queries.calendar(operation.calendar, database)?.info : nil)
    }

    /// The state that a change starts from; nil for a creation. Where the object was deleted or
    /// moved since it was sent, the operation that does it carries the state.
    private static func agreed(
        _ operation: OperationRow, _ row: SyncRow?, _ database: Database
    ) throws -> Anchor? {
        if let row, row.anchor.href != nil { return row.anchor }
        guard let object = operation.object else { return nil }
        return try Queries.operations(of: object, database)
            .first { $0.carriesAnchor && $0.anchor.href != nil }?.anchor
    }

    /// Stores what came of operations, all in one transaction. One that is not there any more, as
    /// when the user discarded it meanwhile, is left alone.
    /// - Returns: what it did to the replica's objects.
    @discardableResult
    public func finish(
        _ outcomes: [(OperationID, OperationOutcome)], now: Instant
    ) throws(ReplicaError) -> PullSummary {
        guard !outcomes.isEmpty else { return PullSummary() }
        return try write { try finish(outcomes, now, $0) }
    }

    private func finish(
        _ outcomes: [(OperationID, OperationOutcome)], _ now: Instant, _ database: Database
    ) throws -> PullSummary {
        var summary = PullSummary()
        let objects = ObjectWriter(database: database, zones: zones)
        for (id, outcome) in outcomes {
            guard let operation = try Queries.operation(id, database) else { continue }
            var writer = RemoteWriter(
                calendar: operation.calendar, account: operation.account, writer: objects,
                now: now, summary: summary)
            try writer.finish(operation, outcome)
            summary = writer.summary
        }
        return summary
    }

    /// As above, for one.
    @discardableResult
    public func finish(
        _ id: OperationID, _ outcome: OperationOutcome, now: Instant
    ) throws(ReplicaError) -> PullSummary {
        try finish([(id, outcome)], now: now)
    }

    /// The earliest moment at which something waits to be sent; nil when nothing does.
    public func nextOperation(of account: SyncAccountID) throws(ReplicaError) -> Instant? {
        try read { try Queries.nextOperation(of: account, $0) }
    }
}

/// The outbox as people see it.
extension Replica {
    /// What waits, in order, then the dead letters.
    public func outbox() throws(ReplicaError) -> [OutboxEntry] {
        try read { database in
            try Queries.allOperations(database).map { row in
                OutboxEntry(
                    id: row.id, account: row.account, calendar: row.calendar, object: row.object,
                    kind: row.kind, title: row.title, made: row.made, attempts: row.attempts,
                    lastError: row.error,
                    state: row.isDead
                        ? .dead(
                            Refusal(
                                status: row.status, reason: row.error,
                                precondition: row.precondition,
                                clashes: try Queries.clashes(of: row.seq, database)))
                        : .waiting(notBefore: row.notBefore))
            }
        }
    }

    /// How much waits for an account, and for its user.
    public func outboxCounts(of account: SyncAccountID) throws(ReplicaError) -> OutboxCounts {
        try read { try Queries.outboxCounts(of: account, $0) }
    }

    /// What an operation would store; nil when there is no such one, or it stores nothing.
    public func outgoingText(_ id: OperationID) throws(ReplicaError) -> [UInt8]? {
        try read { database in
            guard let operation = try Queries.operation(id, database), operation.kind == .put,
                let object = operation.object
            else { return nil }
            return try operation.sent ?? Queries.syncRow(object, database)?.text
        }
    }

    /// Makes a dead letter, or an operation that waits for its time, due at once.
    /// - Returns: false when there is no such operation.
    public func retry(_ id: OperationID, now: Instant) throws(ReplicaError) -> Bool {
        try write { database in
            guard let operation = try Queries.operation(id, database) else { return false }
            try Queries.revive(operation, now: now, database)
            return true
        }
    }

    /// Gives up what an operation would do: its object is again as the server has it.
    ///
    /// One that may have been carried out already is not undone on the server by that; the next
    /// pull tells. Can be undone.
    /// - Returns: false when there is no such operation.
    public func discard(
        _ id: OperationID, label: String, now: Instant
    ) throws(ReplicaError) -> Bool {
        try write { database in
            guard let operation = try Queries.operation(id, database) else { return false }
            let journal = try Journal.begin(label, now: now, database)
            try Discarder(
                writer: ObjectWriter(database: database, zones: zones), journal: journal
            ).discard(operation)
            try journal.finish(database)
            return true
        }
    }
}

extension OperationKind {
    /// Where a new object goes; nil for what goes to a known place.
    fileprivate func place(for uid: UID, in collection: String?) -> String? {
        guard self == .put || self == .move, let collection else { return nil }
        return collection + ObjectName.make(for: uid)
    }
}
