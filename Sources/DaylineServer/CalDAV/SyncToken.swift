/// The state of a collection as a URI (RFC 6578 §3.2), and what it is read from again.
///
/// It stays valid across restarts. It does not after an older state was restored, nor for a
/// collection of the same name that was made anew.
struct SyncToken: Hashable, Sendable {
    /// `StoreReading.epoch`.
    let epoch: String
    let collection: CollectionID
    let seq: Seq

    private static let prefix = "https://dayline.dev/ns/sync/"

    /// As in `https://dayline.dev/ns/sync/0f1e2d3c/12/3456`.
    var text: String { "\(Self.prefix)\(epoch)/\(collection.row)/\(seq.number)" }

    init(epoch: String, collection: CollectionID, seq: Seq) {
        self.epoch = epoch
        self.collection = collection
        self.seq = seq
    }

    init(_ collection: CalendarCollection, epoch: String) {
        self.init(epoch: epoch, collection: collection.id, seq: collection.seq)
    }

    /// Reads what `text` makes; nil for everything else.
    init?(text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count).split(
            separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, let row = Int64(parts[1]),
            let number = Int(parts[2]), number >= 0
        else { return nil }
        self.init(
            epoch: String(parts[0]), collection: CollectionID(row: row),
            seq: Seq(number: number))
        guard self.text == text else { return nil }
    }
}
