/// 400 Gregorian years, seconds: 146,097 days, and so 20,871 weeks.
private let calendarRound = 146_097 * 86_400

extension RuleSeries {
    /// After how many seconds the instances repeat, COUNT and UNTIL left aside; nil when that takes
    /// longer than can be counted, or is not known.
    var round: Int? {
        switch kernel {
        case .empty, .calendar, .calendarDays: nil
        case .stride(let stride): stride.step
        case .pattern(let pattern): pattern.step
        case .weekday(let weekdays): weekdays.step
        case .period(let period): period.round
        case .stepped(let stepped): checkedLeastCommonMultiple(calendarRound, stepped.step)
        }
    }
}

extension PeriodKernel {
    fileprivate var round: Int? {
        if dayStride > 1 { return checkedLeastCommonMultiple(calendarRound, dayStride * 86_400) }
        let (rounds, _) = leastCommonMultiple(unit.cycle, interval)
            .quotientAndRemainder(dividingBy: unit.cycle)
        let (seconds, isBeyond) = rounds.multipliedReportingOverflow(by: calendarRound)
        return isBeyond ? nil : seconds
    }
}

/// The least common multiple of two positive numbers; nil when it is beyond an `Int`.
func checkedLeastCommonMultiple(_ one: Int, _ other: Int) -> Int? {
    let (result, isBeyond) = (one / greatestCommonDivisor(one, other))
        .multipliedReportingOverflow(by: other)
    return isBeyond ? nil : result
}
