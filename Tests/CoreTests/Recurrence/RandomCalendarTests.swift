import Foundation
import Testing

@testable import Core

/// How many random rules are drawn, and from which seed; both can be set to look further.
private let ruleCount = setting("DAYLINE_RANDOM_RULES") ?? 250
private let seed = UInt64(setting("DAYLINE_SEED") ?? 7_529)

private func setting(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
}

/// Goal: a series of RFC 7529 is what a walk through the named days of the calendar gives. Method:
/// random rules against the naive expansion, and the laws that tie the queries together; a failure
/// names seed and rule.
@Test("random rules of other calendars equal the naive expansion")
func randomCalendarRules() throws {
    print("random rules of other calendars: seed \(seed), \(ruleCount) rules")
    var rules = RandomCalendarRules(seed: seed)
    var instances = 0
    for index in 0..<ruleCount {
        let drawn = try rules.next()
        let about = "seed \(seed) rule \(index): \(drawn.start) \(drawn.isDate) \(drawn.rule)"
        let horizon = drawn.start.adding(days: horizonDays(drawn.rule))
        let naive = try NaiveCalendarRecurrence(
            rule: drawn.rule, start: drawn.start, isDate: drawn.isDate, horizon: horizon
        ).instances(before: horizon, limit: 200)
        let series = try RuleSeries(
            drawn.rule, start: drawn.start, isDate: drawn.isDate, until: nil)
        let found = series.instances(in: drawn.start..<horizon, limit: 200)
        instances += found.count
        guard found == naive else {
            Issue.record("\(about)\nnaive \(naive.prefix(8))\nfound \(found.prefix(8))")
            continue
        }
        let isWhole = naive.count < 200
        try expectQueries(
            drawn, series, naive, isWhole ? horizon : nil, about, &rules.generator)
        #expect(try RecurrenceRule(parsing: drawn.rule.description) == drawn.rule, "\(about) text")
    }
    #expect(instances > ruleCount * 5, "the draw is too sparse to prove anything")
}

/// Long enough for a few periods, short enough for the naive walk.
private func horizonDays(_ rule: RecurrenceRule) -> Int {
    switch rule.freq {
    case .secondly: 1
    case .minutely: 4
    case .hourly: 60
    case .daily: 900
    case .weekly: 1_200
    case .monthly: 1_500
    case .yearly: 3_000
    }
}
