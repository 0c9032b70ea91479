import TestTools
import Testing

@testable import Core

/// Goal: exact first overlaps with zones, gaps and folds, exceptions, overrides, dates and ends.
/// Method: random pairs, all instances of three years expanded and compared one by one.
@Test("first overlaps are those of a naive comparison", arguments: [1, 2, 3, 4] as [UInt64])
func randomOverlaps(_ seed: UInt64) throws {
    print("randomOverlaps: seed \(seed)")
    var busy = RandomBusy(random: SplitMix(seed: seed))
    let berlin = try testZone("Europe/Berlin")
    let rules = OverlapRules(countsAllDay: true)
    let window = Instant(seconds: 1_767_225_600)..<Instant(seconds: 1_861_920_000)
    var found = 0
    for number in 0..<150 {
        let (one, other) = (try busy.object("one"), try busy.object("other"))
        let expected = naiveFirstOverlap(
            one.instances(in: window, zones: testZones, display: berlin),
            other.instances(in: window, zones: testZones, display: berlin))
        guard let mine = busySeries(one, display: berlin, rules: rules),
            let theirs = busySeries(other, display: berlin, rules: rules)
        else { continue }
        for leapsAhead in [0, 12] {
            let search = OverlapSearch(
                from: window.lowerBound, until: window.upperBound, leapLimit: .max,
                leapsAhead: leapsAhead)
            var spans: [Range<Instant>]?
            if case .overlap(let overlap) = search.first(of: mine, with: theirs) {
                spans = [overlap.first.span, overlap.second.span]
            }
            #expect(
                spans == expected,
                "seed \(seed), pair \(number)\n\(one.calendar.text)\n\(other.calendar.text)")
        }
        if expected != nil { found += 1 }
    }
    #expect((30..<140).contains(found), "too easy: \(found)")
}
