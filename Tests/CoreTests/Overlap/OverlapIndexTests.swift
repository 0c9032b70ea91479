import TestTools
import Testing

@testable import Core

/// Goal: an index answers what comparing with every event one by one would, while events come and
/// go. Method: random single and recurring events, seeded.
@Test("an index finds what comparing one by one finds", arguments: [11] as [UInt64])
func overlapIndex(_ seed: UInt64) throws {
    print("overlapIndex: seed \(seed)")
    var busy = RandomBusy(random: SplitMix(seed: seed))
    let berlin = try testZone("Europe/Berlin")
    let from = Instant(seconds: 1_767_225_600)
    let search = OverlapSearch(from: from, until: Instant(seconds: 1_830_000_000))
    var index = OverlapIndex<Int>(from: from)
    var stored: [Int: BusySeries] = [:]
    var found = 0
    for number in 0..<80 {
        let object = try number % 3 == 0 ? busy.single("\(number)") : busy.object("\(number)")
        guard let series = busySeries(object, display: berlin) else { continue }
        var expected: [Int: SeriesOverlap] = [:]
        for (key, other) in stored {
            if case .overlap(let overlap) = search.first(of: series, with: other) {
                expected[key] = overlap
            }
        }
        let report = index.overlaps(with: series, by: search)
        found += report.overlaps.count
        #expect(report.provenUntil == nil)
        let isSame =
            Dictionary(uniqueKeysWithValues: report.overlaps.map { ($0.key, $0.overlap) })
            == expected
        #expect(isSame, "seed \(seed), event \(number)\n\(object.calendar.text)")
        let begins = report.overlaps.map(\.overlap.shared.lowerBound)
        #expect(begins == begins.sorted())
        stored[number] = series
        index.insert(series, for: number)
        if number % 5 == 4, let gone = stored.keys.min() {
            stored[gone] = nil
            index.remove(gone)
        }
    }
    #expect(found > 200, "too easy: \(found)")
}
