/// Does something about every event, once.
protocol Consumer: Sendable {
    /// Its group on the bus, and what the store remembers it by: never changed once shipped.
    var name: String { get }

    /// The effect; it is committed together with the record that this event was processed, or not
    /// at all. It may run more than once and must have no effect but the transaction's.
    /// - Throws: what makes this event fail; it is tried again, later.
    func apply(_ event: DomainEvent, in transaction: any EffectWriting) throws

    /// After the commit, with the events whose effects are in it, of each account in the order of
    /// `Seq`; an event that was a dead letter comes late. Never repeated, and not done at all when
    /// the process ends before: for what may be missed.
    func afterCommit(_ events: [DomainEvent]) async
}

/// The effects that consumers have on the store.
protocol EffectWriting {
    /// Adds a change to those of an account's day.
    func countActivity(_ kind: DomainEvent.Kind, of account: AccountID, on day: UTCDay) throws
}

/// Days since 1970-01-01 in UTC.
struct UTCDay: Hashable, Comparable, Sendable {
    let number: Int

    init(number: Int) { self.number = number }

    init(_ time: WallTime) {
        let (days, rest) = time.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
        number = rest < 0 ? days - 1 : days
    }

    static func < (one: UTCDay, other: UTCDay) -> Bool { one.number < other.number }
}
