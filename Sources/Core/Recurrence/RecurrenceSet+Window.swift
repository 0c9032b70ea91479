extension RecurrenceSet {
    /// The first `limit` instances in a window.
    public func instances(in window: Range<LocalDateTime>, limit: Int) -> [LocalDateTime] {
        guard limit > 0, !window.isEmpty else { return [] }
        if rules.count == 1, excludedRules.isEmpty { return merged(rules[0], window, limit) }
        var found: [LocalDateTime] = []
        var time = window.lowerBound
        while found.count < limit, let next = first(atOrAfter: time), next < window.upperBound {
            found.append(next)
            time = next.adding(seconds: 1)
        }
        return found
    }

    /// One rule beside sorted dates, in batches: what nearly all recurring events are.
    private func merged(
        _ rule: RuleSeries, _ window: Range<LocalDateTime>, _ limit: Int
    ) -> [LocalDateTime] {
        var found: [LocalDateTime] = []
        var dateIndex = dates.lowerBound(window.lowerBound.seconds)
        let end = window.upperBound.seconds
        func keep(_ time: Int) {
            if found.count < limit, !isTakenAway(time) {
                found.append(LocalDateTime(seconds: time))
            }
        }
        var from = window.lowerBound
        let size = min(limit, 256)
        withUnsafeTemporaryAllocation(of: Int.self, capacity: size) { buffer in
            var written = size
            while written == size, found.count < limit {
                written = rule.fill(buffer, from: from, to: window.upperBound)
                for time in buffer[..<written] {
                    while dateIndex < dates.count, dates[dateIndex] < time {
                        keep(dates[dateIndex])
                        dateIndex += 1
                    }
                    if dateIndex < dates.count, dates[dateIndex] == time { dateIndex += 1 }
                    keep(time)
                }
                if written > 0 { from = LocalDateTime(seconds: buffer[written - 1] + 1) }
            }
        }
        while dateIndex < dates.count, dates[dateIndex] < end {
            keep(dates[dateIndex])
            dateIndex += 1
        }
        return found
    }

    private func isTakenAway(_ time: Int) -> Bool {
        if !excluded.isEmpty, excluded.contains(sorted: time) { return true }
        return !excludedDays.isEmpty
            && excludedDays.contains(sorted: CivilDate.floorDiv(time, 86_400))
    }
}
