/// One time on chosen days of a round of seven candidates: `base + k * step + d * spacing` for the
/// bits d of `days`. A pattern without a list, because most rules that people write are weekly.
struct WeekdayKernel: Sendable {
    /// The first candidate of the round that the start is in; may lie behind the start.
    let base: Int
    /// From one candidate to the next, seconds: a day, or INTERVAL days.
    let spacing: Int
    /// From round to round, seconds.
    let step: Int
    /// Bits 0 ... 6; not empty.
    let days: UInt64
    /// How many instances of the first round lie before the start.
    private let skipped: Int

    init(base: Int, spacing: Int, step: Int, days: UInt64, start: Int) {
        self.base = base
        self.spacing = spacing
        self.step = step
        self.days = days
        let passed = start <= base ? 0 : min((start - base + spacing - 1) / spacing, 7)
        skipped = (days & ((1 << UInt64(passed)) - 1)).nonzeroBitCount
    }

    /// The first instance of the first round.
    var first: Int { base + days.trailingZeroBitCount * spacing }

    /// The instances of a round, seconds from its base.
    var offsets: [Int] { (0..<7).filter { days >> UInt64($0) & 1 == 1 }.map { $0 * spacing } }

    func next(_ time: Int) -> Int? {
        guard time > base else { return first }
        let (round, passed) = place(time)
        let left = days >> UInt64(passed)
        return left == 0
            ? first + (round + 1) * step
            : base + round * step + (passed + left.trailingZeroBitCount) * spacing
    }

    func previous(_ time: Int) -> Int? {
        guard time > base else { return nil }
        let (round, passed) = place(time)
        let before = days & ((1 << UInt64(passed)) - 1)
        if before == 0, round == 0 { return nil }
        let found = before == 0 ? days : before
        return base + (before == 0 ? round - 1 : round) * step
            + (63 - found.leadingZeroBitCount) * spacing
    }

    func rank(_ time: Int) -> Int {
        guard time > base else { return 0 }
        let (round, passed) = place(time)
        let before = days & ((1 << UInt64(passed)) - 1)
        return round * days.nonzeroBitCount + before.nonzeroBitCount - skipped
    }

    func select(_ index: Int) -> Int? {
        let (round, rest) = (index + skipped).quotientAndRemainder(dividingBy: days.nonzeroBitCount)
        let (distance, isTooFar) = round.multipliedReportingOverflow(by: step)
        if isTooFar || distance > RuleSeries.latest - base { return nil }
        return DayBits(days).select(rest).map { base + distance + $0 * spacing }
    }

    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 7) { offsets in
            var count = 0
            for day in 0..<7 where days >> UInt64(day) & 1 == 1 {
                offsets[count] = day * spacing
                count += 1
            }
            let pattern = UnsafeBufferPointer(rebasing: offsets[..<count])
            return fillPattern(out, pattern, base: base, step: step, from: from, through: last)
        }
    }

    /// The round that a time behind `base` is in, and how many of its candidates, 0 ... 7, lie
    /// before it.
    @inline(__always)
    private func place(_ time: Int) -> (round: Int, passed: Int) {
        let round = (time - base) / step
        let rest = time - base - round * step
        return (round, rest > 6 * spacing ? 7 : (rest + spacing - 1) / spacing)
    }
}
