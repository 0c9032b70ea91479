import GRDB

extension Replica {
    /// What the derived rows are computed with: the form in which they are stored, and the edition
    /// of the zone data.
    private var indexBasis: String { "\(Self.indexForm) \(zones.edition())" }
    private static let indexFact = "index"

    /// Raise the first number when the columns of `single`, `series` or `search` mean something
    /// else than before.
    private static let indexForm = "1.\(SeriesSeed.version)"

    /// Whether the time index and the search index are what this program and this zone data would
    /// make. When not, answers may be off by what a zone's rules changed.
    public func isIndexCurrent() throws(ReplicaError) -> Bool {
        let basis = indexBasis
        return try read { try Queries.fact(Self.indexFact, $0) == basis }
    }

    /// Computes the time index and the search index anew from the objects' texts; one transaction.
    ///
    /// - Parameters:
    ///   - progress: called now and then with the objects done and their count.
    /// - Returns: the objects whose text cannot be read; they are kept, without index rows.
    @discardableResult
    public func rebuildIndex(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ReplicaError) -> [ObjectID] {
        let basis = indexBasis
        return try write { try rebuildIndex(basis, $0, progress) }
    }

    /// As above, unless the index is current, also because another process was faster.
    public func renewIndex(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ReplicaError) {
        let basis = indexBasis
        try write { database in
            if try Queries.fact(Self.indexFact, database) == basis { return }
            _ = try rebuildIndex(basis, database, progress)
        }
    }

    private func rebuildIndex(
        _ basis: String, _ database: Database, _ progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> [ObjectID] {
        let writer = ObjectWriter(database: database, zones: zones)
        let ids = try Queries.allObjectIDs(database)
        var damaged: [ObjectID] = []
        for (done, id) in ids.enumerated() {
            if done % 256 == 0 { progress(done, ids.count) }
            guard let row = try Queries.object(id, database) else { continue }
            do {
                try writer.rederive(row)
            } catch ReplicaError.damagedObject(let id) {
                damaged.append(id)
            }
        }
        try Queries.optimizeSearch(database)
        try Queries.setFact(Self.indexFact, basis, database)
        progress(ids.count, ids.count)
        return damaged
    }

    /// Makes sure that the rows are in the form which this program reads.
    /// - Throws: `.olderSchema` where they would have to be made anew and may not.
    func prepareIndex() throws(ReplicaError) {
        let fact = try read { try Queries.fact(Self.indexFact, $0) }
        if fact?.hasPrefix(Self.indexForm + " ") == true { return }
        guard mode == .readWrite else {
            // The first command was killed right after it had made the schema: no rows, none wrong.
            let isEmpty = try read { try Queries.allObjectIDs($0).isEmpty }
            if fact == nil, isEmpty { return }
            let supported = Schema.migrations.count
            throw .olderSchema(found: supported, supported: supported)
        }
        try rebuildIndex()
    }
}
