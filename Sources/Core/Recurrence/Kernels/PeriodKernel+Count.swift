/// Counting without walking the instances: whole periods by their type, whole years and whole
/// cycles at once. Sums begin with the first period that counts; what lies in it before the start
/// is taken off at the end.
extension PeriodKernel {
    /// How many instances lie between the start and `time`, exclusive.
    func rank(_ time: Int) -> Int { rankFromFirst(time) - rankFromFirst(start) }

    /// The instance with `index` before it; nil when its period lies behind that of `last`.
    func select(_ index: Int, through last: Int) -> Int? {
        let lastPeriod = period(of: last)
        guard let first = ceiling(firstPeriod), first <= lastPeriod else { return nil }
        // No more days than these, so that an absurd index needs no walk to be refused.
        let mostDays = (last - start) / (86_400 * dayStride) + 1
        guard index / days.times.count <= mostDays else { return nil }
        let wanted = index + rankFromFirst(start)
        // Most counts are small: a walk over some periods is less than the sums of years.
        if index < 200, let found = walk(wanted, from: first, to: min(lastPeriod, first + walkable))
        {
            return found
        }
        if let years = yearSums() {
            let skipped = unit == .year ? 0 : yearsSum(years, before: first)
            guard let found = years.totals.year(of: wanted + skipped) else { return nil }
            return pick(years, found.year, found.rest, lastPeriod)
        }
        guard lastPeriod >= first + span else { return walk(wanted, from: first, to: lastPeriod) }
        let perCycle = sum(from: first, to: first + span)
        guard perCycle > 0, wanted / perCycle <= (lastPeriod - first) / span else { return nil }
        return walk(wanted % perCycle, from: first + wanted / perCycle * span, to: lastPeriod)
    }

    /// How many instances lie before `time`, those of the first period before the start too.
    private func rankFromFirst(_ time: Int) -> Int {
        let period = period(of: time)
        guard let first = ceiling(firstPeriod) else { return 0 }
        let before = total(from: first, to: period)
        guard floor(period) == period else { return before }
        let place = place(period)
        return before
            + days.rank(place, mask: mask(place), time - place.firstDay * 86_400)
    }

    /// How many instances the periods from the first one to before `end` have.
    private func total(from first: Int, to end: Int) -> Int {
        if end - first <= walkable { return sum(from: first, to: end) }
        if let years = yearSums() {
            if unit == .year { return years.totals.sum(before: end) }
            return yearsSum(years, before: end) - yearsSum(years, before: first)
        }
        let cycles = (end - first) / span
        let whole = cycles > 0 ? sum(from: first, to: first + span) * cycles : 0
        return whole + sum(from: first + cycles * span, to: end)
    }

    private func sum(from first: Int, to end: Int) -> Int {
        var counts = PeriodCounts(self)
        var sum = 0
        var period = first
        while period < end {
            sum += counts.count(place(period))
            period = following(period)
        }
        return sum
    }

    /// The instance with `wanted` before it in the periods `first ... last`.
    private func walk(_ wanted: Int, from first: Int, to last: Int) -> Int? {
        var counts = PeriodCounts(self)
        var wanted = wanted
        var period = first
        while period <= last {
            let place = place(period)
            let count = counts.count(place)
            if wanted < count {
                return place.firstDay * 86_400
                    + days.select(place, mask: mask(place), wanted)
            }
            wanted -= count
            period = following(period)
        }
        return nil
    }

    /// The instances of a year, for periods that `yearSums` groups.
    private func pick(_ years: YearSums, _ year: Int, _ rest: Int, _ lastPeriod: Int) -> Int? {
        if unit == .year { return walk(rest, from: year, to: min(year, lastPeriod)) }
        var rest = rest
        var months = years.months
        while months != 0 {
            let period = year * 12 + months.trailingZeroBitCount
            if period > lastPeriod { return nil }
            let count = count(period)
            if rest < count { return walk(rest, from: period, to: period) }
            rest -= count
            months &= months - 1
        }
        return nil
    }

    /// What the months from the beginning of the first year on have, those before the first
    /// period too, because the sum of a year has them.
    private func yearsSum(_ years: YearSums, before period: Int) -> Int {
        let (year, month) = period.quotientAndRemainder(dividingBy: 12)
        var sum = years.totals.sum(before: year)
        guard (year - years.totals.origin) % years.totals.step == 0 else { return sum }
        var months = years.months & ((1 << UInt16(month)) - 1)
        while months != 0 {
            sum += count(year * 12 + months.trailingZeroBitCount)
            months &= months - 1
        }
        return sum
    }

    private func count(_ period: Int) -> Int {
        let place = place(period)
        return days.count(place, mask: mask(place))
    }

    /// The period that counting begins with.
    private var firstPeriod: Int { unit == .monthOfYear ? origin * 12 : origin }

    /// How far in period numbers a plain walk is cheap.
    private var walkable: Int { unit == .monthOfYear ? interval * 96 : interval * 48 }
}

/// Sums by year, and the months of each year that counts (bit m - 1; none when years count whole).
private struct YearSums {
    let months: UInt16
    let totals: YearTotals
}

extension PeriodKernel {
    /// Sums by year; nil for periods that are not the same months in every year that counts.
    private func yearSums() -> YearSums? {
        guard dayStride == 1 else { return nil }
        switch unit {
        case .year:
            return YearSums(
                months: 0,
                totals: YearTotals(origin: origin, step: interval, total: count(type:)))
        case .monthOfYear: return yearSums(months, origin, interval)
        case .month:
            let (year, month) = origin.quotientAndRemainder(dividingBy: 12)
            if interval % 12 == 0 {
                return yearSums(months & (1 << UInt16(month)), year, interval / 12)
            }
            guard 12 % interval == 0 else { return nil }
            var every: UInt16 = 0
            for month in stride(from: month % interval, to: 12, by: interval) {
                every |= 1 << UInt16(month)
            }
            return yearSums(months & every, year, 1)
        case .weekYear, .week: return nil
        }
    }

    /// How many instances a month or a calendar year of a type has.
    private func count(type: Int) -> Int {
        days.count(PeriodPlace(firstDay: 0, type: type), mask: ~0)
    }

    private func yearSums(_ months: UInt16, _ origin: Int, _ step: Int) -> YearSums {
        let counts = (0..<28).map(count(type:))
        let totals = YearTotals(origin: origin, step: step) { type in
            var sum = 0
            var first = type % 7
            for month in 1...12 {
                // Only the lengths of the months matter: 2004 is a leap year, 2001 is not.
                let length = CivilDate.daysInMonth(year: type < 7 ? 2001 : 2004, month: month)
                if months >> UInt16(month - 1) & 1 == 1 {
                    sum += counts[(length - 28) * 7 + first]
                }
                first += length - 28
                if first > 6 { first -= 7 }
            }
            return sum
        }
        return YearSums(months: months, totals: totals)
    }
}
