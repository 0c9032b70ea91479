import Core

extension English {
    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    func weekday(_ day: Weekday) -> String { English.weekdays[day.rawValue] }
    func weekdayShort(_ day: Weekday) -> String { String(weekday(day).prefix(3)) }
    func weekdayNarrow(_ day: Weekday) -> String { String(weekday(day).prefix(2)) }
    func month(_ month: Int) -> String {
        precondition((1...12).contains(month), "a month is 1...12")
        return English.months[month - 1]
    }
    func monthShort(_ month: Int) -> String { String(self.month(month).prefix(3)) }

    func monthTitle(_ date: CivilDate) -> String { "\(month(date.month)) \(date.year)" }

    func weekTitle(_ days: ClosedRange<CivilDate>) -> String {
        let (first, last) = (days.lowerBound.parts, days.upperBound.parts)
        let end = "\(last.day) \(month(last.month)) \(last.year)"
        if first.year != last.year {
            return "\(first.day) \(month(first.month)) \(first.year) – \(end)"
        }
        if first.month != last.month { return "\(first.day) \(month(first.month)) – \(end)" }
        return "\(first.day)–\(end)"
    }

    func dayTitle(_ date: CivilDate) -> String {
        "\(weekday(date.weekday)), \(date.day) \(monthTitle(date))"
    }

    func dayShort(_ date: CivilDate, today: CivilDate) -> String {
        "\(weekdayShort(date.weekday)) \(plainDay(date, today: today))"
    }

    /// "23 Nov", with the year unless it is that of `today`.
    func plainDay(_ date: CivilDate, today: CivilDate) -> String {
        let parts = date.parts
        let year = parts.year == today.year ? "" : " \(parts.year)"
        return "\(parts.day) \(monthShort(parts.month))\(year)"
    }

    func relativeDay(_ date: CivilDate, today: CivilDate) -> String? {
        switch date.dayNumber - today.dayNumber {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        default: nil
        }
    }

    func time(_ time: LocalDateTime) -> String {
        "\(paddedDigits(time.hour)):\(paddedDigits(time.minute))"
    }

    func timeRange(_ range: Range<LocalDateTime>) -> String {
        let start = time(range.lowerBound)
        return range.isEmpty ? start : "\(start)–\(time(range.upperBound))"
    }

    func span(_ range: Range<LocalDateTime>, isAllDay: Bool, today: CivilDate) -> String {
        let first = range.lowerBound.date
        if isAllDay {
            let last = range.isEmpty ? first : range.upperBound.adding(seconds: -1).date
            let start = dayShort(first, today: today)
            return first == last ? start : "\(start) – \(dayShort(last, today: today))"
        }
        let day = dayShort(first, today: today)
        let endDay = range.upperBound.date
        if endDay == first || range.upperBound == first.adding(days: 1).midnight {
            return "\(day), \(timeRange(range))"
        }
        return "\(day) \(time(range.lowerBound)) – "
            + "\(dayShort(endDay, today: today)) \(time(range.upperBound))"
    }

    func duration(_ duration: NominalDuration) -> String { DurationText.english(duration) }

    func zonedTime(_ time: CalendarTime) -> String {
        let local = time.wallClock
        let day =
            "\(weekdayShort(local.date.weekday)) \(local.date.day) "
            + "\(monthShort(local.date.month)) \(local.date.year)"
        switch time {
        case .date: return day
        case .floating: return "\(day) \(self.time(local)) \(floatingZone)"
        case .zoned(_, let id): return "\(day) \(self.time(local)) \(id.name)"
        case .utc: return "\(day) \(self.time(local)) UTC"
        }
    }
}

/// Two decimal digits; `value` is 0...99.
func paddedDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
