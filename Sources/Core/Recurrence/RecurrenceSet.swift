/// What an event's properties say about when it happens (RFC 5545 §3.8.5), in the wall clock of
/// the event's zone: start, rules and dates, less what is excluded.
public struct RecurrenceSet: Sendable {
    /// DTSTART: always an instance, unless excluded, even where no rule gives it.
    public let start: LocalDateTime
    let rules: [RuleSeries]
    /// `start` and the dates, sorted, without duplicates.
    let dates: [Int]
    /// Sorted, without duplicates.
    let excluded: [Int]
    /// Day numbers, sorted, without duplicates.
    let excludedDays: [Int]
    let excludedRules: [RuleSeries]

    /// How many instances that excluded rules take away are passed in a row before a query gives
    /// up: two rules that cancel each other out must not hold up the caller.
    public static let skipLimit = 100_000

    /// Combines what the properties say.
    /// - Parameters:
    ///   - start: DTSTART.
    ///   - rules: one for each RRULE.
    ///   - dates: RDATE, the starts of periods too.
    ///   - excluded: EXDATE, to the second.
    ///   - excludedDays: EXDATE of kind DATE on a series with times: takes away all of the day.
    ///   - excludedRules: one for each EXRULE (RFC 2445).
    public init(
        start: LocalDateTime, rules: [RuleSeries], dates: [LocalDateTime] = [],
        excluded: [LocalDateTime] = [], excludedDays: [CivilDate] = [],
        excludedRules: [RuleSeries] = []
    ) {
        self.start = start
        self.rules = rules
        self.dates = sortedUnique([start.seconds] + dates.map(\.seconds))
        self.excluded = sortedUnique(excluded.map(\.seconds))
        self.excludedDays = sortedUnique(excludedDays.map(\.dayNumber))
        self.excludedRules = excludedRules
    }
}

extension RecurrenceSet {
    /// Whether all rules end before the year 9999 does.
    public var isFinite: Bool { rules.allSatisfy(\.isFinite) }

    /// The last instance; nil when a rule has no end, or nothing is left.
    public var end: LocalDateTime? {
        isFinite ? last(before: LocalDateTime(seconds: Int.max)) : nil
    }

    /// The first instance not before `time`.
    public func first(atOrAfter time: LocalDateTime) -> LocalDateTime? {
        var time = time.seconds
        for _ in 0...skips {
            guard let found = nextIncluded(time) else { return nil }
            guard let resume = resumption(after: found) else {
                return LocalDateTime(seconds: found)
            }
            time = resume
        }
        return nil
    }

    /// The last instance before `time`.
    public func last(before time: LocalDateTime) -> LocalDateTime? {
        var time = time.seconds
        for _ in 0...skips {
            guard let found = previousIncluded(time) else { return nil }
            guard isExcluded(found) else { return LocalDateTime(seconds: found) }
            let day = CivilDate.floorDiv(found, 86_400)
            time = excludedDays.contains(sorted: day) ? day * 86_400 : found
        }
        return nil
    }

    /// Excluded dates take away one instance, or one day, each; only rules need the limit.
    private var skips: Int {
        excluded.count + excludedDays.count + (excludedRules.isEmpty ? 0 : Self.skipLimit)
    }

    private func nextIncluded(_ time: Int) -> Int? {
        let index = dates.lowerBound(time)
        var best = index < dates.count ? dates[index] : nil
        for rule in rules {
            guard let found = rule.first(atOrAfter: LocalDateTime(seconds: time))?.seconds
            else { continue }
            best = min(best ?? found, found)
        }
        return best
    }

    private func previousIncluded(_ time: Int) -> Int? {
        let index = dates.lowerBound(time)
        var best = index > 0 ? dates[index - 1] : nil
        for rule in rules {
            guard let found = rule.last(before: LocalDateTime(seconds: time))?.seconds
            else { continue }
            best = max(best ?? found, found)
        }
        return best
    }

    private func isExcluded(_ time: Int) -> Bool { resumption(after: time) != nil }

    /// Where to look on when `time` is excluded; nil when it is not.
    private func resumption(after time: Int) -> Int? {
        if !excludedDays.isEmpty {
            let day = CivilDate.floorDiv(time, 86_400)
            if excludedDays.contains(sorted: day) { return (day + 1) * 86_400 }
        }
        if excluded.contains(sorted: time) { return time + 1 }
        for rule in excludedRules
        where rule.first(atOrAfter: LocalDateTime(seconds: time))?.seconds == time {
            return time + 1
        }
        return nil
    }
}

extension [Int] {
    /// Whether a sorted array has `value`.
    func contains(sorted value: Int) -> Bool {
        let index = lowerBound(value)
        return index < count && self[index] == value
    }
}
