extension SeriesSeed {
    /// Raised when the form below changes; seeds of another version are not read.
    static let version = 4

    /// A compact binary form; a typical seed takes 60 bytes.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    private func encode(into writer: inout ByteWriter) {
        writer.write(Self.version)
        let parts: SeriesParts = [
            startClock == clock ? [] : .startClock, dates.isEmpty ? [] : .dates,
            excluded.isEmpty ? [] : .excluded, excludedDays.isEmpty ? [] : .excludedDays,
            ids == Self.allIDs && shift == 0 ? [] : .stretch,
        ]
        writer.write(parts.rawValue)
        clock.encode(into: &writer)
        writer.write(start)
        length.encode(into: &writer)
        encodeRules(into: &writer)
        if parts.contains(.startClock) { startClock.encode(into: &writer) }
        if parts.contains(.stretch) {
            writer.write(ids.lowerBound)
            writer.write(ids.upperBound)
            writer.write(shift)
        }
        if parts.contains(.excluded) { writer.write(sorted: excluded) }
        if parts.contains(.excludedDays) { writer.write(sorted: excludedDays) }
        if parts.contains(.dates) {
            writer.write(sorted: dates.map(\.start))
            for date in dates {
                writer.write(date.length == nil ? 0 : 1)
                date.length?.encode(into: &writer)
            }
        }
    }

    private func encodeRules(into writer: inout ByteWriter) {
        writer.write(rules.count)
        for rule in rules {
            writer.write(rule.rule.description)
            writer.write(rule.last ?? SeriesRule.endless)
            DayPattern.encode(
                DayPattern(rule.rule, start: LocalDateTime(seconds: start)), into: &writer)
        }
    }

    /// Reads the form that `encoded` makes; nil when it is damaged, or of another version.
    public init?(decoding bytes: [UInt8]) {
        guard let seed = bytes.withUnsafeBytes({ SeriesSeed(decoding: $0) }) else { return nil }
        self = seed
    }

    /// As above, without a copy.
    public init?(decoding bytes: UnsafeRawBufferPointer) {
        var reader = ByteReader(bytes)
        guard reader.readInt() == Self.version, let rawParts = reader.readInt(),
            let clock = SeriesClock(&reader), let start = reader.readInt(),
            let length = InstanceLength(&reader), let rules = Self.rules(&reader)
        else { return nil }
        let parts = SeriesParts(rawValue: rawParts)
        self.init(clock: clock, start: start, length: length, rules: rules)
        guard readOptionalParts(parts, &reader), reader.isAtEnd else { return nil }
    }

    private mutating func readOptionalParts(_ parts: SeriesParts, _ reader: inout ByteReader)
        -> Bool
    {
        if parts.contains(.startClock) {
            guard let own = SeriesClock(&reader) else { return false }
            startClock = own
        }
        if parts.contains(.stretch) {
            guard let low = reader.readInt(), let high = reader.readInt(), low <= high,
                let shift = reader.readInt()
            else { return false }
            ids = low..<high
            self.shift = shift
        }
        if parts.contains(.excluded) {
            guard let values = reader.readSorted() else { return false }
            excluded = values
        }
        if parts.contains(.excludedDays) {
            guard let values = reader.readSorted() else { return false }
            excludedDays = values
        }
        return parts.contains(.dates) ? readDates(&reader) : true
    }

    private mutating func readDates(_ reader: inout ByteReader) -> Bool {
        guard let starts = reader.readSorted() else { return false }
        for start in starts {
            guard let hasLength = reader.readInt() else { return false }
            var date = SeriesDate(start: start)
            if hasLength == 1 {
                guard let length = InstanceLength(&reader) else { return false }
                date.length = length
            }
            dates.append(date)
        }
        return true
    }

    private static func rules(_ reader: inout ByteReader) -> [SeriesRule]? {
        guard let count = reader.readCount() else { return nil }
        var rules: [SeriesRule] = []
        for _ in 0..<count {
            guard let text = reader.readText(), let rule = try? RecurrenceRule(parsing: text),
                let last = reader.readInt(), DayPattern.skip(&reader)
            else { return nil }
            rules.append(SeriesRule(rule: rule, last: last == SeriesRule.endless ? nil : last))
        }
        return rules
    }
}

extension SeriesRule {
    /// Stands for no last instance.
    static let endless = SeriesSeed.allIDs.upperBound
}

/// Which optional parts of a seed follow.
struct SeriesParts: OptionSet {
    let rawValue: Int
    static let startClock = SeriesParts(rawValue: 1)
    static let stretch = SeriesParts(rawValue: 2)
    static let excluded = SeriesParts(rawValue: 4)
    static let excludedDays = SeriesParts(rawValue: 8)
    static let dates = SeriesParts(rawValue: 16)
}

extension InstanceLength {
    func encode(into writer: inout ByteWriter) {
        writer.write(wallSeconds)
        writer.write(exactSeconds)
    }

    init?(_ reader: inout ByteReader) {
        guard let wall = reader.readInt(), let exact = reader.readInt() else { return nil }
        self.init(wallSeconds: wall, exactSeconds: exact)
    }
}
