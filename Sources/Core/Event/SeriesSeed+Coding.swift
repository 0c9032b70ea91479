extension SeriesSeed {
    /// Raised when the form below changes; seeds of another version are not read.
    private static let version = 1

    /// A compact binary form; a typical seed takes 60 bytes.
    public var encoded: [UInt8] {
        var writer = ByteWriter()
        encode(into: &writer)
        return writer.bytes
    }

    private func encode(into writer: inout ByteWriter) {
        writer.write(Self.version)
        let parts: Parts = [
            startClock == clock ? [] : .startClock, dates.isEmpty ? [] : .dates,
            excluded.isEmpty ? [] : .excluded, excludedDays.isEmpty ? [] : .excludedDays,
            ids == Self.allIDs && shift == 0 ? [] : .stretch,
        ]
        writer.write(parts.rawValue)
        clock.encode(into: &writer)
        writer.write(start)
        length.encode(into: &writer)
        Self.encode(rules, into: &writer)
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

    private static func encode(_ rules: [SeriesRule], into writer: inout ByteWriter) {
        writer.write(rules.count)
        for rule in rules {
            writer.write(rule.rule.description)
            writer.write(rule.last == nil ? 0 : 1)
            if let last = rule.last { writer.write(last) }
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
        let parts = Parts(rawValue: rawParts)
        self.init(clock: clock, start: start, length: length, rules: rules)
        guard readOptionalParts(parts, &reader), reader.isAtEnd else { return nil }
    }

    private mutating func readOptionalParts(_ parts: Parts, _ reader: inout ByteReader) -> Bool {
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
                let hasEnd = reader.readInt()
            else { return nil }
            var last: Int?
            if hasEnd == 1 {
                guard let end = reader.readInt() else { return nil }
                last = end
            }
            rules.append(SeriesRule(rule: rule, last: last))
        }
        return rules
    }
}

/// Which optional parts of a seed follow.
private struct Parts: OptionSet {
    let rawValue: Int
    static let startClock = Parts(rawValue: 1)
    static let stretch = Parts(rawValue: 2)
    static let excluded = Parts(rawValue: 4)
    static let excludedDays = Parts(rawValue: 8)
    static let dates = Parts(rawValue: 16)
}

extension InstanceLength {
    fileprivate func encode(into writer: inout ByteWriter) {
        writer.write(wallSeconds)
        writer.write(exactSeconds)
    }

    fileprivate init?(_ reader: inout ByteReader) {
        guard let wall = reader.readInt(), let exact = reader.readInt() else { return nil }
        self.init(wallSeconds: wall, exactSeconds: exact)
    }
}

extension SeriesClock {
    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .date: writer.write(0)
        case .floating: writer.write(1)
        case .utc: writer.write(2)
        case .zoned(let written, .named(let id)) where written == id:
            writer.write(3)
            writer.write(id.name)
        case .zoned(let written, let zone):
            writer.write(4)
            writer.write(written.name)
            zone.encode(into: &writer)
        }
    }

    fileprivate init?(_ reader: inout ByteReader) {
        switch reader.readInt() {
        case 0: self = .date
        case 1: self = .floating
        case 2: self = .utc
        case 3:
            guard let name = reader.readText() else { return nil }
            let id = TimeZoneID(name)
            self = .zoned(written: id, zone: .named(id))
        case 4:
            guard let name = reader.readText(), let zone = SeriesZone(&reader) else { return nil }
            self = .zoned(written: TimeZoneID(name), zone: zone)
        default: return nil
        }
    }
}

extension SeriesZone {
    fileprivate func encode(into writer: inout ByteWriter) {
        switch self {
        case .unknown: writer.write(0)
        case .named(let id):
            writer.write(1)
            writer.write(id.name)
        case .fixed(let offset):
            writer.write(2)
            writer.write(offset)
        case .embedded(let text):
            writer.write(3)
            writer.write(text)
        }
    }

    fileprivate init?(_ reader: inout ByteReader) {
        switch reader.readInt() {
        case 0: self = .unknown
        case 1:
            guard let name = reader.readText() else { return nil }
            self = .named(TimeZoneID(name))
        case 2:
            guard let offset = reader.readInt() else { return nil }
            self = .fixed(offset: offset)
        case 3:
            guard let text = reader.readText() else { return nil }
            self = .embedded(text)
        default: return nil
        }
    }
}
