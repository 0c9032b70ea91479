/// Reader of compiled zone files, versions 1–4 and later (RFC 9636). Every count is checked
/// against the bytes there are, so that a broken or hostile file is an error, never a crash.
struct TZif {
    /// Far more than any real file (the largest has about 4 kB).
    static let maxBytes = 1 << 18
    /// What RFC 9636 §3.2 allows: more than −25 hours, less than 26 hours.
    static let offsetLimits = -89_999...93_599

    /// Never empty after reading.
    var types: [ZoneType] = []
    var changes: [ZoneChange] = []
    var footer: PosixZone?

    init(_ bytes: [UInt8]) throws(TZifError) {
        guard bytes.count <= TZif.maxBytes else { throw .tooLarge(limit: TZif.maxBytes) }
        var reader = TZifReader(bytes: bytes)
        let first = try TZifHeader(&reader)
        guard first.version > 0 else {
            try readBlock(&reader, first, timeBytes: 4)
            return
        }
        try reader.skip(first.blockBytes(timeBytes: 4))
        let second = try TZifHeader(&reader)
        try readBlock(&reader, second, timeBytes: 8)
        footer = try TZif.readFooter(&reader)
    }

    private mutating func readBlock(
        _ reader: inout TZifReader, _ header: TZifHeader, timeBytes: Int
    ) throws(TZifError) {
        guard header.typeCount > 0 else { throw .noTypes }
        guard reader.left >= header.blockBytes(timeBytes: timeBytes) else { throw .truncated }
        var times: [Int] = []
        times.reserveCapacity(header.timeCount)
        for _ in 0..<header.timeCount { times.append(try reader.integer(timeBytes)) }
        var typeIndexes: [Int] = []
        typeIndexes.reserveCapacity(header.timeCount)
        for _ in 0..<header.timeCount { typeIndexes.append(Int(try reader.byte())) }
        try readTypes(&reader, header)
        let leaps = try TZif.readLeaps(&reader, header, timeBytes: timeBytes)
        // Standard/wall and UT/local indicators only served pre-footer readers.
        try reader.skip(header.standardCount + header.utCount)

        var last = (time: Int.min, instant: Int.min)
        var passed = 0
        changes.reserveCapacity(times.count)
        for (time, index) in zip(times, typeIndexes) {
            let limits = ZoneTable.instantLimits
            let bounded = min(max(time, limits.lowerBound - 1), limits.upperBound + 1)
            while passed < leaps.count, leaps[passed].time <= bounded { passed += 1 }
            // Files below `right/` count leap seconds in their times; `Instant` does not.
            let instant = passed == 0 ? bounded : bounded - leaps[passed - 1].correction
            guard time >= last.time, instant >= last.instant else { throw .transitionsDescend }
            guard index < types.count else { throw .typeOutOfRange(index) }
            last = (time, instant)
            changes.append(ZoneChange(instant: instant, type: index))
        }
    }

    private mutating func readTypes(
        _ reader: inout TZifReader, _ header: TZifHeader
    ) throws(TZifError) {
        var raw: [(offset: Int, name: Int)] = []
        for _ in 0..<header.typeCount {
            let offset = try reader.integer(4)
            guard TZif.offsetLimits.contains(offset) else { throw .offsetOutOfRange(offset) }
            _ = try reader.byte()  // daylight saving or not: no iCalendar question asks it
            raw.append((offset, Int(try reader.byte())))
        }
        let letters = try reader.slice(header.characterCount)
        for (offset, start) in raw {
            let rest = letters.dropFirst(start)
            guard let end = rest.firstIndex(of: 0) else { throw .abbreviationUnreadable }
            let name = rest[..<end]
            guard name.count <= 64, name.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                throw .abbreviationUnreadable
            }
            types.append(
                ZoneType(offset: offset, abbreviation: String(decoding: name, as: UTF8.self)))
        }
    }

    private typealias Leap = (time: Int, correction: Int)

    private static func readLeaps(
        _ reader: inout TZifReader, _ header: TZifHeader, timeBytes: Int
    ) throws(TZifError) -> [Leap] {
        var leaps: [Leap] = []
        for _ in 0..<header.leapCount {
            let time = try reader.integer(timeBytes)
            leaps.append((time, try reader.integer(4)))
        }
        return leaps
    }

    /// Reads `\n` TZ string `\n`; nil when the string is empty (RFC 9636 §3.3).
    private static func readFooter(_ reader: inout TZifReader) throws(TZifError) -> PosixZone? {
        guard try reader.byte() == 0x0A else { throw .footerUnreadable }
        var text: [UInt8] = []
        while true {
            let byte = try reader.byte()
            if byte == 0x0A { break }
            text.append(byte)
        }
        if text.isEmpty { return nil }
        guard let footer = PosixZone(text) else { throw .footerUnreadable }
        return footer
    }
}

/// The six counts in front of a data block (RFC 9636 §3.1).
private struct TZifHeader {
    /// 0 for version 1; later versions are `2`, `3`, `4` … in ASCII.
    let version: UInt8
    let utCount, standardCount, leapCount, timeCount, typeCount, characterCount: Int

    init(_ reader: inout TZifReader) throws(TZifError) {
        guard reader.left >= 4 else {
            throw reader.startsLikeTZif ? .truncated : .notTZif
        }
        guard Array(try reader.slice(4)) == Array("TZif".utf8) else { throw .notTZif }
        version = try reader.byte()
        try reader.skip(15)
        utCount = try reader.count()
        standardCount = try reader.count()
        leapCount = try reader.count()
        timeCount = try reader.count()
        typeCount = try reader.count()
        characterCount = try reader.count()
    }

    /// Counts have 32 bits, so the sum fits easily into 64.
    func blockBytes(timeBytes: Int) -> Int {
        timeCount * (timeBytes + 1) + typeCount * 6 + characterCount
            + leapCount * (timeBytes + 4) + standardCount + utCount
    }
}

/// Big-endian numbers from checked positions.
private struct TZifReader {
    let bytes: [UInt8]
    var position = 0

    var left: Int { bytes.count - position }

    /// Whether what is left could be the beginning of a longer file.
    var startsLikeTZif: Bool {
        left > 0 && bytes[position...].elementsEqual("TZif".utf8.prefix(left))
    }

    mutating func skip(_ count: Int) throws(TZifError) {
        guard count <= left else { throw .truncated }
        position += count
    }

    mutating func slice(_ count: Int) throws(TZifError) -> ArraySlice<UInt8> {
        let start = position
        try skip(count)
        return bytes[start..<position]
    }

    mutating func byte() throws(TZifError) -> UInt8 {
        guard left > 0 else { throw .truncated }
        position += 1
        return bytes[position - 1]
    }

    /// Two's complement of 4 or 8 bytes.
    mutating func integer(_ count: Int) throws(TZifError) -> Int {
        var value: Int64 = 0
        for byte in try slice(count) { value = value << 8 | Int64(byte) }
        return count == 4 ? Int(Int32(truncatingIfNeeded: value)) : Int(value)
    }

    mutating func count() throws(TZifError) -> Int {
        Int(UInt32(truncatingIfNeeded: try integer(4)))
    }
}

extension Zone {
    /// Reads a compiled zone file (RFC 9636; versions 1–4).
    /// - Throws: why the bytes cannot be used; no input crashes.
    public init(id: TimeZoneID, tzif bytes: [UInt8]) throws(TZifError) {
        let file = try TZif(bytes)
        guard let footer = file.footer else {
            table = ZoneTable(
                id: id, types: file.types, initial: 0, changes: file.changes, cycleStart: nil)
            return
        }
        let tail = footer.changes(after: file.changes.last?.instant)
        let known = file.types.count
        let changes =
            file.changes
            + tail.changes.map { ZoneChange(instant: $0.instant, type: known + $0.type) }
        // Without transitions the footer speaks for all times (RFC 9636 §3.3).
        table = ZoneTable(
            id: id, types: file.types + footer.types, initial: file.changes.isEmpty ? known : 0,
            changes: changes, cycleStart: tail.cycleStart)
    }
}
