import Core

/// Milliseconds since 1970 on the wall clock. For people, tokens and retention; never for order.
struct WallTime: Hashable, Comparable, Sendable, Codable {
    let milliseconds: Int

    var instant: Instant { Instant(seconds: milliseconds.flooredQuotient(by: 1000)) }

    static func < (one: WallTime, other: WallTime) -> Bool {
        one.milliseconds < other.milliseconds
    }

    func adding(_ duration: Duration) -> WallTime {
        let (seconds, attoseconds) = duration.components
        return WallTime(
            milliseconds: milliseconds + Int(seconds) * 1000
                + Int(attoseconds / 1_000_000_000_000_000))
    }
}

extension Int {
    fileprivate func flooredQuotient(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

/// The place of a change among those of its account: gapless, in the order of commits, from 1.
struct Seq: Hashable, Comparable, Sendable, Codable {
    let number: Int

    static let zero = Seq(number: 0)
    static func < (one: Seq, other: Seq) -> Bool { one.number < other.number }
}

/// Names a domain event for ever (UUIDv7, RFC 9562 §5.7); what consumers recognise repetitions by.
struct EventID: Hashable, Sendable, Codable {
    /// 16 bytes.
    let bytes: [UInt8]

    /// Made of the time and ten random bytes.
    init(at time: WallTime, random: [UInt8]) {
        precondition(random.count >= 10, "an event id needs ten random bytes")
        let milliseconds = UInt64(clamping: time.milliseconds)
        var bytes = (0..<6).map { UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * $0)) }
        bytes += random[random.startIndex..<random.startIndex + 10]
        bytes[6] = 0x70 | bytes[6] & 0x0F
        bytes[8] = 0x80 | bytes[8] & 0x3F
        self.bytes = bytes
    }

    /// What the store holds; nil when these are not 16 bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// As in `0192f8a0-7c1e-7d3a-9b2f-0123456789ab`.
    var text: String { UUIDText.text(bytes) }

    /// Reads what `text` makes.
    init?(text: String) {
        guard let bytes = UUIDText.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }
}

/// The textual form of UUIDs (RFC 9562 §4).
enum UUIDText {
    static func text(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(0x2D) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The 16 bytes; nil when the text is no UUID.
    static func bytes(_ text: String) -> [UInt8]? {
        let utf8 = Array(text.utf8)
        guard utf8.count == 36, [8, 13, 18, 23].allSatisfy({ utf8[$0] == 0x2D }) else { return nil }
        let digits = utf8.compactMap { $0 == 0x2D ? nil : hexDigit($0) }
        guard digits.count == 32 else { return nil }
        return (0..<16).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}

/// Grows at every change of a lease's holder; what is written under a lease carries it, and the
/// store refuses a smaller one.
struct Fence: Hashable, Comparable, Sendable {
    let token: Int

    static func < (one: Fence, other: Fence) -> Bool { one.token < other.token }
}
