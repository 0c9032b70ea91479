import WebDAV

/// A condition on a text (RFC 4791 §9.7.5).
struct TextMatch: Hashable, Sendable {
    /// Where the wanted text must stand. RFC 4791 knows `contains` alone; clients that also speak
    /// CardDAV send the others (RFC 6352 §10.5.4).
    enum Place: String, Hashable, Sendable {
        case contains
        case equals
        case start = "starts-with"
        case end = "ends-with"
    }

    let text: String
    let collation: Collation
    let place: Place
    /// The text must not be there.
    let isNegated: Bool
    /// `text` as the collation compares it.
    private let key: [UInt8]

    init(
        _ text: String, collation: Collation = .asciiCasemap, place: Place = .contains,
        isNegated: Bool = false
    ) {
        self.text = text
        self.collation = collation
        self.place = place
        self.isNegated = isNegated
        key = collation.key(text)
    }

    /// Whether nothing but the text itself satisfies the condition.
    var isExact: Bool { collation == .octet && place == .equals && !isNegated }

    /// Whether a property or parameter with these values, one or several, satisfies the condition.
    func matches(anyOf values: [String]) -> Bool {
        values.contains { isFound(in: collation.key($0)) } != isNegated
    }

    private func isFound(in value: [UInt8]) -> Bool {
        switch place {
        case .equals: value == key
        case .start: value.starts(with: key)
        case .end: value.count >= key.count && value.suffix(key.count).elementsEqual(key)
        case .contains: value.holds(key)
        }
    }
}

extension [UInt8] {
    /// Whether other bytes stand in these, one after the other. Nothing stands everywhere.
    func holds(_ part: [UInt8]) -> Bool {
        guard let first = part.first else { return true }
        guard count >= part.count else { return false }
        return withUnsafeBufferPointer { all in
            part.withUnsafeBufferPointer { part in
                var start = 0
                while start + part.count <= all.count {
                    if all[start] == first,
                        all[start..<(start + part.count)].elementsEqual(part)
                    {
                        return true
                    }
                    start += 1
                }
                return false
            }
        }
    }
}
