import NIOCore

/// Messages of consecutive changes of one account, as the bytes of their frames.
struct NotificationBatch: Sendable {
    /// Where each message ends in `frames`, and of which change it is; ascending, never empty.
    private let ends: [(seq: Seq, offset: Int)]
    /// All of them.
    let frames: ByteBuffer

    /// nil for no events.
    init?(_ events: [DomainEvent], accountName: String, names: NotificationNames) {
        guard !events.isEmpty else { return nil }
        var frames = ByteBuffer()
        var ends: [(Seq, Int)] = []
        for event in events {
            let message = names.message(for: event, accountName: accountName)
            frames.writeImmutableBuffer(ServerFrames.text(message.json))
            ends.append((event.seq, frames.writerIndex))
        }
        self.ends = ends
        self.frames = frames
    }

    var first: Seq { ends[0].seq }
    var last: Seq { ends[ends.count - 1].seq }

    /// What is new to who has everything up to a change; nil when something between is missing,
    /// empty when nothing is new.
    func frames(after seq: Seq) -> ByteBuffer? {
        if first.number == seq.number + 1 { return frames }
        guard first <= seq else { return nil }
        let known = ends.last { $0.seq <= seq }?.offset ?? 0
        return frames.getSlice(at: known, length: frames.writerIndex - known)
    }
}
