/// The seconds of a day that a rule allows, sorted; never empty.
struct TimeSet: Sendable {
    /// The earliest and the latest, 0 ..< 86,400.
    let first: Int
    let last: Int
    let count: Int
    /// All of them; empty when there is only one, which then needs no storage.
    private let several: [Int]

    init(single second: Int) {
        first = second
        last = second
        count = 1
        several = []
    }

    /// - Parameter seconds: sorted, without duplicates; nil when there are none.
    init?(_ seconds: [Int]) {
        guard let first = seconds.first, let last = seconds.last else { return nil }
        self.first = first
        self.last = last
        count = seconds.count
        several = seconds.count > 1 ? seconds : []
    }

    subscript(index: Int) -> Int { count == 1 ? first : several[index] }

    /// How many are below `second`.
    func rank(_ second: Int) -> Int {
        if second <= first { return 0 }
        if second > last { return count }
        return several.lowerBound(second)
    }

    /// Calls `body` with the storage, for loops.
    @inline(__always)
    func withSeconds<Result>(_ body: (UnsafeBufferPointer<Int>) -> Result) -> Result {
        if count > 1 { return several.withUnsafeBufferPointer(body) }
        return withUnsafePointer(to: first) { body(UnsafeBufferPointer(start: $0, count: 1)) }
    }
}

/// Hours, minutes and seconds multiplied out; each list sorted and without duplicates.
func secondsOfDay(hours: [Int], minutes: [Int], seconds: [Int]) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(hours.count * minutes.count * seconds.count)
    for hour in hours {
        for minute in minutes {
            for second in seconds { result.append(hour * 3600 + minute * 60 + second) }
        }
    }
    return result
}

/// The places that BYSETPOS means among `count` sorted ones: indexes, sorted, without duplicates.
func selectedIndexes(_ positions: [Int], count: Int) -> [Int] {
    var indexes: [Int] = []
    for position in positions {
        let index = position > 0 ? position - 1 : count + position
        if index >= 0, index < count { indexes.append(index) }
    }
    return sortedUnique(indexes)
}

/// Sorted, without duplicates; short or already sorted lists cost next to nothing.
func sortedUnique(_ values: [Int]) -> [Int] {
    var isSorted = true
    for index in values.indices.dropFirst() where values[index - 1] >= values[index] {
        isSorted = false
        break
    }
    if isSorted { return values }
    var result: [Int] = []
    result.reserveCapacity(values.count)
    for value in values.sorted() where result.last != value { result.append(value) }
    return result
}
