/// Tells those who listen about changes. What it hands over are hints: who missed some finds them
/// in the event log.
struct NotificationsConsumer: Consumer {
    let name = "notifications"
    let sink: any NotificationSink

    func apply(_ event: DomainEvent, in transaction: any EffectWriting) {}

    func afterCommit(_ events: [DomainEvent]) async { await sink.push(events) }
}
