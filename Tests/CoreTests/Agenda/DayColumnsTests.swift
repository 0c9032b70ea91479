import Testing

@testable import Core

/// Goal: what overlaps stands side by side and uses all the width. Method: half-open ranges in,
/// `column+span/columns` out, in the order given.
@Test(
    "columns of a day",
    arguments: [
        // ranges                          expected
        ([], []),
        ([0..<2], ["0+1/1"]),  // alone: the whole width
        ([0..<2, 2..<4], ["0+1/1", "0+1/1"]),  // back to back is not side by side
        ([0..<2, 1..<3], ["0+1/2", "1+1/2"]),  // two share the width
        ([1..<3, 0..<2], ["1+1/2", "0+1/2"]),  // the earlier one is left, whatever the order
        ([0..<1, 0..<4], ["1+1/2", "0+1/2"]),  // of one start the longer one is left
        ([0..<4, 0..<2, 2..<4], ["0+1/2", "1+1/2", "1+1/2"]),  // a freed column is used again
        ([0..<3, 0..<2, 0..<1, 2..<3], ["0+1/3", "1+1/3", "2+1/3", "1+2/3"]),  // and expands
        ([0..<2, 1..<4, 3..<6], ["0+1/2", "1+1/2", "0+1/2"]),  // a chain is one cluster
        ([0..<0, 0..<0], ["0+1/2", "1+1/2"]),  // without length, yet both visible
    ] as [([Range<Int>], [String])])
func columnsOfADay(_ ranges: [Range<Int>], _ expected: [String]) {
    let places = DayColumns(ranges).places
    #expect(places.map { "\($0.column)+\($0.span)/\($0.columns)" } == expected)
}

/// Goal: no two places share a row and a column. Method: random ranges.
@Test(arguments: 1...40)
func placesNeverCollide(seed: UInt64) {
    var random = LaneRandom(state: seed)
    let ranges = (0..<random.below(25)).map { _ in
        let from = random.below(48)
        return from..<(from + 1 + random.below(8))
    }
    let places = DayColumns(ranges).places
    for one in ranges.indices {
        #expect(places[one].column + places[one].span <= places[one].columns, "seed \(seed)")
        for other in ranges.indices where other > one && ranges[one].overlaps(ranges[other]) {
            let first = places[one].column..<(places[one].column + places[one].span)
            let second = places[other].column..<(places[other].column + places[other].span)
            #expect(!first.overlaps(second), "seed \(seed): \(one) and \(other)")
            #expect(places[one].columns == places[other].columns, "seed \(seed)")
        }
    }
}
