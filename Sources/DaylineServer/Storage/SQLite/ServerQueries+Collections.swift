import Core
import GRDB

/// What a change of an object has to know of its collection.
struct CollectionState {
    let name: String
    let zone: String?
    let seq: Seq
    let floor: Seq
}

extension ServerQueries {
    private static let columns = "id, name, components, policy, zone, seq, floor"

    static func collections(
        of account: AccountID, _ database: Database
    ) throws -> [CalendarCollection] {
        let query = try SQLStatement(
            "SELECT \(columns) FROM collection WHERE account = ? ORDER BY name", database)
        try query.bind(.id(account))
        var found: [CalendarCollection] = []
        while try query.next() { found.append(collection(query)) }
        return found
    }

    static func collection(
        named name: String, of account: AccountID, _ database: Database
    ) throws -> CalendarCollection? {
        let query = try SQLStatement(
            "SELECT \(columns) FROM collection WHERE account = ? AND name = ?", database)
        try query.bind(.id(account), .text(name))
        defer { query.reset() }
        return try query.next() ? collection(query) : nil
    }

    private static func collection(_ row: SQLStatement) -> CalendarCollection {
        CalendarCollection(
            id: CollectionID(row: Int64(row.integer(0))), name: row.text(1),
            components: Set(row.text(2).split(separator: " ").map(String.init)),
            policy: OverlapPolicy(rawValue: row.text(3)) ?? .allow,
            zone: row.isNull(4) ? nil : row.text(4), seq: row.seq(5), floor: row.seq(6))
    }

    /// nil when it is not the account's.
    static func state(
        of id: CollectionID, of account: AccountID, _ database: Database
    ) throws -> CollectionState? {
        let query = try SQLStatement(
            "SELECT name, zone, seq, floor FROM collection WHERE id = ? AND account = ?", database)
        try query.bind(.id(id), .id(account))
        defer { query.reset() }
        guard try query.next() else { return nil }
        return CollectionState(
            name: query.text(0), zone: query.isNull(1) ? nil : query.text(1), seq: query.seq(2),
            floor: query.seq(3))
    }

    static func name(
        of id: CollectionID, of account: AccountID, _ database: Database
    ) throws -> String? {
        try state(of: id, of: account, database)?.name
    }

    static func addCollection(
        _ new: NewCollection, of account: AccountID, seq: Seq, at time: WallTime,
        _ database: Database
    ) throws -> CollectionID {
        try SQLStatement(
            """
            INSERT INTO collection (account, name, components, policy, zone, seq, floor, created)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .id(account), .text(new.name), .text(new.components.sorted().joined(separator: " ")),
            .text(new.policy.rawValue), .optional(new.zone), .seq(seq), .seq(seq), .time(time))
        return CollectionID(row: database.lastInsertedRowID)
    }

    static func setPolicy(
        _ policy: OverlapPolicy, of id: CollectionID, of account: AccountID, _ database: Database
    ) throws {
        try SQLStatement(
            "UPDATE collection SET policy = ? WHERE id = ? AND account = ?", database
        ).run(.text(policy.rawValue), .id(id), .id(account))
    }

    static func setZone(
        _ zone: String?, of id: CollectionID, of account: AccountID, _ database: Database
    ) throws {
        try SQLStatement(
            "UPDATE collection SET zone = ? WHERE id = ? AND account = ?", database
        ).run(.optional(zone), .id(id), .id(account))
    }

    static func setSeq(_ seq: Seq, of id: CollectionID, _ database: Database) throws {
        try SQLStatement("UPDATE collection SET seq = ? WHERE id = ?", database)
            .run(.seq(seq), .id(id))
    }

    static func rename(
        _ id: CollectionID, to name: String, of account: AccountID, seq: Seq, _ database: Database
    ) throws {
        try SQLStatement(
            "UPDATE collection SET name = ?, seq = ? WHERE id = ? AND account = ?", database
        ).run(.text(name), .seq(seq), .id(id), .id(account))
    }

    /// With what is in it.
    static func deleteCollection(
        _ id: CollectionID, of account: AccountID, _ database: Database
    ) throws {
        try SQLStatement(
            "DELETE FROM property WHERE account = ? AND owner = \(OwnerKind.below) "
                + "AND collection = ?", database
        ).run(.id(account), .id(id))
        try SQLStatement("DELETE FROM collection WHERE id = ? AND account = ?", database)
            .run(.id(id), .id(account))
    }
}
