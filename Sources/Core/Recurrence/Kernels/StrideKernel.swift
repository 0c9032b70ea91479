/// One instance every `step` seconds: `first + k * step`.
struct StrideKernel: Sendable {
    /// The first instance; not before the start of the series.
    let first: Int
    /// Seconds, 1 or more.
    let step: Int

    func next(_ time: Int) -> Int? {
        time <= first ? first : first + (time - first + step - 1) / step * step
    }

    func previous(_ time: Int) -> Int? {
        time <= first ? nil : first + (time - first - 1) / step * step
    }

    func rank(_ time: Int) -> Int {
        time <= first ? 0 : (time - first - 1) / step + 1
    }

    func select(_ index: Int) -> Int? {
        let (distance, isTooFar) = index.multipliedReportingOverflow(by: step)
        return isTooFar || distance > RuleSeries.latest - first ? nil : first + distance
    }

    func fill(_ out: UnsafeMutableBufferPointer<Int>, from: Int, through last: Int) -> Int {
        guard var time = next(from), time <= last else { return 0 }
        let count = min(out.count, (last - time) / step + 1)
        for index in 0..<count {
            out[index] = time
            time += step
        }
        return count
    }
}
