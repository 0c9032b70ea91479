import CSodium

/// What is used of libsodium beside the hashing of passwords.
enum Sodium {
    /// Chooses the fastest code for this processor, once (`sodium_init`).
    static let isReady = sodium_init() >= 0

    /// Whether two secrets are equal, in a time that only depends on their length
    /// (`sodium_memcmp`).
    static func equal(_ one: [UInt8], _ other: [UInt8]) -> Bool {
        one.count == other.count && sodium_memcmp(one, other, one.count) == 0
    }

    /// Base64 without padding, of the alphabet for URLs (RFC 4648 §5).
    static func base64URL(_ bytes: [UInt8]) -> String {
        let variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Reads what `base64URL` makes; nil for anything else.
    static func bytes(base64URL text: String) -> [UInt8]? {
        bytes(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    }

    /// Reads padded base64 (RFC 4648 §4), as the Basic scheme has it; nil for anything else.
    static func bytes(base64 text: String) -> [UInt8]? {
        bytes(text, sodium_base64_VARIANT_ORIGINAL)
    }

    private static func bytes(_ text: String, _ variant: Int32) -> [UInt8]? {
        let characters = text.utf8.map(CChar.init(bitPattern:))
        var bytes = [UInt8](repeating: 0, count: characters.count / 4 * 3 + 3)
        var count = 0
        // Without an end pointer, text after the encoding is a failure.
        let code = sodium_base642bin(
            &bytes, bytes.count, characters, characters.count, nil, &count, nil, variant)
        return code == 0 ? Array(bytes.prefix(count)) : nil
    }

    /// Lower-case hexadecimal digits.
    static func hexadecimal(_ bytes: [UInt8]) -> String {
        var text = [CChar](repeating: 0, count: 2 * bytes.count + 1)
        sodium_bin2hex(&text, text.count, bytes, bytes.count)
        return String(decoding: text.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
