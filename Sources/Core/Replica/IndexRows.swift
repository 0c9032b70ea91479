/// Reads rows of `Queries.singles`.
struct SingleRow {
    let row: SQLStatement

    var calendar: Int { row.integer(3) }
    var object: ObjectID { ObjectID(row: Int64(row.integer(0))) }

    var entry: IndexEntry {
        let flags = EntryFlags(packed: row.integer(4))
        let (start, end, exact) = (row.integer(1), row.integer(2), row.integer(5))
        let recurrenceID =
            row.isNull(11)
            ? nil : flags.recurrenceKind.time(row.integer(11), zone: row.text(12))
        return IndexEntry(
            uid: UID(row.text(8)), start: flags.startKind.time(row.integer(6), zone: row.text(7)),
            length: InstanceLength(wallSeconds: end - start - exact, exactSeconds: exact),
            span: start..<max(start, end), isLocal: flags.isLocal, recurrenceID: recurrenceID,
            title: row.text(9), location: row.text(10), status: flags.status,
            isTransparent: flags.isTransparent, isOverride: flags.isOverride)
    }
}

/// Reads rows of `Queries.series`.
struct SeriesRow {
    let row: SQLStatement

    var calendar: Int { row.integer(3) }
    var object: ObjectID { ObjectID(row: Int64(row.integer(0))) }

    /// The seed; nil when it cannot be read, which only damage explains.
    func seed(_ memo: inout RuleMemo) -> SeriesSeed? {
        guard var seed = row.withBlob(8, { SeriesSeed(decoding: $0) }) else { return nil }
        if row.isNull(9) { return seed }
        guard let rule = row.withBlob(9, { memo.rule($0) }) else { return nil }
        seed.rules = [SeriesRule(rule: rule, last: row.isNull(10) ? nil : row.integer(10))]
        return seed
    }

    /// What all instances of the series share; the seed is left out unless it is wanted.
    func entry(_ seed: borrowing SeriesSeed, keepingSeed: Bool) -> IndexEntry {
        let flags = EntryFlags(packed: row.integer(4))
        let (start, end) = (row.integer(1), row.integer(2))
        return IndexEntry(
            uid: UID(row.text(5)), start: seed.startClock.time(at: seed.start),
            length: seed.length, span: start..<max(start, end), isLocal: flags.isLocal,
            seed: keepingSeed ? copy seed : nil, title: row.text(6), location: row.text(7),
            status: flags.status,
            isTransparent: flags.isTransparent, isOverride: flags.isOverride)
    }
}
