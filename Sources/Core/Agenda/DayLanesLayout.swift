/// The working state of `DayLanes.init`.
struct DayLanesLayout {
    let first: CivilDate
    let count: Int
    let rows: Int

    private var bars: [DayLanes.Bar] = []
    /// Indices of what is in one day only, in order of time.
    private var singles: [[Int]]
    /// Per day: the lanes that bars take.
    private var taken: [Set<Int>]

    init(first: CivilDate, count: Int, rows: Int) {
        self.first = first
        self.count = max(0, count)
        self.rows = rows
        singles = Array(repeating: [], count: max(0, count))
        taken = Array(repeating: [], count: max(0, count))
    }

    /// Gives each bar the lowest lane that is free on all its days. Bars that were there before
    /// come first, in their old order; then the earlier, then the longer one.
    mutating func add(_ items: [DayItem], previous: [Int: Int]) {
        let last = first.adding(days: count - 1)
        let shown = items.filter { count > 0 && $0.lastDay >= first && $0.firstDay <= last }
        for item in shown.filter(\.isBar).sorted(by: { before($0, $1, previous) }) {
            addBar(item)
        }
        for item in shown.filter({ !$0.isBar }).sorted(by: {
            ($0.start, $0.index) < ($1.start, $1.index)
        }) {
            singles[item.firstDay.dayNumber - first.dayNumber].append(item.index)
        }
    }

    private func before(_ one: DayItem, _ other: DayItem, _ previous: [Int: Int]) -> Bool {
        let lane = previous[one.index] ?? Int.max
        let otherLane = previous[other.index] ?? Int.max
        if lane != otherLane { return lane < otherLane }
        if one.firstDay != other.firstDay { return one.firstDay < other.firstDay }
        if one.lastDay != other.lastDay { return one.lastDay > other.lastDay }
        return (one.start, one.index) < (other.start, other.index)
    }

    private mutating func addBar(_ item: DayItem) {
        let from = max(0, item.firstDay.dayNumber - first.dayNumber)
        let through = min(count - 1, item.lastDay.dayNumber - first.dayNumber)
        var lane = 0
        while (from...through).contains(where: { taken[$0].contains(lane) }) { lane += 1 }
        for day in from...through { taken[day].insert(lane) }
        bars.append(
            DayLanes.Bar(
                index: item.index, lane: lane, days: from...through,
                continuesBefore: item.firstDay < first,
                continuesAfter: item.lastDay.dayNumber >= first.dayNumber + count))
    }

    /// Rows that a day needs to show everything.
    private func needed(_ day: Int) -> Int {
        max(taken[day].count + singles[day].count, (taken[day].max() ?? -1) + 1)
    }

    /// Rows that the fullest day needs.
    var neededHeight: Int { (0..<count).map(needed).max() ?? 0 }

    /// The bars for which there is a row on all their days, and the rows of each day for instances.
    /// A day that hides something gives its last row to the number of what is hidden; that may hide
    /// another bar, so this repeats until nothing changes (at most once per day).
    func visible() -> (bars: [DayLanes.Bar], capacity: [Int]) {
        var capacity = (0..<count).map { needed($0) > rows ? max(0, rows - 1) : rows }
        while true {
            let hidden = bars.filter { bar in bar.days.contains { bar.lane >= capacity[$0] } }
            let crowded = Set(hidden.flatMap(\.days)).filter { capacity[$0] == rows && rows > 0 }
            if crowded.isEmpty { break }
            for day in crowded { capacity[day] = rows - 1 }
        }
        let shown = bars.filter { bar in bar.days.allSatisfy { bar.lane < capacity[$0] } }
        return (
            shown.sorted { ($0.lane, $0.days.lowerBound) < ($1.lane, $1.days.lowerBound) }, capacity
        )
    }

    /// Fills the rows that the visible bars leave free.
    func fillDays(_ visible: [DayLanes.Bar], _ capacity: [Int]) -> [DayLanes.Day] {
        (0..<count).map { day in
            let lanes = Set(visible.filter { $0.days.contains(day) }.map(\.lane))
            let hiddenBars = bars.filter { $0.days.contains(day) && !lanes.contains($0.lane) }
            var waiting = singles[day][...]
            var shown: [Int?] = []
            for row in 0..<capacity[day] {
                shown.append(lanes.contains(row) ? nil : waiting.popFirst())
            }
            return DayLanes.Day(
                date: first.adding(days: day), rows: shown,
                hiddenIndexes: hiddenBars.map(\.index) + waiting,
                total: taken[day].count + singles[day].count)
        }
    }
}
