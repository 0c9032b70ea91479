/// Lunar years as a table: a number for each.
///
/// Bit m, 0 ... 12, is set when the month with index m has 30 days, not 29; from bit 13 on stands
/// the index of the leap month, or 0.
struct LunarTable: Sendable {
    let firstYear: Int
    /// The first day of every year, and of the one behind the last.
    let starts: [Int]
    private let entries: [UInt32]

    init(firstYear: Int, firstDay: Int, entries: [UInt32]) {
        self.firstYear = firstYear
        self.entries = entries
        var starts = [firstDay]
        starts.reserveCapacity(entries.count + 1)
        for entry in entries {
            let months = entry >> 13 > 0 ? 13 : 12
            starts.append(
                starts[starts.count - 1] + 29 * months + (entry & 0x1FFF).nonzeroBitCount)
        }
        self.starts = starts
    }

    var years: ClosedRange<Int> { firstYear...(firstYear + entries.count - 1) }

    func year(_ number: Int) -> CalendarYear? {
        let index = number - firstYear
        guard entries.indices.contains(index) else { return nil }
        let entry = entries[index]
        let leapIndex = Int(entry >> 13)
        let monthCount = leapIndex > 0 ? 13 : 12
        return CalendarYear(
            number: number, firstDay: starts[index], length: starts[index + 1] - starts[index],
            monthCount: monthCount, leapIndex: leapIndex,
            daysBeyond28: spread(entry & 0x1FFF) + 0x0155_5555,
            monthsBefore: lunation(starts[index]))
    }

    func year(containing day: Int) -> CalendarYear? {
        guard let first = starts.first, let end = starts.last, day >= first, day < end else {
            return nil
        }
        var index = (day - first) * entries.count / (end - first)
        while starts[index] > day { index -= 1 }
        while starts[index + 1] <= day { index += 1 }
        return year(firstYear + index)
    }

    /// Counts months: 29.530589 days each, and no first day is ever a half of one off.
    private func lunation(_ day: Int) -> Int {
        CivilDate.floorDiv(day * 1_000_000 + 14_765_294, 29_530_589)
    }
}

/// Puts a zero before each of the lowest 16 bits.
private func spread(_ bits: UInt32) -> UInt32 {
    var bits = bits
    bits = (bits | bits << 8) & 0x00FF_00FF
    bits = (bits | bits << 4) & 0x0F0F_0F0F
    bits = (bits | bits << 2) & 0x3333_3333
    return (bits | bits << 1) & 0x5555_5555
}
