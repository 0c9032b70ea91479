/// A property parameter (RFC 5545 §3.2), decoded: without quotes, `^n`, `^^` and `^'` resolved
/// (RFC 6868).
public struct Parameter: Hashable, Sendable {
    /// Upper-case.
    public let name: String
    /// In order; empty when nothing but the name was there, as vCalendar 1.0 allows.
    public let values: [String]

    /// Makes a parameter; what cannot be written (control characters but line breaks, and
    /// separators in the name) is left out.
    public init(_ name: String, _ values: [String]) {
        let name = name.filterScalars { !isControl($0) && !"\t;:=\"".unicodeScalars.contains($0) }
        let bytes = Array(name.utf8).withUnsafeBytes { buffer in
            ByteView(buffer).trimmed.buffer.map(asciiUppercased)
        }
        self.name = bytes.isEmpty ? "X-" : String(decoding: bytes, as: UTF8.self)
        self.values = values.map { value in
            TextValue.lineBreaksNormalized(value).filterScalars { !isControl($0) || $0 == "\n" }
        }
    }

    /// Makes a parameter with one value.
    public init(_ name: String, _ value: String) { self.init(name, [value]) }

    /// What the reader found, as it is.
    init(decodedName: String, values: [String]) {
        self.name = decodedName
        self.values = values
    }

    /// The same as far as it can be written.
    var writable: Parameter { Parameter(name, values) }
}

extension Parameter {
    public static func == (one: Parameter, other: Parameter) -> Bool {
        one.name.isSameText(other.name)
            && one.values.elementsEqual(other.values) { $0.isSameText($1) }
    }
}
