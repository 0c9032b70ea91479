/// The periods that a rule's days are grouped in; each is known by an integer.
///
/// Periods of one kind cover all days, without sharing any, in the order of their numbers.
enum PeriodUnit: Sendable {
    /// 12 * year + month - 1; `interval` counts months.
    case month
    /// The same numbers; `interval` counts years.
    case monthOfYear
    /// The calendar year.
    case year
    /// The year that weeks are counted in (BYWEEKNO): whole weeks, week 1 has four days in it.
    case weekYear
    /// Weeks since the one with 1970-01-01 in it.
    case week
}

/// Where a period begins, and its type, below 28: periods of one type have the same days.
struct PeriodPlace {
    let firstDay: Int
    let type: Int
}

extension PeriodUnit {
    /// After how many periods the calendar repeats: 400 years are exactly 20,871 weeks.
    var cycle: Int {
        switch self {
        case .month: 4800
        case .year, .weekYear, .monthOfYear: 400
        case .week: 20_871
        }
    }

    /// The period that a day is in.
    /// - Parameter weekStart: Monday = 0.
    @inline(__always)
    func period(ofDay day: Int, weekStart: Int) -> Int {
        switch self {
        case .month, .monthOfYear:
            let parts = CivilDate(dayNumber: day).parts
            return parts.year * 12 + parts.month - 1
        case .year: return CivilDate(dayNumber: day).parts.year
        case .weekYear:
            // A week belongs to the year of its fourth day.
            let sinceStart = weekday(day + 7 - weekStart)
            return CivilDate(dayNumber: day - sinceStart + 3).parts.year
        case .week: return CivilDate.floorDiv(day + 3 - weekStart, 7)
        }
    }

    /// The first day of a period and its type.
    @inline(__always)
    func place(_ period: Int, weekStart: Int, months: UInt16) -> PeriodPlace {
        switch self {
        case .month, .monthOfYear: return placeMonth(period)
        case .year:
            let first = CivilDate.dayNumber(year: period, month: 1, day: 1)
            let isLeap = CivilDate.isLeap(period) ? 7 : 0
            return PeriodPlace(firstDay: first, type: isLeap + weekday(first))
        case .weekYear: return placeWeekYear(period, weekStart)
        case .week: return placeWeek(period, weekStart, months)
        }
    }
}

/// The weekday of a day in or near the years 1 ... 9999, Monday = 0.
@inline(__always)
func weekday(_ day: Int) -> Int {
    // 840,003 is 3 more than a multiple of 7 and makes the sum positive.
    Int(UInt(bitPattern: day &+ 840_003) % 7)
}

/// A month's type: 7 times its length less 28, plus the weekday of its first day; 28 types.
@inline(__always)
private func placeMonth(_ period: Int) -> PeriodPlace {
    let year = Int(UInt(bitPattern: period) / 12)
    let month = period - year * 12 + 1
    let first = CivilDate.dayNumber(year: year, month: month, day: 1)
    let length = CivilDate.daysInMonth(year: year, month: month)
    return PeriodPlace(firstDay: first, type: (length - 28) * 7 + weekday(first))
}

/// A week year's type: the weekday of 1 January, plus 7 when the year before is a leap year, 14
/// when the year is, 21 when the next is; 28 types. Days of the neighbours are in the first and
/// the last week.
private func placeWeekYear(_ year: Int, _ weekStart: Int) -> PeriodPlace {
    let first = CivilDate.dayNumber(year: year, month: 1, day: 1)
    let fourth = first + 3
    let leap =
        CivilDate.isLeap(year)
        ? 14 : CivilDate.isLeap(year - 1) ? 7 : CivilDate.isLeap(year + 1) ? 21 : 0
    return PeriodPlace(
        firstDay: fourth - weekday(fourth + 7 - weekStart), type: leap + weekday(first))
}

/// A week's type: which of its days are in allowed months. 0 none, 7 all; 1 ... 6 the first so
/// many; 8 ... 13 all but the first so many less 7.
private func placeWeek(_ week: Int, _ weekStart: Int, _ months: UInt16) -> PeriodPlace {
    let first = week * 7 - 3 + weekStart
    let parts = CivilDate(dayNumber: first).parts
    let left = CivilDate.daysInMonth(year: parts.year, month: parts.month) - parts.day + 1
    let isFirstIn = months >> UInt16(parts.month - 1) & 1 == 1
    if left >= 7 { return PeriodPlace(firstDay: first, type: isFirstIn ? 7 : 0) }
    let isSecondIn = months >> UInt16(parts.month % 12) & 1 == 1
    let type =
        switch (isFirstIn, isSecondIn) {
        case (true, true): 7
        case (true, false): left
        case (false, true): left + 7
        case (false, false): 0
        }
    return PeriodPlace(firstDay: first, type: type)
}

extension PeriodUnit {
    /// The days of a week, by its type, that are in allowed months.
    static func allowedDays(inWeek type: Int) -> UInt64 {
        type < 8 ? (1 << UInt64(type)) - 1 : ~0 << UInt64(type - 7)
    }
}
