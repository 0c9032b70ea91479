import Foundation
import TestTools
import Testing

@testable import Core

/// Goal: a series of RFC 7529 is what a walk through the named days of the calendar gives. Method:
/// random rules against the naive expansion, and the laws that tie the queries together; a failure
/// names seed and rule.
@Test("random rules of other calendars equal the naive expansion and keep the laws")
func randomCalendarRules() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["DAYLINE_SEED"].flatMap(UInt64.init) ?? 7_529
    let count = 250
    print("random rules of other calendars: DAYLINE_SEED=\(seed), \(count) rules")
    var rules = RandomCalendarRules(seed: seed)
    var compared = 0
    for number in 0..<count {
        let drawn = try rules.next()
        let horizon = drawn.start.adding(days: horizonDays(drawn.rule))
        let naive = try NaiveCalendarRecurrence(
            rule: drawn.rule, start: drawn.start, isDate: drawn.isDate, horizon: horizon
        ).instances(before: horizon, limit: 200)
        let isWhole = naive.count < 200
        let end = isWhole ? horizon : naive.last.map { $0.adding(seconds: 1) } ?? horizon
        let laws = try RuleLaws.check(drawn, giving: naive, before: end, seed: seed)
        compared += laws.compared
        #expect(laws.broken.isEmpty, "seed \(seed) rule \(number): \(drawn)")
    }
    #expect(compared > count * 5, "the draw is too sparse to prove anything")
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
