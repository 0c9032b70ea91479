extension PosixZone {
    /// Longest TZ string that is read, in bytes.
    static let maxBytes = 128

    /// Reads a TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`; nil when it is none. Quoted names,
    /// negative daylight saving, and hours up to ±167 in rules are understood.
    init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= PosixZone.maxBytes else { return nil }
        var scanner = PosixScanner(bytes: Array(bytes))
        guard let name = scanner.name(), let west = scanner.duration(maxHours: 24) else {
            return nil
        }
        standard = ZoneType(offset: -west, abbreviation: name)
        guard !scanner.isAtEnd else {
            daylight = nil
            return
        }
        guard let summer = scanner.name() else { return nil }
        var offset = standard.offset + 3600
        if !scanner.isAtEnd, !scanner.peek(",") {
            guard let west = scanner.duration(maxHours: 24) else { return nil }
            offset = -west
        }
        let type = ZoneType(offset: offset, abbreviation: summer)
        if scanner.isAtEnd {
            // No rule given: that of the United States, as everywhere else this is read.
            daylight = Daylight(
                type: type, start: .secondSundayOfMarch, end: .firstSundayOfNovember)
            return
        }
        guard scanner.take(","), let start = scanner.day(), scanner.take(","),
            let end = scanner.day(), scanner.isAtEnd
        else { return nil }
        daylight = Daylight(type: type, start: start, end: end)
    }
}

extension PosixZone {
    /// Whether a text that names no zone is meant as a TZ string. Bare words with a digit are not
    /// (`Custom2`), nor is `UTC+1`, whose sign everybody reads the other way round.
    static func isLikely(_ text: String) -> Bool {
        if text.hasPrefix("<") || text.contains(",") { return true }
        let letters = text.utf8.prefix { (0x41...0x5A).contains($0) }
        return (3...5).contains(letters.count) && !text.hasPrefix("UTC") && !text.hasPrefix("GMT")
    }
}

extension PosixDay {
    fileprivate static let secondSundayOfMarch = PosixDay(
        form: .weekday(month: 3, week: 2, weekday: 0), time: 7200)
    fileprivate static let firstSundayOfNovember = PosixDay(
        form: .weekday(month: 11, week: 1, weekday: 0), time: 7200)
}

/// Takes the parts of a TZ string from its front; nil means "not here".
private struct PosixScanner {
    let bytes: [UInt8]
    var position = 0

    var isAtEnd: Bool { position == bytes.count }

    func peek(_ character: Unicode.Scalar) -> Bool {
        position < bytes.count && UInt32(bytes[position]) == character.value
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek(character) else { return false }
        position += 1
        return true
    }

    /// `CET`, or anything of letters, digits and signs in angle brackets.
    mutating func name() -> String? {
        let quoted = take("<")
        let start = position
        while position < bytes.count, isNameByte(bytes[position], quoted: quoted) { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        guard name.utf8.count >= 3, !quoted || take(">") else { return nil }
        return name
    }

    private func isNameByte(_ byte: UInt8, quoted: Bool) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A: true
        case 0x30...0x39, 0x2B, 0x2D: quoted
        default: false
        }
    }

    /// `[+-]h[:mm[:ss]]` in seconds.
    mutating func duration(maxHours: Int) -> Int? {
        let negative = take("-")
        if !negative { _ = take("+") }
        guard let hours = number(0...maxHours) else { return nil }
        var total = hours * 3600
        if take(":") {
            guard let minutes = number(0...59) else { return nil }
            total += minutes * 60
            if take(":") {
                guard let seconds = number(0...59) else { return nil }
                total += seconds
            }
        }
        return negative ? -total : total
    }

    mutating func number(_ allowed: ClosedRange<Int>) -> Int? {
        let start = position
        var value = 0
        while position < bytes.count, (0x30...0x39).contains(bytes[position]), position < start + 3
        {
            value = value * 10 + Int(bytes[position] - 0x30)
            position += 1
        }
        return position > start && allowed.contains(value) ? value : nil
    }

    /// `Mm.w.d`, `Jn` or `n`, then `/time`; 02:00 without one.
    mutating func day() -> PosixDay? {
        guard let form = dayForm() else { return nil }
        guard take("/") else { return PosixDay(form: form, time: 7200) }
        guard let time = duration(maxHours: 167) else { return nil }
        return PosixDay(form: form, time: time)
    }

    private mutating func dayForm() -> PosixDay.Form? {
        if take("M") {
            guard let month = number(1...12), take("."), let week = number(1...5), take("."),
                let weekday = number(0...6)
            else { return nil }
            return .weekday(month: month, week: week, weekday: weekday)
        }
        if take("J") { return number(1...365).map { .julian($0) } }
        return number(0...365).map { .dayOfYear($0) }
    }
}

extension Zone {
    /// Reads a TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX.1 §8.3); nil when it is none.
    public init?(id: TimeZoneID, posix text: String) {
        guard let rules = PosixZone(text.utf8) else { return nil }
        let tail = rules.changes(after: nil)
        table = ZoneTable(
            id: id, types: rules.types, initial: 0, changes: tail.changes,
            cycleStart: tail.cycleStart)
    }
}
