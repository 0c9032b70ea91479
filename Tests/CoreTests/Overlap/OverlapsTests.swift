import TestTools
import Testing

@testable import Core

/// Goal: which instances overlap. Method: two instances a row, minutes since midnight.
struct OverlapRow: Sendable, CustomTestStringConvertible {
    let reason: String
    let one: Range<Int>
    let other: Range<Int>
    var change: @Sendable (inout Instance) -> Void = { _ in }
    var rules = OverlapRules()
    let overlaps: Bool

    var testDescription: String { reason }

    static let rows = [
        OverlapRow(reason: "share an hour", one: 0..<120, other: 60..<180, overlaps: true),
        OverlapRow(reason: "back to back", one: 0..<60, other: 60..<120, overlaps: false),
        OverlapRow(reason: "one inside", one: 0..<600, other: 60..<120, overlaps: true),
        OverlapRow(reason: "equal spans", one: 0..<60, other: 0..<60, overlaps: true),
        OverlapRow(reason: "apart", one: 0..<60, other: 90..<120, overlaps: false),
        OverlapRow(reason: "no length inside", one: 0..<60, other: 30..<30, overlaps: false),
        OverlapRow(reason: "no length at the start", one: 0..<60, other: 0..<0, overlaps: false),
        OverlapRow(
            reason: "transparent", one: 0..<60, other: 0..<60,
            change: { $0 = $0.changed(isTransparent: true) }, overlaps: false),
        OverlapRow(
            reason: "cancelled", one: 0..<60, other: 0..<60,
            change: { $0 = $0.changed(status: .cancelled) }, overlaps: false),
        OverlapRow(
            reason: "tentative is busy", one: 0..<60, other: 0..<60,
            change: { $0 = $0.changed(status: .tentative) }, overlaps: true),
        OverlapRow(
            reason: "all-day is not busy", one: 0..<60, other: 0..<1440,
            change: { $0 = $0.changed(start: .date(CivilDate(dayNumber: 0))) }, overlaps: false),
        OverlapRow(
            reason: "all-day counts when told", one: 0..<60, other: 0..<1440,
            change: { $0 = $0.changed(start: .date(CivilDate(dayNumber: 0))) },
            rules: OverlapRules(countsAllDay: true), overlaps: true),
        OverlapRow(
            reason: "the same instance, once as a draft", one: 0..<60, other: 30..<90,
            change: { $0 = $0.changed(uid: UID("one")) }, overlaps: false),
        OverlapRow(
            reason: "two instances of one event", one: 0..<60, other: 30..<90,
            change: {
                $0 = $0.changed(uid: UID("one"))
                $0.recurrenceID = .utc(Instant(seconds: 1800))
            }, overlaps: true),
    ]
}

@Test("overlap of two instances", arguments: OverlapRow.rows)
func overlapOfTwo(_ row: OverlapRow) {
    let one = busyInstance("one", row.one)
    var other = busyInstance("other", row.other)
    row.change(&other)
    #expect(overlaps(among: [one, other], rules: row.rules).isEmpty == !row.overlaps)
    #expect(overlaps(among: [other, one], rules: row.rules).isEmpty == !row.overlaps)
    #expect(overlaps(of: [one], with: [other], rules: row.rules).isEmpty == !row.overlaps)
    #expect(overlaps(of: [other], with: [one], rules: row.rules).isEmpty == !row.overlaps)
}

/// Goal: the sweep finds exactly what comparing all pairs finds. Method: random sets, some crowded.
@Test("sweep equals comparing all pairs", arguments: 0..<40 as Range<UInt64>)
func sweepEqualsBruteForce(_ seed: UInt64) {
    var generator = SplitMix(seed: seed)
    print("overlap seed \(seed)")
    let all = (0..<Int(generator.next() % 60)).map { index in
        let start = Int(generator.next() % 500)
        let length = Int(generator.next() % (seed % 2 == 0 ? 20 : 200))
        return busyInstance("\(index)", start..<(start + length))
    }
    let expected = Set(
        all.indices.flatMap { one in
            all.indices.filter { other in
                one < other && all[one].span.overlaps(all[other].span)
                    && !all[one].span.isEmpty && !all[other].span.isEmpty
            }.map { [all[one].uid.text, all[$0].uid.text].sorted() }
        })
    let found = overlaps(among: all)
    #expect(Set(found.map { [$0.first.uid.text, $0.second.uid.text].sorted() }) == expected)
    #expect(found.count == expected.count)
    #expect(found.allSatisfy { $0.first.span.lowerBound <= $0.second.span.lowerBound })
    let begins = found.map { $0.shared.lowerBound }
    #expect(begins == begins.sorted())

    let half = all.count / 2
    let between = overlaps(of: Array(all[..<half]), with: Array(all[half...]))
    let crossing = expected.filter { pair in
        pair.compactMap(Int.init).filter { $0 < half }.count == 1
    }
    #expect(Set(between.map { [$0.first.uid.text, $0.second.uid.text].sorted() }) == crossing)
    #expect(between.allSatisfy { (Int($0.first.uid.text) ?? .max) < half })
}

/// Goal: marks name what the pairs name. Method: random sets in which some instances are shown
/// twice, by two calendars; those do not overlap themselves.
@Test("marks name the instances of all pairs", arguments: 0..<40 as Range<UInt64>)
func marksEqualPairs(_ seed: UInt64) {
    var generator = SplitMix(seed: seed)
    print("overlap seed \(seed)")
    var all: [Instance] = []
    for index in 0..<Int(generator.next() % 60) {
        let start = Int(generator.next() % 500)
        let length = Int(generator.next() % (seed % 2 == 0 ? 20 : 200))
        let uid = "\(index - Int(generator.next() % 2))"
        all.append(busyInstance(uid, start..<(start + length)))
    }
    let expected = all.map { one in
        all.contains { other in
            one.uid != other.uid && one.span.overlaps(other.span) && !one.span.isEmpty
                && !other.span.isEmpty
        }
    }
    #expect(overlapMarks(among: all) == expected)
}

@Test("the number of pairs is limited")
func overlapLimit() {
    let all = (0..<100).map { busyInstance("\($0)", 0..<60) }
    #expect(overlaps(among: all).count == 4950)
    #expect(overlaps(among: all, rules: OverlapRules(limit: 7)).count == 7)
    #expect(overlaps(of: all, with: all, rules: OverlapRules(limit: 7)).count == 7)
}

private func busyInstance(_ uid: String, _ minutes: Range<Int>) -> Instance {
    let low = minutes.lowerBound * 60
    let high = minutes.upperBound * 60
    return Instance(
        uid: UID(uid), start: .utc(Instant(seconds: low)),
        span: Instant(seconds: low)..<Instant(seconds: high),
        local: LocalDateTime(seconds: low)..<LocalDateTime(seconds: high), title: uid)
}

extension Instance {
    /// The same instance with some facts changed.
    fileprivate func changed(
        uid: UID? = nil, start: CalendarTime? = nil, status: EventStatus? = nil,
        isTransparent: Bool? = nil
    ) -> Instance {
        Instance(
            uid: uid ?? self.uid, recurrenceID: recurrenceID, start: start ?? self.start,
            span: span, local: local, title: title, status: status ?? self.status,
            isTransparent: isTransparent ?? self.isTransparent)
    }
}
