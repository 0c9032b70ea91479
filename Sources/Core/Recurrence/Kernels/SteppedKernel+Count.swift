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
            var day: Int?
            forEachDay(through: last) { midnight, count in
                if units < count {
                    day = midnight
                    return true
                }
                units -= count
                return false
            }
            guard let day else { return nil }
            time = day
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
            forEachDay(through: midnight - 1) { _, count in
                units += count
                return false
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

    /// Calls `body` with the midnight and the number of units of each allowed day, until it answers
    /// that this is enough. In batches: an absurd COUNT passes three million days.
    private func forEachDay(
        through last: Int, _ body: (_ midnight: Int, _ units: Int) -> Bool
    ) {
        let perDay = unitsPerDay()
        var from = originDay * 86_400
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 512) { buffer in
            while from <= last {
                let count = days.fill(buffer, from: from, through: last)
                for midnight in buffer[..<count] {
                    let day = midnight / 86_400 - originDay
                    if body(midnight, perDay[day % perDay.count]) { return }
                }
                guard count == buffer.count else { return }
                from = buffer[count - 1] + 86_400
            }
        }
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
