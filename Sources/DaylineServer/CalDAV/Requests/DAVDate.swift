import Core

/// The dates of HTTP (RFC 9110 §5.6.7) and of properties (RFC 3339).
enum DAVDate {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// As in `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(_ time: WallTime) -> String {
        let local = time.instant.local(offset: 0)
        let date = local.date
        // 1970-01-01 was a Thursday.
        let day = days[CivilDate.floorMod(date.dayNumber + 3, 7)]
        let clock = [local.hour, local.minute, local.second].map(twoDigits)
            .joined(separator: ":")
        let year = String(date.year)
        let padded = String(repeating: "0", count: max(0, 4 - year.count)) + year
        return "\(day), \(twoDigits(date.day)) \(months[date.month - 1]) \(padded) \(clock) GMT"
    }

    /// Reads what `text` makes; other forms, now obsolete, are nil.
    static func instant(_ text: String) -> Instant? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, clock.allSatisfy({ (0...60).contains($0) }), clock[0] < 24,
            let date = CivilDate(year: year, month: month + 1, day: day)
        else { return nil }
        let second = clock[0] * 3600 + clock[1] * 60 + min(clock[2], 59)
        return Instant(seconds: LocalDateTime(date, secondOfDay: second).seconds)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
