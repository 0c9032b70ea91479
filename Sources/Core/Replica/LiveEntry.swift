import GRDB

/// A row of the time index that is not over at some instant; texts and seeds are read when asked
/// for. Valid while the reader stands on the row.
struct LiveEntry {
    enum Row {
        case single(SingleRow)
        case series(SeriesRow)
    }
    let row: Row

    var object: ObjectID {
        switch row {
        case .single(let single): single.object
        case .series(let series): series.object
        }
    }

    var calendar: CalendarID {
        switch row {
        case .single(let single): CalendarID(row: Int64(single.calendar))
        case .series(let series): CalendarID(row: Int64(series.calendar))
        }
    }

    var uid: UID {
        switch row {
        case .single(let single): single.uid
        case .series(let series): series.uid
        }
    }

    private var flags: EntryFlags {
        switch row {
        case .single(let single): single.flags
        case .series(let series): series.flags
        }
    }

    /// UTC seconds of an event that does not recur; nil for a series, and for times that depend on
    /// the display zone.
    var onlySpan: Range<Int>? {
        guard case .single(let single) = row, !single.flags.isLocal else { return nil }
        return single.span
    }

    /// Whether it may take time; lengths are left aside.
    func isBusy(_ rules: OverlapRules) -> Bool {
        let flags = flags
        return rules.takesTime(
            isTransparent: flags.isTransparent, flags.status, isAllDay: flags.startKind == .date)
    }

    /// All of it; nil when it is damaged.
    var stored: StoredEntry? {
        entry.map { StoredEntry(object: object, calendar: calendar, entry: $0) }
    }

    private var entry: IndexEntry? {
        switch row {
        case .single(let single): return single.entry
        case .series(let series):
            guard let seed = series.withSeed({ SeriesSeed(decoding: $0) }) else { return nil }
            var entry = series.entry(at: seed.startClock.time(at: seed.start), seed.length)
            entry.seed = seed
            return entry
        }
    }
}

extension Replica {
    /// Calls `body` with everything in the time index that is busy and not over at an instant, in
    /// no order; what is over by less than a day may be among it.
    func readLives(
        from: Instant, calendars: Set<CalendarID>?, rules: OverlapRules,
        _ body: (LiveEntry) throws -> Void
    ) throws(ReplicaError) {
        try read { database in
            func visit(_ entry: LiveEntry) throws {
                guard calendars?.contains(entry.calendar) ?? true, entry.isBusy(rules) else {
                    return
                }
                try body(entry)
            }
            // A wall clock is less than a day off.
            let first = from.seconds - 86_400
            let window = first..<max(first, Instant.distantFuture.seconds)
            for spanClass in SpanClass.utc + SpanClass.local {
                let singles = SingleRow(
                    row: try Queries.singles(spanClass, touching: window, database))
                while try singles.row.next() { try visit(LiveEntry(row: .single(singles))) }
                let series = SeriesRow(
                    row: try Queries.series(spanClass, touching: window, database))
                while try series.row.next() { try visit(LiveEntry(row: .series(series))) }
            }
        }
    }
}
