/// UTC-OFFSET values (RFC 5545 §3.3.14).
enum UTCOffsetValue {
    /// Seconds east of UTC. Also read: colons, a missing sign (plus), hours alone, `Z`.
    static func read(_ view: ByteView) -> Result<Int, ValueError> {
        let text = view.trimmed
        guard text.count > 0 else { return .failure(.empty) }
        if text.isText("Z") { return .success(0) }
        var sign = 1
        var numbers: [Int] = []
        var index = 0
        if text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") {
            sign = text[0] == UInt8(ascii: "-") ? -1 : 1
            index = 1
        }
        while index < text.count {
            if !numbers.isEmpty, text[index] == UInt8(ascii: ":") { index += 1 }
            guard numbers.count < 3, let number = TimeValue.digits(text, index, 2) else {
                return .failure(.malformed(.utcOffset))
            }
            numbers.append(number)
            index += 2
        }
        guard !numbers.isEmpty else { return .failure(.malformed(.utcOffset)) }
        while numbers.count < 3 { numbers.append(0) }
        guard numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else {
            return .failure(.outOfRange(.utcOffset))
        }
        return .success(sign * (numbers[0] * 3600 + numbers[1] * 60 + numbers[2]))
    }

    /// `+HHMM`, or `+HHMMSS` when there are seconds.
    static func text(_ seconds: Int) -> String {
        let size = abs(seconds)
        let sign = seconds < 0 ? "-" : "+"
        let seconds = size % 60 == 0 ? "" : zeroPadded(size % 60, 2)
        return sign + zeroPadded(size / 3600, 2) + zeroPadded(size / 60 % 60, 2) + seconds
    }
}
