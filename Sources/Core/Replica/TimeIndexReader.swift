import GRDB

/// Collects the instances of one window from the time index.
struct TimeIndexReader {
    var window: ExpansionWindow
    /// nil for all.
    let calendars: Set<CalendarID>?
    let limit: Int
    private(set) var instances: [Instance] = []
    private var found: [SeriesInstance] = []

    init(window: ExpansionWindow, calendars: Set<CalendarID>?, limit: Int) {
        self.window = window
        self.calendars = calendars
        self.limit = limit
        // Memory that is not touched costs nothing; growing step by step touches it twice.
        instances.reserveCapacity(16_384)
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
        let summary = row.summary
        for each in found {
            try append(
                window.instance(
                    of: summary, at: clocks.start.time(at: each.start),
                    recurrenceID: clocks.recurrenceID.time(at: each.recurrenceID),
                    span: each.span, length: each.length))
        }
    }

    private mutating func append(_ instance: consuming Instance) throws {
        guard instances.count < limit else {
            throw ReplicaError.tooManyInstances(limit: limit)
        }
        instances.append(instance)
    }
}
