import Crypto

/// A token as its owner keeps it: `dl1_<id>_<secret>_<check>`, 73 characters.
///
/// The prefix and the check let programs that search for leaked secrets recognise one.
struct TokenText: Hashable, Sendable {
    /// 16 hexadecimal digits; no secret.
    let id: String
    /// 32 random bytes.
    let secret: [UInt8]

    private static let prefix = "dl1_"
    private static let idLength = 16
    private static let secretLength = 43
    private static let checkLength = 8

    /// - Parameter random: unguessable bytes.
    init(random: (_ count: Int) -> [UInt8]) {
        id = Sodium.hexadecimal(random(Self.idLength / 2))
        secret = random(32)
    }

    /// Reads what `text` makes; nil for anything else. The secret may hold `_`, so places count.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let secretStart = Self.prefix.utf8.count + Self.idLength + 1
        let checkStart = secretStart + Self.secretLength + 1
        guard text.hasPrefix(Self.prefix), bytes.count == checkStart + Self.checkLength,
            bytes[secretStart - 1] == UInt8(ascii: "_"), bytes[checkStart - 1] == UInt8(ascii: "_")
        else { return nil }
        func part(_ start: Int, _ count: Int) -> String {
            String(decoding: bytes[start..<start + count], as: UTF8.self)
        }
        guard Self.check(bytes[..<(checkStart - 1)]) == part(checkStart, Self.checkLength),
            let secret = Sodium.bytes(base64URL: part(secretStart, Self.secretLength)),
            secret.count == 32
        else { return nil }
        id = part(Self.prefix.utf8.count, Self.idLength)
        self.secret = secret
    }

    /// To be shown once.
    var text: String {
        let body = "\(Self.prefix)\(id)_\(Sodium.base64URL(secret))"
        return "\(body)_\(Self.check(body.utf8))"
    }

    /// What the store holds of the secret. 256 random bits need no slow hash.
    var hash: [UInt8] { Array(SHA256.hash(data: secret)) }

    /// CRC-32 (ISO/IEC 8802-3) as eight hexadecimal digits: finds slips of the hand, no forgery.
    private static func check(_ bytes: some Sequence<UInt8>) -> String {
        var crc: UInt32 = .max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB8_8320 }
        }
        crc = ~crc
        return Sodium.hexadecimal(
            (0..<4).map { UInt8(truncatingIfNeeded: crc >> (24 - 8 * $0)) })
    }
}
