import Testing

@testable import Core

/// Goal: the engine agrees with the vectors that many engines agree on. Method: every vector of
/// the Gregorian calendar, compared instance by instance.
@Test("agreed recurrence vectors", .enabled(if: Vectors.present))
func agreedVectors() throws {
    let rows = try Vectors.lines("recurrence.jsonl", as: RecurrenceVectorRow.self)
        .filter { !$0.needsOtherCalendar }
    #expect(rows.count > 5_000)
    expectAll(rows)
}

/// Goal: the side we take in every dispute is the one that docs/recurrence-disputes.md gives.
/// Method: `expected` of a disputed vector is the recommended reading, and we take all of them.
@Test("disputed recurrence vectors", .enabled(if: Vectors.present))
func disputedVectors() throws {
    let rows = try Vectors.lines("recurrence_disputed.jsonl", as: RecurrenceVectorRow.self)
        .filter { !$0.needsOtherCalendar }
    #expect(rows.count > 700)
    expectAll(rows)
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
