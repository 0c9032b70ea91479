import GRDB

extension Replica {
    /// What the derived rows were computed with: the form in which we store them, and the release
    /// of the zone data.
    private var indexBasis: String { "1 \(zones.version() ?? "-")" }
    private static let indexFact = "index"

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
        return try write { database in
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
    }

    /// Notes what the index is made with, where there is no index yet.
    func markNewIndex() throws(ReplicaError) {
        let basis = indexBasis
        try write { database in
            guard try Queries.fact(Self.indexFact, database) == nil else { return }
            try Queries.setFact(Self.indexFact, basis, database)
        }
    }
}
