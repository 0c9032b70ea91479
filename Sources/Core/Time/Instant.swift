/// A point on the UTC time line, in whole seconds since 1970-01-01T00:00:00Z, without leap seconds.
public struct Instant: Hashable, Comparable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z; negative before.
    public let seconds: Int

    /// Wraps a count of seconds since 1970-01-01T00:00:00Z.
    @inlinable
    public init(seconds: Int) { self.seconds = seconds }

    /// Before and after everything that iCalendar can say.
    public static let distantPast = Instant(seconds: -100_000_000_000)
    public static let distantFuture = Instant(seconds: 300_000_000_000)

    @inlinable
    public static func < (one: Instant, other: Instant) -> Bool { one.seconds < other.seconds }

    /// Steps by exact seconds.
    @inlinable
    public func adding(seconds: Int) -> Instant { Instant(seconds: self.seconds + seconds) }

    /// The wall clock at `offset` seconds east of UTC.
    @inlinable
    public func local(offset: Int) -> LocalDateTime { LocalDateTime(seconds: seconds + offset) }
}

extension Instant: CustomStringConvertible {
    /// `2026-11-23T14:05:00Z`.
    public var description: String { "\(local(offset: 0))Z" }
}
