import Core
import GRDB

/// One account's view of the file during a read.
struct AccountReader: SQLiteReading {
    let database: Database
    let account: AccountID
    let zones: ZoneDatabase
    let epoch: String
}

/// What readers and writers have in common. Every question names the account, or a collection
/// that the account was asked for first.
protocol SQLiteReading: StoreReading {
    var database: Database { get }
    var zones: ZoneDatabase { get }
}

extension SQLiteReading {
    var seq: Seq {
        get throws { try ServerQueries.seq(of: account, database) }
    }

    func collections() throws -> [CalendarCollection] {
        try ServerQueries.collections(of: account, database)
    }

    func collection(named name: String) throws -> CalendarCollection? {
        try ServerQueries.collection(named: name, of: account, database)
    }

    func resource(named name: String, in collection: CollectionID) throws -> Resource? {
        try ServerQueries.resources(named: [name], in: collection, of: account, database).found
            .first
    }

    func resourceInfo(named name: String, in collection: CollectionID) throws -> ResourceInfo? {
        try ServerQueries.resourceInfo(named: name, in: collection, of: account, database)
    }

    func resourceInfo(uid: String, in collection: CollectionID) throws -> ResourceInfo? {
        try ServerQueries.resourceInfo(uid: uid, in: collection, of: account, database)
    }

    func resources(named names: [String], in collection: CollectionID) throws -> ResourcePage {
        try ServerQueries.resources(named: names, in: collection, of: account, database)
    }

    func resourceInfos(
        in collection: CollectionID, after: ResourceID?, limit: Int
    ) throws -> [ResourceInfo] {
        try ServerQueries.resourceInfos(
            in: collection, of: account, after: after, limit: limit, database)
    }

    func resources(
        in collection: CollectionID, component: String?, after: ResourceID?, limit: Int
    ) throws -> [Resource] {
        try ServerQueries.resources(
            in: collection, of: account, component: component, after: after, limit: limit,
            database)
    }

    func resourceCount(in collection: CollectionID) throws -> Int {
        try ServerQueries.resourceCount(in: collection, of: account, database)
    }

    func resources(_ ids: [ResourceID], in collection: CollectionID) throws -> ResourcePage {
        try ServerQueries.resources(ids, in: collection, of: account, database)
    }

    func resources(
        in collection: CollectionID, touching window: Range<Instant>, display: Zone
    ) throws -> [ResourceID] {
        guard try owns(collection) else { return [] }
        var search = SpanSearch(window, display: display, zones: zones)
        return try search.resources(in: collection, database)
    }

    func busyTime(
        in collection: CollectionID, touching window: Range<Instant>, display: Zone, limit: Int
    ) throws -> [BusyTime] {
        guard try owns(collection) else { return [] }
        var search = SpanSearch(window, display: display, zones: zones)
        return try search.busyTime(in: collection, limit: limit, database)
    }

    func changes(
        in collection: CollectionID, after: Seq, since: Seq, limit: Int
    ) throws -> ChangePage? {
        guard let state = try ServerQueries.state(of: collection, of: account, database),
            since >= state.floor, max(after, since) <= state.seq
        else { return nil }
        return try ServerQueries.changes(
            in: collection, after: after, since: since, until: state.seq, limit: limit, database)
    }

    func properties(of owner: PropertyOwner) throws -> [StoredProperty] {
        try ServerQueries.properties(of: owner, of: account, database)
    }

    func resourceProperties(
        in collection: CollectionID
    ) throws -> [ResourceID: [StoredProperty]] {
        try ServerQueries.resourceProperties(in: collection, of: account, database)
    }

    func events(after: Seq, limit: Int) throws -> [DomainEvent]? {
        let bounds = try ServerQueries.logBounds(of: account, database)
        guard after >= bounds.floor, after <= bounds.seq else { return nil }
        return try ServerQueries.events(of: account, after: after, limit: limit, database)
    }

    func usedBytes() throws -> Int { try ServerQueries.usedBytes(of: account, database) }

    func answer(toOperation id: String) throws -> RecordedAnswer? {
        try ServerQueries.answer(toOperation: id, of: account, database)
    }

    func duplicate(
        of object: PreparedObject, in collection: CollectionID
    ) throws -> ResourceInfo? {
        let ids = try ServerQueries.resources(
            withHash: object.contentHash, in: collection, of: account, database)
        return try resources(ids, in: collection).found.first {
            $0.info.uid != object.uid && ObjectContent.isSame($0.text, object.text)
        }?.info
    }

    private func owns(_ collection: CollectionID) throws -> Bool {
        try ServerQueries.state(of: collection, of: account, database) != nil
    }
}
