import Core
import GRDB

/// Objects. Whose one is, is asked in the same statement, through its collection; of many it is
/// asked once, before.
extension ServerQueries {
    private static let infoColumns = """
        r.id, r.name, r.uid, r.component, r.etag, r.bytes, r.seq, r.created, r.changed
        """
    private static let owned = "resource r JOIN collection c ON c.id = r.collection"

    private static func info(_ row: SQLStatement) -> ResourceInfo {
        ResourceInfo(
            id: ResourceID(row: Int64(row.integer(0))), name: row.text(1), uid: row.text(2),
            component: row.text(3), etag: row.text(4), bytes: row.integer(5), seq: row.seq(6),
            created: row.time(7), changed: row.time(8))
    }

    private static func infos(_ query: SQLStatement) throws -> [ResourceInfo] {
        var found: [ResourceInfo] = []
        while try query.next() { found.append(info(query)) }
        return found
    }

    static func resourceInfo(
        named name: String, in collection: CollectionID, of account: AccountID,
        _ database: Database
    ) throws -> ResourceInfo? {
        let query = try SQLStatement(
            """
            SELECT \(infoColumns) FROM \(owned)
            WHERE r.collection = ? AND r.name = ? AND c.account = ?
            """, database)
        try query.bind(.id(collection), .text(name), .id(account))
        return try infos(query).first
    }

    static func resourceInfo(
        uid: String, in collection: CollectionID, of account: AccountID, _ database: Database
    ) throws -> ResourceInfo? {
        let query = try SQLStatement(
            """
            SELECT \(infoColumns) FROM \(owned)
            WHERE r.collection = ? AND r.uid = ? AND c.account = ?
            """, database)
        try query.bind(.id(collection), .text(uid), .id(account))
        return try infos(query).first
    }

    static func resourceInfo(
        _ id: ResourceID, in collection: CollectionID, of account: AccountID,
        _ database: Database
    ) throws -> ResourceInfo? {
        let query = try SQLStatement(
            """
            SELECT \(infoColumns) FROM \(owned)
            WHERE r.id = ? AND r.collection = ? AND c.account = ?
            """, database)
        try query.bind(.id(id), .id(collection), .id(account))
        return try infos(query).first
    }

    static func resourceInfos(
        in collection: CollectionID, of account: AccountID, after: ResourceID?, limit: Int,
        _ database: Database
    ) throws -> [ResourceInfo] {
        guard try state(of: collection, of: account, database) != nil else { return [] }
        let query = try SQLStatement(
            """
            SELECT \(infoColumns) FROM resource r
            WHERE r.collection = ? AND r.id > ? ORDER BY r.id LIMIT ?
            """, database)
        try query.bind(.id(collection), .integer(Int(after?.row ?? 0)), .integer(limit))
        return try infos(query)
    }

    /// In the order of their changes.
    static func resourceInfos(
        in collection: CollectionID, changedAfter seq: Seq, limit: Int, _ database: Database
    ) throws -> [ResourceInfo] {
        let query = try SQLStatement(
            """
            SELECT \(infoColumns) FROM resource r
            WHERE r.collection = ? AND r.seq > ? ORDER BY r.seq LIMIT ?
            """, database)
        try query.bind(.id(collection), .seq(seq), .integer(limit))
        return try infos(query)
    }

    static func resources(
        in collection: CollectionID, of account: AccountID, component: String?,
        after: ResourceID?, limit: Int, _ database: Database
    ) throws -> [Resource] {
        guard try state(of: collection, of: account, database) != nil else { return [] }
        let query = try SQLStatement(
            """
            SELECT \(infoColumns), r.text FROM resource r
            WHERE r.collection = ?1 AND r.id > ?2 AND (?4 IS NULL OR r.component = ?4)
            ORDER BY r.id LIMIT ?3
            """, database)
        try query.bind(
            .id(collection), .integer(Int(after?.row ?? 0)), .integer(limit),
            .optional(component))
        var page = ResourcePage()
        while !page.isFull, try query.next() {
            page.add(Resource(info: info(query), text: query.blob(9)))
        }
        query.reset()
        return page.found
    }

    static func resources(
        named names: [String], in collection: CollectionID, of account: AccountID,
        _ database: Database
    ) throws -> ResourcePage {
        try page(of: "name", names.map { .text($0) }, in: collection, of: account, database)
    }

    static func resources(
        _ ids: [ResourceID], in collection: CollectionID, of account: AccountID,
        _ database: Database
    ) throws -> ResourcePage {
        try page(of: "id", ids.map { .id($0) }, in: collection, of: account, database)
    }

    /// The objects that have these values in a column which tells them apart.
    private static func page(
        of column: StaticString, _ values: [SQLValue], in collection: CollectionID,
        of account: AccountID, _ database: Database
    ) throws -> ResourcePage {
        var page = ResourcePage()
        guard try state(of: collection, of: account, database) != nil else {
            page.count = values.count
            return page
        }
        let query = try SQLStatement(
            """
            SELECT \(infoColumns), r.text FROM resource r
            WHERE r.collection = ? AND r.\(column) = ?
            """, database)
        for value in values where !page.isFull {
            try query.bind(.id(collection), value)
            while try query.next() {
                page.add(Resource(info: info(query), text: query.blob(9)))
            }
            page.count += 1
        }
        return page
    }

    static func resources(
        withHash hash: Int, in collection: CollectionID, of account: AccountID,
        _ database: Database
    ) throws -> [ResourceID] {
        let query = try SQLStatement(
            """
            SELECT r.id FROM \(owned)
            WHERE r.collection = ? AND r.hash = ? AND c.account = ? LIMIT 16
            """, database)
        try query.bind(.id(collection), .integer(hash), .id(account))
        var found: [ResourceID] = []
        while try query.next() { found.append(ResourceID(row: Int64(query.integer(0)))) }
        return found
    }

    static func resourceCount(
        in collection: CollectionID, of account: AccountID, _ database: Database
    ) throws -> Int {
        let query = try SQLStatement(
            "SELECT count(*) FROM \(owned) WHERE r.collection = ? AND c.account = ?", database)
        try query.bind(.id(collection), .id(account))
        defer { query.reset() }
        return try query.next() ? query.integer(0) : 0
    }

    static func usedBytes(of account: AccountID, _ database: Database) throws -> Int {
        let query = try SQLStatement(
            "SELECT sum(r.bytes) FROM \(owned) WHERE c.account = ?", database)
        try query.bind(.id(account))
        defer { query.reset() }
        return try query.next() ? query.integer(0) : 0
    }

    static func add(
        _ object: PreparedObject, named name: String, in collection: CollectionID, seq: Seq,
        at time: WallTime, _ database: Database
    ) throws -> ResourceID {
        try SQLStatement(
            """
            INSERT INTO resource (collection, name, uid, component, etag, hash, bytes, seq,
                created, changed, text)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .id(collection), .text(name), .text(object.uid), .text(object.object.kind),
            .text(object.etag), .integer(object.contentHash), .integer(object.text.count),
            .seq(seq), .time(time), .time(time), .blob(object.text))
        return ResourceID(row: database.lastInsertedRowID)
    }

    static func update(
        _ id: ResourceID, to object: PreparedObject, seq: Seq, at time: WallTime,
        _ database: Database
    ) throws {
        try SQLStatement(
            """
            UPDATE resource SET uid = ?, component = ?, etag = ?, hash = ?, bytes = ?, seq = ?,
                changed = ?, text = ?
            WHERE id = ?
            """, database
        ).run(
            .text(object.uid), .text(object.object.kind), .text(object.etag),
            .integer(object.contentHash), .integer(object.text.count), .seq(seq), .time(time),
            .blob(object.text), .id(id))
    }

    /// With its properties.
    static func deleteResource(
        _ id: ResourceID, in collection: CollectionID, of account: AccountID,
        _ database: Database
    ) throws {
        try SQLStatement(
            "DELETE FROM property WHERE account = ? AND owner = \(OwnerKind.below) "
                + "AND collection = ? AND resource = ?", database
        ).run(.id(account), .id(collection), .id(id))
        try SQLStatement("DELETE FROM resource WHERE id = ?", database).run(.id(id))
    }
}
