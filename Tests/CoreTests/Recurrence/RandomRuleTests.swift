import Core
import Foundation
import TestTools
import Testing

/// Goal: the engine is the definition. Method: random rules against the naive expansion, and the
/// laws that tie the queries together; the rule that breaks one is named with its own seed.
@Test("random rules equal the naive expansion and keep the laws")
func randomRules() throws {
    let environment = ProcessInfo.processInfo.environment
    let seed = environment["DAYLINE_SEED"].flatMap(UInt64.init) ?? 20_261_123
    let count: UInt64 = 200
    print("random rules: DAYLINE_SEED=\(seed), \(count) rules; make fuzz draws more")
    var compared = 0
    for rule in 0..<count {
        let laws = try RuleLaws.check(seed: seed &+ rule)
        compared += laws.compared
        #expect(laws.broken.isEmpty, "seed \(seed &+ rule): \(laws.drawn)")
    }
    #expect(compared > 20 * Int(count), "the draw is too sparse to prove anything")
}

/// Goal: a draw that misses a kind of rule proves nothing about it. Method: everything that a rule
/// can say, and every kind of start, is drawn often enough.
@Test("the draw leaves nothing out")
func drawIsWide() throws {
    let drawn = try (0..<3000).map { try RandomCase(seed: $0) }
    func share(_ name: String, _ least: Int, _ isOne: (RandomCase) -> Bool) {
        let count = drawn.count(where: isOne)
        #expect(count >= least, "\(name): \(count) of \(drawn.count)")
    }
    for part in ["FREQ=YEARLY", "FREQ=MONTHLY", "FREQ=WEEKLY", "FREQ=DAILY"] {
        share(part, 300) { $0.rule.description.hasPrefix(part) }
    }
    for part in ["FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=SECONDLY"] {
        share(part, 300) { $0.rule.description.hasPrefix(part) }
    }
    for part in ["BYMONTH=", "BYMONTHDAY=", "BYDAY=", "BYHOUR=", "BYMINUTE=", "BYSECOND="] {
        share(part, 300) { $0.rule.description.contains(part) }
    }
    share("BYYEARDAY", 100) { !$0.rule.byYearDay.isEmpty }
    share("BYWEEKNO", 50) { !$0.rule.byWeekNumber.isEmpty }
    share("week 53", 10) { $0.rule.byWeekNumber.contains { abs($0) == 53 } }
    share("BYSETPOS", 200) { !$0.rule.bySetPosition.isEmpty }
    share("from the end", 100) { $0.rule.bySetPosition.contains { $0 < 0 } }
    share("INTERVAL", 500) { $0.rule.interval > 1 }
    share("WKST", 300) { $0.rule.weekStart != .monday }
    share("dates", 100) { $0.isDate }
    share("29 February", 50) { $0.start.date.month == 2 && $0.start.date.day == 29 }
    share("borders of years", 50) { $0.start.date.dayOfYear < 8 || $0.start.date.dayOfYear > 358 }
    share("the first years", 50) { $0.start.date.year < 4 }
    share("the last years", 50) { $0.start.date.year > 9989 }
}
