/// How long each instance of an event lasts: first a step on the wall clock, then exact seconds.
///
/// Dates, floating times and durations in days step on the wall clock and may so last an hour more
/// or less across a change of offset; everything else is exact (RFC 5545 §3.3.6, §3.8.5.3).
public struct InstanceLength: Hashable, Sendable {
    /// Wall-clock seconds, 0 or more.
    public let wallSeconds: Int
    /// Exact seconds after that, 0 or more.
    public let exactSeconds: Int

    /// Wraps two lengths; negative ones count as nothing.
    public init(wallSeconds: Int = 0, exactSeconds: Int = 0) {
        self.wallSeconds = max(0, wallSeconds)
        self.exactSeconds = max(0, exactSeconds)
    }

    /// Nominal days on the wall clock, the rest exact.
    public init(_ duration: NominalDuration) {
        self.init(wallSeconds: duration.days * 86_400, exactSeconds: duration.seconds)
    }

    /// No time at all.
    public static let zero = InstanceLength()

    /// Length when every day has 24 hours.
    public var nominalSeconds: Int { wallSeconds + exactSeconds }
}
