import Testing

@testable import Core

/// Goal: rows for bars and single-day instances, and what is hidden when there are too few.
/// Method: a picture of the rows of four days. Items are written `first-last` (days 0...3, outside
/// allowed); `t` before a day means one timed instance in that day. In the picture a letter is the
/// item by order, `.` a free row, a digit the number hidden.
@Test(
    "rows of days",
    arguments: [
        // items                        rows  expected             reason
        LaneCase([], 2, ["....", "...."], "an empty row of days"),
        LaneCase(["0-1"], 2, ["aa..", "...."], "a bar across two days"),
        LaneCase(["0-1", "1-2"], 2, ["aa..", ".bb."], "a shared day puts the later one below"),
        LaneCase(["0-1", "2-3"], 2, ["aabb", "...."], "bars that do not meet share a lane"),
        LaneCase(["1-1", "0-3"], 2, ["bbbb", ".a.."], "the earlier one first"),
        LaneCase(["0-1", "0-3"], 2, ["bbbb", "aa.."], "of one day the longer one first"),
        LaneCase(["t0", "t0", "0-1"], 3, ["cc..", "a...", "b..."], "times below the bars"),
        LaneCase(["t1", "0-2", "0-0"], 2, ["bbb.", "ca.."], "times fill what bars leave free"),
        LaneCase(["t0", "t0", "t0"], 2, ["a...", "2..."], "the last row counts the hidden ones"),
        LaneCase(["t0", "t0"], 2, ["a...", "b..."], "no count where all have a row"),
        LaneCase(["t0", "t1"], 1, ["ab.."], "one row, one instance"),
        LaneCase(["t0", "t0"], 1, ["2..."], "one row, two instances: only their number"),
        LaneCase(["t0"], 0, [], "no rows at all"),
        LaneCase(["0-3", "0-3", "0-3", "t2"], 3, ["aaaa", "bbbb", "1121"], "hidden bar and time")
            .expecting(hidden: [1, 1, 2, 1]),
        LaneCase(["-3-1", "1-1"], 2, ["aa..", ".b.."], "begins before"),
        LaneCase(["2-9"], 1, ["..aa"], "goes on after"),
        LaneCase(["-9--1", "4-8"], 1, ["...."], "outside on both sides"),
    ])
func rowsOfDays(_ row: LaneCase) {
    let first = CivilDate(dayNumber: 20_000)
    let lanes = DayLanes(first: first, count: 4, rows: row.rows, items: row.dayItems(first))
    #expect(picture(lanes, rows: row.rows) == row.expected, "\(row.reason)")
    if let hidden = row.hidden { #expect(lanes.days.map(\.hidden) == hidden) }
}

struct LaneCase: Sendable, CustomTestStringConvertible {
    let items: [String]
    let rows: Int
    let expected: [String]
    let reason: String
    var hidden: [Int]?

    init(_ items: [String], _ rows: Int, _ expected: [String], _ reason: String) {
        self.items = items
        self.rows = rows
        self.expected = expected
        self.reason = reason
    }

    func expecting(hidden: [Int]) -> LaneCase {
        var copy = self
        copy.hidden = hidden
        return copy
    }

    var testDescription: String { reason }

    func dayItems(_ first: CivilDate) -> [DayItem] {
        items.enumerated().compactMap { index, text in
            if text.hasPrefix("t"), let day = Int(text.dropFirst()) {
                let date = first.adding(days: day)
                return DayItem(index: index, days: date...date, isBar: false, start: index)
            }
            guard let dash = text.dropFirst().firstIndex(of: "-"), let from = Int(text[..<dash]),
                let through = Int(text[text.index(after: dash)...])
            else { return nil }
            return DayItem(
                index: index, days: first.adding(days: from)...first.adding(days: through),
                isBar: true, start: 0)
        }
    }
}

/// One text per row, one character per day.
private func picture(_ lanes: DayLanes, rows: Int) -> [String] {
    var grid = Array(repeating: Array(repeating: Character("."), count: 4), count: rows)
    func letter(_ index: Int) -> Character { Character(Unicode.Scalar(UInt8(97 + index))) }
    for (day, content) in lanes.days.enumerated() {
        for (row, index) in content.rows.enumerated() {
            if let index { grid[row][day] = letter(index) }
        }
        if content.hidden > 0, content.rows.count < rows {
            grid[rows - 1][day] = Character("\(content.hidden)")
        }
    }
    for bar in lanes.bars {
        for day in bar.days { grid[bar.lane][day] = letter(bar.index) }
    }
    return grid.map { String($0) }
}

@Test("a bar says where it goes on")
func continuation() {
    let first = CivilDate(dayNumber: 20_000)
    let items = [
        DayItem(index: 0, days: first.adding(days: -1)...first, isBar: true, start: 0),
        DayItem(
            index: 1, days: first.adding(days: 6)...first.adding(days: 7), isBar: true, start: 0),
    ]
    let bars = DayLanes(first: first, count: 7, rows: 1, items: items).bars
    #expect(bars.map(\.continuesBefore) == [true, false])
    #expect(bars.map(\.continuesAfter) == [false, true])
    #expect(bars.map(\.days) == [0...0, 6...6])
}

/// Goal: no row shows two things, nothing is lost: shown + hidden == total. Method: random items.
@Test(arguments: 1...40)
func everyItemIsShownOrCounted(seed: UInt64) {
    var random = LaneRandom(state: seed)
    let first = CivilDate(dayNumber: 20_000)
    let items = (0..<random.below(30)).map { index in
        let from = first.adding(days: random.below(10) - 2)
        let isBar = random.below(2) == 0
        return DayItem(
            index: index, days: from...from.adding(days: isBar ? random.below(6) : 0),
            isBar: isBar, start: random.below(50))
    }
    let rows = random.below(8)
    let lanes = DayLanes(first: first, count: 7, rows: rows, items: items)
    for (number, day) in lanes.days.enumerated() {
        let bars = lanes.bars.filter { $0.days.contains(number) }
        let shown = day.rows.compactMap { $0 }
        #expect(Set(bars.map(\.lane)).count == bars.count, "seed \(seed): a lane twice")
        #expect(bars.allSatisfy { $0.lane < rows && day.rows[$0.lane] == nil }, "seed \(seed)")
        #expect(bars.count + shown.count + day.hidden == day.total, "seed \(seed): lost")
        #expect(day.hidden == 0 || day.rows.count < max(1, rows), "seed \(seed): no row for +n")
    }
}

/// SplitMix64: small, seeded, the same everywhere.
struct LaneRandom {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }
}
