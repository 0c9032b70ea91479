import Core

/// A daily stretch of the wall clock in which nothing is shown.
struct QuietHours: Hashable, Sendable {
    /// Minutes after midnight, 0 ..< 1440. From the first to the last one, which is the next day
    /// when it is not later.
    let first: Int
    let end: Int
    var zone: Zone

    /// nil when nothing is quiet.
    init?(first: Int, end: Int, zone: Zone) {
        let day = 0..<1440
        guard day.contains(first), (0...1440).contains(end), first != end % 1440 else { return nil }
        self.first = first
        self.end = end % 1440
        self.zone = zone
    }

    func contains(_ instant: Instant) -> Bool {
        let minute = zone.local(at: instant).secondOfDay / 60
        return first < end ? (first..<end).contains(minute) : minute >= first || minute < end
    }

    /// When the quiet hours that last at `instant` are over: where the wall clock shows their end,
    /// or where a change of the clock leads out of them.
    func end(after instant: Instant) -> Instant {
        let today = zone.local(at: instant).date
        var candidates: [Instant] = []
        for days in 0...2 {
            let reading = LocalDateTime(today, secondOfDay: end * 60).adding(days: days)
            switch zone.resolve(reading) {
            case .unique(let one), .gap(let one): candidates.append(one)
            case .fold(let first, let second): candidates += [first, second]
            }
        }
        let days = instant..<instant.adding(seconds: 3 * 86_400)
        candidates += zone.transitions(in: days).map(\.instant)
        return candidates.filter { $0 > instant && !contains($0) }.min() ?? days.upperBound
    }
}
