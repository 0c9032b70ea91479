/// Compares series over their whole life, exactly: zones, excluded dates and ends included.
///
/// One search serves many comparisons: what the zones say about each other is found once.
public struct OverlapSearch {
    /// Only instances that end after it count.
    public let from: Instant
    /// Only time that begins to be shared before it counts.
    public let until: Instant
    /// How many instances one comparison may look at before it gives up its proof.
    public let leapLimit: Int
    /// How many instances are looked at before arithmetic is tried.
    private let leapsAhead: Int
    private let zones = ZonePairs()

    /// A proof takes some 100 ns a leap, so this many take a few milliseconds.
    public static let standardLeapLimit = 20_000

    /// - Parameters:
    ///   - until: by default the end of all calendars, the year 9999.
    public init(
        from: Instant = .distantPast, until: Instant = .distantFuture,
        leapLimit: Int = OverlapSearch.standardLeapLimit
    ) {
        // Most pairs that meet at all do so within these.
        self.init(from: from, until: until, leapLimit: leapLimit, leapsAhead: 12)
    }

    init(from: Instant, until: Instant, leapLimit: Int, leapsAhead: Int) {
        self.from = from
        self.until = until
        self.leapLimit = leapLimit
        self.leapsAhead = leapsAhead
    }

    /// The first time that two series share: of all, what begins first; of those, what started
    /// first. Says whether nothing was found because there is nothing.
    ///
    /// Instances of one series are not compared with each other.
    public func first(of one: BusySeries, with other: BusySeries) -> OverlapAnswer {
        var best = OverlapAnswer.never
        var leaps = leapLimit
        for mine in one.strands {
            for theirs in other.strands {
                var pair = StrandPair(mine, theirs, leapsAhead: leapsAhead) {
                    zones.pair(mine.zone, theirs.zone, from: from.seconds)
                }
                // What is found first bounds what is looked for next.
                let end = best.bound.map { min($0.seconds + 1, until.seconds) } ?? until.seconds
                let answer = pair.firstOverlap(
                    from: from.seconds, until: end, leaps: &leaps)
                best = best.combined(with: answer)
            }
        }
        return best
    }
}

extension OverlapAnswer {
    /// The moment from which this answer says nothing; nil for `never`.
    fileprivate var bound: Instant? {
        switch self {
        case .overlap(let overlap): overlap.shared.lowerBound
        case .never: nil
        case .noneBefore(let instant): instant
        }
    }

    /// The answer for two strands or pairs together: what is known of both.
    fileprivate func combined(with other: OverlapAnswer) -> OverlapAnswer {
        switch (self, other) {
        case (.never, _): return other
        case (_, .never): return self
        case (.noneBefore(let one), .noneBefore(let two)): return .noneBefore(min(one, two))
        case (.noneBefore(let known), .overlap(let found)),
            (.overlap(let found), .noneBefore(let known)):
            return found.shared.lowerBound <= known ? .overlap(found) : .noneBefore(known)
        case (.overlap(let one), .overlap(let two)):
            return two.isEarlier(than: one) ? other : self
        }
    }
}

extension SeriesOverlap {
    /// By the beginning of what is shared, then by the starts.
    func isEarlier(than other: SeriesOverlap) -> Bool {
        let (one, two) = (shared.lowerBound, other.shared.lowerBound)
        if one != two { return one < two }
        let (mine, theirs) = (first.span.lowerBound, other.first.span.lowerBound)
        if mine != theirs { return mine < theirs }
        return second.span.lowerBound < other.second.span.lowerBound
    }
}

/// What was found out about pairs of zones.
private final class ZonePairs {
    private struct Key: Hashable {
        let one: ObjectIdentifier
        let other: ObjectIdentifier
    }
    private var known: [Key: ZonePair] = [:]

    func pair(_ one: Zone, _ other: Zone, from seconds: Int) -> ZonePair {
        let key = Key(one: ObjectIdentifier(one.table), other: ObjectIdentifier(other.table))
        if let pair = known[key] { return pair }
        let pair = ZonePair(one, other, from: seconds)
        known[key] = pair
        return pair
    }
}
