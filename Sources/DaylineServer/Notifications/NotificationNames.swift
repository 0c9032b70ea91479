import WebDAV

/// What the things of a notification are called in CalDAV.
struct NotificationNames: Sendable {
    /// Of the store; it is in every cursor.
    let epoch: String

    func message(for event: DomainEvent, accountName: String) -> NotificationMessage {
        let place = ["dav", "calendars", accountName, event.collection]
        let object = event.resource.map {
            PathSegments(place + [$0], hasTrailingSlash: false).path
        }
        let token = SyncToken(epoch: epoch, collection: event.collectionID, seq: event.seq)
        let isGone = event.kind == .collectionDeleted
        return .change(
            ChangeNotice(
                cursor: Cursor(epoch: epoch, seq: event.seq), event: event,
                topic: pushTopic(of: event.collectionID, epoch: epoch),
                collection: PathSegments(place, hasTrailingSlash: true).path, resource: object,
                syncToken: isGone ? nil : token.text))
    }
}
