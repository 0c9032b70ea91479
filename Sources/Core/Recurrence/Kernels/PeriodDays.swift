/// The instances of one period: its days, multiplied by the times of day, less what BYSETPOS leaves
/// out. Nothing is kept by type of period; queries over many periods keep what they met.
struct PeriodDays: Sendable {
    let unit: PeriodUnit
    let rule: DayRule
    /// Monday = 0.
    let weekStart: Int
    let times: TimeSet
    /// Whether the rule's BYSETPOS picks among the instances of a period.
    let picks: Bool

    init(
        unit: PeriodUnit, rule: DayRule, weekStart: Int = 0, times: TimeSet, picks: Bool = false
    ) {
        self.unit = unit
        self.rule = rule
        self.weekStart = weekStart
        self.times = times
        self.picks = picks
    }

    /// Whether BYSETPOS picks among several times of a day, so that instances are listed, not
    /// multiplied out.
    var isListed: Bool { picks && times.count > 1 }

    /// Whether BYSETPOS picks among days, because a day has one time.
    private var picksDays: Bool { picks && times.count == 1 }

    /// Whether a period has more days than fit a word.
    var isYear: Bool {
        switch unit {
        case .year, .weekYear: true
        case .month, .monthOfYear, .week: false
        }
    }

    /// The days that have instances; with listed ones, the days that they are picked from.
    /// - Parameter mask: further limits the days of a month or week.
    func days(_ place: PeriodPlace, mask: UInt64) -> DayBits {
        if !isYear { return DayBits(word(place) & mask) }
        let days = allowedOfYear(place)
        return picksDays ? days.picked(rule.positions) : days
    }

    /// The same for a week or a month, without a mask.
    @inline(__always)
    func word(_ place: PeriodPlace) -> UInt64 {
        let days =
            unit == .week
            ? rule.days(inWeekFrom: weekStart) & PeriodUnit.allowedDays(inWeek: place.type)
            : rule.days(inMonthOf: place.type / 7 + 28, firstWeekday: place.type % 7)
        return picksDays ? DayBits.picked(rule.positions, from: days) : days
    }

    private func allowedOfYear(_ place: PeriodPlace) -> DayBits {
        guard unit == .weekYear else {
            return rule.days(
                inYearOf: place.type < 7 ? 365 : 366, firstWeekday: place.type % 7)
        }
        // The last week belongs to the year that its fourth day is in.
        let year = CivilDate(dayNumber: place.firstDay + 3).year
        let isLong = CivilDate(dayNumber: place.firstDay + 52 * 7 + 3).year == year
        return rule.days(inWeekYearFrom: place.firstDay, weeks: isLong ? 53 : 52)
    }

    /// The instances where they are listed: seconds from the first midnight of the period, sorted.
    func listed(_ place: PeriodPlace, mask: UInt64) -> [Int] {
        let days = days(place, mask: mask)
        return selectedIndexes(rule.positions, count: days.count * times.count).map { index in
            let (day, time) = index.quotientAndRemainder(dividingBy: times.count)
            return (days.select(day) ?? 0) * 86_400 + times[time]
        }
    }
}

/// Queries within a period; times are seconds from its first midnight.
extension PeriodDays {
    /// How many instances a period has.
    func count(_ place: PeriodPlace, mask: UInt64) -> Int {
        if isListed { return listed(place, mask: mask).count }
        return days(place, mask: mask).count * times.count
    }

    /// The first instance not before `time`.
    func next(_ place: PeriodPlace, mask: UInt64, _ time: Int) -> Int? {
        if isListed {
            let list = listed(place, mask: mask)
            let index = list.lowerBound(time)
            return index < list.count ? list[index] : nil
        }
        if time <= times.first {
            return nextDay(place, mask, 0).map { $0 * 86_400 + times.first }
        }
        let day = time / 86_400
        let rank = times.rank(time - day * 86_400)
        guard let found = nextDay(place, mask, rank < times.count ? day : day + 1) else {
            return nil
        }
        return found * 86_400 + (found == day ? times[rank] : times.first)
    }

    /// The first day with instances not before `day`, which is not negative.
    @inline(__always)
    private func nextDay(_ place: PeriodPlace, _ mask: UInt64, _ day: Int) -> Int? {
        if isYear { return days(place, mask: mask).next(day) }
        guard day < 64 else { return nil }
        let word = word(place) & mask & (~0 << UInt64(day))
        return word == 0 ? nil : word.trailingZeroBitCount
    }

    /// The last instance before `time`.
    func previous(_ place: PeriodPlace, mask: UInt64, _ time: Int) -> Int? {
        if isListed {
            let list = listed(place, mask: mask)
            let index = list.lowerBound(time)
            return index > 0 ? list[index - 1] : nil
        }
        guard time > 0 else { return nil }
        let day = time / 86_400
        let rank = times.rank(time - day * 86_400)
        let days = days(place, mask: mask)
        guard let found = days.previous(rank > 0 ? day : day - 1) else { return nil }
        return found * 86_400 + (found == day ? times[rank - 1] : times.last)
    }

    /// How many instances lie before `time`.
    func rank(_ place: PeriodPlace, mask: UInt64, _ time: Int) -> Int {
        if isListed { return listed(place, mask: mask).lowerBound(time) }
        guard time > 0 else { return 0 }
        let day = time / 86_400
        let days = days(place, mask: mask)
        let today = days.next(day) == day ? times.rank(time - day * 86_400) : 0
        return days.rank(day) * times.count + today
    }

    /// The instance with `index` before it; there is one.
    func select(_ place: PeriodPlace, mask: UInt64, _ index: Int) -> Int {
        if isListed { return listed(place, mask: mask)[index] }
        let (day, time) = index.quotientAndRemainder(dividingBy: times.count)
        return (days(place, mask: mask).select(day) ?? 0) * 86_400 + times[time]
    }
}
