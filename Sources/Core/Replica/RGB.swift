/// A colour of the sRGB space, eight bits a channel.
public struct RGB: Hashable, Sendable {
    /// 0...255.
    public var red: UInt8
    /// 0...255.
    public var green: UInt8
    /// 0...255.
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `0xRRGGBB`; higher bits are dropped.
    public init(packed: Int) {
        self.init(
            red: UInt8(truncatingIfNeeded: packed >> 16),
            green: UInt8(truncatingIfNeeded: packed >> 8), blue: UInt8(truncatingIfNeeded: packed))
    }

    /// Reads `#RRGGBB`, `#RGB` or `#RRGGBBAA` (as CalDAV servers write it; the alpha is dropped),
    /// with or without `#`; nil for anything else.
    public init?(hex: some StringProtocol) {
        let digits = (hex.first == "#" ? hex.dropFirst() : hex[...]).utf8.map { byte -> Int? in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
            case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 87
            case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte) - 55
            default: nil
            }
        }
        let known = digits.compactMap { $0 }
        guard known.count == digits.count else { return nil }
        switch known.count {
        case 3: self.init(packed: known.reduce(0) { $0 << 8 | $1 * 17 })
        case 6, 8: self.init(packed: known.prefix(6).reduce(0) { $0 << 4 | $1 })
        default: return nil
        }
    }

    /// `0xRRGGBB`.
    public var packed: Int { Int(red) << 16 | Int(green) << 8 | Int(blue) }
}

extension RGB: CustomStringConvertible {
    /// `#4a90d9`.
    public var description: String {
        let digits = String(packed, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }
}

extension RGB {
    private static let standards = [
        0x4a90d9, 0x3fa45b, 0xd9822b, 0xa66bd0, 0xc7463f, 0x2aa198, 0xb58900, 0xd04f8f,
    ].map(RGB.init(packed:))

    /// What a new calendar gets when there are `count` already.
    public static func standard(count: Int) -> RGB { standards[count % standards.count] }
}
