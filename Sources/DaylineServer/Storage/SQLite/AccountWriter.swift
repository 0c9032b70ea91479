import Core
import GRDB

/// One account's changes within one transaction.
struct AccountWriter: SQLiteReading, StoreWriting {
    /// What all writers of a store share.
    struct Context: Sendable {
        let zones: ZoneDatabase
        let epoch: String
        let overlaps: OverlapCache
        let hints: CommitHints
        let now: @Sendable () -> WallTime
        let random: @Sendable (_ count: Int) -> [UInt8]
    }

    /// The collections whose indexes this transaction has changed.
    private final class Touched { var collections: Set<CollectionID> = [] }

    let database: Database
    let account: AccountID
    private let context: Context
    private let touched = Touched()

    init(database: Database, account: AccountID, context: Context) {
        self.database = database
        self.account = account
        self.context = context
    }

    var zones: ZoneDatabase { context.zones }
    var epoch: String { context.epoch }

    /// What the indexes were told in this transaction did not happen.
    func forgetIndexes() { touched.collections.forEach(context.overlaps.drop) }

    private func updateIndex(
        _ id: ResourceID, to entries: [IndexEntry], in collection: CollectionID,
        _ state: CollectionState, to seq: Seq
    ) {
        guard context.overlaps.holds(collection) else { return }
        touched.collections.insert(collection)
        context.overlaps.update(
            id, to: busySeries(of: entries, zone: state.zone), in: collection, from: state.seq,
            to: seq)
    }

    // MARK: Overlaps

    func overlaps(
        of object: PreparedObject, replacing name: String?, in collection: CalendarCollection
    ) throws -> FoundOverlaps {
        guard let series = busySeries(of: object.entries, zone: collection.zone) else {
            return FoundOverlaps(clashes: [], count: 0, provenUntil: nil)
        }
        let replaced = try name.flatMap { try resourceInfo(named: $0, in: collection.id)?.id }
        let (found, provenUntil) = try context.overlaps.overlaps(
            of: series, excluding: replaced, in: collection
        ) { add in
            try ServerQueries.forEachEntry(in: collection.id, database) { id, entry in
                guard let series = busySeries(of: [entry], zone: collection.zone) else { return }
                add(series, id)
            }
        }
        let clashes = try found.prefix(FoundOverlaps.limit).compactMap {
            try clash(with: $0.key, $0.overlap, in: collection.id)
        }
        return FoundOverlaps(clashes: clashes, count: found.count, provenUntil: provenUntil)
    }

    private func clash(
        with id: ResourceID, _ overlap: SeriesOverlap, in collection: CollectionID
    ) throws -> FoundOverlaps.Clash? {
        guard let info = try ServerQueries.resourceInfo(id, in: collection, of: account, database)
        else { return nil }
        return FoundOverlaps.Clash(
            resource: info, title: try ServerQueries.title(of: id, database),
            mine: overlap.first.span, theirs: overlap.second.span)
    }

    private func busySeries(of entries: [IndexEntry], zone: String?) -> BusySeries? {
        BusySeries(entries, zones: zones, display: displayZone(named: zone, zones))
    }

    // MARK: Collections

    func createCollection(_ new: NewCollection) throws -> CalendarCollection? {
        guard try collection(named: new.name) == nil else { return nil }
        let (seq, now) = (try nextSeq(), context.now())
        let id = try ServerQueries.addCollection(new, of: account, seq: seq, at: now, database)
        try setRows(new.properties, of: .collection(id))
        try log(.collectionCreated, seq, now, id, named: new.name)
        return try collection(named: new.name)
    }

    func updateCollection(
        _ id: CollectionID, policy: OverlapPolicy?, zone: ZoneChange?
    ) throws {
        if let policy { try ServerQueries.setPolicy(policy, of: id, of: account, database) }
        switch zone {
        case .set(let name): try ServerQueries.setZone(name, of: id, of: account, database)
        case .remove: try ServerQueries.setZone(nil, of: id, of: account, database)
        case nil: break
        }
        try touch(id)
    }

    func deleteCollection(_ id: CollectionID) throws {
        guard let name = try ServerQueries.name(of: id, of: account, database) else { return }
        try ServerQueries.deleteCollection(id, of: account, database)
        context.overlaps.drop(id)
        try log(.collectionDeleted, try nextSeq(), context.now(), id, named: name)
    }

    func renameCollection(_ id: CollectionID, to name: String) throws -> Bool {
        guard try collection(named: name) == nil,
            let before = try ServerQueries.name(of: id, of: account, database)
        else { return false }
        try log(.collectionDeleted, try nextSeq(), context.now(), id, named: before)
        let seq = try nextSeq()
        try ServerQueries.rename(id, to: name, of: account, seq: seq, database)
        try log(.collectionCreated, seq, context.now(), id, named: name)
        return true
    }

    /// A change of the collection itself; nothing in it has changed.
    private func touch(_ id: CollectionID) throws {
        guard let name = try ServerQueries.name(of: id, of: account, database) else { return }
        let seq = try nextSeq()
        try ServerQueries.setSeq(seq, of: id, database)
        context.overlaps.drop(id)
        try log(.collectionUpdated, seq, context.now(), id, named: name)
    }

    // MARK: Objects

    func put(
        _ object: PreparedObject, named name: String, in collection: CollectionID
    ) throws -> ResourceInfo {
        guard let state = try ServerQueries.state(of: collection, of: account, database) else {
            throw StoreError.damaged(reason: "an object was put into no collection")
        }
        let (seq, now) = (try nextSeq(), context.now())
        let known = try resourceInfo(named: name, in: collection)
        let id: ResourceID
        if let known {
            id = known.id
            try ServerQueries.update(id, to: object, seq: seq, at: now, database)
            try ServerQueries.deleteSpans(of: id, database)
        } else {
            id = try ServerQueries.add(
                object, named: name, in: collection, seq: seq, at: now, database)
            try ServerQueries.deleteTombstone(of: name, in: collection, database)
        }
        for (nr, entry) in object.entries.enumerated() {
            try ServerQueries.addSpan(entry, nr: nr, of: id, in: collection, database)
        }
        try ServerQueries.setSeq(seq, of: collection, database)
        updateIndex(id, to: object.entries, in: collection, state, to: seq)
        try log(
            known == nil ? .resourceCreated : .resourceUpdated, seq, now, collection,
            named: state.name, resource: name, etag: object.etag)
        return ResourceInfo(
            id: id, name: name, uid: object.uid, component: object.object.kind,
            etag: object.etag, bytes: object.text.count, seq: seq,
            created: known?.created ?? now, changed: now)
    }

    func delete(named name: String, in collection: CollectionID) throws -> Bool {
        guard let info = try resourceInfo(named: name, in: collection),
            let state = try ServerQueries.state(of: collection, of: account, database)
        else { return false }
        let seq = try nextSeq()
        try ServerQueries.deleteResource(info.id, in: collection, of: account, database)
        try ServerQueries.addTombstone(of: name, in: collection, seq: seq, database)
        try ServerQueries.setSeq(seq, of: collection, database)
        updateIndex(info.id, to: [], in: collection, state, to: seq)
        try log(
            .resourceDeleted, seq, context.now(), collection, named: state.name, resource: name)
        return true
    }

    // MARK: Properties and answers

    func setProperties(
        _ set: [StoredProperty], remove: [(namespace: String, name: String)],
        of owner: PropertyOwner
    ) throws {
        for (namespace, name) in remove {
            try ServerQueries.deleteProperty(
                namespace: namespace, name: name, of: owner, of: account, database)
        }
        try setRows(set, of: owner)
        if case .collection(let id) = owner { try touch(id) }
    }

    private func setRows(_ properties: [StoredProperty], of owner: PropertyOwner) throws {
        for property in properties {
            try ServerQueries.setProperty(property, of: owner, of: account, database)
        }
    }

    func record(_ answer: RecordedAnswer, forOperation id: String) throws {
        try ServerQueries.record(
            answer, forOperation: id, of: account, at: context.now(), database)
    }

    // MARK: Events

    private func nextSeq() throws -> Seq { try ServerQueries.nextSeq(of: account, database) }

    /// Writes the domain event of a change and its outbox row.
    private func log(
        _ kind: DomainEvent.Kind, _ seq: Seq, _ now: WallTime, _ collection: CollectionID,
        named name: String, resource: String? = nil, etag: String? = nil
    ) throws {
        let id = EventID(at: now, random: context.random(10))
        try ServerQueries.addEvent(
            id, of: account, seq: seq, kind: kind, collection: collection, named: name,
            resource: resource, etag: etag, at: now, database)
        context.hints.noteEvent()
    }
}

/// The zone of floating times in a collection.
func displayZone(named name: String?, _ zones: ZoneDatabase) -> Zone {
    name.flatMap { zones.zone(TimeZoneID($0)) } ?? .utc
}
