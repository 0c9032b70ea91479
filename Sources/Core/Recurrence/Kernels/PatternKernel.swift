/// The same offsets in every period of `step` seconds: `base + k * step + offsets[i]`.
struct PatternKernel: Sendable {
    /// Where the period of the start begins.
    let base: Int
    /// Seconds, 1 or more.
    let step: Int
    /// Sorted, without duplicates, within 0 ..< `step`; not empty.
    let offsets: [Int]
    /// How many offsets of the first period lie before the start.
    let skipped: Int

    init(base: Int, step: Int, offsets: [Int], start: Int) {
        self.base = base
        self.step = step
        self.offsets = offsets
        self.skipped = offsets.lowerBound(start - base)
    }

    func next(_ time: Int) -> Int? {
        let period = (time - base) / step
        let index = offsets.lowerBound(time - base - period * step)
        return index < offsets.count
            ? base + period * step + offsets[index]
            : base + (period + 1) * step + offsets[0]
    }

    func previous(_ time: Int) -> Int? {
        let period = (time - base) / step
        let index = offsets.lowerBound(time - base - period * step)
        if index > 0 { return base + period * step + offsets[index - 1] }
        return period > 0 ? base + (period - 1) * step + offsets[offsets.count - 1] : nil
    }

    func rank(_ time: Int) -> Int {
        let period = (time - base) / step
        let index = offsets.lowerBound(time - base - period * step)
        return period * offsets.count + index - skipped
    }

    func select(_ index: Int) -> Int? {
        let (period, offset) = (index + skipped).quotientAndRemainder(dividingBy: offsets.count)
        let (distance, isTooFar) = period.multipliedReportingOverflow(by: step)
        if isTooFar || distance > RuleSeries.latest - base { return nil }
        return base + distance + offsets[offset]
    }

    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        offsets.withUnsafeBufferPointer {
            fillPattern(out, $0, base: base, step: step, from: from, through: last)
        }
    }
}

/// Writes `base + k * step + offsets[i]` in `from ... last` until the buffer is full.
/// - Parameter offsets: sorted, not empty, within 0 ..< `step`.
@inline(__always)
func fillPattern(
    _ out: UnsafeMutableBufferPointer<Int>, _ offsets: UnsafeBufferPointer<Int>, base: Int,
    step: Int, from: Int, through last: Int
) -> Int {
    var written = 0
    var period = base + (from - base) / step * step
    var index = offsets.lowerBound(from - period)
    while true {
        while index < offsets.count {
            let time = period + offsets[index]
            if time > last { return written }
            out[written] = time
            written += 1
            if written == out.count { return written }
            index += 1
        }
        period += step
        index = 0
    }
}

extension RandomAccessCollection where Element == Int, Index == Int {
    /// The index of the first element not below `value`, in a sorted collection.
    @inline(__always)
    func lowerBound(_ value: Int) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
