import Core

/// Laws that need no definition, over centuries.
extension RuleLaws {
    /// 400 years, after which days and weekdays repeat.
    private static let cycle = 146_097 * 86_400

    /// The order of lists says nothing, and 400 years later everything is the same.
    mutating func checkCalendar() throws {
        let end = min(drawn.start.adding(days: 40_000), NaiveRecurrence.endOfTime)
        let few = series.instances(in: drawn.start..<max(drawn.start, end), limit: 20)
        let permuted = try drawn.series(drawn.rule.permuted(&random))
        let other = permuted.instances(in: drawn.start..<max(drawn.start, end), limit: 20)
        expect(other == few, "another order of the lists")

        let later = end.adding(seconds: Self.cycle)
        guard later <= NaiveRecurrence.endOfTime else { return }
        let start = drawn.start.adding(seconds: Self.cycle)
        let there = try RuleSeries(drawn.rule, start: start, isDate: drawn.isDate, until: nil)
        let shifted = there.instances(in: start..<later, limit: 20)
        expect(few.map { $0.adding(seconds: Self.cycle) } == shifted, "400 years later")
    }

    /// Counting, seeking and ending far from the start: count(a, c) = count(a, b) + count(b, c),
    /// where the right side is walked.
    mutating func checkFar() {
        let left = NaiveRecurrence.endOfTime.seconds - drawn.start.seconds
        let far = drawn.start.adding(seconds: Int.random(in: 0..<max(1, left), using: &random))
        guard let next = series.first(atOrAfter: far) else {
            let last = series.last(before: NaiveRecurrence.endOfTime)
            expect(last.map { $0 < far } ?? true, "nothing from \(far) on, but \(last as Any)")
            return
        }
        let walked = series.instances(in: next..<NaiveRecurrence.endOfTime, limit: 30)
        let before = series.count(before: far)
        for (index, instance) in walked.enumerated().suffix(1) {
            expect(series.count(before: instance) == before + index, "the count at \(instance)")
        }
        for (one, following) in zip(walked, walked.dropFirst()).prefix(5) {
            expect(series.last(before: following) == one, "the last before \(following)")
        }
        guard before < RecurrenceRule.largestNumber,
            let counted = try? drawn.series(drawn.rule.ending(count: before + 1))
        else { return }
        expect(counted.end == next, "COUNT=\(before + 1) ends at \(next)")
    }
}

extension RecurrenceRule {
    fileprivate func permuted(_ random: inout SplitMix) throws -> RecurrenceRule {
        try RecurrenceRule(
            freq, interval: interval,
            bySecond: bySecond.shuffled(using: &random),
            byMinute: byMinute.shuffled(using: &random),
            byHour: byHour.shuffled(using: &random),
            byDay: byDay.shuffled(using: &random),
            byMonthDay: byMonthDay.shuffled(using: &random),
            byYearDay: byYearDay.shuffled(using: &random),
            byWeekNumber: byWeekNumber.shuffled(using: &random),
            byMonth: byMonth.shuffled(using: &random),
            bySetPosition: bySetPosition.shuffled(using: &random),
            weekStart: weekStart)
    }
}
