/// The instances of a period for every type of period there is, such as the 28 kinds of month.
///
/// A type has a bitmap of days, multiplied by the times of day. Where BYSETPOS picks among
/// several times of a day, the offsets that it picks are listed instead.
struct PeriodTable: Sendable {
    /// Words in the bitmap of a type.
    let words: Int
    /// `words` for each type; bit d is day d of the period, from 0.
    let bits: [UInt64]
    let times: TimeSet
    /// With BYSETPOS over several times: `offsets[starts[type] ..< starts[type + 1]]`, seconds
    /// from the first midnight of the period. Empty otherwise.
    let starts: [Int]
    let offsets: [Int]

    /// - Parameter positions: BYSETPOS, empty when absent.
    init(words: Int, bits: [UInt64], times: TimeSet, positions: [Int]) {
        self.words = words
        self.times = times
        guard !positions.isEmpty else {
            self.bits = bits
            starts = []
            offsets = []
            return
        }
        var starts: [Int] = []
        var offsets: [Int] = []
        if times.count == 1 {
            self.bits = Self.pick(positions, bits, words)
        } else {
            for first in stride(from: 0, to: bits.count, by: words) {
                starts.append(offsets.count)
                let count = Self.count(bits, first, words) * times.count
                for index in selectedIndexes(positions, count: count) {
                    let day = Self.bit(index / times.count, bits, first, words)
                    offsets.append(day * 86_400 + times[index % times.count])
                }
            }
            starts.append(offsets.count)
            self.bits = bits
        }
        self.starts = starts
        self.offsets = offsets
    }

    /// The days that BYSETPOS picks, where a day has one time.
    private static func pick(_ positions: [Int], _ bits: [UInt64], _ words: Int) -> [UInt64] {
        var picked = [UInt64](repeating: 0, count: bits.count)
        for first in stride(from: 0, to: bits.count, by: words) {
            let count = count(bits, first, words)
            for position in positions {
                let index = position > 0 ? position - 1 : count + position
                guard index >= 0, index < count else { continue }
                let day = bit(index, bits, first, words)
                picked[first + day / 64] |= 1 << UInt64(day % 64)
            }
        }
        return picked
    }

    /// How many bits are set in the words from `first` on.
    private static func count(_ bits: [UInt64], _ first: Int, _ words: Int) -> Int {
        var count = 0
        for word in first..<(first + words) { count += bits[word].nonzeroBitCount }
        return count
    }

    /// The number of the bit with `index` set bits below it; there is one.
    private static func bit(_ index: Int, _ bits: [UInt64], _ first: Int, _ words: Int) -> Int {
        var below = index
        var word = first
        while below >= bits[word].nonzeroBitCount {
            below -= bits[word].nonzeroBitCount
            word += 1
        }
        var rest = bits[word]
        for _ in 0..<below { rest &= rest - 1 }
        return (word - first) * 64 + rest.trailingZeroBitCount
    }

    /// Whether instances are listed, not multiplied out.
    var isListed: Bool { !starts.isEmpty }

    /// How many instances a period of this type has.
    /// - Parameter mask: further limits the days of one-word types.
    func count(_ type: Int, mask: UInt64) -> Int {
        if isListed { return starts[type + 1] - starts[type] }
        return dayCount(type, mask: mask) * times.count
    }

    private func dayCount(_ type: Int, mask: UInt64) -> Int {
        if words == 1 { return (bits[type] & mask).nonzeroBitCount }
        var count = 0
        for word in bits[(type * words)..<((type + 1) * words)] { count += word.nonzeroBitCount }
        return count
    }

    /// The first instance not before `time`, both in seconds from the period's first midnight.
    func next(_ type: Int, mask: UInt64, _ time: Int) -> Int? {
        if isListed {
            let list = offsets[starts[type]..<starts[type + 1]]
            let index = list.lowerBound(time)
            return index < list.endIndex ? list[index] : nil
        }
        if time <= times.first {
            return nextDay(type, mask, 0).map { $0 * 86_400 + times.first }
        }
        let day = time / 86_400
        let rank = times.rank(time - day * 86_400)
        guard let found = nextDay(type, mask, rank < times.count ? day : day + 1) else {
            return nil
        }
        return found * 86_400 + (found == day ? times[rank] : times.first)
    }

    /// The last instance before `time`, both in seconds from the period's first midnight.
    func previous(_ type: Int, mask: UInt64, _ time: Int) -> Int? {
        if isListed {
            let list = offsets[starts[type]..<starts[type + 1]]
            let index = list.lowerBound(time)
            return index > list.startIndex ? list[index - 1] : nil
        }
        guard time > 0 else { return nil }
        let day = time / 86_400
        let rank = times.rank(time - day * 86_400)
        guard let found = previousDay(type, mask, rank > 0 ? day : day - 1) else { return nil }
        return found * 86_400 + (found == day ? times[rank - 1] : times.last)
    }

    /// How many instances lie before `time`, in seconds from the period's first midnight.
    func rank(_ type: Int, mask: UInt64, _ time: Int) -> Int {
        if isListed {
            return offsets[starts[type]..<starts[type + 1]].lowerBound(time) - starts[type]
        }
        guard time > 0 else { return 0 }
        let day = time / 86_400
        var before = 0
        for index in 0..<words {
            let first = index * 64
            guard first < day else { break }
            let word = bits[type * words + index] & mask
            let below = day - first >= 64 ? word : word & ((1 << UInt64(day - first)) - 1)
            before += below.nonzeroBitCount
        }
        let today = nextDay(type, mask, day) == day ? times.rank(time - day * 86_400) : 0
        return before * times.count + today
    }

    /// The instance with `index` before it, in seconds from the period's first midnight.
    func select(_ type: Int, mask: UInt64, _ index: Int) -> Int {
        if isListed { return offsets[starts[type] + index] }
        let (dayIndex, timeIndex) = index.quotientAndRemainder(dividingBy: times.count)
        var day = -1
        for _ in 0...dayIndex { day = nextDay(type, mask, day + 1) ?? day }
        return day * 86_400 + times[timeIndex]
    }

    /// The first allowed day not before `day`, which is not negative.
    private func nextDay(_ type: Int, _ mask: UInt64, _ day: Int) -> Int? {
        var index = day / 64
        guard index < words else { return nil }
        var word = bits[type * words + index] & mask & (~0 << UInt64(day % 64))
        while word == 0 {
            index += 1
            guard index < words else { return nil }
            word = bits[type * words + index] & mask
        }
        return index * 64 + word.trailingZeroBitCount
    }

    /// The last allowed day not after `day`, which may be negative.
    private func previousDay(_ type: Int, _ mask: UInt64, _ day: Int) -> Int? {
        guard day >= 0 else { return nil }
        var index = min(day / 64, words - 1)
        var word = bits[type * words + index] & mask
        if day < (index + 1) * 64 { word &= ~0 >> UInt64(63 - day % 64) }
        while word == 0 {
            index -= 1
            guard index >= 0 else { return nil }
            word = bits[type * words + index] & mask
        }
        return index * 64 + 63 - word.leadingZeroBitCount
    }
}

extension PeriodTable {
    /// The times at which instances begin, seconds of the day; not sorted.
    var timesOfDay: [Int] {
        isListed ? offsets.map { $0 % 86_400 } : (0..<times.count).map { times[$0] }
    }

    /// The days of some types of period, from 0.
    func days(ofTypes types: Range<Int>) -> [(type: Int, day: Int)] {
        var days: [(type: Int, day: Int)] = []
        for type in types {
            if isListed {
                for index in starts[type]..<starts[type + 1] {
                    days.append((type, offsets[index] / 86_400))
                }
                continue
            }
            for word in 0..<words {
                var bits = bits[type * words + word]
                while bits != 0 {
                    days.append((type, word * 64 + bits.trailingZeroBitCount))
                    bits &= bits - 1
                }
            }
        }
        return days
    }
}
