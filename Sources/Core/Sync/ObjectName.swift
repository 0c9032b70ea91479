/// What a new object is called on a server.
public enum ObjectName {
    /// The last segment of its path: the UID with `.ics` behind it, where that is a plain name;
    /// else its bytes in hexadecimal digits, shortened by a hash.
    public static func make(for uid: UID) -> String {
        let bytes = Array(uid.text.utf8)
        let isPlain =
            !bytes.isEmpty && bytes.count <= 100 && bytes.first != UInt8(ascii: ".")
            && bytes.allSatisfy(isNameByte)
        if isPlain { return uid.text + ".ics" }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let digits = String(hash, radix: 16)
        let start = bytes.prefix(24).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
        return "x\(start)-\(digits).ics"
    }

    /// Letters, digits and what no server takes for something else.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
