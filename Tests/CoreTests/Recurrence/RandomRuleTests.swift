import Foundation
import Testing

@testable import Core

/// How many random rules are drawn, and from which seed; both can be set to look further.
private let ruleCount = setting("DAYLINE_RANDOM_RULES") ?? 400
private let seed = UInt64(setting("DAYLINE_SEED") ?? 20_261_123)

private func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
}

/// Goal: the engine is the definition. Method: random rules against the naive expansion, and the
/// laws that tie the queries together; a failure names seed and rule.
@Test("random rules equal the naive expansion")
func randomRules() throws {
    print("random rules: seed \(seed), \(ruleCount) rules")
    var rules = RandomRules(seed: seed)
    var instances = 0
    for index in 0..<ruleCount {
        let drawn = try rules.next()
        let about = "seed \(seed) rule \(index): \(drawn.start) \(drawn.isDate) \(drawn.rule)"
        let days = horizonDays(drawn.rule)
        let horizon = drawn.start.adding(days: days)
        let naive = NaiveRecurrence(rule: drawn.rule, start: drawn.start, isDate: drawn.isDate)
            .instances(before: horizon, limit: 300)
        let series = try series(drawn)
        let found = series.instances(in: drawn.start..<horizon, limit: 300)
        instances += found.count
        guard found == naive else {
            Issue.record("\(about)\nnaive \(naive.prefix(8))\nfound \(found.prefix(8))")
            continue
        }
        let isWhole = naive.count < 300
        try expectQueries(drawn, series, naive, isWhole ? horizon : nil, about, &rules.generator)
        try expectText(drawn.rule, about)
    }
    #expect(instances > ruleCount * 5, "the draw is too sparse to prove anything")
}

private func series(_ drawn: RandomCase, _ rule: RecurrenceRule? = nil) throws -> RuleSeries {
    try RuleSeries(
        rule ?? drawn.rule, start: drawn.start, isDate: drawn.isDate, until: nil)
}

/// Long enough for a few periods, short enough for the naive walk.
private func horizonDays(_ rule: RecurrenceRule) -> Int {
    switch rule.freq {
    case .secondly: 1
    case .minutely: 4
    case .hourly: 40
    case .daily: 900
    case .weekly: 1_500
    case .monthly: 2_500
    case .yearly: 5_000
    }
}

/// Seeking, counting and ending agree with the walk (laws of the queries).
func expectQueries(
    _ drawn: RandomCase, _ series: RuleSeries, _ all: [LocalDateTime],
    _ horizon: LocalDateTime?, _ about: String, _ generator: inout SplitMix
) throws {
    guard let last = all.last else { return }
    let end = horizon ?? last.adding(seconds: 1)
    for _ in 0..<4 {
        let time = LocalDateTime(
            seconds: Int.random(
                in: (drawn.start.seconds - 5)..<end.seconds, using: &generator))
        let next = all.first { $0 >= time }
        if next != nil { #expect(series.first(atOrAfter: time) == next, "\(about) next \(time)") }
        let previous = all.last { $0 < time }
        #expect(series.last(before: time) == previous, "\(about) previous \(time)")
        let before = all.count { $0 < time }
        #expect(series.count(before: time) == before, "\(about) count \(time)")
    }
    let count = Int.random(in: 1...all.count, using: &generator)
    let counted = try RuleSeries(
        drawn.rule.ending(count: count), start: drawn.start, isDate: drawn.isDate, until: nil)
    #expect(counted.isFinite && counted.end == all[count - 1], "\(about) COUNT=\(count)")
    #expect(counted.count(before: end) == count, "\(about) COUNT=\(count)")
    let size = Int.random(in: 1...7, using: &generator)
    #expect(inBatches(of: size, counted, end) == Array(all.prefix(count)), "\(about) batches")
}

private func inBatches(of size: Int, _ series: RuleSeries, _ end: LocalDateTime)
    -> [LocalDateTime]
{
    var found: [LocalDateTime] = []
    withUnsafeTemporaryAllocation(of: Int.self, capacity: size) { buffer in
        var from = series.start
        while true {
            let written = series.fill(buffer, from: from, to: end)
            found += buffer[..<written].map(LocalDateTime.init(seconds:))
            guard written == size, let last = found.last else { return }
            from = last.adding(seconds: 1)
        }
    }
    return found
}

/// Printing loses nothing, and INTERVAL=1 says nothing.
private func expectText(_ rule: RecurrenceRule, _ about: String) throws {
    #expect(try RecurrenceRule(parsing: rule.description) == rule, "\(about) text")
    if rule.interval == 1 {
        #expect(try RecurrenceRule(parsing: "\(rule);INTERVAL=1") == rule, "\(about) interval")
    }
}

/// Goal: laws that need no oracle, over centuries. Method: random rules; the order of lists, a
/// shift by the 400 years after which the calendar repeats, counts of whole cycles.
@Test("random rules keep the laws of the calendar")
func calendarLaws() throws {
    var rules = RandomRules(seed: seed ^ 0xFFFF)
    let cycle = 146_097 * 86_400
    for index in 0..<ruleCount {
        let drawn = try rules.next()
        let about = "seed \(seed) rule \(index): \(drawn.start) \(drawn.isDate) \(drawn.rule)"
        let here = try series(drawn)
        let there = try RuleSeries(
            drawn.rule, start: drawn.start.adding(seconds: cycle), isDate: drawn.isDate,
            until: nil)
        let limit = drawn.start.adding(days: 40_000)
        let few = here.instances(in: drawn.start..<limit, limit: 20)
        let shifted = there.instances(
            in: there.start..<limit.adding(seconds: cycle), limit: 20)
        #expect(few.map { $0.adding(seconds: cycle) } == shifted, "\(about) shift")
        let permuted = try permuted(drawn.rule, &rules.generator)
        #expect(
            try series(drawn, permuted).instances(in: drawn.start..<limit, limit: 20) == few,
            "\(about) permuted")
        expectFarCount(here, about, &rules)
    }
}

/// count(a, c) == count(a, b) + count(b, c), and select is its inverse, far from the start.
private func expectFarCount(_ series: RuleSeries, _ about: String, _ rules: inout RandomRules) {
    let far = series.start.adding(
        days: Int.random(in: 200_000...1_000_000, using: &rules.generator))
    guard let next = series.first(atOrAfter: far) else { return }
    let before = series.count(before: next)
    #expect(series.count(before: next.adding(seconds: 1)) == before + 1, "\(about) far count")
    #expect(series.last(before: next.adding(seconds: 1)) == next, "\(about) far previous")
    let selected = series.kernel.select(before, through: RuleSeries.latest)
    #expect(selected == next.seconds, "\(about) far select \(before)")
    guard let previous = series.last(before: next) else { return }
    #expect(series.count(before: previous) == before - 1, "\(about) far count back")
}

private func permuted(
    _ rule: RecurrenceRule, _ generator: inout SplitMix
) throws -> RecurrenceRule {
    try RecurrenceRule(
        rule.freq, interval: rule.interval,
        bySecond: rule.bySecond.shuffled(using: &generator),
        byMinute: rule.byMinute.shuffled(using: &generator),
        byHour: rule.byHour.shuffled(using: &generator),
        byDay: rule.byDay.shuffled(using: &generator),
        byMonthDay: rule.byMonthDay.shuffled(using: &generator),
        byYearDay: rule.byYearDay.shuffled(using: &generator),
        byWeekNumber: rule.byWeekNumber.shuffled(using: &generator),
        byMonth: rule.byMonth.shuffled(using: &generator),
        bySetPosition: rule.bySetPosition.shuffled(using: &generator),
        weekStart: rule.weekStart)
}
