import GRDB

extension Replica {
    /// The rows of objects whose UID begins with a text, by UID; at most `limit`.
    public func objectIDs(
        uidPrefix prefix: String, limit: Int
    ) throws(ReplicaError) -> [ObjectID] {
        try read { try Queries.objectIDs(uidPrefix: prefix, limit: limit, $0) }
    }
}

extension Queries {
    static func objectIDs(
        uidPrefix prefix: String, limit: Int, _ database: Database
    ) throws -> [ObjectID] {
        // A range instead of LIKE, so that the index answers and no character is special.
        let query = try SQLStatement(
            "SELECT id FROM object WHERE uid >= ?1 AND uid < ?1 || char(1114111) "
                + "ORDER BY uid, calendar LIMIT ?2", database)
        try query.bind(.text(prefix), .integer(max(0, limit)))
        var ids: [ObjectID] = []
        while try query.next() { ids.append(ObjectID(row: Int64(query.integer(0)))) }
        query.reset()
        return ids
    }
}
