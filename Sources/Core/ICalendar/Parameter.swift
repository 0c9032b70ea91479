/// A property parameter (RFC 5545 §3.2), decoded: without quotes, `^n`, `^^` and `^'` resolved
/// (RFC 6868).
public struct Parameter: Hashable, Sendable {
    /// Upper-case.
    public let name: String
    /// In order; empty when nothing but the name was there, as vCalendar 1.0 allows.
    public let values: [String]

    /// Makes a parameter; what cannot be written (control characters but line breaks, and odd
    /// bytes in the name) is left out.
    public init(_ name: String, _ values: [String]) {
        let bytes = name.utf8.filter(isNameByte).map(asciiUppercased)
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
}
