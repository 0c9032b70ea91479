extension RecurrenceRule {
    /// Whether the parts alone show that the rule yields instances from every start with a year
    /// before `plainYears`, and that its COUNT is reached by the year 9999. False says nothing:
    /// then the rule has to be compiled.
    ///
    /// Most rules that people use are plain, and asking takes no time.
    var isPlain: Bool {
        guard !freq.isSubDaily, interval <= Self.plainInterval, until == nil,
            count ?? 1 <= Self.plainCount
        else { return false }
        guard let lists else { return true }
        let isOfDays =
            lists.values.isOfRFC5545 && lists.values.bySecond.isEmpty
            && lists.values.byMinute.isEmpty && lists.values.byHour.isEmpty
            && lists.values.byYearDay.isEmpty && lists.values.byWeekNumber.isEmpty
            && (lists.values.bySetPosition.isEmpty || hasPlainPositions)
        // A day of the month may never be the weekday asked for, an interval never meet the month,
        // and the start's own day, which counts where none is given, may be the 31st.
        let hasDays = !lists.values.byDay.isEmpty || !lists.values.byMonthDay.isEmpty
        guard isOfDays, lists.values.byDay.isEmpty || lists.values.byMonthDay.isEmpty,
            lists.values.byMonth.isEmpty
                || (freq == .yearly || interval == 1)
                    && (hasDays || freq == .daily || freq == .weekly)
        else { return false }
        return lists.values.byDay.allSatisfy { (-4...4).contains($0.ordinal) }
            && lists.values.byMonthDay.allSatisfy { (-28...28).contains($0) }
    }

    /// Whether BYSETPOS picks among the weekdays of a month, of which each has four at least.
    private var hasPlainPositions: Bool {
        freq == .monthly && !byDay.isEmpty && byMonthDay.isEmpty
            && byDay.allSatisfy { $0.ordinal == 0 }
            && bySetPosition.allSatisfy { (-4...4).contains($0) }
    }

    /// Starts before this year leave room for `plainCount` instances.
    static let plainYears = 6000
    /// Few enough that leap days are met within decades.
    static let plainInterval = 4
    static let plainCount = 100
}
