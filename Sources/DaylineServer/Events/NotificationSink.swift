/// Tells those who listen now. It may forget: who missed something asks the event log.
protocol NotificationSink: Sendable {
    /// Hands over committed events, of each account in the order of its `Seq`.
    func push(_ events: [DomainEvent]) async
}
