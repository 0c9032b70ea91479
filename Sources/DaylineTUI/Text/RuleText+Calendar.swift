import Core

/// Rules that count in another calendar, or with SKIP (RFC 7529): "every year on the 15th of the
/// 8th month, Korean calendar".
extension RuleText {
    /// The part of such a rule that chooses days; nil when no sentence says it.
    var calendarDays: [String]? {
        guard rule.byDay.isEmpty, rule.byYearDay.isEmpty, rule.byWeekNumber.isEmpty,
            rule.bySetPosition.isEmpty, let start = rule.calendar.date(of: start.date)
        else { return nil }
        let days = rule.byMonthDay.isEmpty ? [start.day] : rule.byMonthDay
        switch rule.freq {
        case .monthly:
            guard rule.months.isEmpty else { return nil }
            return ["on \(dayNumbers(days))" + skipping(days, [])]
        case .yearly:
            if rule.months.isEmpty, !rule.byMonthDay.isEmpty {
                return ["on \(dayNumbers(days)) of every month" + skipping(days, [])]
            }
            let months = rule.months.isEmpty ? [start.month] : rule.months
            let named = strings.list(ordered(days).map(day))
            return ["on \(named) of \(names(months))" + skipping(days, months)]
        case .secondly, .minutely, .hourly, .daily, .weekly: return nil
        }
    }

    /// What comes last: whose months they are.
    var calendar: String {
        rule.isOfRFC5545 || rule.calendar == .gregorian ? "" : ", " + strings.name(rule.calendar)
    }

    /// "the 15th", "the last day".
    private func day(_ number: Int) -> String {
        "the \(strings.ordinal(number))" + (number > 0 ? "" : " day")
    }

    /// "March", "the 8th month", "the leap 5th and the 6th month".
    private func names(_ months: [MonthCode]) -> String {
        if rule.calendar.isGregorian {
            return strings.list(Set(months.map(\.number)).sorted().map(strings.month))
        }
        let names = Set(months)
            .sorted { ($0.number, $0.isLeap ? 1 : 0) < ($1.number, $1.isLeap ? 1 : 0) }
            .map { "the " + ($0.isLeap ? "leap " : "") + strings.ordinal($0.number) }
        return strings.list(names) + " month"
    }

    /// What becomes of days and months that are not always there.
    private func skipping(_ days: [Int], _ months: [MonthCode]) -> String {
        switch rule.skip {
        case .backward: return " (else the nearest before)"
        case .forward: return " (else the nearest after)"
        case .omit:
            if months.contains(where: \.isLeap) { return " (years that have it)" }
            let isRare = days.contains { $0.magnitude > rule.calendar.shortestMonth }
            return isRare ? " (months that have it)" : ""
        }
    }
}

extension English {
    /// "Hebrew calendar"; the Gregorian one goes without saying.
    func name(_ calendar: CalendarSystem) -> String {
        let name =
            switch calendar {
            case .gregorian: "Gregorian"
            case .buddhist: "Buddhist"
            case .japanese: "Japanese"
            case .roc: "Minguo"
            case .chinese: "Chinese"
            case .dangi: "Korean"
            case .hebrew: "Hebrew"
            case .islamicCivil: "Islamic civil"
            case .islamicTabular: "Islamic tabular"
            case .ummAlQura: "Umm al-Qura"
            case .coptic: "Coptic"
            case .ethiopic: "Ethiopic"
            case .ethiopicAmeteAlem: "Ethiopic Amete Alem"
            case .indian: "Indian national"
            case .persian: "Persian"
            }
        return "\(name) calendar"
    }
}
