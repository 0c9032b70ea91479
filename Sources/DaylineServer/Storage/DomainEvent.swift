/// One committed change of an account's data, as the outbox and the event log hold it.
///
/// It says where to look, not what is there: consumers read the store.
struct DomainEvent: Hashable, Sendable, Identifiable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case resourceCreated = "resource.created"
        case resourceUpdated = "resource.updated"
        case resourceDeleted = "resource.deleted"
        case collectionCreated = "collection.created"
        case collectionUpdated = "collection.updated"
        case collectionDeleted = "collection.deleted"
    }

    let id: EventID
    let account: AccountID
    let seq: Seq
    let kind: Kind
    let collectionID: CollectionID
    /// Last segment of the collection's path, not percent-encoded.
    let collection: String
    /// Last segment of the object's path; nil for changes of the collection itself.
    let resource: String?
    /// Of the object afterwards, without quotes; nil when there is none any more.
    let etag: String?
    /// When it was committed.
    let at: WallTime
    /// In the order of commits over all accounts; the store's own, never shown.
    let position: Int
}
