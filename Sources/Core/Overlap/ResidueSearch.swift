/// The smallest `k >= 0` for which `(offset + k * step) mod modulus` is at most `last`; nil when
/// there is none, or it is beyond what an `Int` counts.
///
/// Two series with steps of their own share time where one remainder falls into a range: this
/// finds the first such instance in as many steps as Euclid's algorithm takes.
///
/// - Parameters:
///   - step: 0 or more.
///   - modulus: 1 or more.
///   - last: 0 ..< `modulus`.
func firstMultiple(of step: Int, from offset: Int, within last: Int, modulus: Int) -> Int? {
    let rest = CivilDate.floorMod(offset, modulus)
    if rest <= last { return 0 }
    return firstMultiple(
        of: step % modulus, in: (modulus - rest)...(modulus - rest + last), modulus)
}

/// The smallest `k` for which `k * step mod modulus` is in a range within 1 ..< `modulus`.
private func firstMultiple(of step: Int, in range: ClosedRange<Int>, _ modulus: Int) -> Int? {
    if step == 0 { return nil }
    if step > modulus / 2 {
        // Backwards by less than half of the way around is the same, in smaller steps.
        let mirrored = (modulus - range.upperBound)...(modulus - range.lowerBound)
        return firstMultiple(of: modulus - step, in: mirrored, modulus)
    }
    let count = (range.lowerBound + step - 1) / step
    if count * step <= range.upperBound { return count }
    // No multiple in the first round: how many rounds until one begins where a step hits the range.
    let lower = range.lowerBound % step
    let upper = range.upperBound % step
    guard let rounds = firstMultiple(of: step - modulus % step, in: lower...upper, step) else {
        return nil
    }
    let (way, isTooFar) = modulus.multipliedReportingOverflow(by: rounds)
    let (total, isBeyond) = way.addingReportingOverflow(range.lowerBound + step - 1)
    return isTooFar || isBeyond ? nil : total / step
}
