import Core

/// What holds for every rule: the engine is the definition, and its queries agree with each other.
public struct RuleLaws {
    /// The case under test.
    public let drawn: RandomCase
    /// How many instances were compared with the definition.
    public private(set) var compared = 0
    /// The laws that do not hold, each with what it was tried on.
    public private(set) var broken: [String] = []
    let series: RuleSeries
    let naive: NaiveRecurrence
    var random: SplitMix

    /// Instances that are compared in one window.
    private static let most = 300

    /// Checks all laws on one case, with random times.
    public static func check(seed: UInt64) throws -> RuleLaws {
        var laws = try RuleLaws(RandomCase(seed: seed), seed: seed)
        let near = laws.compareWithDefinition()
        try laws.checkQueries(near)
        try laws.checkEnds(near)
        try laws.checkText()
        try laws.checkCalendar()
        laws.checkFar()
        try laws.checkSet(near)
        return laws
    }

    /// Checks queries, ends and text of a case whose instances another definition gave.
    /// - Parameters:
    ///   - instances: all before `end`, from the start on.
    public static func check(
        _ drawn: RandomCase, giving instances: [LocalDateTime], before end: LocalDateTime,
        seed: UInt64
    ) throws -> RuleLaws {
        var laws = try RuleLaws(drawn, seed: seed)
        let near = Near(instances: instances, end: end)
        laws.compared = instances.count
        let found = laws.series.instances(in: drawn.start..<end, limit: .max)
        laws.expect(
            found == instances,
            "the definition has \(instances.prefix(5)), found \(found.prefix(5))")
        try laws.checkQueries(near)
        try laws.checkEnds(near)
        try laws.checkText()
        return laws
    }

    private init(_ drawn: RandomCase, seed: UInt64) throws {
        self.drawn = drawn
        series = try drawn.series(drawn.rule)
        naive = NaiveRecurrence(rule: drawn.rule, start: drawn.start, isDate: drawn.isDate)
        random = SplitMix(seed: ~seed)
    }

    mutating func expect(_ holds: Bool, _ law: @autoclosure () -> String) {
        if !holds { broken.append(law()) }
    }

    /// The instances from the start to a second, all of them.
    struct Near {
        let instances: [LocalDateTime]
        let end: LocalDateTime
    }

    /// The walk near the start, on a day that the rule lets in, and in the middle of nowhere.
    private mutating func compareWithDefinition() -> Near {
        let end = drawn.start.adding(seconds: drawn.rule.horizon)
        let near = compare(drawn.start..<end)
        let left = CivilDate.range.upperBound.dayNumber - drawn.start.date.dayNumber
        let far = drawn.start.date.adding(days: Int.random(in: 0...left, using: &random))
        _ = compare(far.midnight..<far.midnight.adding(seconds: drawn.rule.horizon / 2))
        if let day = naive.firstFittingDay(from: far, among: 3_000) {
            let seconds = min(86_400, drawn.rule.horizon * 4)
            let from = day.midnight.adding(
                seconds: Int.random(in: 0...(86_400 - seconds), using: &random))
            _ = compare(from..<from.adding(seconds: seconds))
        }
        if let found = series.first(atOrAfter: far.midnight) {
            _ = compare(found..<found.adding(seconds: drawn.rule.horizon / 4))
        }
        let isWhole = near.count < Self.most
        return Near(
            instances: near,
            end: isWhole ? end : near.last.map { $0.adding(seconds: 1) } ?? end)
    }

    private mutating func compare(_ window: Range<LocalDateTime>) -> [LocalDateTime] {
        let expected = naive.instances(in: window, limit: Self.most)
        let found = series.instances(in: window, limit: Self.most)
        compared += expected.count
        expect(
            found == expected,
            "in \(window) the definition has \(expected.prefix(5)), found \(found.prefix(5))")
        return expected
    }

    mutating func checkText() throws {
        let rule = drawn.rule
        expect(try RecurrenceRule(parsing: rule.description) == rule, "printing changes the rule")
        guard rule.interval == 1 else { return }
        expect(
            try RecurrenceRule(parsing: "\(rule);INTERVAL=1") == rule, "INTERVAL=1 says something")
    }
}

extension RandomCase {
    func series(_ rule: RecurrenceRule, until: LocalDateTime? = nil) throws -> RuleSeries {
        try RuleSeries(rule, start: start, isDate: isDate, until: until)
    }
}

extension RecurrenceRule {
    /// Seconds that hold a few periods, and that the naive walk can bear.
    fileprivate var horizon: Int {
        switch freq {
        case .secondly: 3 * 3600
        case .minutely: 2 * 86_400
        case .hourly: 40 * 86_400
        case .daily: 900 * 86_400
        case .weekly: 1_500 * 86_400
        case .monthly: 2_500 * 86_400
        case .yearly: 5_000 * 86_400
        }
    }
}
