/// The days of a period as bits: bit d is day d of the period, from 0.
///
/// A value without storage elsewhere, because one is made for every period that a query looks at.
struct DayBits {
    /// A week or month has its days in the first word, a year in six.
    private var words = SIMD8<UInt64>()
    /// How many words there are.
    let used: Int

    /// Words of a year: 366 days, or 53 weeks.
    static let wordsOfYear = 6

    /// The days of a week or a month.
    init(_ word: UInt64) {
        words[0] = word
        used = 1
    }

    /// The first `length` days of a year, at most 384, are all set.
    init(yearOf length: Int) {
        used = Self.wordsOfYear
        for index in 0..<(length / 64) { words[index] = ~0 }
        if length % 64 != 0 { words[length / 64] = (1 << UInt64(length % 64)) - 1 }
    }

    /// A year without days.
    static let noneOfYear = DayBits(yearOf: 0)

    /// The only word of a week or a month.
    var word: UInt64 { words[0] }

    subscript(index: Int) -> UInt64 { words[index] }

    /// How many days there are.
    var count: Int {
        var count = 0
        for index in 0..<used { count += words[index].nonzeroBitCount }
        return count
    }

    mutating func insert(_ day: Int) { words[day / 64] |= 1 << UInt64(day % 64) }

    /// Adds a stretch of at most 64 days that begins with `day`.
    mutating func insert(_ days: UInt64, from day: Int) {
        let (index, shift) = (day / 64, UInt64(day % 64))
        words[index] |= days << shift
        if shift > 0 { words[index + 1] |= days >> (64 - shift) }
    }

    mutating func formIntersection(_ other: DayBits) { words &= other.words }

    /// How many days there are before `day`.
    func rank(_ day: Int) -> Int {
        var before = 0
        for index in 0..<used where index * 64 < day {
            let below = day - index * 64
            let word = words[index]
            before += (below > 63 ? word : word & ((1 << UInt64(below)) - 1)).nonzeroBitCount
        }
        return before
    }

    /// The first day not before `day`, which is not negative.
    func next(_ day: Int) -> Int? {
        var index = day / 64
        guard index < used else { return nil }
        var word = words[index] & (~0 << UInt64(day % 64))
        while word == 0 {
            index += 1
            guard index < used else { return nil }
            word = words[index]
        }
        return index * 64 + word.trailingZeroBitCount
    }

    /// The last day not after `day`, which may be negative.
    func previous(_ day: Int) -> Int? {
        guard day >= 0 else { return nil }
        var index = min(day / 64, used - 1)
        var word = words[index]
        if day < (index + 1) * 64 { word &= ~0 >> UInt64(63 - day % 64) }
        while word == 0 {
            index -= 1
            guard index >= 0 else { return nil }
            word = words[index]
        }
        return index * 64 + 63 - word.leadingZeroBitCount
    }

    /// The day with `index` days before it; nil when there are not so many.
    func select(_ index: Int) -> Int? {
        var below = index
        for place in 0..<used {
            var word = words[place]
            let count = word.nonzeroBitCount
            if below >= count {
                below -= count
                continue
            }
            for _ in 0..<below { word &= word - 1 }
            return place * 64 + word.trailingZeroBitCount
        }
        return nil
    }

    /// The day with `index` days behind it; nil when there are not so many.
    func select(fromEnd index: Int) -> Int? {
        var above = index
        for place in stride(from: used - 1, through: 0, by: -1) {
            var word = words[place]
            let count = word.nonzeroBitCount
            if above >= count {
                above -= count
                continue
            }
            for _ in 0..<above { word ^= 1 << UInt64(63 - word.leadingZeroBitCount) }
            return place * 64 + 63 - word.leadingZeroBitCount
        }
        return nil
    }

    /// The days that BYSETPOS means.
    func picked(_ positions: [Int]) -> DayBits {
        var picked = self
        picked.words = SIMD8()
        for position in positions {
            let day = position > 0 ? select(position - 1) : select(fromEnd: -position - 1)
            if let day { picked.insert(day) }
        }
        return picked
    }

    /// The same of a week or a month, bit for bit, for the loops that most such rules run.
    static func picked(_ positions: [Int], from days: UInt64) -> UInt64 {
        var picked: UInt64 = 0
        for position in positions {
            var left = days
            if position > 0 {
                for _ in 1..<min(position, 32) { left &= left &- 1 }
                picked |= left & (0 &- left)
            } else {
                for _ in 1..<min(-position, 32) where left != 0 { left ^= highest(left) }
                if left != 0 { picked |= highest(left) }
            }
        }
        return picked
    }

    /// The highest bit, of which there is one.
    @inline(__always)
    private static func highest(_ word: UInt64) -> UInt64 {
        1 << UInt64(63 - word.leadingZeroBitCount)
    }
}
