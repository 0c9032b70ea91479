/// What two zones say about each other from some instant on.
struct ZonePair: Sendable {
    let one: Zone
    let other: Zone
    /// Every difference that the offsets have at one moment: what is added to the wall clock of
    /// `other` to get that of `one`.
    let differences: [Int]
    /// Second of the week (UTC, Monday 00:00 is 0) of every change of offset in either zone.
    let changes: [Int]
    /// Offsets of each zone.
    let offsets: (one: [Int], other: [Int])
    /// By how much an offset changes at most, seconds.
    let largestChange: Int

    static let week = 604_800

    /// Looks at all changes from `instant` on, until those of both zones repeat.
    init(_ one: Zone, _ other: Zone, from instant: Int) {
        self.one = one
        self.other = other
        var mine = OffsetWalk(one, from: instant)
        var theirs = OffsetWalk(other, from: instant)
        var differences: Set<Int> = [mine.offset - theirs.offset]
        var changes: Set<Int> = []
        var offsets: (one: Set<Int>, other: Set<Int>) = ([mine.offset], [theirs.offset])
        while let next = [mine.next, theirs.next].compactMap({ $0 }).min() {
            if mine.next == next { mine.advance() }
            if theirs.next == next { theirs.advance() }
            differences.insert(mine.offset - theirs.offset)
            offsets.one.insert(mine.offset)
            offsets.other.insert(theirs.offset)
            changes.insert(Self.secondOfWeek(next))
        }
        self.differences = differences.sorted()
        self.changes = changes.sorted()
        self.offsets = (offsets.one.sorted(), offsets.other.sorted())
        largestChange = max(one.largestChange, other.largestChange)
    }

    /// Seconds since Monday 00:00 UTC; 1970-01-01 was a Thursday.
    static func secondOfWeek(_ seconds: Int) -> Int {
        CivilDate.floorMod(seconds + 3 * 86_400, week)
    }

    /// When an offset changes next, after a UTC second.
    func nextChange(after seconds: Int) -> Int? {
        [one.nextChange(after: seconds), other.nextChange(after: seconds)].compactMap { $0 }.min()
    }

    /// What is added to the wall clock of `other` to get that of `one`, at a UTC second.
    func difference(at seconds: Int) -> Int {
        let instant = Instant(seconds: seconds)
        return one.offset(at: instant) - other.offset(at: instant)
    }
}

/// The changes of one zone from an instant on, each once.
private struct OffsetWalk {
    private let changes: [ZoneTransition]
    private var index = 0
    private(set) var offset: Int

    init(_ zone: Zone, from seconds: Int) {
        let start = Instant(seconds: seconds)
        // Behind the listed changes they repeat after 400 years.
        let listed = max(seconds, zone.table.cycleStart ?? zone.table.instants.last ?? seconds)
        let end = zone.table.cycleStart == nil ? listed + 1 : listed + ZoneTable.cycleSeconds
        changes = zone.transitions(in: start..<Instant(seconds: end))
        offset = zone.offset(at: start)
    }

    /// When the next change is.
    var next: Int? { index < changes.count ? changes[index].instant.seconds : nil }

    mutating func advance() {
        offset = changes[index].offsetAfter
        index += 1
    }
}
