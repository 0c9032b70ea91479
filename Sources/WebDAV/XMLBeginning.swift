/// What comes before the first element, until it is clear that a document begins.
struct XMLBeginning {
    private var held: [UInt8] = []
    /// Line feeds in what was skipped.
    private(set) var lines = 0

    /// Whether nothing but white space has come.
    var isEmpty: Bool { held.drop(while: Self.isSpace).isEmpty }

    /// Takes bytes; only UTF-8 is let through, so that they mean to the parser what they mean here.
    ///
    /// - Returns: the document as far as it has come, without byte order mark and the white space
    ///   that some servers put first; nil while that is not known.
    mutating func add(_ bytes: some Collection<UInt8>) throws(XMLError) -> ArraySlice<UInt8>? {
        held += bytes
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        if held.count < mark.count, mark.starts(with: held) { return nil }
        let text = held[(held.starts(with: mark) ? mark.count : 0)...]
        let document = text.drop(while: Self.isSpace)
        guard let first = document.first else { return nil }
        guard first == UInt8(ascii: "<") else { throw .encoding }
        guard document.count > 1 else { return nil }
        // Two bytes a character, the other one first.
        guard document[document.startIndex + 1] != 0 else { throw .encoding }
        lines = text[..<document.startIndex].count { $0 == 0x0A }
        return document
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
