import GRDB

/// Collects the instances of one window from the time index.
struct TimeIndexReader {
    var window: ExpansionWindow
    /// nil for all.
    let calendars: Set<CalendarID>?
    let limit: Int
    private(set) var instances: [Instance] = []

    init(window: ExpansionWindow, calendars: Set<CalendarID>?, limit: Int) {
        self.window = window
        self.calendars = calendars
        self.limit = limit
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
            guard isWanted(singles.calendar) else { continue }
            try add(singles.entry, singles.object, singles.calendar)
        }
        let series = SeriesRow(row: try Queries.series(spanClass, touching: rows, database))
        while try series.row.next() {
            guard isWanted(series.calendar), let entry = series.entry
            else { continue }
            try add(entry, series.object, series.calendar)
        }
    }

    private func isWanted(_ calendar: Int) -> Bool {
        calendars?.contains(CalendarID(row: Int64(calendar))) ?? true
    }

    private mutating func add(_ entry: IndexEntry, _ object: ObjectID, _ calendar: Int) throws {
        let room = limit - instances.count
        let found = entry.instances(in: &window, limit: room == .max ? .max : room + 1)
        guard found.count <= room else { throw ReplicaError.tooManyInstances(limit: limit) }
        for var instance in found {
            instance.object = object
            instance.calendar = CalendarID(row: Int64(calendar))
            instances.append(instance)
        }
    }
}
