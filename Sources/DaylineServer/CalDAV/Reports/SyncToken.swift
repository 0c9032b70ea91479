/// Names a state of a collection (RFC 6578 §3): `https://dayline.dev/ns/sync/EPOCH/COLLECTION/SEQ`.
struct SyncToken: Hashable, Sendable {
    /// Of the store; another one after an older state was restored.
    let epoch: String
    let collection: CollectionID
    /// Everything up to here is known.
    let seq: Seq

    private static let prefix = "https://dayline.dev/ns/sync/"

    init(epoch: String, collection: CollectionID, seq: Seq) {
        self.epoch = epoch
        self.collection = collection
        self.seq = seq
    }

    /// Reads what `text` makes; nil for anything else.
    init?(text: some StringProtocol) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count)
            .split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let row = Int64(parts[1]),
            let number = Int(parts[2]), row > 0, number >= 0
        else { return nil }
        self.init(
            epoch: String(parts[0]), collection: CollectionID(row: row), seq: Seq(number: number))
        // A second spelling of a number is no token of ours.
        guard text == self.text else { return nil }
    }

    /// As it stands in `DAV:sync-token`.
    var text: String { "\(Self.prefix)\(epoch)/\(collection.row)/\(seq.number)" }
}

extension CalendarCollection {
    /// The token of the collection's state in a store of that epoch.
    func syncToken(epoch: String) -> SyncToken {
        SyncToken(epoch: epoch, collection: id, seq: seq)
    }
}
