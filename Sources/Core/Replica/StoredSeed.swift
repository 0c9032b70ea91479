/// A seed as the time index stores it: what nearly all series have, one rule, lies beside the other
/// parts, so that a query reads each different rule only once.
struct StoredSeed {
    let bytes: [UInt8]
    /// nil when the seed has none or several; those are in `bytes`.
    let rule: String?
    /// The last second of the rule.
    let last: Int?

    init(_ seed: SeriesSeed) {
        guard seed.rules.count == 1 else {
            (bytes, rule, last) = (seed.encoded, nil, nil)
            return
        }
        var rest = seed
        rest.rules = []
        (bytes, rule, last) = (rest.encoded, seed.rules[0].rule.description, seed.rules[0].last)
    }
}

/// The rules that a query has read, by their text: thousands of series share a few.
struct RuleMemo {
    private var rules: [Int: (text: [UInt8], rule: RecurrenceRule)] = [:]

    /// The rule that a text describes; nil when it describes none.
    mutating func rule(_ text: UnsafeRawBufferPointer) -> RecurrenceRule? {
        var key = 0
        for byte in text { key = (key ^ Int(byte)) &* 0x100_0000_01B3 }
        if let known = rules[key], known.text.elementsEqual(text) { return known.rule }
        let parsed = try? RecurrenceRule(parsing: String(decoding: text, as: UTF8.self))
        if let parsed { rules[key] = (Array(text), parsed) }
        return parsed
    }
}
