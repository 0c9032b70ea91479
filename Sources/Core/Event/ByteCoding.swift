/// Appends numbers and texts in a compact form: variable-length integers, seven bits a byte, the
/// sign in the lowest bit.
struct ByteWriter {
    var bytes: [UInt8] = []

    mutating func write(_ value: Int) {
        var rest = UInt(bitPattern: (value << 1) ^ (value >> (Int.bitWidth - 1)))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes += text.utf8
    }

    /// Ascending numbers as the steps between them.
    mutating func write(sorted values: some Collection<Int>) {
        write(values.count)
        var previous = 0
        for value in values {
            write(value - previous)
            previous = value
        }
    }
}

/// Reads what `ByteWriter` wrote. Damaged input gives nil, never a trap.
struct ByteReader {
    /// No second, offset or count that we write is larger; sums of a few cannot overflow.
    private static let range = -(1 << 52)...(1 << 52)

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Whether everything was read.
    var isAtEnd: Bool { position == bytes.count }

    mutating func readInt() -> Int? {
        var value: UInt = 0
        var shift: UInt = 0
        while position < bytes.count, shift < 64 {
            let byte = bytes[position]
            position += 1
            value |= UInt(byte & 0x7F) << shift
            if byte < 0x80 {
                let number = Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
                return Self.range.contains(number) ? number : nil
            }
            shift += 7
        }
        return nil
    }

    /// Whether `prefix` comes next; passes it when it does.
    mutating func skip(_ prefix: [UInt8]) -> Bool {
        let count = prefix.count
        guard bytes.count - position >= count else { return false }
        let isNext = prefix.withUnsafeBytes { prefix in
            for index in 0..<count where bytes[position &+ index] != prefix[index] { return false }
            return true
        }
        if isNext { position += count }
        return isNext
    }

    /// Passes a text; false when there is none.
    mutating func skipText() -> Bool {
        guard let count = readCount() else { return false }
        position += count
        return true
    }

    mutating func readText() -> String? {
        guard let count = readCount() else { return nil }
        let text = String(
            decoding: UnsafeRawBufferPointer(rebasing: bytes[position..<(position + count)]),
            as: UTF8.self)
        position += count
        return text
    }

    /// A number of things that each take a byte or more.
    mutating func readCount() -> Int? {
        guard let count = readInt(), count >= 0, count <= bytes.count - position else { return nil }
        return count
    }

    mutating func readSorted() -> [Int]? {
        guard let count = readCount() else { return nil }
        var values: [Int] = []
        values.reserveCapacity(count)
        var previous = 0
        for _ in 0..<count {
            guard let step = readInt() else { return nil }
            previous += step
            guard Self.range.contains(previous) else { return nil }
            values.append(previous)
        }
        return values
    }
}
