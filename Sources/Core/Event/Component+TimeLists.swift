extension Component {
    /// Changes or takes out (nil) every time of `EXDATE`; lines that cannot be read stay.
    mutating func editExcluded(_ change: (CalendarTime) -> CalendarTime?) {
        let properties = all(.exdate).flatMap { property -> [Property] in
            guard let times = try? property.times() else { return [property] }
            let changed = times.compactMap(change)
            return changed == times ? [property] : Property.timeLists(.exdate, changed)
        }
        replaceAll(.exdate, with: properties)
    }

    /// Changes or takes out (nil) every value of `RDATE`; lines that cannot be read stay.
    mutating func editDates(_ change: (RecurrenceDate) -> RecurrenceDate?) {
        let properties = all(.rdate).flatMap { property -> [Property] in
            guard let dates = try? property.recurrenceDates() else { return [property] }
            let changed = dates.compactMap(change)
            return changed == dates ? [property] : Property.dateLists(changed)
        }
        replaceAll(.rdate, with: properties)
    }
}

extension Property {
    /// `RDATE` lines for values of any kind: times first, then periods.
    fileprivate static func dateLists(_ dates: [RecurrenceDate]) -> [Property] {
        let times = dates.filter { $0.end == .none }.map(\.start)
        return timeLists(.rdate, times) + dates.compactMap(period)
    }

    /// One period (RFC 5545 §3.3.9).
    private static func period(_ date: RecurrenceDate) -> Property? {
        let end: String
        switch date.end {
        case .none: return nil
        case .time(let time): end = time.valueText
        case .duration(let duration): end = duration.description
        }
        let start = Property.time(.rdate, date.start)
        return Property(
            .rdate, "\(start.rawValue)/\(end)",
            parameters: [Parameter("VALUE", "PERIOD")]
                + start.parameters.filter { $0.name == "TZID" })
    }
}
