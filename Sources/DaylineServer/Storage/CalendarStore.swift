import Core

/// Truth: what every account has.
///
/// Guarantee: a write is atomic and durable when it returns; its domain events and outbox rows
/// are part of it. Writes of one account take place one after the other, and `Seq` is gapless in
/// that order. A read sees one moment. No call sees or changes another account's data.
///
/// `body` of a write may run more than once; it must have no effect but its transaction's.
protocol CalendarStore: Sendable {
    associatedtype Reading: StoreReading
    associatedtype Writing: StoreWriting

    func read<Result: Sendable>(
        _ account: AccountID, _ body: @escaping @Sendable (Reading) throws -> Result
    ) async throws -> Result

    /// - Throws: what `body` throws; then nothing of it was written.
    func write<Result: Sendable>(
        _ account: AccountID, _ body: @escaping @Sendable (Writing) throws -> Result
    ) async throws -> Result
}

/// Questions to one account's data, at one moment.
protocol StoreReading {
    var account: AccountID { get }
    /// Begins anew when an older state was restored; older tokens and cursors are then invalid.
    var epoch: String { get }
    /// Of the account's last change.
    var seq: Seq { get throws }

    /// By name.
    func collections() throws -> [CalendarCollection]
    func collection(named name: String) throws -> CalendarCollection?

    func resource(named name: String, in collection: CollectionID) throws -> Resource?
    func resourceInfo(named name: String, in collection: CollectionID) throws -> ResourceInfo?
    func resourceInfo(uid: String, in collection: CollectionID) throws -> ResourceInfo?
    /// Those of the names that exist, in their order; of the first names alone when their texts
    /// are long.
    func resources(named names: [String], in collection: CollectionID) throws -> ResourcePage
    /// In the order of their ids, those after one.
    func resourceInfos(
        in collection: CollectionID, after: ResourceID?, limit: Int
    ) throws -> [ResourceInfo]
    /// As `resourceInfos`, of some kind of component or of all; fewer when their texts are long.
    /// Behind the last one there are none.
    func resources(
        in collection: CollectionID, component: String?, after: ResourceID?, limit: Int
    ) throws -> [Resource]
    func resourceCount(in collection: CollectionID) throws -> Int

    /// The events (`VEVENT`) of which an instance touches a window, by id; cancelled ones too. An
    /// instance without length must begin inside. Floating times and dates are resolved in
    /// `display`.
    func resources(
        in collection: CollectionID, touching window: Range<Instant>, display: Zone
    ) throws -> [ResourceID]
    /// Those of the ids that exist, in their order; of the first ids alone when their texts are
    /// long.
    func resources(_ ids: [ResourceID], in collection: CollectionID) throws -> ResourcePage
    /// The time that events take in a window, for free-busy answers: each instance that is not
    /// transparent and not cancelled, with its status, in no order.
    /// - Throws: `StoreLimitError.instances` when there are more than `limit`.
    func busyTime(
        in collection: CollectionID, touching window: Range<Instant>, display: Zone, limit: Int
    ) throws -> [BusyTime]

    /// The first changes after `after`. What was deleted up to `since` is left out: a first
    /// synchronisation begins with nothing and is told nothing of what it never had; for all
    /// others both are the same.
    /// - Returns: nil when the deletions after `since` are not known any more.
    func changes(
        in collection: CollectionID, after: Seq, since: Seq, limit: Int
    ) throws -> ChangePage?

    func properties(of owner: PropertyOwner) throws -> [StoredProperty]
    /// Of all objects of a collection that have any.
    func resourceProperties(in collection: CollectionID) throws -> [ResourceID: [StoredProperty]]

    /// The account's log after a cursor; nil when it does not reach back so far.
    func events(after: Seq, limit: Int) throws -> [DomainEvent]?
    /// Bytes of all objects of the account.
    func usedBytes() throws -> Int

    /// What the answer to an operation id was; nil when it is new.
    func answer(toOperation id: String) throws -> RecordedAnswer?

    /// Another object that says the same as this one, revisions and UID left aside.
    func duplicate(
        of object: PreparedObject, in collection: CollectionID
    ) throws -> ResourceInfo?
}

/// Changes of one account's data. Each makes its domain event.
protocol StoreWriting: StoreReading {
    /// What an object would overlap in a collection over its whole life; `name` is the object that
    /// it replaces, which does not count. Asked and answered where nobody else can write.
    func overlaps(
        of object: PreparedObject, replacing name: String?, in collection: CalendarCollection
    ) throws -> FoundOverlaps

    /// - Returns: nil when the name is taken.
    func createCollection(_ new: NewCollection) throws -> CalendarCollection?
    /// Changes what is not nil.
    func updateCollection(
        _ id: CollectionID, policy: OverlapPolicy?, zone: ZoneChange?
    ) throws
    /// With all its objects and properties.
    func deleteCollection(_ id: CollectionID) throws
    /// - Returns: false when the name is taken.
    func renameCollection(_ id: CollectionID, to name: String) throws -> Bool

    /// Writes an object under a name, in place of what has it. The UID must be free, or this
    /// object's own.
    func put(
        _ object: PreparedObject, named name: String, in collection: CollectionID
    ) throws -> ResourceInfo
    /// - Returns: false when there is none.
    func delete(named name: String, in collection: CollectionID) throws -> Bool

    /// Sets and removes; a property that is set twice has the last value.
    func setProperties(
        _ set: [StoredProperty], remove: [(namespace: String, name: String)],
        of owner: PropertyOwner
    ) throws

    func record(_ answer: RecordedAnswer, forOperation id: String) throws
}

/// How a collection is made.
struct NewCollection: Hashable, Sendable {
    let name: String
    let components: Set<String>
    let policy: OverlapPolicy
    let zone: String?
    let properties: [StoredProperty]
}

/// The zone of floating times is set, or taken away.
enum ZoneChange: Hashable, Sendable { case set(String), remove }

/// A stretch of time that an event takes.
struct BusyTime: Hashable, Sendable {
    let span: Range<Instant>
    let isTentative: Bool
}

/// More was asked for than the server gives at once.
enum StoreLimitError: Error, Hashable, Sendable {
    case instances(limit: Int)
}

/// What an object would overlap, as far as was looked.
struct FoundOverlaps: Hashable, Sendable {
    struct Clash: Hashable, Sendable {
        let resource: ResourceInfo
        let title: String
        /// The first instances that share time.
        let mine: Range<Instant>
        let theirs: Range<Instant>
    }

    /// By when they begin, each object once; at most `limit`.
    let clashes: [Clash]
    /// How many objects there are, named or not.
    let count: Int
    /// Before this instant nothing is missing; nil when nothing is missing at all.
    let provenUntil: Instant?

    /// How many clashes are named.
    static let limit = 20
}
