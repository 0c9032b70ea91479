/// A change of a zone's offset from UTC.
public struct ZoneTransition: Hashable, Sendable {
    /// The first instant at which `offsetAfter` holds.
    public let instant: Instant
    /// Seconds east of UTC until then.
    public let offsetBefore: Int
    /// Seconds east of UTC from then on.
    public let offsetAfter: Int

    /// Describes one change.
    public init(instant: Instant, offsetBefore: Int, offsetAfter: Int) {
        self.instant = instant
        self.offsetBefore = offsetBefore
        self.offsetAfter = offsetAfter
    }
}

/// What a wall-clock reading means in a zone (RFC 5545 §3.3.5; RFC 8984 §1.4.5).
public enum ZoneResolution: Hashable, Sendable {
    /// The reading occurs once.
    case unique(Instant)
    /// The clocks skip the reading; the instant counts it with the offset before the gap.
    case gap(Instant)
    /// The clocks show the reading twice.
    case fold(first: Instant, second: Instant)

    /// The one instant that iCalendar means: offset before the gap, first of the fold.
    public var instant: Instant {
        switch self {
        case .unique(let instant), .gap(let instant), .fold(let instant, _): instant
        }
    }
}
