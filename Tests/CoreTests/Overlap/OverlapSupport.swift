import Testing

@testable import Core

/// An object compiled for comparing; nil when it never takes time.
func busySeries(
    _ object: CalendarObject, display: Zone = .utc, rules: OverlapRules = OverlapRules()
) -> BusySeries? {
    BusySeries(
        object.timeIndex(zones: testZones), zones: testZones, display: display, rules: rules)
}

/// The first overlap of two lists of instances, as `OverlapSearch.first` defines it, by looking at
/// all pairs that come near each other.
func naiveFirstOverlap(_ one: [Instance], _ other: [Instance]) -> [Range<Instant>]? {
    let others = other.filter { !$0.span.isEmpty }.sorted {
        $0.span.lowerBound < $1.span.lowerBound
    }
    let starts = others.map(\.span.lowerBound.seconds)
    let longest = others.map(\.span.seconds).max() ?? 0
    var best: [Range<Instant>]?
    func key(_ pair: [Range<Instant>]) -> [Int] {
        let begins = pair.map(\.lowerBound.seconds)
        return [begins.max() ?? 0] + begins
    }
    for mine in one where !mine.span.isEmpty {
        var index = starts.lowerBound(mine.span.lowerBound.seconds - longest)
        while index < others.count, others[index].span.lowerBound < mine.span.upperBound {
            let pair = [mine.span, others[index].span]
            if mine.span.overlaps(others[index].span),
                best.map({ key(pair).lexicographicallyPrecedes(key($0)) }) ?? true
            {
                best = pair
            }
            index += 1
        }
    }
    return best
}

extension Range<Instant> {
    fileprivate var seconds: Int { upperBound.seconds - lowerBound.seconds }
}
