/// Quoted-printable values of vCalendar 1.0 (RFC 2045 §6.7).
enum QuotedPrintable {
    /// The bytes meant; a `=` that begins no hexadecimal pair stands for itself.
    static func decoded(_ view: ByteView) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(view.count)
        var index = 0
        while index < view.count {
            if view[index] == UInt8(ascii: "="), index + 2 < view.count,
                let high = hexDigit(view[index + 1]), let low = hexDigit(view[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(view[index])
                index += 1
            }
        }
        // A soft line break with nothing after it.
        if out.last == UInt8(ascii: "=") { out.removeLast() }
        return out
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
