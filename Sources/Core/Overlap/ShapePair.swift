/// Two rules on wall clocks that are a fixed number of seconds apart: whether they can ever share
/// time, and from when.
struct ShapePair {
    let one: RuleShape
    let other: RuleShape
    /// Seconds that an instance of each lasts, 1 or more.
    let lengths: (one: Int, other: Int)
    /// Added to the wall clock of `other` to get that of `one`.
    let difference: Int

    /// Whether it is certain that no two instances ever share time.
    var isNever: Bool {
        switch firstOverlap(from: .min) {
        case .never: return true
        case .notBefore: return false
        case .unknown: break
        }
        guard let days = dayDistances else { return false }
        if days.isEmpty { return true }
        if !days.contains(where: weekdaysMeet) { return true }
        if !days.contains(where: monthDaysMeet) { return true }
        guard days == [0] else { return false }
        if let mine = one.months, let theirs = other.months, !mine.meets(theirs) { return true }
        if let mine = one.daysOfMonthTypes, let theirs = other.daysOfMonthTypes {
            return !zip(mine, theirs).contains { $0 & $1 != 0 }
        }
        return false
    }

    /// How many days after one of `one` a day of `other` may be for their instances to share time;
    /// nil when not known, or too many to be of use.
    private var dayDistances: [Int]? {
        guard let mine = one.times, let theirs = other.times else { return nil }
        var found: Set<Int> = []
        for time in mine {
            for otherTime in theirs {
                // They share time when `other` starts less than its own length before, and less
                // than the other's length after.
                let apart = time - otherTime - difference
                let first = CivilDate.floorDiv(apart - lengths.other, 86_400) + 1
                let end = -CivilDate.floorDiv(-(apart + lengths.one), 86_400)
                guard first >= -Self.longestDistance, end <= Self.longestDistance else {
                    return nil
                }
                if first < end { found.formUnion(first..<end) }
            }
        }
        return found.sorted()
    }

    /// Days; longer instances reach every weekday anyway.
    private static let longestDistance = 31

    private func weekdaysMeet(_ days: Int) -> Bool {
        let turn = CivilDate.floorMod(days, 7)
        let week = UInt16(one.weekdays) << UInt16(turn)
        return UInt8((week | week >> 7) & 0x7F) & other.weekdays != 0
    }

    /// Whether some day of `one`, so many days on, can be a day of `other`, whatever the year.
    private func monthDaysMeet(_ days: Int) -> Bool {
        if days == 0 { return zip(one.monthDays, other.monthDays).contains { $0 & $1 != 0 } }
        let theirs = Self.daysOfLeapYear(other.monthDays)
        return Self.daysOfLeapYear(one.monthDays).contains { day in
            // Counted in leap years; in others a way that crosses 29 February is a day longer, and
            // from December into January both happen.
            (-1...1).contains { theirs.contains(CivilDate.floorMod(day + days + $0, 366)) }
        }
    }

    private static func daysOfLeapYear(_ monthDays: [UInt32]) -> Set<Int> {
        var days: Set<Int> = []
        let first = CivilDate.dayNumber(year: 2004, month: 1, day: 1)
        for (index, bits) in monthDays.enumerated() {
            let length = CivilDate.daysInMonth(year: 2004, month: index + 1)
            for day in 1...length where bits >> UInt32(day) & 1 == 1 {
                days.insert(CivilDate.dayNumber(year: 2004, month: index + 1, day: day) - first)
            }
        }
        return days
    }
}

extension ShapePair {
    /// From when two rules can share time.
    enum Onset: Hashable {
        case never
        /// Nothing shared begins before this second on the wall clock of `one`.
        case notBefore(Int)
        case unknown
    }

    /// The most pairs of offsets that are tried.
    private static let pairLimit = 4096

    /// By remainders, exact where both rules repeat after a number of seconds: the start of the
    /// earliest instance of `one` that ends after `wall` and shares time with one of `other`. The
    /// starts of the series are left aside.
    func firstOverlap(from wall: Int) -> Onset {
        guard let mine = one.cycle, let theirs = other.cycle,
            mine.offsets.count * theirs.offsets.count <= Self.pairLimit
        else { return .unknown }
        var best: Int?
        for offset in mine.offsets {
            let first = start(mine, offset, endingAfter: wall)
            for otherOffset in theirs.offsets {
                // With `other` less than its length before or less than our length after.
                let apart = first - (theirs.base + otherOffset + difference)
                let last = lengths.one + lengths.other - 2
                guard last < theirs.step - 1 else {
                    best = min(best ?? first, first)
                    continue
                }
                let count = firstMultiple(
                    of: mine.step, from: apart % theirs.step + lengths.one - 1, within: last,
                    modulus: theirs.step)
                guard let count, count <= (RuleSeries.latest - first) / mine.step else { continue }
                best = min(best ?? .max, first + count * mine.step)
            }
        }
        return best.map(Onset.notBefore) ?? .never
    }

    /// The first start in a cycle, from its base on, of an instance that ends after `wall`.
    private func start(_ cycle: SecondsCycle, _ offset: Int, endingAfter wall: Int) -> Int {
        let first = cycle.base + offset
        guard wall >= first + lengths.one else { return first }
        return first + (wall - first - lengths.one + cycle.step) / cycle.step * cycle.step
    }
}
