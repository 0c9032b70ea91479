/// Counts the changes of every account by day and kind. A count shows at once whether an event was
/// lost or taken twice.
struct ActivityConsumer: Consumer {
    let name = "activity"

    func apply(_ event: DomainEvent, in transaction: any EffectWriting) throws {
        try transaction.countActivity(event.kind, of: event.account, on: UTCDay(event.at))
    }

    func afterCommit(_ events: [DomainEvent]) {}
}

/// Changes of one kind on one day.
struct ActivityCount: Hashable, Sendable {
    let day: UTCDay
    let kind: DomainEvent.Kind
    let changes: Int
}
