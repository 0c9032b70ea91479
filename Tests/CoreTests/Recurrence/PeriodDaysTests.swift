import Testing

@testable import Core

/// Goal: the days of a period by shifting bits are those that counting finds.
@Suite("days of periods") struct PeriodDaysTests {
    /// Method: every month there is, every weekday, every number from either end and one too many,
    /// against a walk through the month.
    @Test("numbered weekdays of a month", arguments: 28...31, 0..<7)
    func numberedWeekdays(_ length: Int, _ first: Int) {
        for weekday in Weekday.allCases {
            let all = (0..<length).filter { (first + $0) % 7 == weekday.rawValue }
            for number in 1...6 {
                let fromStart = number <= all.count ? UInt64(1) << all[number - 1] : 0
                let fromEnd = number <= all.count ? UInt64(1) << all[all.count - number] : 0
                #expect(days(number, weekday, length, first) == fromStart)
                #expect(days(-number, weekday, length, first) == fromEnd)
            }
        }
    }

    private func days(_ ordinal: Int, _ weekday: Weekday, _ length: Int, _ first: Int) -> UInt64 {
        var numbered = NumberedWeekdays()
        numbered.insert(WeekdayNumber(ordinal: ordinal, weekday: weekday))
        let behind = UInt64.max << UInt64(length)
        return numbered.days(inMonthOf: length, firstWeekday: first) & ~behind
    }

    /// Method: sets of days that touch the borders of words, against the sorted list of them.
    @Test(
        "counting and finding days of a year",
        arguments: [
            [],  // none
            [0],  // the first of all
            [365],  // the last
            [63, 64],  // both sides of a border
            [0, 63, 64, 127, 128, 191, 192, 255, 256, 319, 320, 365],  // all borders
            Array(100..<300),  // whole words
        ])
    func daysOfYear(_ days: [Int]) {
        var bits = DayBits.noneOfYear
        for day in days { bits.insert(day) }
        #expect(bits.count == days.count)
        for day in 0...371 {
            #expect(bits.rank(day) == days.count { $0 < day })
            #expect(bits.next(day) == days.first { $0 >= day })
            #expect(bits.previous(day) == days.last { $0 <= day })
        }
        for index in 0...days.count {
            #expect(bits.select(index) == (index < days.count ? days[index] : nil))
            let fromEnd = index < days.count ? days[days.count - 1 - index] : nil
            #expect(bits.select(fromEnd: index) == fromEnd)
        }
    }

    /// Method: positions that are there, beyond either end, and said twice, against the list.
    @Test(
        "BYSETPOS among the days of a week or month",
        arguments: [
            [1], [-1],  // the ends
            [2, -2],  // near them
            [1, 3, 1],  // twice
            [4, 5, -5],  // all of four, and one too many
            [366, -366],  // far beyond
        ])
    func positions(_ positions: [Int]) {
        for days: [Int] in [[], [0], [3, 9, 10, 30]] {
            let word = days.reduce(0 as UInt64) { $0 | 1 << UInt64($1) }
            let expected = selectedIndexes(positions, count: days.count).map { days[$0] }
            let picked = DayBits.picked(positions, from: word)
            #expect(picked == expected.reduce(0) { $0 | 1 << UInt64($1) })
            #expect(picked == DayBits(word).picked(positions).word)
        }
    }
}
