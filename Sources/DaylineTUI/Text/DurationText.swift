import Core

/// Durations in words.
enum DurationText {
    /// "2 weeks", "1 day 2 h", "1 h 30 min", "no time"; backwards ones begin with "−".
    static func english(_ duration: NominalDuration) -> String {
        var parts: [String] = []
        var days = abs(duration.days)
        let seconds = abs(duration.seconds)
        if days > 0, days % 7 == 0, seconds == 0 {
            parts.append(counted(days / 7, "week"))
            days = 0
        }
        if days > 0 { parts.append(counted(days, "day")) }
        if seconds >= 3600 { parts.append("\(seconds / 3600) h") }
        if seconds / 60 % 60 > 0 { parts.append("\(seconds / 60 % 60) min") }
        if seconds % 60 > 0 { parts.append("\(seconds % 60) s") }
        if parts.isEmpty { return "no time" }
        return (duration.isNegative ? "−" : "") + parts.joined(separator: " ")
    }

    /// "1 day", "2 days".
    static func counted(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    }
}
