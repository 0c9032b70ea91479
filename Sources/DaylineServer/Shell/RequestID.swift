/// What a request is called in logs and answers (`X-Request-Id`).
enum RequestID {
    /// What the client or the proxy calls it, if that is fit for a log; else a new name.
    static func text(given: String?, random: (Int) -> [UInt8]) -> String {
        if let given, isFit(given) { return given }
        let digits = Array("0123456789abcdef".utf8)
        let hex = random(8).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: hex, as: UTF8.self)
    }

    private static func isFit(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.:".utf8.contains(byte)
                }
            }
    }
}
