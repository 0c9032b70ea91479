/// Reads rows of `Queries.singles`.
struct SingleRow {
    let row: SQLStatement

    var calendar: Int { row.integer(3) }
    var object: ObjectID { ObjectID(row: Int64(row.integer(0))) }

    var uid: UID { UID(row.text(8)) }
    var flags: EntryFlags { EntryFlags(packed: row.integer(4)) }
    /// UTC seconds, or wall clock of the display zone where the flags say so.
    var span: Range<Int> { row.seconds(1)..<max(row.seconds(1), row.seconds(2)) }

    var entry: IndexEntry {
        let flags = flags
        let (start, end, exact) = (row.seconds(1), row.seconds(2), row.seconds(5))
        let recurrenceID =
            row.isNull(11)
            ? nil
            : flags.recurrenceKind.time(row.seconds(11), zone: TimeZoneID(row.text(12)))
        return IndexEntry(
            uid: uid,
            start: flags.startKind.time(row.seconds(6), zone: TimeZoneID(row.text(7))),
            length: InstanceLength(wallSeconds: end - start - exact, exactSeconds: exact),
            span: start..<max(start, end), isLocal: flags.isLocal, recurrenceID: recurrenceID,
            title: row.text(9), location: row.text(10), status: flags.status,
            isTransparent: flags.isTransparent, isOverride: flags.isOverride)
    }
}

/// Reads rows of `Queries.series` and `Queries.entries`.
struct SeriesRow {
    let row: SQLStatement

    var calendar: Int { row.integer(1) }
    var object: ObjectID { ObjectID(row: Int64(row.integer(0))) }
    /// Of the entry among those of its object.
    var number: Int { row.integer(7) }

    /// The encoded seed, valid during the call.
    func withSeed<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        row.withBlob(6, body)
    }

    var uid: UID { UID(row.text(3)) }
    var flags: EntryFlags { EntryFlags(packed: row.integer(2)) }

    /// What all instances of the series have in common, on the clock of its starts.
    func summary(_ clock: SeriesClock) -> EventSummary {
        let flags = flags
        return EventSummary(
            object: object, calendar: CalendarID(row: Int64(calendar)), uid: uid,
            zone: clock.zoneID, title: row.text(4), location: row.text(5), status: flags.status,
            isTransparent: flags.isTransparent, isOverride: flags.isOverride)
    }

    /// The entry without its seed.
    func entry(at start: CalendarTime, _ length: InstanceLength) -> IndexEntry {
        let flags = flags
        let (first, end) = (row.seconds(8), row.seconds(9))
        return IndexEntry(
            uid: uid, start: start, length: length, span: first..<max(first, end),
            isLocal: flags.isLocal, title: row.text(4), location: row.text(5),
            status: flags.status, isTransparent: flags.isTransparent,
            isOverride: flags.isOverride)
    }
}

extension SQLStatement {
    /// Seconds since 1970, within what is ever stored: a damaged row must not overflow a sum.
    func seconds(_ column: Int32) -> Int {
        let range = Instant.distantPast.seconds...Instant.distantFuture.seconds
        return min(max(integer(column), range.lowerBound), range.upperBound)
    }
}
