/// Brings events to groups of consumers.
///
/// Guarantee: at least once to every group; to one group the events of an account in the order in
/// which they were published. It may repeat an event, also much later; who receives decides by the
/// event's id whether it is new. What a group does never keeps another from receiving.
protocol EventBus: Sendable {
    /// Names the groups before anything is published. `receive` returns when the group has taken
    /// over: what it was given then survives a crash, handled or parked. When it throws, the same
    /// events come again.
    func subscribe(
        _ group: String, _ receive: @escaping @Sendable (Publication) async throws -> Void)

    /// Returns when every group has taken over.
    /// - Throws: when one has not; all of it must be published again.
    func publish(_ publication: Publication) async throws
}

/// Events on their way.
struct Publication: Hashable, Sendable {
    /// Of each account in the order of `Seq`.
    var events: [DomainEvent]
    /// Whether they may have been published before by a process that ended meanwhile, perhaps
    /// because of them.
    var isSuspect = false
}
