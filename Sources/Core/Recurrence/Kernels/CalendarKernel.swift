/// Days chosen within the weeks, months or years of a calendar (RFC 7529), with their times.
///
/// The instances within the days of one period are a *block*, so that blocks follow each other in
/// time. It has what the period itself gives and, where SKIP leads out of a period, what its
/// neighbours put there. A block is read as a whole and then asked.
struct CalendarKernel: Sendable {
    let grid: CalendarGrid
    /// In periods of the calendar.
    let interval: Int
    /// The start of the series, and the number of its period.
    let start: Int
    let origin: Int
    let rule: CalendarDayRule
    let times: TimeSet
    /// BYSETPOS.
    let positions: [Int]
    private let spills: Bool

    /// - Parameter start: within the days that the calendar knows.
    init(
        _ grid: CalendarGrid, interval: Int, start: Int, rule: CalendarDayRule, times: TimeSet,
        positions: [Int]
    ) {
        self.grid = grid
        self.interval = interval
        self.start = start
        self.rule = rule
        self.times = times
        self.positions = positions
        origin = grid.number(containing: CivilDate.floorDiv(start, 86_400))
        spills = rule.spills
    }

    func next(_ time: Int, through last: Int) -> Int? {
        var found: Int?
        forEachBlock(from: time, through: last) { block in
            let index = lowerBound(block, time)
            guard index < size(block) else { return true }
            found = instance(block, index)
            return false
        }
        return found
    }

    func previous(_ time: Int) -> Int? {
        var block: [Int] = []
        var number = self.number(notAfter: grid.number(containing: day(time)))
        while number >= origin {
            guard read(number, into: &block) != nil else { return nil }
            let index = lowerBound(block, time)
            if index > 0 { return instance(block, index - 1) }
            number = self.number(notAfter: number - 1)
        }
        return nil
    }

    /// Counts block by block from the start on: there are at most as many as years have months.
    func rank(_ time: Int) -> Int {
        var count = 0
        forEachBlock(from: start, through: time - 1) { block in
            count += max(0, lowerBound(block, time) - lowerBound(block, start))
            return true
        }
        return count
    }

    func select(_ index: Int, through last: Int) -> Int? {
        var rest = index
        var found: Int?
        forEachBlock(from: start, through: last) { block in
            let first = lowerBound(block, start)
            let count = size(block) - first
            if rest < count {
                found = instance(block, first + rest)
                return false
            }
            rest -= count
            return true
        }
        return found
    }

    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        var written = 0
        forEachBlock(from: from, through: last) { block in
            for index in lowerBound(block, from)..<size(block) {
                let time = instance(block, index)
                if time > last { return false }
                out[written] = time
                written += 1
                if written == out.count { return false }
            }
            return true
        }
        return written
    }
}

/// Blocks.
extension CalendarKernel {
    /// Calls `body` with every block that may have instances in `from ... last`, until it says
    /// false.
    func forEachBlock(from: Int, through last: Int, _ body: ([Int]) -> Bool) {
        var block: [Int] = []
        var number = self.number(notBefore: max(origin, grid.number(containing: day(from))))
        while let days = read(number, into: &block), days.lowerBound * 86_400 <= last {
            if !block.isEmpty, !body(block) { return }
            number = self.number(notBefore: number + 1)
        }
    }

    /// Reads the block of a period and returns the period's days; nil outside the calendar.
    ///
    /// A block has seconds where BYSETPOS chose among them, else days, which all have all times.
    private func read(_ number: Int, into block: inout [Int]) -> Range<Int>? {
        block.removeAll(keepingCapacity: true)
        guard let period = grid.period(number) else { return nil }
        guard spills else {
            append(period, to: &block)
            return period.days
        }
        for neighbour in (number - 1)...(number + 1) where isCounted(neighbour) {
            if let period = grid.period(neighbour) { append(period, to: &block) }
        }
        let unit = positions.isEmpty ? 1 : 86_400
        let bounds = (period.days.lowerBound * unit)..<(period.days.upperBound * unit)
        block.removeAll { !bounds.contains($0) }
        block.sortUnique(from: 0)
        return period.days
    }

    private func append(_ period: CalendarPeriod, to block: inout [Int]) {
        let first = block.count
        rule.append(period, grid.unit, to: &block)
        guard !positions.isEmpty else { return }
        let size = (block.count - first) * times.count
        let chosen = selectedIndexes(positions, count: size).map {
            block[first + $0 / times.count] * 86_400 + times[$0 % times.count]
        }
        block.replaceSubrange(first..., with: chosen)
    }

    private func isCounted(_ number: Int) -> Bool {
        number >= origin && (number - origin) % interval == 0
    }

    /// The first number from `number` on whose block may have instances.
    private func number(notBefore number: Int) -> Int {
        let rest = CivilDate.floorMod(number - origin, interval)
        let reach = spills ? 1 : 0
        if rest <= reach || rest >= interval - reach { return number }
        return number + interval - reach - rest
    }

    /// The last number up to `number` whose block may have instances.
    private func number(notAfter number: Int) -> Int {
        let rest = CivilDate.floorMod(number - origin, interval)
        let reach = spills ? 1 : 0
        if rest <= reach || rest >= interval - reach { return number }
        return number - rest + reach
    }

    private func day(_ time: Int) -> Int { CivilDate.floorDiv(time, 86_400) }

    private func size(_ block: [Int]) -> Int {
        positions.isEmpty ? block.count * times.count : block.count
    }

    private func instance(_ block: [Int], _ index: Int) -> Int {
        guard positions.isEmpty else { return block[index] }
        if times.count == 1 { return block[index] * 86_400 + times.first }
        return block[index / times.count] * 86_400 + times[index % times.count]
    }

    /// How many instances of a block lie before `time`.
    private func lowerBound(_ block: [Int], _ time: Int) -> Int {
        guard positions.isEmpty else { return block.lowerBound(time) }
        let day = day(time)
        let index = block.lowerBound(day)
        guard index < block.count, block[index] == day else { return index * times.count }
        return index * times.count + times.rank(time - day * 86_400)
    }
}
