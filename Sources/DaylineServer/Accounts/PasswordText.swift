import Foundation

/// Passwords as they are hashed and compared.
enum PasswordText {
    /// As the profile OpaqueString has it (RFC 8265 §4.2.2): every space is U+0020, and letters
    /// with marks are composed (NFC), so that two keyboards type the same password. Bytes that
    /// are no UTF-8 stay as they are.
    static func prepared(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.allSatisfy({ $0 < 0x80 }), let text = String(validating: bytes, as: UTF8.self)
        else { return bytes }
        var spaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isSpace = scalar.properties.generalCategory == .spaceSeparator
            spaced.append(isSpace ? " " : scalar)
        }
        return Array(String(spaced).precomposedStringWithCanonicalMapping.utf8)
    }
}
