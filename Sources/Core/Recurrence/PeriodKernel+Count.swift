/// Counting without walking the instances: whole periods by their type, whole cycles at once.
extension PeriodKernel {
    /// How many instances lie between the start and `time`, exclusive.
    func rank(_ time: Int) -> Int { rankFromOrigin(time) - rankFromOrigin(start) }

    /// The instance with `index` before it; nil when its period lies behind that of `last`.
    func select(_ index: Int, through last: Int) -> Int? {
        let wanted = index + rankFromOrigin(start)
        if let perPeriod = table.uniformCount, dayStride == 1, let perCycle = periodsPerCycle {
            guard perPeriod > 0 else { return nil }
            let (number, rest) = wanted.quotientAndRemainder(dividingBy: perPeriod)
            let (cycles, periods) = number.quotientAndRemainder(dividingBy: perCycle)
            // More steps than there are weeks in 9999 years end behind it, and could overflow.
            guard cycles <= 1 << 20 else { return nil }
            return pick(cyclePeriod(cycles, periods), rest)
        }
        return selectByWalking(wanted, through: last)
    }

    private func pick(_ period: Int, _ index: Int) -> Int {
        let place = place(period)
        return place.firstDay * 86_400 + table.select(place.type, mask: mask(place), index)
    }

    private func selectByWalking(_ wanted: Int, through last: Int) -> Int? {
        var wanted = wanted
        guard var period = ceiling(firstPeriod) else { return nil }
        let lastPeriod = self.period(of: last)
        var cycleEnd = period + span
        var passed = 0
        while period <= lastPeriod {
            if period >= cycleEnd {
                // One cycle is summed up: leap over all that are needed.
                guard passed > 0, wanted / passed <= 1 << 20 else { return nil }
                period += wanted / passed * span
                wanted %= passed
                cycleEnd = Int.max
                guard period <= lastPeriod else { return nil }
            }
            let place = place(period)
            let count = table.count(place.type, mask: mask(place))
            if wanted < count {
                return place.firstDay * 86_400
                    + table.select(place.type, mask: mask(place), wanted)
            }
            wanted -= count
            passed += count
            period = following(period)
        }
        return nil
    }

    /// How many instances lie before `time`, those of the first period before the start too.
    private func rankFromOrigin(_ time: Int) -> Int {
        let period = period(of: time)
        guard ceiling(firstPeriod) != nil else { return 0 }
        let before = total(upTo: period)
        guard floor(period) == period else { return before }
        let place = place(period)
        return before
            + table.rank(place.type, mask: mask(place), time - place.firstDay * 86_400)
    }

    /// How many instances the periods before `period` have.
    private func total(upTo period: Int) -> Int {
        if let perPeriod = table.uniformCount, dayStride == 1, periodsPerCycle != nil {
            return perPeriod * periodsBefore(period)
        }
        guard let first = ceiling(firstPeriod), first < period else { return 0 }
        let cycles = (period - first) / span
        let whole = cycles > 0 ? sum(from: first, to: first + span) * cycles : 0
        return whole + sum(from: first + cycles * span, to: period)
    }

    private func sum(from first: Int, to end: Int) -> Int {
        var sum = 0
        var period = first
        while period < end {
            let place = place(period)
            sum += table.count(place.type, mask: mask(place))
            period = following(period)
        }
        return sum
    }

    /// The period that counting begins with.
    private var firstPeriod: Int { unit == .monthOfYear ? origin * 12 : origin }

    /// How many periods count in each step of `interval`; nil where that varies.
    private var periodsPerCycle: Int? {
        switch unit {
        case .monthOfYear: months.nonzeroBitCount
        case .month: months == DayRule.allMonths ? 1 : nil
        case .year, .weekYear, .week: 1
        }
    }

    /// The period reached after so many steps of `interval` and so many periods of the last one.
    private func cyclePeriod(_ steps: Int, _ periods: Int) -> Int {
        guard unit == .monthOfYear else { return origin + steps * interval }
        var rest = months
        for _ in 0..<periods { rest &= rest - 1 }
        return (origin + steps * interval) * 12 + rest.trailingZeroBitCount
    }

    /// How many periods that count lie before `period`, where `periodsPerCycle` is known.
    private func periodsBefore(_ period: Int) -> Int {
        guard unit == .monthOfYear else {
            return max(0, (period - origin + interval - 1) / interval)
        }
        let (year, month) = period.quotientAndRemainder(dividingBy: 12)
        let whole = max(0, (year - origin + interval - 1) / interval) * months.nonzeroBitCount
        guard year >= origin, (year - origin) % interval == 0 else { return whole }
        return whole + (months & ((1 << UInt16(month)) - 1)).nonzeroBitCount
    }
}
