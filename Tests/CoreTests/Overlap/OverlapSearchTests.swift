import TestTools
import Testing

@testable import Core

/// Goal: overlaps of whole lives, and proofs that there are none, where clocks change. Method: two
/// series a row, both an hour long unless said; the search begins on 1 January 2026.
struct OverlapSearchRow: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let one: String
    let other: String
    var until = Instant.distantFuture
    var leapLimit = OverlapSearch.standardLeapLimit
    var rules = OverlapRules()
    /// Beginning of the shared time, `never`, or `before` and the instant.
    let answer: String

    static let rows = [
        OverlapSearchRow(
            testDescription: "back to back every day, where clocks change", one: daily("0900"),
            other: daily("1000"), answer: "never"),
        OverlapSearchRow(
            testDescription: "half past one lasts until the clock that was put forward says three",
            one: daily("0130"), other: daily("0300"), answer: "2026-03-29T01:00:00Z"),
        OverlapSearchRow(
            testDescription: "a start in the gap is an hour later and meets what follows",
            one: daily("0230"), other: daily("0345"), answer: "2026-03-29T01:45:00Z"),
        OverlapSearchRow(
            testDescription: "what runs across the fold ends early on the clock",
            one: "DTSTART;TZID=Europe/Berlin:20261025T013000\nDURATION:PT2H\n",
            other: daily("0300"), answer: "never"),
        OverlapSearchRow(
            testDescription: "an hour apart, but for the weeks between two changes",
            one: weekly("Europe/Berlin", "20260107T150000"),
            other: weekly("America/New_York", "20260107T100000"),
            answer: "2026-03-11T14:00:00Z"),
        OverlapSearchRow(
            testDescription: "six hours apart all year, but on no Wednesday of those weeks",
            one: weekly("Europe/Berlin", "20260107T150000", "FREQ=WEEKLY;BYMONTH=1,2,6,7"),
            other: weekly("America/New_York", "20260107T100000"), answer: "never"),
        OverlapSearchRow(
            testDescription: "the 29th of February is a Sunday in 2032",
            one: zoned("20240229T090000", "FREQ=YEARLY"),
            other: zoned("20260104T090000", "FREQ=WEEKLY"), answer: "2032-02-29T08:00:00Z"),
        OverlapSearchRow(
            testDescription: "ended before the other begins",
            one: zoned("20260105T090000", "FREQ=DAILY;UNTIL=20260301T080000Z"),
            other: zoned("20260302T090000", "FREQ=DAILY"), answer: "never"),
        OverlapSearchRow(
            testDescription: "the only shared day is excluded",
            one: zoned("20260105T090000", "FREQ=DAILY;COUNT=10")
                + "EXDATE;TZID=Europe/Berlin:20260114T090000\n",
            other: zoned("20260114T090000", "FREQ=DAILY"), answer: "never"),
        OverlapSearchRow(
            testDescription: "stops where it is told to", one: daily("0900"),
            other: zoned("20260401T090000", "FREQ=DAILY"), until: Instant(seconds: 1_772_323_200),
            answer: "before 2026-03-01T00:00:00Z"),
        OverlapSearchRow(
            testDescription: "says so when the proof is over budget",
            one: zoned("20260101T090000", "FREQ=MONTHLY;BYMONTHDAY=1;INTERVAL=5"),
            other: zoned("20260105T091500", "FREQ=WEEKLY;INTERVAL=11;BYDAY=MO"), leapLimit: 4,
            answer: "before 2026-11-09T08:15:00Z"),
        OverlapSearchRow(
            testDescription: "days are whole days of the display zone, in summer as in winter",
            one: "DTSTART;VALUE=DATE:20260110\nRRULE:FREQ=MONTHLY\n",
            other: weekly("Asia/Seoul", "20260105T073000"),
            rules: OverlapRules(countsAllDay: true), answer: "2026-08-09T22:30:00Z"),
    ]

    static func daily(_ clock: String) -> String {
        zoned("20260105T\(clock)00", "FREQ=DAILY")
    }

    static func zoned(_ start: String, _ rule: String) -> String {
        weekly("Europe/Berlin", start, rule)
    }

    static func weekly(
        _ zone: String, _ start: String, _ rule: String = "FREQ=WEEKLY"
    ) -> String {
        "DTSTART;TZID=\(zone):\(start)\nDURATION:PT1H\nRRULE:\(rule)\n"
    }
}

@Test("overlaps of whole lives", arguments: OverlapSearchRow.rows)
func overlapSearch(_ row: OverlapSearchRow) throws {
    let berlin = try testZone("Europe/Berlin")
    let one = try #require(
        busySeries(try testObject(row.one, uid: "a"), display: berlin, rules: row.rules))
    let other = try #require(
        busySeries(try testObject(row.other, uid: "b"), display: berlin, rules: row.rules))
    let search = OverlapSearch(
        from: Instant(seconds: 1_767_225_600), until: row.until, leapLimit: row.leapLimit)
    for (mine, theirs) in [(one, other), (other, one)] {
        let text =
            switch search.first(of: mine, with: theirs) {
            case .never: "never"
            case .noneBefore(let instant): "before \(instant)"
            case .overlap(let overlap): "\(overlap.shared.lowerBound)"
            }
        #expect(text == row.answer)
    }
}

/// Goal: the first multiple whose remainder is small. Method: seeded random numbers against a
/// walk, and moduli near the largest that calendars have.
@Test("the first multiple with a small remainder is found")
func firstMultiples() {
    let seed: UInt64 = 7
    print("firstMultiples: seed \(seed)")
    var random = SplitMix(seed: seed)
    for _ in 0..<3000 {
        let modulus = Int.random(in: 1...60, using: &random)
        let step = Int.random(in: 0...200, using: &random)
        let offset = Int.random(in: -200...200, using: &random)
        let last = Int.random(in: 0..<modulus, using: &random)
        let walked = (0..<modulus).first {
            CivilDate.floorMod(offset + $0 * step, modulus) <= last
        }
        let found = firstMultiple(of: step, from: offset, within: last, modulus: modulus)
        #expect(found == walked, "\(step) \(offset) \(last) \(modulus)")
    }
    let year = 31_556_952
    #expect(firstMultiple(of: year, from: 1, within: 0, modulus: year) == nil)
    #expect(
        firstMultiple(of: 7 * 86_400, from: -86_400, within: 0, modulus: 5 * 86_400) == 3)
    #expect(firstMultiple(of: .max / 2, from: -1, within: 0, modulus: .max) != 0)
}
