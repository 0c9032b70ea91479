/// DURATION values (RFC 5545 §3.3.6).
enum DurationValue {
    /// Longer than any span that four year digits can say; arithmetic on it cannot overflow.
    private static let limit = 400_000_000_000

    /// Reads all of `view`. Also read: lower case, units in any mix (`P1W2D`), a missing `T` before
    /// hours and seconds.
    static func read(_ view: ByteView) -> Result<NominalDuration, ValueError> {
        let text = view.trimmed
        guard text.count > 0 else { return .failure(.empty) }
        var index = 0
        var sign = 1
        if text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") {
            sign = text[0] == UInt8(ascii: "-") ? -1 : 1
            index = 1
        }
        guard index < text.count, asciiUppercased(text[index]) == UInt8(ascii: "P") else {
            return .failure(.malformed(.duration))
        }
        index += 1
        var (days, seconds, units, isTime) = (0, 0, 0, false)
        while index < text.count {
            if asciiUppercased(text[index]) == UInt8(ascii: "T") {
                if isTime { return .failure(.malformed(.duration)) }
                isTime = true
                index += 1
                continue
            }
            let start = index
            var value = 0
            while index < text.count, let digit = TimeValue.digits(text, index, 1) {
                value = min(value * 10 + digit, limit + 1)
                index += 1
            }
            guard index > start, index < text.count else {
                return .failure(.malformed(.duration))
            }
            if value > limit { return .failure(.outOfRange(.duration)) }
            switch asciiUppercased(text[index]) {
            case UInt8(ascii: "W"): days += value * 7
            case UInt8(ascii: "D"): days += value
            case UInt8(ascii: "H"): seconds += value * 3600
            case UInt8(ascii: "M") where isTime: seconds += value * 60
            case UInt8(ascii: "S"): seconds += value
            default: return .failure(.malformed(.duration))
            }
            index += 1
            units += 1
            if days > limit / 86_400 || seconds > limit { return .failure(.outOfRange(.duration)) }
        }
        guard units > 0 else { return .failure(.malformed(.duration)) }
        return .success(NominalDuration(days: sign * days, seconds: sign * seconds))
    }
}
