/// HOURLY, MINUTELY and SECONDLY: nearly all of them repeat daily, weekly or after a few days.
extension RuleCompiler {
    /// The length of a unit, seconds.
    private var unit: Int {
        switch rule.freq {
        case .hourly: 3600
        case .minutely: 60
        default: 1
        }
    }

    private var step: Int { unit * rule.interval }

    func subDaily() -> RuleKernel {
        if rule.lists == nil { return plain(step: step) }
        let offsets = offsetsInUnit
        guard !offsets.isEmpty else { return .empty }
        let origin = start - CivilDate.floorMod(start, unit)
        if dayRule.allowsAllDays, allowsAllUnits {
            return pattern(base: origin, step: step, offsets: offsets)
        }
        let second = origin - startDay * 86_400
        if step % 86_400 == 0, !dayRule.hasYearDays || step == 86_400 {
            guard allowsUnit(at: second) else { return .empty }
            return days(every: step / 86_400, at: offsets.map { second + $0 })
        }
        if 86_400 % step == 0 {
            return days(every: 1, at: units(from: second % step, count: 86_400 / step, offsets))
        }
        return longCycle(origin: origin, offsets: offsets)
    }

    /// Steps that do not fit a day, but a number of days or weeks.
    private func longCycle(origin: Int, offsets: [Int]) -> RuleKernel {
        guard dayRule.limitsWeekdaysOnly else { return stepped(origin, offsets) }
        let round = dayRule.allowsAllDays ? 86_400 : 604_800
        let count = round / greatestCommonDivisor(step, round)
        // A round that reaches behind the last year need not be listed to its end.
        let inTime = min(count, (RuleSeries.latest - origin) / step + 1)
        guard dayRule.allowsAllDays || inTime <= 10_080 else { return stepped(origin, offsets) }
        var listed: [Int] = []
        for index in 0..<inTime {
            let time = origin + index * step
            let day = CivilDate.floorDiv(time, 86_400)
            guard allowsUnit(at: time - day * 86_400) else { continue }
            if dayRule.hasWeekdays, dayRule.weekdays >> UInt8(weekday(day)) & 1 == 0 { continue }
            for offset in offsets { listed.append(index * step + offset) }
        }
        return pattern(base: origin, step: count * step, offsets: listed)
    }

    private func stepped(_ origin: Int, _ offsets: [Int]) -> RuleKernel {
        guard meetsAllowedUnit(origin) else { return .empty }
        let midnight = startDay * 86_400
        let days = RuleCompiler(rule, start: midnight, isDate: true)
            .daysKernel(1, TimeSet(single: 0))
        return .stepped(
            SteppedKernel(
                unit: unit, step: step, start: start, origin: midnight + (origin - midnight) % step,
                hours: bits(rule.byHour), minutes: unit < 3600 ? bits(rule.byMinute) : ~0,
                seconds: unit < 60 ? bits(seconds: rule.bySecond) : ~0, offsets: offsets,
                days: days))
    }

    /// Whether some allowed second of an allowed weekday is ever met, months left aside: it must
    /// agree with the origin modulo what the step and a week have in common.
    private func meetsAllowedUnit(_ origin: Int) -> Bool {
        let common = greatestCommonDivisor(step, 604_800)
        let rest = CivilDate.floorMod(origin, common)
        return stride(from: rest, to: 604_800, by: common).contains { time in
            let day = time / 86_400
            if dayRule.hasWeekdays, dayRule.weekdays >> UInt8(weekday(day)) & 1 == 0 {
                return false
            }
            return allowsUnit(at: time - day * 86_400)
        }
    }

    /// The instances of a unit, seconds from its beginning, BYSETPOS applied.
    private var offsetsInUnit: [Int] {
        let minutes: [Int] =
            if unit < 3600 { [0] } else if rule.byMinute.isEmpty { [startSecond / 60 % 60] } else {
                sortedUnique(rule.byMinute)
            }
        let all = secondsOfDay(
            hours: [0], minutes: minutes, seconds: unit == 1 ? [0] : seconds)
        if positions.isEmpty { return all }
        return selectedIndexes(positions, count: all.count).map { all[$0] }
    }

    /// The instances of the allowed units of a day.
    private func units(from first: Int, count: Int, _ offsets: [Int]) -> [Int] {
        var result: [Int] = []
        for index in 0..<count where allowsUnit(at: first + index * step) {
            for offset in offsets { result.append(first + index * step + offset) }
        }
        return result
    }

    private var allowsAllUnits: Bool {
        rule.byHour.isEmpty && (rule.byMinute.isEmpty || unit == 3600)
            && (rule.bySecond.isEmpty || unit >= 60)
    }

    /// Whether BYHOUR, BYMINUTE and BYSECOND, as far as they limit, allow a unit.
    private func allowsUnit(at second: Int) -> Bool {
        if !rule.byHour.isEmpty, !rule.byHour.contains(second / 3600) { return false }
        if unit < 3600, !rule.byMinute.isEmpty, !rule.byMinute.contains(second / 60 % 60) {
            return false
        }
        guard unit == 1, !rule.bySecond.isEmpty else { return true }
        return rule.bySecond.contains { min($0, 59) == second % 60 }
    }

    private func bits(_ values: [Int]) -> UInt64 {
        values.isEmpty ? ~0 : values.reduce(0) { $0 | 1 << UInt64($1) }
    }

    private func bits(seconds: [Int]) -> UInt64 { bits(seconds.map { min($0, 59) }) }
}
