import Core

/// A window of time that may be open on one side (RFC 4791 §9.9).
struct TimeRange: Hashable, Sendable {
    /// nil for since ever.
    let start: Instant?
    /// Not inside; nil for without end.
    let end: Instant?

    /// - Returns: nil when nothing is inside, or both sides are open.
    init?(start: Instant?, end: Instant?) {
        if start == nil, end == nil { return nil }
        if let start, let end, start >= end { return nil }
        self.start = start
        self.end = end
    }

    /// Open sides reach as far as iCalendar can say.
    var window: Range<Instant> { first..<max(first, last) }

    var first: Instant { start ?? .distantPast }
    var last: Instant { end ?? .distantFuture }

    /// Whether a moment is inside.
    func contains(_ instant: Instant) -> Bool { first <= instant && instant < last }

    /// Whether something that takes place from one moment to another shares time with it; without
    /// length it must begin inside.
    func touches(_ span: Range<Instant>) -> Bool {
        span.isEmpty
            ? contains(span.lowerBound) : span.lowerBound < last && span.upperBound > first
    }
}
