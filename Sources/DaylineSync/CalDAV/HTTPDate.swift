import Core

/// The dates of HTTP, in all three forms (RFC 9110 §5.6.7).
enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or
    /// `Sun Nov  6 08:49:37 1994`.
    ///
    /// - Parameter now: two digits of a year mean the one that is not more than 50 years ahead.
    /// - Returns: nil for anything else.
    static func instant(_ text: some StringProtocol, now: Instant) -> Instant? {
        var words = Substring(text).split { " -,".contains($0) }.map(String.init)
        guard words.count >= 5 else { return nil }
        words.removeFirst()
        let isClockThird = words[2].contains(":")  // asctime, which is UTC without saying so
        guard isClockThird || words.count == 5, isClockThird || isUTC(words[4]) else { return nil }
        let (month, day, year, clock) =
            isClockThird
            ? (words[0], words[1], words[3], words[2]) : (words[1], words[0], words[2], words[3])
        guard let month = months.firstIndex(of: month.lowercased()), let day = number(day),
            let year = number(year), let second = secondOfDay(clock),
            let date = CivilDate(year: full(year, now), month: month + 1, day: day)
        else { return nil }
        return Instant(seconds: LocalDateTime(date, secondOfDay: second).seconds)
    }

    private static func isUTC(_ zone: String) -> Bool {
        ["GMT", "UTC", "+0000", "Z"].contains(zone.uppercased())
    }

    private static func full(_ year: Int, _ now: Instant) -> Int {
        guard year < 100 else { return year }
        let present = now.local(offset: 0).date.year
        let latest = present + 50
        return latest - CivilDate.floorMod(latest - year, 100)
    }

    private static func secondOfDay(_ clock: String) -> Int? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false).map(number)
        guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
            hour < 24, minute < 60, second <= 60
        else { return nil }
        return hour * 3600 + minute * 60 + min(second, 59)
    }

    /// Up to four digits and nothing else.
    private static func number(_ text: some StringProtocol) -> Int? {
        let digits = text.utf8
        guard (1...4).contains(digits.count), digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            return nil
        }
        return Int(text)
    }
}
