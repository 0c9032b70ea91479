import GRDB

/// The time index: what is enough of each event to answer a window.
extension Queries {
    /// An event that does not recur, or an override of one instance.
    static func addSingle(
        _ entry: IndexEntry, nr: Int, of id: ObjectID, in calendar: CalendarID,
        _ database: Database
    ) throws {
        let recurrenceID = entry.recurrenceID
        try SQLStatement(
            """
            INSERT INTO single (class, start, object, nr, "end", calendar, flags, exact, wall,
                zone, uid, title, location, rid_wall, rid_zone)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .integer(SpanClass(entry.span, isLocal: entry.isLocal).code),
            .integer(entry.span.lowerBound), .integer(Int(id.row)), .integer(nr),
            .integer(entry.span.upperBound), .integer(Int(calendar.row)),
            .integer(EntryFlags(entry).packed), .integer(entry.length.exactSeconds),
            .integer(entry.start.wallClock.seconds), .optional(entry.start.zoneID?.name),
            .text(entry.uid.text), .text(entry.title), .text(entry.location),
            .optional(recurrenceID?.wallClock.seconds),
            .optional(recurrenceID?.zoneID?.name))
    }

    /// A recurring event, or a stretch of one.
    static func addSeries(
        _ entry: IndexEntry, _ seed: SeriesSeed, nr: Int, of id: ObjectID,
        in calendar: CalendarID, _ database: Database
    ) throws {
        try SQLStatement(
            """
            INSERT INTO series (class, start, object, nr, "end", calendar, flags, uid, title,
                location, seed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .integer(SpanClass(entry.span, isLocal: entry.isLocal).code),
            .integer(entry.span.lowerBound), .integer(Int(id.row)), .integer(nr),
            .integer(entry.span.upperBound), .integer(Int(calendar.row)),
            .integer(EntryFlags(entry).packed), .text(entry.uid.text), .text(entry.title),
            .text(entry.location), .blob(seed.encoded))
    }

    /// Rows of one class that touch a window; without length they must begin inside. Read with
    /// `SingleRow`.
    static func singles(
        _ spanClass: SpanClass, touching window: Range<Int>, _ database: Database
    ) throws -> SQLStatement {
        let query = try SQLStatement(
            """
            SELECT object, start, "end", calendar, flags, exact, wall, zone, uid, title, location,
                rid_wall, rid_zone
            FROM single
            WHERE class = ?1 AND start >= ?2 AND start < ?4 AND ("end" > ?3 OR start >= ?3)
            """, database)
        try query.bind(
            .integer(spanClass.code), .integer(spanClass.firstStart(touching: window.lowerBound)),
            .integer(window.lowerBound), .integer(window.upperBound))
        return query
    }

    /// As `singles`; read with `SeriesRow`.
    static func series(
        _ spanClass: SpanClass, touching window: Range<Int>, _ database: Database
    ) throws -> SQLStatement {
        let query = try SQLStatement(
            """
            SELECT object, calendar, flags, uid, title, location, seed, nr, start, "end"
            FROM series
            WHERE class = ?1 AND start >= ?2 AND start < ?4 AND ("end" > ?3 OR start >= ?3)
            """, database)
        try query.bind(
            .integer(spanClass.code), .integer(spanClass.firstStart(touching: window.lowerBound)),
            .integer(window.lowerBound), .integer(window.upperBound))
        return query
    }

    /// Everything indexed of one object, in its order.
    static func entries(of id: ObjectID, _ database: Database) throws -> [IndexEntry] {
        let singles = try SQLStatement(
            """
            SELECT object, start, "end", calendar, flags, exact, wall, zone, uid, title, location,
                rid_wall, rid_zone, nr
            FROM single WHERE object = ?
            """, database)
        let series = try SQLStatement(
            """
            SELECT object, calendar, flags, uid, title, location, seed, nr, start, "end"
            FROM series WHERE object = ?
            """, database)
        try singles.bind(.integer(Int(id.row)))
        try series.bind(.integer(Int(id.row)))
        var entries: [(nr: Int, entry: IndexEntry)] = []
        while try singles.next() {
            entries.append((singles.integer(13), SingleRow(row: singles).entry))
        }
        while try series.next() {
            let row = SeriesRow(row: series)
            guard let seed = row.withSeed({ SeriesSeed(decoding: $0) }) else { continue }
            var entry = row.entry(at: seed.startClock.time(at: seed.start), seed.length)
            entry.seed = seed
            entries.append((row.number, entry))
        }
        return entries.sorted { $0.nr < $1.nr }.map(\.entry)
    }

    /// The spans of everything indexed of an object; those on a wall clock may be a day off.
    static func spans(of id: ObjectID, _ database: Database) throws -> [Range<Int>] {
        let query = try SQLStatement(
            """
            SELECT start, "end" FROM single WHERE object = ?1
            UNION ALL SELECT start, "end" FROM series WHERE object = ?1
            """, database)
        try query.bind(.integer(Int(id.row)))
        var spans: [Range<Int>] = []
        while try query.next() {
            spans.append(query.seconds(0)..<max(query.seconds(0), query.seconds(1)))
        }
        return spans
    }
}
