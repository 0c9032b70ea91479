/// Tells those who listen now. It may forget: who missed something asks the event log.
protocol NotificationSink: Sendable {
    /// Hands over committed events, of each account in the order of its `Seq`; one that was a dead
    /// letter comes late.
    func push(_ events: [DomainEvent]) async
}
