/// The half hours of a week, in UTC, in which something may take time: a bit for each of 336.
///
/// What has no half hour in common never shares time.
struct WeekSlots: Hashable, Sendable {
    private(set) var words = SIMD8<UInt64>(repeating: 0)

    static let count = 336
    private static let slot = 1800

    static let all: WeekSlots = {
        var slots = WeekSlots()
        slots.add(from: 0, length: ZonePair.week)
        return slots
    }()

    init() {}

    /// Those that the instances of a strand may touch.
    /// - Parameter offsets: that the strand's zone may have.
    init(_ strand: BusyStrand, offsets: [Int]) {
        self.init()
        if let only = strand.onlySpan {
            add(from: only.lowerBound + 3 * 86_400, length: only.count)
            return
        }
        guard let shape = strand.shape, let times = shape.times else {
            self = .all
            return
        }
        // A nominal day, or a start in a gap, may be longer by as much as the clocks change.
        let slack = strand.zone.largestChange
        for day in 0..<7 where shape.weekdays >> UInt8(day) & 1 == 1 {
            for time in times {
                for offset in offsets {
                    add(
                        from: day * 86_400 + time - offset,
                        length: strand.length.nominalSeconds + slack)
                }
            }
        }
    }

    /// Adds the half hours of another.
    mutating func formUnion(_ other: WeekSlots) { words |= other.words }

    /// The half hours in common.
    func intersection(_ other: WeekSlots) -> WeekSlots {
        var both = self
        both.words &= other.words
        return both
    }

    /// The first half hour; nil when there is none.
    var first: Int? {
        for index in 0..<8 where words[index] != 0 {
            return index * 64 + words[index].trailingZeroBitCount
        }
        return nil
    }

    /// All half hours, ascending.
    var indexes: [Int] {
        var found: [Int] = []
        for index in 0..<8 {
            var rest = words[index]
            while rest != 0 {
                found.append(index * 64 + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return found
    }

    /// Adds what a stretch touches that begins so many seconds after some Monday 00:00 UTC.
    private mutating func add(from start: Int, length: Int) {
        guard length > 0 else { return }
        let first = CivilDate.floorDiv(start, Self.slot)
        let end = min(CivilDate.floorDiv(start + length - 1, Self.slot), first + Self.count - 1)
        for slot in first...end {
            let index = CivilDate.floorMod(slot, Self.count)
            words[index / 64] |= 1 << UInt64(index % 64)
        }
    }
}
