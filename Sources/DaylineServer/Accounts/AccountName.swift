/// A user name: 1 to 64 of `a`…`z`, `0`…`9`, `.`, `_` and `-`, not dots alone. It can stand in a
/// path as it is.
struct AccountName: Hashable, Sendable, CustomStringConvertible {
    let text: String

    /// What a name is made of, for people.
    static let rule = "1 to 64 of a-z, 0-9, “.”, “_” and “-”, not dots alone"

    init?(_ text: String) {
        guard (1...64).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed),
            text.utf8.contains(where: { $0 != UInt8(ascii: ".") })
        else { return nil }
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    var description: String { text }
}
