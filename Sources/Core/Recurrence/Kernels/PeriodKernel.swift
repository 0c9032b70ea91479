/// Instances on chosen days of weeks, months or years, `interval` periods apart.
///
/// A class, because a series is copied more often than it is compiled.
final class PeriodKernel: Sendable {
    let days: PeriodDays
    let interval: Int
    /// The period of the start; for `.monthOfYear` its year.
    let origin: Int
    /// Days between candidates of DAILY;INTERVAL=n, counted from the start; else 1.
    let dayStride: Int
    let start: Int

    init(
        _ days: PeriodDays, interval: Int = 1, dayStride: Int = 1, start: Int
    ) {
        self.days = days
        self.interval = interval
        self.dayStride = dayStride
        self.start = start
        let day = CivilDate.floorDiv(start, 86_400)
        let period = days.unit.period(ofDay: day, weekStart: days.weekStart)
        origin = days.unit == .monthOfYear ? period / 12 : period
    }

    /// After how much in period numbers everything repeats.
    var span: Int {
        // A stride of days does not repeat with the months; the year 9999 ends it.
        if dayStride > 1 { return 1 << 40 }
        let repeating = leastCommonMultiple(unit.cycle, interval)
        return unit == .monthOfYear ? repeating * 12 : repeating
    }

    func next(_ time: Int, through last: Int) -> Int? {
        let here = period(of: time)
        guard var period = ceiling(here) else { return nil }
        // Types that were met and have no instances; after a miss, where everything was met.
        var empty: UInt32 = 0
        var horizon = Int.max
        while period <= horizon {
            let place = place(period)
            let base = place.firstDay * 86_400
            if base > last { return nil }
            if empty >> UInt32(place.type) & 1 == 0 {
                let from = period == here ? time - base : 0
                if let found = days.next(place, mask: mask(place), from) { return base + found }
                if from <= 0, dayStride == 1 { empty |= 1 << UInt32(place.type) }
            }
            if horizon == Int.max { horizon = period + span }
            period = following(period)
        }
        return nil
    }

    func previous(_ time: Int) -> Int? {
        let here = period(of: time)
        guard var period = floor(here) else { return nil }
        let horizon = period - span
        while period >= horizon {
            let place = place(period)
            let base = place.firstDay * 86_400
            let before = period == here ? time - base : Int.max
            if let found = days.previous(place, mask: mask(place), before) {
                return base + found
            }
            guard let preceding = floor(period - 1) else { return nil }
            period = preceding
        }
        return nil
    }
}

/// Steps from period to period.
extension PeriodKernel {
    @inline(__always)
    var unit: PeriodUnit { days.unit }

    /// Allowed months, bit m - 1; not empty.
    @inline(__always)
    var months: UInt16 { days.rule.months }

    @inline(__always)
    func period(of time: Int) -> Int {
        unit.period(ofDay: CivilDate.floorDiv(time, 86_400), weekStart: days.weekStart)
    }

    @inline(__always)
    func place(_ period: Int) -> PeriodPlace {
        unit.place(period, weekStart: days.weekStart, months: months)
    }

    /// The days of a period that the stride of days meets; all when there is none.
    @inline(__always)
    func mask(_ place: PeriodPlace) -> UInt64 {
        dayStride == 1 ? ~0 : strideMask(place)
    }

    private func strideMask(_ place: PeriodPlace) -> UInt64 {
        let startDay = CivilDate.floorDiv(start, 86_400)
        var day = CivilDate.floorMod(startDay - place.firstDay, dayStride)
        var mask: UInt64 = 0
        while day < 64 {
            mask |= 1 << UInt64(day)
            day += dayStride
        }
        return mask
    }

    /// The first period that counts and is not below `period`; nil when INTERVAL never meets the
    /// months.
    func ceiling(_ period: Int) -> Int? {
        if unit == .monthOfYear {
            var year = period / 12
            var month = period % 12
            let aligned = roundUp(year)
            if aligned > year {
                year = aligned
                month = 0
            }
            let rest = months >> UInt16(month)
            if rest != 0 { return year * 12 + month + rest.trailingZeroBitCount }
            return (year + interval) * 12 + months.trailingZeroBitCount
        }
        let aligned = roundUp(period)
        if unit == .month, months != DayRule.allMonths {
            for step in 0..<12 where isAllowed(aligned + step * interval) {
                return aligned + step * interval
            }
            return nil
        }
        return aligned
    }

    /// The period that counts after one that does.
    @inline(__always)
    func following(_ period: Int) -> Int {
        switch unit {
        case .monthOfYear:
            let month = Int(UInt(bitPattern: period) % 12)
            let rest = months >> UInt16(month + 1)
            return rest != 0
                ? period + 1 + rest.trailingZeroBitCount
                : period - month + interval * 12 + months.trailingZeroBitCount
        case .month:
            var period = period + interval
            // Ends: `ceiling` found an allowed month, and the months repeat.
            while !isAllowed(period) { period += interval }
            return period
        case .year, .weekYear, .week: return period + interval
        }
    }

    /// The last period that counts and is not above `period`; nil before the first.
    func floor(_ period: Int) -> Int? {
        if unit == .monthOfYear {
            var year = period / 12
            var month = period % 12
            guard year >= origin else { return nil }
            let aligned = year - (year - origin) % interval
            if aligned < year {
                year = aligned
                month = 11
            }
            let rest = months & ((2 << UInt16(month)) - 1)
            if rest != 0 { return year * 12 + 15 - rest.leadingZeroBitCount }
            guard year - interval >= origin else { return nil }
            return (year - interval) * 12 + 15 - months.leadingZeroBitCount
        }
        guard period >= origin else { return nil }
        var aligned = period - (period - origin) % interval
        if unit == .month {
            while !isAllowed(aligned) {
                aligned -= interval
                if aligned < origin { return nil }
            }
        }
        return aligned
    }

    @inline(__always)
    private func isAllowed(_ period: Int) -> Bool {
        months >> UInt16(Int(UInt(bitPattern: period) % 12)) & 1 == 1
    }

    private func roundUp(_ value: Int) -> Int {
        value <= origin ? origin : origin + (value - origin + interval - 1) / interval * interval
    }
}

/// The least common multiple of two positive numbers.
func leastCommonMultiple(_ one: Int, _ other: Int) -> Int {
    other == 1 ? one : one / greatestCommonDivisor(one, other) * other
}

/// The greatest common divisor of two positive numbers (Euclid).
func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
    var (large, small) = (one, other)
    while small != 0 { (large, small) = (small, large % small) }
    return large
}
