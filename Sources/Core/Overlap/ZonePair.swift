/// What two zones say about each other from some instant on.
struct ZonePair: Sendable {
    let one: Zone
    let other: Zone
    /// Every difference that the offsets have at one moment: what is added to the wall clock of
    /// `other` to get that of `one`.
    private(set) var differences: [Int] = []
    /// Second of the week (UTC, Monday 00:00 is 0) of every change of offset in either zone.
    private(set) var changes: [Int] = []
    /// The offsets that each zone has.
    private(set) var offsets: (one: [Int], other: [Int]) = ([], [])
    /// By how much an offset changes at most, seconds.
    let largestChange: Int

    static let week = 604_800

    /// Looks at all changes from a UTC second on, until those of both zones repeat.
    init(_ one: Zone, _ other: Zone, from seconds: Int) {
        self.one = one
        self.other = other
        largestChange = max(one.largestChange, other.largestChange)
        var cursor = OffsetCursor(one, other)
        var now = seconds
        // What is listed, and then one round of 400 years.
        let end = max(seconds, one.lastOwnChange, other.lastOwnChange) + ZoneTable.cycleSeconds
        while now < end {
            let stretch = cursor.stretch(at: now)
            Self.add(stretch.one - stretch.other, to: &differences)
            Self.add(stretch.one, to: &offsets.one)
            Self.add(stretch.other, to: &offsets.other)
            if stretch.end < end { Self.add(Self.secondOfWeek(stretch.end), to: &changes) }
            now = stretch.end
        }
    }

    /// There are a handful of each.
    private static func add(_ value: Int, to list: inout [Int]) {
        if !list.contains(value) { list.append(value) }
    }

    /// Seconds since Monday 00:00 UTC; 1970-01-01 was a Thursday.
    static func secondOfWeek(_ seconds: Int) -> Int {
        CivilDate.floorMod(seconds + 3 * 86_400, week)
    }

    /// Every difference of an offset of one zone and one of the other, at whatever moments.
    var allDifferences: [Int] {
        sortedUnique(offsets.one.flatMap { mine in offsets.other.map { mine - $0 } })
    }

    /// From this UTC second on both zones do as they did 400 years before.
    var repeatsFrom: Int { max(one.lastOwnChange, other.lastOwnChange) }
}

extension Zone {
    /// The UTC second behind which nothing is new: offsets stay, or repeat every 400 years.
    fileprivate var lastOwnChange: Int {
        table.cycleStart ?? table.instants.last ?? Instant.distantPast.seconds
    }
}

/// Walks along two zones at once.
struct OffsetCursor: Sendable {
    private var one: Zone.Cursor
    private var other: Zone.Cursor

    init(_ one: Zone, _ other: Zone) {
        self.one = Zone.Cursor(one)
        self.other = Zone.Cursor(other)
    }

    /// The offsets at a UTC second, and until when both stay at least; `Int.max` for ever.
    mutating func stretch(at seconds: Int) -> (one: Int, other: Int, end: Int) {
        let mine = one.offsetSpan(at: seconds)
        let theirs = other.offsetSpan(at: seconds)
        return (mine.offset, theirs.offset, min(mine.end, theirs.end))
    }
}
