import Core
import GRDB

/// What changed, for `sync-collection` (RFC 6578) and the event log.
extension ServerQueries {
    /// The first changes in `after + 1 ... until`, objects and deletions merged by `seq`; of the
    /// deletions those after `since`.
    static func changes(
        in collection: CollectionID, after: Seq, since: Seq, until: Seq, limit: Int,
        _ database: Database
    ) throws -> ChangePage {
        var changes = try resourceInfos(
            in: collection, changedAfter: after, limit: limit + 1, database
        ).map { ResourceChange.present($0) }
        if max(after, since) < until {
            changes += try deletions(
                in: collection, after: max(after, since), limit: limit, database)
            changes.sort { $0.seq < $1.seq }
        }
        let page = Array(changes.prefix(limit))
        let hasMore = changes.count > limit
        return ChangePage(
            changes: page, next: hasMore ? page.last?.seq ?? after : until, hasMore: hasMore)
    }

    private static func deletions(
        in collection: CollectionID, after: Seq, limit: Int, _ database: Database
    ) throws -> [ResourceChange] {
        let deleted = try SQLStatement(
            """
            SELECT name, seq FROM tombstone
            WHERE collection = ? AND seq > ? ORDER BY seq LIMIT ?
            """, database)
        try deleted.bind(.id(collection), .seq(after), .integer(limit + 1))
        var changes: [ResourceChange] = []
        while try deleted.next() {
            changes.append(.deleted(name: deleted.text(0), seq: deleted.seq(1)))
        }
        return changes
    }

    static func addTombstone(
        of name: String, in collection: CollectionID, seq: Seq, _ database: Database
    ) throws {
        try SQLStatement(
            "INSERT OR REPLACE INTO tombstone (collection, name, seq) VALUES (?, ?, ?)", database
        ).run(.id(collection), .text(name), .seq(seq))
    }

    static func deleteTombstone(
        of name: String, in collection: CollectionID, _ database: Database
    ) throws {
        try SQLStatement("DELETE FROM tombstone WHERE collection = ? AND name = ?", database)
            .run(.id(collection), .text(name))
    }

    static func logBounds(
        of account: AccountID, _ database: Database
    ) throws -> (floor: Seq, seq: Seq) {
        let query = try SQLStatement("SELECT floor, seq FROM account WHERE id = ?", database)
        try query.bind(.id(account))
        defer { query.reset() }
        guard try query.next() else { return (.zero, .zero) }
        return (query.seq(0), query.seq(1))
    }

    static func events(
        of account: AccountID, after: Seq, limit: Int, _ database: Database
    ) throws -> [DomainEvent] {
        let query = try SQLStatement(
            """
            SELECT position, account, seq, id, kind, collection, name, resource, etag, at
            FROM event WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?
            """, database)
        try query.bind(.id(account), .seq(after), .integer(limit))
        var events: [DomainEvent] = []
        while try query.next() {
            if let event = event(query) { events.append(event) }
        }
        return events
    }

    /// Reads position, account, seq, id, kind, collection, name, resource, etag, at; nil when the
    /// row is damaged.
    static func event(_ row: SQLStatement) -> DomainEvent? {
        guard let id = EventID(bytes: row.blob(3)),
            let kind = DomainEvent.Kind(rawValue: row.text(4))
        else { return nil }
        return DomainEvent(
            id: id, account: AccountID(row: Int64(row.integer(1))), seq: row.seq(2), kind: kind,
            collectionID: CollectionID(row: Int64(row.integer(5))), collection: row.text(6),
            resource: row.isNull(7) ? nil : row.text(7),
            etag: row.isNull(8) ? nil : row.text(8), at: row.time(9), position: row.integer(0))
    }

    /// Writes an event and its outbox row.
    static func addEvent(
        _ id: EventID, of account: AccountID, seq: Seq, kind: DomainEvent.Kind,
        collection: CollectionID, named name: String, resource: String?, etag: String?,
        at time: WallTime,
        _ database: Database
    ) throws {
        try SQLStatement(
            """
            INSERT INTO event (account, seq, id, kind, collection, name, resource, etag, at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .id(account), .seq(seq), .blob(id.bytes), .text(kind.rawValue),
            .id(collection), .text(name), .optional(resource), .optional(etag), .time(time))
        try SQLStatement("INSERT INTO outbox (position) VALUES (?)", database)
            .run(.integer(Int(database.lastInsertedRowID)))
    }
}
