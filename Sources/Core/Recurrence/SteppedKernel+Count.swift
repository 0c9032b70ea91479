/// Counting day by day: how many units a day has depends on the day modulo `dayCycle` only.
extension SteppedKernel {
    /// How many instances lie between the start and `time`, exclusive.
    func rank(_ time: Int) -> Int { rankFromOrigin(time) - rankFromOrigin(start) }

    /// The instance with `index` before it; nil when it lies behind `last`.
    func select(_ index: Int, through last: Int) -> Int? {
        let wanted = index + rankFromOrigin(start)
        var (units, offset) = wanted.quotientAndRemainder(dividingBy: offsets.count)
        guard units <= (last - origin) / step else { return nil }
        var time = origin
        if units > 0, step <= 86_400 {
            let perDay = unitsPerDay()
            var day = days.next(originDay * 86_400, through: last)
            while let midnight = day {
                let count = perDay[(midnight / 86_400 - originDay) % perDay.count]
                time = midnight
                if units < count { break }
                units -= count
                day = days.next(midnight + 86_400, through: last)
            }
            guard day != nil else { return nil }
        }
        guard var found = nextUnit(time, through: last) else { return nil }
        for _ in 0..<units {
            guard let next = nextUnit(found + unit, through: last) else { return nil }
            found = next
        }
        return found + offsets[offset]
    }

    private func rankFromOrigin(_ time: Int) -> Int {
        let here = time - CivilDate.floorMod(time, unit)
        let midnight = CivilDate.floorDiv(time, 86_400) * 86_400
        var units = 0
        var begin = origin
        if step <= 86_400, midnight > origin {
            let perDay = unitsPerDay()
            var day = days.next(originDay * 86_400, through: midnight - 1)
            while let found = day, found < midnight {
                units += perDay[(found / 86_400 - originDay) % perDay.count]
                day = days.next(found + 86_400, through: midnight - 1)
            }
            begin = midnight
        }
        var next = nextUnit(begin, through: here)
        while let found = next, found < here {
            units += 1
            next = nextUnit(found + unit, through: here)
        }
        let partial = next == here ? offsets.lowerBound(time - here) : 0
        return units * offsets.count + partial
    }

    private var originDay: Int { CivilDate.floorDiv(origin, 86_400) }

    /// Units for each day of the cycle that begins with the day of the origin, were all days
    /// allowed. The cycle has as many days as `step` has common divisors with a day, so at most
    /// 86,400 units are looked at.
    private func unitsPerDay() -> [Int] {
        let dayCycle = step / greatestCommonDivisor(step, 86_400)
        var counts = [Int](repeating: 0, count: dayCycle)
        let first = originDay * 86_400
        // From the first unit of the grid in that day: the cycle's last day wraps to it.
        var second = (origin - first) % step
        while second < dayCycle * 86_400 {
            let day = second / 86_400
            let rest = second - day * 86_400
            if let later = nextAllowed(rest) {
                let jump = day * 86_400 + later - second
                second += (jump + step - 1) / step * step
            } else {
                counts[day] += 1
                second += step
            }
        }
        return counts
    }
}
