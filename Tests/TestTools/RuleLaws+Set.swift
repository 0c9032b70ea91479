import Core

/// A recurrence set is its parts put together (RFC 5545 §3.8.5).
extension RuleLaws {
    mutating func checkSet(_ near: Near) throws {
        var others: [RuleSeries] = []
        var included = Set(near.instances)
        var excluded: Set<LocalDateTime> = []
        // Sometimes a second rule adds, sometimes it takes away.
        let part = Int.random(in: 0..<4, using: &random)
        if part < 2, let other = try second() {
            others.append(other)
            let found = other.instances(in: drawn.start..<near.end, limit: 20_000)
            guard found.count < 20_000 else { return }
            if part == 0 { included.formUnion(found) } else { excluded.formUnion(found) }
        }
        let dates = times(near, 3)
        let excludedDates = times(near, 4)
        let excludedDays = drawn.isDate ? [] : times(near, 2).map(\.date)
        included.formUnion(dates)
        included.insert(drawn.start)
        excluded.formUnion(excludedDates)
        let days = Set(excludedDays)
        let expected = included.subtracting(excluded)
            .filter { $0 < near.end && !days.contains($0.date) }.sorted()
        let set = RecurrenceSet(
            start: drawn.start, rules: [series] + (part == 0 ? others : []), dates: dates,
            excluded: excludedDates, excludedDays: excludedDays,
            excludedRules: part == 1 ? others : [])
        let found = set.instances(in: drawn.start..<near.end, limit: .max)
        expect(
            found == expected,
            "the set with \(dates), without \(excludedDates), \(excludedDays) and of \(others)")
        let few = set.instances(in: drawn.start..<near.end, limit: 3)
        expect(few == Array(expected.prefix(3)), "the set's first three")
        checkQueries(of: set, expected, near)
    }

    private mutating func checkQueries(
        of set: RecurrenceSet, _ expected: [LocalDateTime], _ near: Near
    ) {
        for _ in 0..<4 {
            let time = LocalDateTime(
                seconds: Int.random(
                    in: (drawn.start.seconds - 5)..<near.end.seconds, using: &random))
            if let after = expected.first(where: { $0 >= time }) {
                expect(set.first(atOrAfter: time) == after, "the set's first from \(time) on")
            }
            let before = expected.last { $0 < time }
            expect(set.last(before: time) == before, "the set's last before \(time)")
        }
    }

    /// Another rule from the same start, or the same once more.
    private mutating func second() throws -> RuleSeries? {
        if random.chance(5) { return series }
        var rules = RandomRules(seed: random.next())
        let rule = try rules.next()
        return drawn.isDate && rule.freq.isSubDaily ? nil : try drawn.series(rule)
    }

    /// Some instances, and times that are none.
    private mutating func times(_ near: Near, _ most: Int) -> [LocalDateTime] {
        (0..<Int.random(in: 0...most, using: &random)).map { _ in
            if let instance = near.instances.randomElement(using: &random), random.chance(2) {
                return instance
            }
            let time = LocalDateTime(
                seconds: Int.random(in: drawn.start.seconds..<near.end.seconds, using: &random))
            return drawn.isDate ? time.date.midnight : time
        }
    }
}
