/// Two strands and the search for the first time they share.
///
/// The search leaps from the start of an instance of one to the first instance of the other that
/// ends later, so the sparser strand sets the pace. When that takes long, `QuietTimes` tells what
/// can be passed over, or that there is nothing to be found.
struct StrandPair {
    private var one: BusyStrand
    private var other: BusyStrand
    /// Leaps before arithmetic is tried.
    private let leapsAhead: Int
    private let zones: () -> ZonePair

    /// - Parameter zones: what the zones of both say about each other; asked for when needed.
    init(
        _ one: BusyStrand, _ other: BusyStrand, leapsAhead: Int,
        zones: @escaping () -> ZonePair
    ) {
        self.one = one
        self.other = other
        self.leapsAhead = leapsAhead
        self.zones = zones
    }

    /// Looks for instances that end after `from` and share time from before `until` on; UTC
    /// seconds.
    /// - Parameter leaps: how many leaps are left; taken away from.
    mutating func firstOverlap(from: Int, until: Int, leaps: inout Int) -> OverlapAnswer {
        guard var pair = instances(endingAfter: from) else { return .never }
        var quiet: QuietTimes?
        // Where the next look at `quiet` is due.
        var due = Int.max
        var leapsAhead = leapsAhead
        while true {
            let begin = pair.begin
            if begin >= until { return .noneBefore(Instant(seconds: until)) }
            if pair.isShared { return .overlap(pair.overlap) }
            if leaps <= 0 { return .noneBefore(Instant(seconds: begin)) }
            leaps -= 1
            if leapsAhead == 0 {
                quiet = QuietTimes(one, other, zones(), from: from)
                due = .min
            }
            leapsAhead -= 1
            if begin >= due, quiet != nil {
                guard let stretch = quiet?.loudStretch(from: begin) else { return .never }
                due = stretch.upperBound
                if stretch.lowerBound > begin {
                    guard let later = instances(endingAfter: stretch.lowerBound) else {
                        return .never
                    }
                    pair = later
                    continue
                }
            }
            guard leap(&pair) else { return .never }
        }
    }

    private mutating func instances(endingAfter seconds: Int) -> InstancePair? {
        guard let mine = one.first(endingAfter: seconds),
            let theirs = other.first(endingAfter: seconds)
        else { return nil }
        return InstancePair(one: mine, other: theirs)
    }

    /// Replaces the one that ends before the other starts; false when there is none any more.
    private mutating func leap(_ pair: inout InstancePair) -> Bool {
        if pair.one.span.upperBound <= pair.other.span.lowerBound {
            guard let next = one.first(endingAfter: pair.other.span.lowerBound.seconds) else {
                return false
            }
            pair.one = next
        } else {
            guard let next = other.first(endingAfter: pair.one.span.lowerBound.seconds) else {
                return false
            }
            pair.other = next
        }
        return true
    }
}

/// An instance of each strand.
private struct InstancePair {
    var one: SeriesInstance
    var other: SeriesInstance

    /// When time would begin to be shared, UTC second.
    var begin: Int { max(one.span.lowerBound, other.span.lowerBound).seconds }
    var isShared: Bool { one.span.overlaps(other.span) }
    var overlap: SeriesOverlap { SeriesOverlap(first: one, second: other) }
}
