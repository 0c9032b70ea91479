/// The events that were committed and not yet given to the bus.
///
/// Guarantee: an event is in the outbox from the commit that made it until it was settled, so none
/// is lost, and it may be claimed more than once. One relay claims at a time, the holder of the
/// lease; what a relay does that lost it is refused with `StoreError.fenced`. Claims are in the
/// order of commits, so of each account the oldest event is first.
protocol Outbox: Sendable {
    /// The oldest events, at most `limit`. They stay until they are settled.
    /// - Parameter after: the position behind which to begin; nil for the first.
    func claim(
        after: Int?, limit: Int, under grant: LeaseGrant
    ) async throws -> [DomainEvent]
    /// Takes out what the bus has acknowledged.
    func settle(_ events: [DomainEvent], under grant: LeaseGrant) async throws
}
