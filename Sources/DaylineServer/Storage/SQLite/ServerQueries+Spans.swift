import Core
import GRDB

/// The time index: what is enough of each event to answer a window.
extension ServerQueries {
    static func addSpan(
        _ entry: IndexEntry, nr: Int, of id: ResourceID, in collection: CollectionID,
        _ database: Database
    ) throws {
        try SQLStatement(
            """
            INSERT INTO span (collection, class, start, resource, nr, "end", flags, exact, title,
                seed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .id(collection), .integer(SpanClass(entry.span, isLocal: entry.isLocal).code),
            .integer(entry.span.lowerBound), .id(id), .integer(nr),
            .integer(entry.span.upperBound), .integer(EntryFlags(entry).packed),
            .integer(entry.length.exactSeconds), .text(entry.title),
            entry.seed.map { .blob($0.encoded) } ?? .null)
    }

    static func deleteSpans(of id: ResourceID, _ database: Database) throws {
        try SQLStatement("DELETE FROM span WHERE resource = ?", database).run(.id(id))
    }

    static func title(of id: ResourceID, _ database: Database) throws -> String {
        let query = try SQLStatement(
            "SELECT title FROM span WHERE resource = ? ORDER BY nr LIMIT 1", database)
        try query.bind(.id(id))
        defer { query.reset() }
        return try query.next() ? query.text(0) : ""
    }

    /// Rows of one class that touch a window; without length they must begin inside. Read with
    /// `SpanRow`.
    static func spans(
        _ spanClass: SpanClass, touching window: Range<Int>, in collection: CollectionID,
        _ database: Database
    ) throws -> SpanRow {
        let query = try SQLStatement(
            """
            SELECT resource, start, "end", flags, exact, seed FROM span
            WHERE collection = ?1 AND class = ?2 AND start >= ?3 AND start < ?5
                AND ("end" > ?4 OR start >= ?4)
            """, database)
        try query.bind(
            .id(collection), .integer(spanClass.code),
            .integer(spanClass.firstStart(touching: window.lowerBound)),
            .integer(window.lowerBound), .integer(window.upperBound))
        return SpanRow(row: query)
    }

    /// Calls `body` with all entries of a collection, without their texts.
    static func forEachEntry(
        in collection: CollectionID, _ database: Database,
        _ body: (ResourceID, IndexEntry) -> Void
    ) throws {
        let query = try SQLStatement(
            """
            SELECT resource, start, "end", flags, exact, seed FROM span WHERE collection = ?
            """, database)
        try query.bind(.id(collection))
        let row = SpanRow(row: query)
        while try row.next() { body(row.resource, row.entry) }
    }
}

/// Reads rows of `ServerQueries.spans`.
struct SpanRow {
    fileprivate let row: SQLStatement

    func next() throws -> Bool { try row.next() }

    var resource: ResourceID { ResourceID(row: Int64(row.integer(0))) }
    /// UTC seconds, or wall clock where the flags say so.
    var span: Range<Int> { row.integer(1)..<max(row.integer(1), row.integer(2)) }
    var flags: EntryFlags { EntryFlags(packed: row.integer(3)) }
    var isSeries: Bool { !row.isNull(5) }

    /// The encoded seed, valid during the call; empty when there is none.
    func withSeed<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        row.withBlob(5, body)
    }

    /// How long the only instance is.
    var length: InstanceLength {
        let exact = row.integer(4)
        return InstanceLength(wallSeconds: span.count - exact, exactSeconds: exact)
    }

    /// What decides when the event takes place; texts and zones of single times are left out.
    var entry: IndexEntry {
        let flags = flags
        let seed = isSeries ? withSeed { SeriesSeed(decoding: $0) } : nil
        let start = LocalDateTime(seconds: span.lowerBound)
        return IndexEntry(
            uid: UID(""),
            start: flags.startKind == .date ? .date(start.date) : .floating(start),
            length: seed?.length ?? length, span: span, isLocal: flags.isLocal, seed: seed,
            title: "", location: "", status: flags.status, isTransparent: flags.isTransparent,
            isOverride: flags.isOverride)
    }
}
