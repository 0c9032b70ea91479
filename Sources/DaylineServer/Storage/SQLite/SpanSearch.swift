import Core
import GRDB

/// Finds what touches one window in the time index of a collection.
struct SpanSearch {
    private var window: ExpansionWindow

    init(_ instants: Range<Instant>, display: Zone, zones: ZoneDatabase) {
        window = ExpansionWindow(instants, display: display, zones: zones)
    }

    /// The objects of which an instance touches the window, by id.
    mutating func resources(
        in collection: CollectionID, _ database: Database
    ) throws -> [ResourceID] {
        var found: Set<ResourceID> = []
        try forEachRow(in: collection, database) { search, row in
            let id = row.resource
            // Overrides of an object that was found already need no look.
            guard !found.contains(id), search.touches(row) else { return }
            found.insert(id)
        }
        return found.sorted()
    }

    /// What is busy in the window; see `StoreReading.busyTime`.
    mutating func busyTime(
        in collection: CollectionID, limit: Int, _ database: Database
    ) throws -> [BusyTime] {
        var found: [BusyTime] = []
        try forEachRow(in: collection, database) { search, row in
            let flags = row.flags
            guard !flags.isTransparent, flags.status != .cancelled else { return }
            let isTentative = flags.status == .tentative
            search.forEachSpan(of: row, limit: limit - found.count + 1) { span in
                if !span.isEmpty { found.append(BusyTime(span: span, isTentative: isTentative)) }
            }
            guard found.count <= limit else { throw StoreLimitError.instances(limit: limit) }
        }
        return found
    }

    /// One short range of rows for each class of spans.
    private mutating func forEachRow(
        in collection: CollectionID, _ database: Database,
        _ body: (inout SpanSearch, SpanRow) throws -> Void
    ) throws {
        let utc = window.instants.lowerBound.seconds..<window.instants.upperBound.seconds
        // A wall clock can be a day and more off the window around a change of offset.
        let day = 86_400
        let local = window.localSeconds
        let wide = (local.lowerBound - day)..<(local.upperBound + day)
        for (classes, rows) in [(SpanClass.utc, utc), (SpanClass.local, wide)] {
            for spanClass in classes {
                let row = try ServerQueries.spans(
                    spanClass, touching: rows, in: collection, database)
                while try row.next() { try body(&self, row) }
            }
        }
    }

    private mutating func touches(_ row: SpanRow) -> Bool {
        var touches = false
        forEachSpan(of: row, limit: 1) { _ in touches = true }
        return touches
    }

    /// The instances of a row that touch the window, at most `limit`.
    private mutating func forEachSpan(
        of row: SpanRow, limit: Int, _ body: (Range<Instant>) -> Void
    ) {
        if row.isSeries {
            _ = row.withSeed { seed in
                SeriesSeed.forEachInstance(encoded: seed, in: &window, limit: limit) {
                    instance, _, _ in body(instance.span)
                }
            }
        } else if row.flags.isLocal {
            if let instance = row.entry.instances(in: &window, limit: 1).first {
                body(instance.span)
            }
        } else {
            let span = Instant(seconds: row.span.lowerBound)..<Instant(seconds: row.span.upperBound)
            if window.touches(span) { body(span) }
        }
    }
}
