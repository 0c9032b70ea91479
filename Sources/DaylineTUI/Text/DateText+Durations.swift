import Core

extension DateText {
    /// A length: `45m`, `1h30m`, `1h 30`, `2d`, `1w`, `90 min`, `1.5h`, `1:30`; positive.
    static func duration(_ text: String) -> NominalDuration? {
        guard text.utf8.count <= limit else { return nil }
        var rest = text.lowercased().filter { !$0.isWhitespace }[...]
        if let clock = hoursAndMinutes(rest) { return clock }
        var days = 0
        var seconds = 0
        var lastUnit = ""
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard let amount = tenths(digits) else { return nil }
            switch unit {
            case "w", "wk", "week", "weeks": days += amount * 7 / 10
            case "d", "day", "days": days += amount / 10
            case "h", "hr", "hour", "hours": seconds += amount * 360
            case "m", "min", "mins", "minute", "minutes": seconds += amount * 6
            case "s", "sec", "second", "seconds": seconds += amount / 10
            case "" where lastUnit.first == "h": seconds += amount * 6
            default: return nil
            }
            lastUnit = String(unit)
        }
        return days == 0 && seconds == 0 ? nil : NominalDuration(days: days, seconds: seconds)
    }

    private static func hoursAndMinutes(_ text: Substring) -> NominalDuration? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let hours = number(parts[0], digits: 1...3),
            let minutes = number(parts[1], digits: 2...2), minutes < 60, hours + minutes > 0
        else { return nil }
        return NominalDuration(seconds: hours * 3600 + minutes * 60)
    }

    /// Ten times a number with at most one decimal: `1.5` is 15.
    private static func tenths(_ text: Substring) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ number($0, digits: 1...5) }) else { return nil }
        if parts.count == 1 { return whole * 10 }
        guard parts.count == 2, let tenth = number(parts[1], digits: 1...1) else { return nil }
        return whole * 10 + tenth
    }
}
