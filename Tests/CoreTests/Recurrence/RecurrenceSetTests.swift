import Testing

@testable import Core

/// Goal: the algebra of RFC 5545 §3.8.5. Method: one law per row; a daily rule with three
/// instances from Monday 5 January 2026, 9:00, and what is added and taken away.
@Test(
    "rule, dates and excluded",
    arguments: [
        // RDATE               EXDATE               EXDATE;VALUE=DATE  days and hours left
        ([], [], [], ["5T09", "6T09", "7T09"]),  // the rule alone
        (["9T10"], [], [], ["5T09", "6T09", "7T09", "9T10"]),  // a date beside it
        (["6T09"], [], [], ["5T09", "6T09", "7T09"]),  // the same moment is one instance
        (["4T09"], [], [], ["4T09", "5T09", "6T09", "7T09"]),  // before the start
        ([], ["6T09"], [], ["5T09", "7T09"]),  // one excluded
        ([], ["6T10"], [], ["5T09", "6T09", "7T09"]),  // excluded, but nothing is there
        ([], ["5T09"], [], ["6T09", "7T09"]),  // the start can be excluded
        (["9T10"], ["9T10"], [], ["5T09", "6T09", "7T09"]),  // excluded wins over a date
        (["6T20"], [], ["6"], ["5T09", "7T09"]),  // a day takes all that is on it
        ([], ["5T09", "6T09"], ["7"], []),  // nothing is left
    ])
func setAlgebra(_ dates: [String], _ out: [String], _ days: [String], _ left: [String]) throws {
    let rule = try RecurrenceRule(parsing: "FREQ=DAILY;COUNT=3")
    let start = try january("5T09")
    let set = RecurrenceSet(
        start: start,
        rules: [try RuleSeries(rule, start: start, isDate: false, until: nil)],
        dates: try dates.map(january), excluded: try out.map(january),
        excludedDays: try days.map { try january($0).date })
    let expected = try left.map(january)
    #expect(
        set.instances(in: start.adding(days: -30)..<start.adding(days: 30), limit: 99) == expected)
    #expect(set.first(atOrAfter: start.adding(days: -30)) == expected.first)
    #expect(set.last(before: start.adding(days: 30)) == expected.last)
    #expect(set.end == expected.last)
    #expect(set.isFinite)
}

/// `5T09` is 5 January 2026, 9 o'clock; `5` its midnight.
private func january(_ text: String) throws -> LocalDateTime {
    let parts = text.split(separator: "T").compactMap { Int($0) }
    guard let day = parts.first,
        let time = LocalDateTime(
            year: 2026, month: 1, day: day, hour: parts.count > 1 ? parts[1] : 0)
    else { throw BadVector(text: text) }
    return time
}

/// Goal: a start that its rule does not match counts all the same (RFC 8984 §4.3.3.1), and COUNT
/// counts what the rule gives.
@Test("an unsynchronised start is an instance")
func unsynchronisedStart() throws {
    let start = try vectorTime("20260107T090000")  // a Wednesday
    let rule = try RecurrenceRule(parsing: "FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    let series = try RuleSeries(rule, start: start, isDate: false, until: nil)
    let set = RecurrenceSet(start: start, rules: [series])
    let all = set.instances(in: start..<start.adding(days: 99), limit: 9).map(vectorText)
    #expect(all == ["20260107T090000", "20260112T090000", "20260119T090000"])
    #expect(series.count(before: start.adding(days: 99)) == 2)
}

/// Goal: two rules that cancel each other out hold up nobody. Method: a rule less itself, and a
/// rule less all of itself but the far end.
@Test("rules that cancel each other out")
func cancelledRules() throws {
    let start = try vectorTime("20260105T090000")
    let each = try RuleSeries(
        RecurrenceRule(parsing: "FREQ=MINUTELY"), start: start, isDate: false, until: nil)
    let set = RecurrenceSet(start: start, rules: [each], excludedRules: [each])
    #expect(set.first(atOrAfter: start) == nil)
    #expect(set.last(before: start.adding(days: 10_000)) == nil)
    #expect(set.instances(in: start..<start.adding(days: 10_000), limit: 5).isEmpty)
    #expect(set.end == nil && !set.isFinite)
    // The limit is on what is passed in a row: instances behind fewer are found.
    let some = try RuleSeries(
        RecurrenceRule(parsing: "FREQ=MINUTELY;COUNT=\(RecurrenceSet.skipLimit)"), start: start,
        isDate: false, until: nil)
    let rest = RecurrenceSet(start: start, rules: [each], excludedRules: [some])
    let next = start.adding(seconds: RecurrenceSet.skipLimit * 60)
    #expect(rest.first(atOrAfter: start) == next)
}
