/// Daily or sub-daily instances on those days that a calendar allows (RFC 7529).
struct CalendarDaysKernel: Sendable {
    /// The instances, were every day allowed.
    let pattern: PatternKernel
    /// The allowed days, as the instances of a rule that has them at midnight.
    let days: CalendarKernel
    /// The start of the series.
    let start: Int

    func next(_ time: Int, through last: Int) -> Int? {
        var time = time
        while let found = pattern.next(time), found <= last {
            let midnight = midnight(found)
            guard let allowed = days.next(midnight, through: last) else { return nil }
            if allowed == midnight { return found }
            time = allowed
        }
        return nil
    }

    func previous(_ time: Int) -> Int? {
        var time = time
        while time > start, let found = pattern.previous(time) {
            let midnight = midnight(found)
            guard let allowed = days.previous(midnight + 1) else { return nil }
            if allowed == midnight { return found }
            time = allowed + 86_400
        }
        return nil
    }

    func rank(_ time: Int) -> Int {
        var count = 0
        forEachDay(from: start, through: time - 1) { midnight in
            count += pattern.rank(min(midnight + 86_400, time)) - pattern.rank(max(midnight, start))
            return true
        }
        return count
    }

    func select(_ index: Int, through last: Int) -> Int? {
        var rest = index
        var found: Int?
        forEachDay(from: start, through: last) { midnight in
            let before = pattern.rank(max(midnight, start))
            let count = pattern.rank(midnight + 86_400) - before
            if rest < count {
                found = pattern.select(before + rest)
                return false
            }
            rest -= count
            return true
        }
        return found
    }

    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        var written = 0
        forEachDay(from: from, through: last) { midnight in
            var time = max(midnight, from)
            while let found = pattern.next(time), found < midnight + 86_400 {
                if found > last { return false }
                out[written] = found
                written += 1
                if written == out.count { return false }
                time = found + 1
            }
            return true
        }
        return written
    }

    /// Calls `body` with the midnight of every allowed day that touches `from ... last`, until it
    /// says false.
    private func forEachDay(from: Int, through last: Int, _ body: (Int) -> Bool) {
        let first = midnight(from)
        days.forEachBlock(from: first, through: last) { block in
            for day in block where day * 86_400 >= first {
                if day * 86_400 > last || !body(day * 86_400) { return false }
            }
            return true
        }
    }

    private func midnight(_ time: Int) -> Int { CivilDate.floorDiv(time, 86_400) * 86_400 }
}
