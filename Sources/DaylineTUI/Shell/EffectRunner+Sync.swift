import Core

/// The outbox, edit conflicts and held deletions.
extension EffectRunner {
    func outbox() throws -> [OutboxRow] {
        var held: [OutboxRow] = []
        for account in try replica.accounts() where account.id != .local {
            for calendar in try replica.calendars(of: account.id)
            where calendar.heldDeletions > 0 && !calendar.acceptsDeletions {
                held.append(
                    .held(
                        account: account.name, calendar: calendar.name,
                        count: calendar.heldDeletions))
            }
        }
        let entries = try replica.outbox()
        return held
            + (entries.filter(\.isDead) + entries.filter { !$0.isDead }).map(OutboxRow.entry)
    }

    func outgoing(_ id: OperationID) throws -> Input {
        let bytes = try replica.outgoingText(id) ?? []
        let lines = String(decoding: bytes, as: UTF8.self)
            .split(whereSeparator: \.isNewline).map(String.init)
        return .outgoing(OutboxDetails(id: id, text: lines))
    }

    /// The first instance of an event, as the form opens it.
    func first(of id: ObjectID) throws -> Instance {
        guard let stored = try replica.object(id) else { throw ReplicaError.noSuchObject(id) }
        let found = stored.object.instances(
            in: Instant.distantPast..<Instant.distantFuture, zones: replica.zones,
            display: display, limit: 1)
        guard let first = found.first else { throw EditError.notAnEvent }
        return first.stored(as: id, in: stored.calendar)
    }

    func retry(_ id: OperationID) throws -> Input {
        .settled(strings.retried(try replica.retry(id, now: now())))
    }

    func discard(_ entry: OutboxEntry) throws -> Input {
        let label = strings.discardLabel(entry)
        return .settled(
            strings.discarded(
                entry, isDone: try replica.discard(entry.id, label: label, now: now())))
    }

    /// Without a daemon: the next sync deletes them.
    func acceptDeletions(_ account: String) throws -> Input {
        for found in try replica.accounts() where found.name == account {
            for var calendar in try replica.calendars(of: found.id)
            where calendar.heldDeletions > 0 {
                calendar.acceptsDeletions = true
                try replica.update(calendar)
            }
        }
        return .settled(strings.deletionsAccepted)
    }

    func resolve(_ found: EditConflict, _ resolution: EditConflictResolution) throws -> Input {
        let isDone = try replica.resolve(
            found.id, resolution, label: strings.resolveLabel(found), now: now())
        return .settled(strings.resolved(found, isDone: isDone))
    }
}
