/// The name of a property, upper-case (RFC 5545 §3.1: names compare without case).
///
/// A known name is one byte, so that comparing two names is comparing two integers.
public struct PropertyName: Hashable, Sendable {
    /// Which of the names we know, or nil.
    let known: KnownProperty?
    /// The upper-case text of a name that we do not know; empty for a known one.
    private let other: String

    /// Makes a name from text in any case. Characters that cannot stand in a name are left out;
    /// `BEGIN`, `END` and the empty name, which are no properties, get `X-` in front.
    public init(_ text: String) {
        var bytes = text.utf8.filter(isNameByte).map(asciiUppercased)
        if bytes.isEmpty || bytes.elementsEqual("BEGIN".utf8) || bytes.elementsEqual("END".utf8) {
            bytes = Array("X-".utf8) + bytes
        }
        self.init(nameBytes: bytes)
    }

    init(_ known: KnownProperty) {
        self.known = known
        self.other = ""
    }

    /// Wraps bytes that are upper-case name bytes already.
    init(nameBytes bytes: [UInt8]) {
        known = bytes.withUnsafeBytes { NameTable.shared.property(ByteView($0)) }
        other = known == nil ? String(decoding: bytes, as: UTF8.self) : ""
    }

    /// The name, upper-case.
    public var text: String { known?.text ?? other }
}

extension PropertyName: ExpressibleByStringLiteral, CustomStringConvertible {
    public init(stringLiteral text: String) { self.init(text) }

    public var description: String { text }
}

/// Whether a byte may stand in a name: RFC 5545 §3.1 `iana-token`, and `_`, `.`, `/`, which are
/// in use.
@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
    case UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
    default: false
    }
}

/// The upper-case form of an ASCII letter; any other byte as it is.
@inline(__always)
func asciiUppercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte & 0xDF : byte
}
