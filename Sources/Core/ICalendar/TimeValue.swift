/// DATE and DATE-TIME values (RFC 5545 §3.3.4, §3.3.5), read from bytes.
///
/// Beside the RFC's form, these are read as what they must mean: lower-case `t` and `z`, a space
/// for `T`, separators (`2026-11-23T14:05:00`), missing seconds or minutes, fractions of a second
/// (cut off), a UTC offset, hour 24, white space around.
struct TimeValue: Hashable {
    var date: CivilDate
    /// Nil for a DATE. A leap second is read as second 59; hour 24 as midnight of the next day.
    var local: LocalDateTime?
    /// Seconds east of UTC; 0 for `Z`, nil without.
    var offset: Int?
    /// Whether this was written as the RFC says.
    var isStrict: Bool
}

extension TimeValue {
    /// Reads all of `view`.
    static func read(_ view: ByteView) -> Result<TimeValue, ValueError> {
        let text = view.trimmed
        if text.count == 0 { return .failure(.empty) }
        if let value = strict(text) { return value }
        var reader = TimeReader(text)
        return reader.read()
    }

    /// The forms `YYYYMMDD`, `YYYYMMDDTHHMMSS` and `YYYYMMDDTHHMMSSZ`; nil for any other.
    @inline(__always)
    private static func strict(_ text: ByteView) -> Result<TimeValue, ValueError>? {
        let isDate = text.count == 8
        guard isDate || text.count == 15 || (text.count == 16 && text[15] == UInt8(ascii: "Z"))
        else { return nil }
        guard let year = digits(text, 0, 4), let month = digits(text, 4, 2),
            let day = digits(text, 6, 2)
        else { return nil }
        if isDate { return make(year, month, day, nil, offset: nil, isStrict: true) }
        guard text[8] == UInt8(ascii: "T"), let hour = digits(text, 9, 2),
            let minute = digits(text, 11, 2), let second = digits(text, 13, 2)
        else { return nil }
        return make(
            year, month, day, (hour, minute, second), offset: text.count == 16 ? 0 : nil,
            isStrict: true)
    }

    /// The number that `count` digits from `start` on are, or nil.
    @inline(__always)
    static func digits(_ text: ByteView, _ start: Int, _ count: Int) -> Int? {
        guard start + count <= text.count else { return nil }
        var value = 0
        for index in start..<(start + count) {
            let digit = text[index] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    static func make(
        _ year: Int, _ month: Int, _ day: Int, _ time: (hour: Int, minute: Int, second: Int)?,
        offset: Int?, isStrict: Bool
    ) -> Result<TimeValue, ValueError> {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            return .failure(.outOfRange(.time))
        }
        guard let time else {
            return .success(
                TimeValue(date: date, local: nil, offset: nil, isStrict: isStrict))
        }
        let isEndOfDay = time == (24, 0, 0)
        guard isEndOfDay || time.hour < 24, time.minute < 60, time.second <= 60 else {
            return .failure(.outOfRange(.time))
        }
        let second = time.hour * 3600 + time.minute * 60 + min(time.second, 59)
        return .success(
            TimeValue(
                date: date, local: LocalDateTime(date, secondOfDay: second), offset: offset,
                isStrict: isStrict && !isEndOfDay))
    }
}

/// Reads the lenient forms of `TimeValue`.
private struct TimeReader {
    private let text: ByteView
    private var index = 0

    init(_ text: ByteView) { self.text = text }

    mutating func read() -> Result<TimeValue, ValueError> {
        guard let year = number(4), skip("-./", at: 4), let month = number(2), skip("-./"),
            let day = number(2)
        else { return .failure(.malformed(.time)) }
        guard index < text.count else {
            return TimeValue.make(year, month, day, nil, offset: nil, isStrict: false)
        }
        guard take("Tt ") else { return .failure(.malformed(.time)) }
        while index < text.count, isBlank(text[index]) { index += 1 }
        if index == text.count {
            return TimeValue.make(year, month, day, nil, offset: nil, isStrict: false)
        }
        guard let hour = number(2) else { return .failure(.malformed(.time)) }
        _ = skip(":")
        let minute = number(2) ?? 0
        _ = skip(":")
        let second = number(2) ?? 0
        if take(".,") {
            while index < text.count, TimeValue.digits(text, index, 1) != nil { index += 1 }
        }
        var offset: Int?
        if index < text.count {
            guard let found = readOffset() else { return .failure(.malformed(.time)) }
            offset = found
        }
        return TimeValue.make(
            year, month, day, (hour, minute, second), offset: offset, isStrict: false)
    }

    /// `Z`, `z` or a UTC offset up to the end.
    private mutating func readOffset() -> Int? {
        if take("Zz") { return index == text.count ? 0 : nil }
        guard text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") else {
            return nil
        }
        return try? UTCOffsetValue.read(text[index..<text.count]).get()
    }

    private mutating func number(_ count: Int) -> Int? {
        guard let value = TimeValue.digits(text, index, count) else { return nil }
        index += count
        return value
    }

    /// Steps over one of `characters` if it is there. Always true, so that it can stand in a guard.
    private mutating func skip(_ characters: StaticString, at place: Int? = nil) -> Bool {
        if place == nil || place == index { _ = take(characters) }
        return true
    }

    private mutating func take(_ characters: StaticString) -> Bool {
        guard index < text.count else { return false }
        for place in 0..<characters.utf8CodeUnitCount
        where characters.utf8Start[place] == text[index] {
            index += 1
            return true
        }
        return false
    }
}
