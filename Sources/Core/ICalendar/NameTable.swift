/// Finds the code of a property name by its bytes, without making a `String`.
///
/// Names of at most 16 bytes are two words, filled with zeros; a small open hash table maps them.
struct NameTable: Sendable {
    private struct Slot: Sendable {
        var key = NameKey(low: 0, high: 0, length: 0)
        var property: KnownProperty?
    }

    private var slots = [Slot](repeating: Slot(), count: 256)

    static let shared = NameTable()

    private init() {
        for property in KnownProperty.allCases {
            let bytes = Array(property.text.utf8)
            guard let key = bytes.withUnsafeBytes({ NameKey(ByteView($0)) }) else { continue }
            var index = NameTable.slot(key)
            while slots[index].property != nil { index = (index + 1) & 255 }
            slots[index] = Slot(key: key, property: property)
        }
    }

    /// The property called `key`, or nil.
    @inline(__always)
    func property(_ key: NameKey) -> KnownProperty? {
        var index = NameTable.slot(key)
        while let property = slots[index].property {
            if slots[index].key == key { return property }
            index = (index + 1) & 255
        }
        return nil
    }

    /// The property whose name are these bytes, in any case, or nil.
    func property(_ name: ByteView) -> KnownProperty? {
        guard let key = NameKey(name) else { return nil }
        return property(key)
    }

    @inline(__always)
    private static func slot(_ key: NameKey) -> Int {
        let mixed = (key.low ^ (key.high &* 0x9E37_79B9_7F4A_7C15)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: mixed >> 56)
    }
}

/// A name of at most 16 ASCII bytes, upper-case, as two words.
struct NameKey: Hashable, Sendable {
    let low: UInt64
    let high: UInt64
    /// 0 ... 16; tells a NUL in the name from a shorter name.
    let length: Int

    @inline(__always)
    init(low: UInt64, high: UInt64, length: Int) {
        self.low = low
        self.high = high
        self.length = length
    }

    /// Nil when the name is longer than 16 bytes or not ASCII.
    init?(_ name: ByteView, skippingBlanks: Bool = false) {
        guard name.count <= (skippingBlanks ? 64 : 16) else { return nil }
        var words: (UInt64, UInt64) = (0, 0)
        var length = 0
        for index in 0..<name.count {
            let byte = name[index]
            if skippingBlanks, isBlank(byte) { continue }
            guard byte < 0x80, length < 16 else { return nil }
            let shifted = UInt64(asciiUppercased(byte)) << (UInt64(length & 7) * 8)
            if length < 8 { words.0 |= shifted } else { words.1 |= shifted }
            length += 1
        }
        self.init(low: words.0, high: words.1, length: length)
    }

    /// `BEGIN`.
    static let begin = NameKey(low: 0x4E_4947_4542, high: 0, length: 5)
    /// `END`.
    static let end = NameKey(low: 0x44_4E45, high: 0, length: 3)
}
