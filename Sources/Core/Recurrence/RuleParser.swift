extension RecurrenceRule {
    /// Reads the text of a RECUR value, strictly (RFC 5545 §3.3.10); names and codes in any case.
    ///
    /// Tolerated beyond the grammar: a `;` at the end, spaces around names and values, COUNT
    /// beside UNTIL, and parts of unknown name, which are kept. RSCALE=GREGORIAN without SKIP, or
    /// with SKIP=OMIT, says nothing new and is dropped; calendars are printed by their CLDR name
    /// (RFC 7529 §4).
    /// - Throws: the first thing wrong with the text.
    public init(parsing text: some StringProtocol) throws(RuleError) {
        guard text.utf8.count <= Self.longestText else {
            throw .tooLong(limit: Self.longestText)
        }
        var parser = RuleParser()
        var text = String(text)
        text.withUTF8 { bytes in
            let bytes = RuleBytes(base: bytes, bounds: bytes.indices)
            parser.read(bytes)
            if let other = parser.otherCalendar {
                // What numbers a part may have is known only now.
                parser = RuleParser(lists: RuleLists.Values(calendar: other))
                parser.read(bytes)
            }
        }
        self = try parser.rule()
    }
}

/// A stretch of the rule's text, without a reference to count.
private typealias RuleBytes = Slice<UnsafeBufferPointer<UInt8>>

/// The parts of a rule as they are met.
private struct RuleParser {
    /// Bit i for the part at index i of `RulePart.words`.
    private var seen: UInt32 = 0
    private var firstError: RuleError?
    private var freq: Frequency?
    private var until: RecurrenceRule.Until?
    private var count: Int?
    private var interval = 1
    private var lists: RuleLists.Values
    private var weekStart = Weekday.monday
    private var calendar: String?
    private var hasSkip = false

    init(lists: RuleLists.Values = RuleLists.Values()) { self.lists = lists }

    /// What RSCALE names, where that is not what numbers were read for.
    var otherCalendar: CalendarSystem? {
        guard let named = calendar.flatMap({ CalendarSystem(rscale: $0) }), named != lists.calendar
        else { return nil }
        return named
    }

    mutating func read(_ bytes: RuleBytes) {
        var rest = bytes
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: ";")) ?? rest.endIndex
            do {
                try readPart(rest[..<end])
            } catch {
                // Values of other calendars look wrong, so RSCALE has the say.
                firstError = firstError ?? error
            }
            rest = rest[end...].dropFirst()
        }
    }

    func rule() throws(RuleError) -> RecurrenceRule {
        if let calendar, CalendarSystem(rscale: calendar) == nil {
            throw .unsupportedCalendar(calendar)
        }
        if let firstError { throw firstError }
        guard let freq else { throw .missingFrequency }
        if hasSkip, calendar == nil { throw .skipWithoutCalendar }
        return try RecurrenceRule(
            freq, interval: interval, count: count, until: until,
            weekStart: weekStart, lists: lists)
    }

    private mutating func readPart(_ part: RuleBytes) throws(RuleError) {
        guard let equals = part.firstIndex(of: UInt8(ascii: "=")), equals > part.startIndex
        else { throw .malformedPart(string(part)) }
        let name = trimmed(part[..<equals])
        let value = trimmed(part[(equals + 1)...])
        guard let index = RulePart.words.index(of: name) else {
            let name = string(name).uppercased()
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else {
                throw .malformedPart(string(part))
            }
            lists.unknownParts.append(.init(name: name, value: string(value)))
            return
        }
        let known = RulePart.words.values[index]
        guard seen >> UInt32(index) & 1 == 0 else { throw .duplicatePart(known) }
        seen |= 1 << UInt32(index)
        try readValue(known, value)
    }

    private mutating func readValue(
        _ part: RulePart, _ value: RuleBytes
    ) throws(RuleError) {
        switch part {
        case .freq:
            guard let index = Frequency.words.index(of: value) else {
                throw .unknownFrequency(string(value).uppercased())
            }
            freq = Frequency.words.values[index]
        case .until: until = try parseUntil(value)
        case .count: count = try number(part, value, 1...RecurrenceRule.largestNumber)
        case .interval: interval = try number(part, value, 1...RecurrenceRule.largestNumber)
        case .bySecond: lists.bySecond = try list(part, value, 0...60)
        case .byMinute: lists.byMinute = try list(part, value, 0...59)
        case .byHour: lists.byHour = try list(part, value, 0...23)
        case .byMonth: try readMonths(value)
        case .byMonthDay: lists.byMonthDay = try list(part, value, -31...31)
        case .byYearDay, .bySetPosition, .byWeekNumber, .byDay: try readLong(part, value)
        case .weekStart:
            guard let day = weekday(value) else { throw .malformedValue(part, string(value)) }
            weekStart = day
        case .calendar: calendar = string(value).uppercased()
        case .skip:
            hasSkip = true
            guard let skip = RecurrenceRule.Skip(rawValue: string(value).uppercased()) else {
                throw .malformedValue(part, string(value))
            }
            lists.skip = skip
        }
    }

    /// The parts whose numbers go as far as the calendar's years do.
    private mutating func readLong(
        _ part: RulePart, _ value: RuleBytes
    ) throws(RuleError) {
        let days = lists.calendar.largestYearDay
        let weeks = lists.calendar.largestWeek
        switch part {
        case .byYearDay: lists.byYearDay = try list(part, value, -days...days)
        case .bySetPosition: lists.bySetPosition = try list(part, value, -days...days)
        case .byWeekNumber: lists.byWeekNumber = try list(part, value, -weeks...weeks)
        default:
            lists.byDay = try elements(part, value) { element throws(RuleError) in
                try parseWeekday(element, -weeks...weeks)
            }
        }
    }

    /// BYMONTH: `5`, and `5L` where the calendar has leap months (RFC 7529 §4.2).
    private mutating func readMonths(_ value: RuleBytes) throws(RuleError) {
        let part = RulePart.byMonth
        let plain = 1...lists.calendar.plainMonths
        guard let leap = lists.calendar.leapMonths else {
            lists.byMonth = try list(part, value, plain)
            return
        }
        let months = try elements(part, value) { element throws(RuleError) -> MonthCode in
            guard let last = element.last, last & 0xDF == UInt8(ascii: "L") else {
                return MonthCode(try number(part, element, plain))
            }
            return MonthCode(try number(part, element.dropLast(), leap), isLeap: true)
        }
        lists.byMonth = months.filter { !$0.isLeap }.map(\.number)
        lists.byLeapMonth = months.filter(\.isLeap).map(\.number)
    }
}

/// Words of letters, found without making a string of the text.
private struct RuleWords<Value: CaseIterable & RawRepresentable<String> & Sendable>: Sendable {
    let values: [Value]
    private let codes: [UInt64]

    init() {
        values = Array(Value.allCases)
        codes = values.map { value in
            value.rawValue.utf8.reduce(0) { $0 << 5 | UInt64($1 & 0x1F) }
        }
    }

    /// The index in `values` of a word in any case.
    func index(of text: RuleBytes) -> Int? {
        // Five bits for each letter: twelve letters fit, and no word is longer.
        guard text.count <= 12 else { return nil }
        var code: UInt64 = 0
        for byte in text {
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte & 0xDF) else { return nil }
            code = code << 5 | UInt64(byte & 0x1F)
        }
        return codes.firstIndex(of: code)
    }
}

extension RulePart {
    fileprivate static let words = RuleWords<RulePart>()
}

extension Frequency {
    fileprivate static let words = RuleWords<Frequency>()
}

private func string(_ bytes: RuleBytes) -> String {
    String(decoding: bytes, as: UTF8.self)
}

/// Without the spaces around it.
private func trimmed(_ bytes: RuleBytes) -> RuleBytes {
    var bytes = bytes
    while bytes.first == UInt8(ascii: " ") { bytes = bytes.dropFirst() }
    while bytes.last == UInt8(ascii: " ") { bytes = bytes.dropLast() }
    return bytes
}

/// Whether a name may have this byte, in upper case (RFC 5545 §3.1 `iana-token`).
private func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"):
        true
    default: false
    }
}

/// Splits at commas; an empty element is an error.
private func elements<Element>(
    _ part: RulePart, _ value: RuleBytes,
    _ parse: (RuleBytes) throws(RuleError) -> Element
) throws(RuleError) -> [Element] {
    var result: [Element] = []
    result.reserveCapacity(value.count { $0 == UInt8(ascii: ",") } + 1)
    var rest = value
    while true {
        let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
        guard end > rest.startIndex else { throw .malformedValue(part, string(value)) }
        result.append(try parse(trimmed(rest[..<end])))
        if end == rest.endIndex { return result }
        rest = rest[(end + 1)...]
    }
}

private func list(
    _ part: RulePart, _ value: RuleBytes, _ allowed: ClosedRange<Int>
) throws(RuleError) -> [Int] {
    try elements(part, value) { element throws(RuleError) in
        try number(part, element, allowed)
    }
}

/// A number; a sign only where the range has negative numbers, and then never zero.
private func number(
    _ part: RulePart, _ text: RuleBytes, _ allowed: ClosedRange<Int>
) throws(RuleError) -> Int {
    let isSigned = allowed.lowerBound < 0
    var digits = text
    var isNegative = false
    if isSigned, let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        isNegative = sign == UInt8(ascii: "-")
        digits = text.dropFirst()
    }
    guard !digits.isEmpty else { throw .malformedValue(part, string(text)) }
    var value = 0
    for byte in digits {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else {
            throw .malformedValue(part, string(text))
        }
        // Held at a number that is out of every range, so that no length overflows.
        value = min(value * 10 + Int(byte - UInt8(ascii: "0")), 1 << 40)
    }
    if isNegative { value = -value }
    guard allowed.contains(value), value != 0 || !isSigned else {
        throw .outOfRange(part, string(text), allowed: allowed)
    }
    return value
}

private func parseWeekday(
    _ text: RuleBytes, _ ordinals: ClosedRange<Int>
) throws(RuleError) -> WeekdayNumber {
    guard text.count >= 2, let day = weekday(text.suffix(2)) else {
        throw .malformedValue(.byDay, string(text))
    }
    if text.count == 2 { return WeekdayNumber(weekday: day) }
    return WeekdayNumber(ordinal: try number(.byDay, text.dropLast(2), ordinals), weekday: day)
}

private func weekday(_ text: RuleBytes) -> Weekday? {
    guard text.count == 2, let first = text.first, let last = text.last else { return nil }
    // Bit 5 is the case of an ASCII letter.
    switch (first & 0xDF, last & 0xDF) {
    case (UInt8(ascii: "M"), UInt8(ascii: "O")): return .monday
    case (UInt8(ascii: "T"), UInt8(ascii: "U")): return .tuesday
    case (UInt8(ascii: "W"), UInt8(ascii: "E")): return .wednesday
    case (UInt8(ascii: "T"), UInt8(ascii: "H")): return .thursday
    case (UInt8(ascii: "F"), UInt8(ascii: "R")): return .friday
    case (UInt8(ascii: "S"), UInt8(ascii: "A")): return .saturday
    case (UInt8(ascii: "S"), UInt8(ascii: "U")): return .sunday
    default: return nil
    }
}

/// `YYYYMMDD`, `YYYYMMDDTHHMMSS` or `YYYYMMDDTHHMMSSZ` (RFC 5545 §3.3.4, §3.3.5).
private func parseUntil(_ text: RuleBytes) throws(RuleError) -> RecurrenceRule.Until {
    let bytes = Array(text)
    func digits(_ range: Range<Int>) -> Int? {
        var value = 0
        for byte in bytes[range] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
    let wrong = RuleError.malformedValue(.until, string(text))
    guard [8, 15, 16].contains(bytes.count),
        let year = digits(0..<4), let month = digits(4..<6), let day = digits(6..<8),
        let date = CivilDate(year: year, month: month, day: day)
    else { throw wrong }
    if bytes.count == 8 { return .date(date) }
    guard bytes[8] & 0xDF == UInt8(ascii: "T"),
        let hour = digits(9..<11), let minute = digits(11..<13), let second = digits(13..<15),
        let local = LocalDateTime(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { throw wrong }
    if bytes.count == 15 { return .local(local) }
    guard bytes[15] & 0xDF == UInt8(ascii: "Z") else { throw wrong }
    return .utc(Instant(seconds: local.seconds))
}
