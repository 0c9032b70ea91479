import GRDB

/// Collects the instances of one window from the time index.
struct TimeIndexReader {
    var window: ExpansionWindow
    /// nil for all.
    let calendars: Set<CalendarID>?
    let limit: Int
    /// Of series that other windows have too.
    var summaries: EventSummaries?
    private var instances: [Instance] = []
    private var found: [SeriesInstance] = []

    init(window: ExpansionWindow, calendars: Set<CalendarID>?, limit: Int) {
        self.window = window
        self.calendars = calendars
        self.limit = limit
        // Memory that is not touched costs nothing; growing step by step touches it twice.
        instances.reserveCapacity(65_536)
    }

    /// Reads both tables, one short range of rows for each class of spans.
    mutating func readAll(_ database: Database) throws {
        let utc = window.instants.lowerBound.seconds..<window.instants.upperBound.seconds
        for spanClass in SpanClass.utc {
            try readClass(spanClass, touching: utc, database)
        }
        for spanClass in SpanClass.local {
            try readClass(spanClass, touching: localRows, database)
        }
    }

    /// A wall clock in the display zone can be a day and more off the bounds of the window around
    /// a change of offset; what is read too much is dropped when it is resolved.
    private var localRows: Range<Int> {
        let day = 86_400
        let seconds = window.localSeconds
        return (seconds.lowerBound - day)..<(seconds.upperBound + day)
    }

    private mutating func readClass(
        _ spanClass: SpanClass, touching rows: Range<Int>, _ database: Database
    ) throws {
        let singles = SingleRow(row: try Queries.singles(spanClass, touching: rows, database))
        while try singles.row.next() {
            if isWanted(singles.calendar) { try add(singles) }
        }
        let series = SeriesRow(row: try Queries.series(spanClass, touching: rows, database))
        while try series.row.next() {
            if isWanted(series.calendar) { try add(series) }
        }
    }

    private func isWanted(_ calendar: Int) -> Bool {
        calendars?.contains(CalendarID(row: Int64(calendar))) ?? true
    }

    private mutating func add(_ row: SingleRow) throws {
        let entry = row.entry
        let instance = entry.instance(
            of: entry.summary(object: row.object, calendar: CalendarID(row: Int64(row.calendar))),
            in: &window)
        if let instance { try append(instance) }
    }

    /// Texts are read only where there are instances to show them.
    private mutating func add(_ row: SeriesRow) throws {
        found.removeAll(keepingCapacity: true)
        var clocks: (recurrenceID: SeriesClock, start: SeriesClock)?
        let room = min(limit - instances.count, SeriesSeed.standardLimit)
        _ = row.withSeed { seed in
            SeriesSeed.forEachInstance(encoded: seed, in: &window, limit: room + 1) {
                found.append($0)
                if clocks == nil { clocks = ($1, $2) }
            }
        }
        guard let clocks else { return }
        let summary = summary(of: row, clocks.start)
        let kind = clocks.start.kind
        let isOneClock = clocks.start == clocks.recurrenceID
        for each in found {
            if isOneClock, each.start == each.recurrenceID {
                try append(
                    window.instance(
                        of: summary, at: each.start, kind, span: each.span, length: each.length))
            } else {
                try append(
                    window.instance(
                        of: summary, at: clocks.start.time(at: each.start),
                        recurrenceID: clocks.recurrenceID.time(at: each.recurrenceID),
                        span: each.span, length: each.length))
            }
        }
    }

    private mutating func summary(of row: SeriesRow, _ clock: SeriesClock) -> EventSummary {
        summaries?.summary(of: row.object, number: row.number) { row.summary(clock) }
            ?? row.summary(clock)
    }

    private mutating func append(_ instance: consuming Instance) throws {
        guard instances.count < limit else {
            throw ReplicaError.tooManyInstances(limit: limit)
        }
        instances.append(instance)
    }
}

extension TimeIndexReader {
    /// Hands over what was found, by start, then end, then object, then as read, so that the order
    /// is the same every time. In place: a second array would double what a month takes at most.
    mutating func takeSorted() -> [Instance] {
        var found: [Instance] = []
        swap(&found, &instances)
        struct Place {
            let start: Int
            let index: Int
        }
        var order = found.indices.map {
            Place(start: found[$0].span.lowerBound.seconds, index: $0)
        }
        order.sort { one, other in
            if one.start != other.start { return one.start < other.start }
            let (first, second) = (found[one.index], found[other.index])
            let (end, otherEnd) = (first.span.upperBound, second.span.upperBound)
            if end != otherEnd { return end < otherEnd }
            let (object, otherObject) = (first.object?.row ?? 0, second.object?.row ?? 0)
            return object != otherObject ? object < otherObject : one.index < other.index
        }
        // What was swapped away from an earlier place is found by following where it went.
        for place in order.indices {
            var index = order[place].index
            while index < place { index = order[index].index }
            found.swapAt(place, index)
        }
        return found
    }
}
