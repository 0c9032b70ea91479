/// A duration of nominal days and exact seconds (RFC 5545 §3.3.6; RFC 8984 §1.4.6).
///
/// A nominal day keeps the wall clock across a change of offset and may last 23 or 25 hours;
/// the seconds are exact. A week is seven nominal days.
public struct NominalDuration: Hashable, Sendable {
    /// Nominal days, weeks included; of the same sign as `seconds`.
    public let days: Int
    /// Exact seconds.
    public let seconds: Int

    public init(days: Int = 0, seconds: Int = 0) {
        self.days = days
        self.seconds = seconds
    }

    /// No time at all.
    public static let zero = NominalDuration()

    /// Length when every day has 24 hours.
    public var nominalSeconds: Int { days * 86_400 + seconds }

    /// Whether the duration goes backwards.
    public var isNegative: Bool { nominalSeconds < 0 }
}

extension NominalDuration: CustomStringConvertible {
    /// ISO 8601 as RFC 5545 §3.3.6 writes it: `P2W`, `P1DT2H`, `-PT15M`, `PT0S`.
    public var description: String {
        let sign = isNegative ? "-" : ""
        let days = abs(days)
        let seconds = abs(seconds)
        if seconds == 0, days > 0, days % 7 == 0 { return "\(sign)P\(days / 7)W" }
        var text = "\(sign)P"
        if days > 0 { text += "\(days)D" }
        if seconds > 0 || days == 0 {
            text += "T"
            if seconds >= 3600 { text += "\(seconds / 3600)H" }
            if seconds / 60 % 60 > 0 { text += "\(seconds / 60 % 60)M" }
            if seconds % 60 > 0 || seconds == 0 { text += "\(seconds % 60)S" }
        }
        return text
    }
}
