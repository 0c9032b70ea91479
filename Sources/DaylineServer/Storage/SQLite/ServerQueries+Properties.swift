import Core
import GRDB

/// How `property.owner` tells what a property belongs to.
enum OwnerKind {
    static let principal = 0
    static let home = 1
    /// A collection (`resource` is 0) or an object in it.
    static let below = 2
}

extension PropertyOwner {
    fileprivate var columns: (owner: Int, collection: Int, resource: Int) {
        switch self {
        case .principal: (OwnerKind.principal, 0, 0)
        case .home: (OwnerKind.home, 0, 0)
        case .collection(let id): (OwnerKind.below, Int(id.row), 0)
        case .resource(let id, let resource): (OwnerKind.below, Int(id.row), Int(resource.row))
        }
    }
}

extension ServerQueries {
    static func properties(
        of owner: PropertyOwner, of account: AccountID, _ database: Database
    ) throws -> [StoredProperty] {
        let columns = owner.columns
        let query = try SQLStatement(
            """
            SELECT namespace, name, xml FROM property
            WHERE account = ? AND owner = ? AND collection = ? AND resource = ?
            """, database)
        try query.bind(
            .id(account), .integer(columns.owner), .integer(columns.collection),
            .integer(columns.resource))
        var found: [StoredProperty] = []
        while try query.next() {
            found.append(
                StoredProperty(
                    namespace: query.text(0), name: query.text(1), xml: query.blob(2)))
        }
        return found
    }

    static func resourceProperties(
        in collection: CollectionID, of account: AccountID, _ database: Database
    ) throws -> [ResourceID: [StoredProperty]] {
        let query = try SQLStatement(
            """
            SELECT resource, namespace, name, xml FROM property
            WHERE account = ? AND owner = \(OwnerKind.below) AND collection = ? AND resource > 0
            """, database)
        try query.bind(.id(account), .id(collection))
        var found: [ResourceID: [StoredProperty]] = [:]
        while try query.next() {
            found[ResourceID(row: Int64(query.integer(0))), default: []].append(
                StoredProperty(
                    namespace: query.text(1), name: query.text(2), xml: query.blob(3)))
        }
        return found
    }

    static func setProperty(
        _ property: StoredProperty, of owner: PropertyOwner, of account: AccountID,
        _ database: Database
    ) throws {
        let columns = owner.columns
        try SQLStatement(
            """
            INSERT OR REPLACE INTO property
                (account, owner, collection, resource, namespace, name, xml)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, database
        ).run(
            .id(account), .integer(columns.owner), .integer(columns.collection),
            .integer(columns.resource), .text(property.namespace), .text(property.name),
            .blob(property.xml))
    }

    static func deleteProperty(
        namespace: String, name: String, of owner: PropertyOwner, of account: AccountID,
        _ database: Database
    ) throws {
        let columns = owner.columns
        try SQLStatement(
            """
            DELETE FROM property
            WHERE account = ? AND owner = ? AND collection = ? AND resource = ?
                AND namespace = ? AND name = ?
            """, database
        ).run(
            .id(account), .integer(columns.owner), .integer(columns.collection),
            .integer(columns.resource), .text(namespace), .text(name))
    }
}
