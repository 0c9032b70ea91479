/// A place in an account's event log, as clients keep it: `EPOCH-SEQ`.
struct Cursor: Hashable, Sendable {
    let epoch: String
    let seq: Seq

    init(epoch: String, seq: Seq) {
        self.epoch = epoch
        self.seq = seq
    }

    var text: String { "\(epoch)-\(seq.number)" }

    /// Reads what `text` makes; nil for anything else.
    init?(text: some StringProtocol) {
        guard text.utf8.count <= 128, let hyphen = text.lastIndex(of: "-"),
            hyphen != text.startIndex
        else { return nil }
        let digits = text[text.index(after: hyphen)...]
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits)
        else { return nil }
        self.init(epoch: String(text[..<hyphen]), seq: Seq(number: number))
    }
}
