/// Borrowed bytes, valid only inside the closure that handed them out.
///
/// Reading is checked in debug builds only; every loop in this folder bounds its index by `count`
/// before it reads, and the mutation tests run in debug builds.
struct ByteView {
    private let base: UnsafeRawPointer?
    /// In bytes.
    let count: Int

    @inline(__always)
    init(_ buffer: UnsafeRawBufferPointer) {
        base = buffer.baseAddress
        count = buffer.count
    }

    /// The byte at `index`, 0 ..< `count`.
    @inline(__always)
    subscript(index: Int) -> UInt8 {
        assert(index >= 0 && index < count, "byte \(index) of \(count)")
        return base.unsafelyUnwrapped.load(fromByteOffset: index, as: UInt8.self)
    }

    /// The bytes of `range`.
    @inline(__always)
    subscript(range: Range<Int>) -> ByteView {
        assert(range.lowerBound >= 0 && range.upperBound <= count, "\(range) of \(count)")
        return ByteView(
            UnsafeRawBufferPointer(start: base.map { $0 + range.lowerBound }, count: range.count))
    }

    /// Eight bytes from `index` on, the first in the lowest bits; `index + 8` is at most `count`.
    @inline(__always)
    func word(at index: Int) -> UInt64 {
        assert(index >= 0 && index + 8 <= count, "word \(index) of \(count)")
        return UInt64(
            littleEndian: base.unsafelyUnwrapped.loadUnaligned(
                fromByteOffset: index, as: UInt64.self))
    }

    /// For the initialisers of `Array` and `String`.
    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// The bytes as an array.
    var array: [UInt8] { Array(buffer) }

    /// The first index in `range` whose byte is `byte`, or nil.
    @inline(__always)
    func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        var index = range.lowerBound
        while index < range.upperBound {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// Without spaces and tabs at both ends.
    var trimmed: ByteView {
        var low = 0
        var high = count
        while low < high, isBlank(self[low]) { low += 1 }
        while high > low, isBlank(self[high - 1]) { high -= 1 }
        return self[low..<high]
    }

    /// Whether there is a space or tab.
    var hasBlank: Bool {
        for index in 0..<count where isBlank(self[index]) { return true }
        return false
    }

    /// Whether these bytes are `text`, which is upper-case, in any case.
    func isText(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return hasPrefix(text)
    }

    /// Whether these bytes begin with `text`, which is upper-case, in any case.
    func hasPrefix(_ text: StaticString) -> Bool {
        guard count >= text.utf8CodeUnitCount else { return false }
        for index in 0..<text.utf8CodeUnitCount
        where asciiUppercased(self[index]) != text.utf8Start[index] {
            return false
        }
        return true
    }
}

/// Space or tab: what begins a continuation line (RFC 5545 §3.1).
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// Eight bytes compared at once ("SIMD within a register").
enum ByteWord {
    static let ones: UInt64 = 0x0101_0101_0101_0101
    static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// High bits set where a byte of `word` is zero; exact up to the first one, all that we use.
    @inline(__always)
    static func zeroBytes(_ word: UInt64) -> UInt64 {
        (word &- ones) & ~word & highBits
    }

    /// High bits set where a byte of `word` is `byte`; exact up to the first one.
    @inline(__always)
    static func bytes(equalTo byte: UInt8, in word: UInt64) -> UInt64 {
        zeroBytes(word ^ (ones &* UInt64(byte)))
    }

    /// ASCII letters made upper-case; `word` has no byte above 127.
    @inline(__always)
    static func uppercased(_ word: UInt64) -> UInt64 {
        let fromA = word &+ ones &* (0x80 - 0x61)
        let pastZ = word &+ ones &* (0x80 - 0x7B)
        return word & ~((fromA & ~pastZ & highBits) >> 2)
    }
}
