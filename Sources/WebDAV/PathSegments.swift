/// The path of a URL, split and decoded (RFC 3986 §3.3).
public struct PathSegments: Hashable, Sendable {
    /// Each decoded; none is empty, `.`, `..`, or holds a slash or a control character.
    public let segments: [String]
    /// Whether it names a collection (RFC 4918 §5.2).
    public let hasTrailingSlash: Bool

    public init(_ segments: [String], hasTrailingSlash: Bool) {
        self.segments = segments
        self.hasTrailingSlash = hasTrailingSlash
    }

    /// Reads a percent-encoded absolute path without query.
    ///
    /// - Returns: nil for what could be taken for another path: dot segments, encoded slashes,
    ///   control characters, empty segments, bytes that are no UTF-8.
    public init?(path: some StringProtocol) {
        let utf8 = path.utf8
        guard utf8.first == UInt8(ascii: "/") else { return nil }
        var parts = utf8.dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        hasTrailingSlash = parts.last?.isEmpty ?? true
        if hasTrailingSlash { parts.removeLast() }
        var segments: [String] = []
        for part in parts {
            guard let segment = Self.decode(part), !segment.isEmpty, segment != ".",
                segment != ".."
            else { return nil }
            segments.append(segment)
        }
        self.segments = segments
    }

    /// Reads what a `DAV:href` or a `Destination` says (RFC 4918 §8.3): an absolute path, or a
    /// URL of this server.
    ///
    /// - Parameter origin: of this server, as in `https://calendar.example.org`.
    public init?(href: String, origin: String) {
        let trimmed = href.drop { $0.isWhitespace }
        var rest = trimmed.prefix(trimmed.count)
        while rest.last?.isWhitespace == true { rest.removeLast() }
        if rest.first != "/" {
            guard rest.lowercased().hasPrefix(origin.lowercased()) else { return nil }
            rest = rest.dropFirst(origin.count)
        }
        guard !rest.contains("?"), !rest.contains("#") else { return nil }
        self.init(path: rest)
    }

    /// The path, percent-encoded; `init(path:)` reads it back.
    public var path: String {
        var path = ""
        for segment in segments {
            path += "/"
            path += Self.encode(segment)
        }
        return hasTrailingSlash || segments.isEmpty ? path + "/" : path
    }

    /// One segment, percent-encoded: all but unreserved characters, `@` and `:`, as most clients
    /// write them.
    public static func encode(_ segment: String) -> String {
        segment.utf8.allSatisfy(isPlain) ? segment : encode(bytes: segment.utf8)
    }

    static func encode(bytes segment: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in segment {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether the byte stands for itself in a segment.
    public static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "@"), UInt8(ascii: ":"):
            true
        default: false
        }
    }

    private static func decode(_ part: some Collection<UInt8>) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var rest = part[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(hexDigit),
                let low = rest.popFirst().flatMap(hexDigit)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") })
        else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
