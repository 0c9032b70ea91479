/// What is known about two series sharing time.
public enum OverlapAnswer: Hashable, Sendable {
    /// They do; nothing is shared earlier.
    case overlap(SeriesOverlap)
    /// They never will: proved by arithmetic, or because one of them ended first.
    case never
    /// Nothing shared begins before this instant; later ones were not looked for, because the
    /// search was told to stop there or because the proof took too long.
    case noneBefore(Instant)
}

/// One instance of each of two series that share time.
public struct SeriesOverlap: Hashable, Sendable {
    /// Of the series that was asked about.
    public let first: SeriesInstance
    /// Of the other.
    public let second: SeriesInstance

    /// The time they share; never empty.
    public var shared: Range<Instant> { first.span.clamped(to: second.span) }
}
