/// Names a state of a collection (RFC 6578 §3):
/// `https://dayline.dev/ns/sync/EPOCH/COLLECTION/SEQ`, and `/SINCE` behind it in the middle of a
/// first synchronisation.
struct SyncToken: Hashable, Sendable {
    /// Of the store; another one after an older state was restored.
    let epoch: String
    let collection: CollectionID
    /// Changes up to here are known.
    let seq: Seq
    /// Deletions up to here are of no interest: a first synchronisation that is given in parts
    /// began when they had happened. Not before `seq`, and the same when nothing is missing.
    let since: Seq

    private static let prefix = "https://dayline.dev/ns/sync/"

    init(epoch: String, collection: CollectionID, seq: Seq, since: Seq? = nil) {
        self.epoch = epoch
        self.collection = collection
        self.seq = seq
        self.since = max(seq, since ?? seq)
    }

    /// Of a collection's state.
    init(_ collection: CalendarCollection, epoch: String) {
        self.init(epoch: epoch, collection: collection.id, seq: collection.seq)
    }

    /// Reads what `text` makes; nil for anything else.
    init?(text: some StringProtocol) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let parts = text.dropFirst(Self.prefix.count)
            .split(separator: "/", omittingEmptySubsequences: false)
        let numbers = parts.dropFirst().compactMap { Int($0) }
        guard [3, 4].contains(parts.count), numbers.count == parts.count - 1,
            !parts[0].isEmpty, numbers.allSatisfy({ $0 >= 0 }), let row = numbers.first
        else { return nil }
        self.init(
            epoch: String(parts[0]), collection: CollectionID(row: Int64(row)),
            seq: Seq(number: numbers[1]), since: parts.count == 4 ? Seq(number: numbers[2]) : nil)
        // Another spelling of the same is no token of ours.
        guard text == self.text else { return nil }
    }

    /// As it stands in `DAV:sync-token`.
    var text: String {
        let text = "\(Self.prefix)\(epoch)/\(collection.row)/\(seq.number)"
        return since > seq ? "\(text)/\(since.number)" : text
    }
}
