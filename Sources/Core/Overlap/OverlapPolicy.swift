/// What a calendar does about an event that would overlap another.
public enum OverlapPolicy: String, Hashable, Sendable, CaseIterable {
    /// Overlaps are nobody's business.
    case allow
    /// Saving asks first.
    case warn
    /// Saving is refused.
    case reject
}

/// Which instances can overlap at all, and how many pairs an answer may hold.
public struct OverlapRules: Hashable, Sendable {
    /// Whether all-day events take part; by default a birthday does not block the day.
    public var countsAllDay: Bool
    /// The most pairs that one call returns: M instances at one moment make M² of them.
    public var limit: Int

    /// The rules of a calendar that says nothing else.
    public init(countsAllDay: Bool = false, limit: Int = 100_000) {
        self.countsAllDay = countsAllDay
        self.limit = limit
    }

    /// Whether `instance` takes time: not transparent, not cancelled, longer than nothing, and
    /// not all-day unless `countsAllDay`.
    public func isBusy(_ instance: Instance) -> Bool {
        !instance.span.isEmpty
            && takesTime(
                isTransparent: instance.isTransparent, instance.status, isAllDay: instance.isAllDay)
    }

    /// The same by the facts that decide it, length left aside.
    func takesTime(isTransparent: Bool, _ status: EventStatus, isAllDay: Bool) -> Bool {
        !isTransparent && status != .cancelled && (countsAllDay || !isAllDay)
    }
}

/// Two busy instances that share time.
public struct OverlapPair: Hashable, Sendable {
    /// The one that starts earlier, or the draft.
    public let first: Instance
    /// The other.
    public let second: Instance

    /// Pairs two instances; whether they share time is the caller's word.
    public init(first: Instance, second: Instance) {
        self.first = first
        self.second = second
    }

    /// The time they share; never empty for a pair that `overlaps` returned.
    public var shared: Range<Instant> { first.span.clamped(to: second.span) }
}
