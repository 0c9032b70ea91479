extension SeriesSeed {
    /// Calls `body` with the instances of an encoded seed that touch the window, by start: the
    /// same as decoding it and `forEachInstance(in:limit:_:)`, but a seed of one plain rule is
    /// read where it lies, without allocating memory.
    ///
    /// - Parameter body: gets the instance, the clock of its recurrence id, and that of its start.
    /// - Returns: false when the bytes are damaged.
    public static func forEachInstance(
        encoded bytes: UnsafeRawBufferPointer, in window: inout ExpansionWindow,
        limit: Int = SeriesSeed.standardLimit,
        _ body: (SeriesInstance, SeriesClock, SeriesClock) -> Void
    ) -> Bool {
        if var quick = QuickSeries(bytes, in: &window) {
            quick.forEachInstance(in: &window, limit: limit, body)
            return true
        }
        guard let seed = SeriesSeed(decoding: bytes) else { return false }
        seed.forEachInstance(in: &window, limit: limit) { body($0, seed.clock, seed.startClock) }
        return true
    }
}

/// An encoded seed of one rule that is a `DayPattern`, read where it lies.
private struct QuickSeries {
    /// Index into the window's known clocks.
    private let clock: Int
    private let start: Int
    private let length: InstanceLength
    private let pattern: DayPattern
    /// Wall-clock seconds at which an instance can begin and touch the window.
    private let range: Range<Int>
    private var excluded: SortedReader

    /// nil when the seed must be decoded as a whole.
    init?(_ bytes: UnsafeRawBufferPointer, in window: inout ExpansionWindow) {
        var reader = ByteReader(bytes)
        guard reader.readInt() == SeriesSeed.version, let rawParts = reader.readInt(),
            rawParts == 0 || rawParts == SeriesParts.excluded.rawValue,
            let clock = window.knownClock(&reader), let start = reader.readInt(),
            let length = InstanceLength(&reader), reader.readInt() == 1, reader.skipText(),
            let last = reader.readInt(), let pattern = DayPattern(&reader)
        else { return nil }
        let index = window.knownClocks[clock].window
        let starts = window.clocks[index].starts(for: length)
        // DTSTART counts even where the rule does not yield it; that is left to the whole way.
        guard starts.lowerBound > start || starts.upperBound <= start,
            starts.count <= DayPattern.maxDays * 86_400, !window.clocks[index].hasDayChange
        else { return nil }
        let end = start < starts.lowerBound ? min(starts.upperBound, last + 1) : starts.lowerBound
        self.clock = clock
        self.start = start
        self.length = length
        self.pattern = pattern
        self.range = starts.lowerBound..<max(starts.lowerBound, end)
        self.excluded = SortedReader(reader, isEmpty: rawParts == 0)
    }

    mutating func forEachInstance(
        in window: inout ExpansionWindow, limit: Int,
        _ body: (SeriesInstance, SeriesClock, SeriesClock) -> Void
    ) {
        guard !range.isEmpty else { return }
        // Most series have nothing in a short window: what costs references is taken when needed.
        let place = window.knownClocks[clock].window
        let instants = window.instants
        let length = length
        var excluded = excluded
        var count = 0
        pattern.forEach(start: start, in: range) { wall in
            guard count < limit, !excluded.contains(wall) else { return }
            let span = window.clocks[place].span(at: wall, length)
            guard span.lowerBound < instants.upperBound,
                span.upperBound > instants.lowerBound || span.lowerBound >= instants.lowerBound
            else { return }
            count += 1
            let instance = SeriesInstance(
                recurrenceID: wall, start: wall, span: span, length: length)
            let known = window.knownClocks[clock].clock
            body(instance, known, known)
        }
    }
}

/// Ascending numbers of an encoded list, read as far as they are asked for.
private struct SortedReader {
    private var reader: ByteReader
    private var left: Int
    private var value = Int.min

    init(_ reader: ByteReader, isEmpty: Bool) {
        self.reader = reader
        left = isEmpty ? 0 : self.reader.readCount() ?? 0
    }

    /// Whether the list has `number`; ask in ascending order.
    mutating func contains(_ number: Int) -> Bool {
        while value < number, left > 0 {
            guard let step = reader.readInt() else { return false }
            value = value == .min ? step : value + step
            left -= 1
        }
        return value == number
    }
}
