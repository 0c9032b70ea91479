import Testing

@testable import Core

/// Goal: the engine agrees with the vectors that many engines agree on. Method: every vector,
/// those of other calendars too, compared instance by instance.
@Test("agreed recurrence vectors", .enabled(if: Vectors.present))
func agreedVectors() throws {
    let rows = try Vectors.lines("recurrence.jsonl", as: RecurrenceVectorRow.self)
    #expect(rows.count > 5_000)
    #expect(rows.count { $0.source.hasPrefix("rfc7529") } > 250)
    expectAll(rows)
}

/// Goal: the side we take in every dispute is the one that docs/recurrence-disputes.md gives.
/// Method: `expected` of a disputed vector is the recommended reading, and we take all of them but
/// what a single engine says against the others.
@Test("disputed recurrence vectors", .enabled(if: Vectors.present))
func disputedVectors() throws {
    let rows = try Vectors.lines("recurrence_disputed.jsonl", as: RecurrenceVectorRow.self)
    #expect(rows.count > 800)
    let refused = rows.filter { singleAnswers.contains($0.name) }
    #expect(refused.count == singleAnswers.count)
    expectAll(rows.filter { !singleAnswers.contains($0.name) })
}

/// What one engine alone answers, and we do not.
private let singleAnswers = [
    // Week -53 of a year with 52 weeks: there is none, not the week before the year.
    "RScaleTest#12", "RScaleTest#13", "RScaleTest#14", "RScaleTest#15",
    // The last day of each Hebrew month is not a day of the year 1464.
    "rfc7529_rscale_regressions.test.ts@8",
]

/// Goal: what we answer instead. Method: by hand; years of 53 weeks, the ends of Hebrew months.
@Test(
    "answers of our own",
    arguments: [
        (
            "RSCALE=GREGORIAN;FREQ=YEARLY;BYWEEKNO=-53;SKIP=FORWARD", "20150103T000000",
            ["20150103T000000", "20200104T000000", "20260103T000000", "20320103T000000"]
        ),
        (
            "RSCALE=HEBREW;FREQ=DAILY;BYMONTHDAY=-1", "20240125T090000",
            ["20240209T090000", "20240310T090000", "20240408T090000", "20240508T090000"]
        ),
    ])
func ownAnswers(_ text: String, _ start: String, _ expected: [String]) throws {
    let start = try vectorTime(start)
    let series = try RuleSeries(
        RecurrenceRule(parsing: text), start: start, isDate: false, until: nil)
    let window = start..<start.adding(days: 20_000)
    #expect(series.instances(in: window, limit: 4).map(vectorText) == expected)
}

private func expectAll(_ rows: [RecurrenceVectorRow]) {
    var passed = 0
    for row in rows {
        do {
            let found = try row.expand()
            if agrees(row, found) {
                passed += 1
            } else {
                Issue.record(
                    """
                    \(row.id ?? row.name) \(row.dtstart) \(row.rrule) \(row.disputeClass ?? "")
                    expected \(row.expected.prefix(8)) n \(row.n ?? row.expected.count)
                    found    \(found.prefix(8)) n \(found.count)
                    """)
            }
        } catch {
            Issue.record("\(row.id ?? row.name) \(row.rrule): \(error)")
        }
    }
    print("recurrence vectors: \(passed) of \(rows.count) pass")
}

private func agrees(_ row: RecurrenceVectorRow, _ found: [String]) -> Bool {
    guard let count = row.n else { return found == row.expected }
    return found.count == count && Array(found.prefix(row.expected.count)) == row.expected
        && found.last == row.last
        && (row.sha256 ?? "").utf8.elementsEqual(
            SHA256.hexDigest(Array(found.joined(separator: ",").utf8)).utf8.prefix(32))
}
