import Core
import Synchronization

/// The `Date` header (RFC 9110 §5.6.7), made once a second.
final class HTTPDate: Sendable {
    private let cached = Mutex<(second: Int, text: String)>((.min, ""))

    func text(_ now: WallTime) -> String {
        let second = now.instant.seconds
        return cached.withLock { cached in
            if cached.second != second { cached = (second, Self.text(second: second)) }
            return cached.text
        }
    }

    /// As in `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func text(second: Int) -> String {
        let date = CivilDate(dayNumber: CivilDate.floorDiv(second, 86_400))
        let time = CivilDate.floorMod(second, 86_400)
        let parts = date.parts
        let weekday = weekdays[CivilDate.floorMod(date.dayNumber, 7)]
        let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits)
        return "\(weekday), \(twoDigits(parts.day)) \(months[parts.month - 1]) \(parts.year) "
            + "\(clock.joined(separator: ":")) GMT"
    }

    /// The epoch was a Thursday.
    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
