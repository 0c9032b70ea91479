import Foundation

/// How texts are compared in filters (RFC 4790; RFC 4791 §7.5).
public enum Collation: String, Hashable, Sendable, CaseIterable {
    /// ASCII letters without case: what holds when nothing is said.
    case asciiCasemap = "i;ascii-casemap"
    /// Byte for byte.
    case octet = "i;octet"
    /// All letters without case, characters in their decomposed form (RFC 5051).
    case unicodeCasemap = "i;unicode-casemap"

    /// Bytes that are equal where the collation calls two texts equal, and contain another's where
    /// it calls one a part of the other.
    public func key(_ text: String) -> [UInt8] {
        switch self {
        case .octet: Array(text.utf8)
        case .asciiCasemap:
            text.utf8.map { 0x61...0x7A ~= $0 ? $0 & 0xDF : $0 }
        case .unicodeCasemap: Self.unicodeKey(text)
        }
    }

    /// Titlecase of each character on its own, then the compatibility decomposition.
    private static func unicodeKey(_ text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Self.asciiCasemap.key(text) }
        var mapped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            // Mappings to several characters (ß to Ss) are not among those of RFC 5051.
            let title = scalar.properties.titlecaseMapping.unicodeScalars
            mapped.append(title.count == 1 ? title.first ?? scalar : scalar)
        }
        return Array(String(mapped).decomposedStringWithCompatibilityMapping.utf8)
    }
}
