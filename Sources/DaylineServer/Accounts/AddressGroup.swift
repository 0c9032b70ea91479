/// The addresses that count as one: a single one of IPv4, a network of 64 bits of IPv6, which is
/// what one customer has.
struct AddressGroup: Hashable, Sendable {
    let text: String

    /// - Parameter address: as `192.0.2.1` or `2001:db8::1`; what is neither is its own group.
    init(_ address: String) {
        let plain = address.split(separator: "%").first.map(String.init) ?? address
        guard plain.contains(":") else {
            text = plain
            return
        }
        // IPv4 in IPv6 (RFC 4291 §2.5.5.2).
        if let last = plain.split(separator: ":").last, last.contains(".") {
            text = String(last)
        } else if let groups = Self.groups(plain.lowercased()) {
            text = groups.prefix(4).joined(separator: ":") + "::/64"
        } else {
            text = plain
        }
    }

    /// The eight groups of an address (RFC 4291 §2.2), without leading zeros.
    private static func groups(_ address: String) -> [String]? {
        let halves = address.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        let parts = halves.map { half in
            half.split(separator: ":").map { group in
                let digits = group.drop { $0 == "0" }
                return digits.isEmpty ? "0" : String(digits)
            }
        }
        if parts.count == 1 { return parts[0].count == 8 ? parts[0] : nil }
        let missing = 8 - parts[0].count - parts[1].count
        guard missing > 0 else { return nil }
        return parts[0] + Array(repeating: "0", count: missing) + parts[1]
    }
}
