extension SeriesSeed {
    /// The most instances of one series that a window answers with, unless told otherwise.
    public static let standardLimit = 100_000

    /// Calls `body` with the first `limit` instances that touch the window, by start.
    ///
    /// An instance without length touches when it begins inside. Two nominal times on one instant
    /// (a gap, RFC 5545 §3.3.5) are one instance, the earlier. Cost: the instances inside, not the
    /// years before them.
    public func forEachInstance(
        in window: inout ExpansionWindow, limit: Int = SeriesSeed.standardLimit,
        _ body: (SeriesInstance) -> Void
    ) {
        let index = window.index(of: startClock)
        let candidates = candidateIDs(window.clocks[index].starts(for: longest))
        guard limit > 0, !candidates.isEmpty else { return }
        // Some candidates end before the window, or are a second name of an instant.
        var reach = limit > Int.max / 2 ? limit : limit + 16
        while true {
            let found = recurrenceIDs(in: candidates, limit: reach)
            var resolved = resolve(found, &window.clocks[index])
            resolved.removeAll { !window.touches($0.span) }
            if resolved.count >= limit || found.count < reach {
                for instance in resolved.prefix(limit) { body(instance) }
                return
            }
            reach *= 4
        }
    }

    /// The length by which a window must look back.
    private var longest: InstanceLength {
        dates.reduce(length) { longest, date in
            guard let own = date.length, own.nominalSeconds > longest.nominalSeconds
            else { return longest }
            return own
        }
    }

    /// Recurrence ids whose starts can be in `starts`. A start that becomes a date is up to a day
    /// before its id.
    private func candidateIDs(_ starts: Range<Int>) -> Range<Int> {
        let slack = startClock == clock ? 0 : 86_400
        let range = (starts.lowerBound - shift)..<(starts.upperBound - shift + slack)
        return range.clamped(to: ids)
    }

    /// By instant, without a second recurrence id for one instant.
    private func resolve(_ found: [Int], _ clock: inout ClockWindow) -> [SeriesInstance] {
        var resolved: [SeriesInstance] = []
        resolved.reserveCapacity(found.count)
        for id in found {
            var wall = id + shift
            if case .date = startClock { wall -= CivilDate.floorMod(wall, 86_400) }
            let length = ownLength(of: id) ?? length
            resolved.append(
                SeriesInstance(
                    recurrenceID: id, start: wall, span: clock.span(at: wall, length),
                    length: length))
        }
        // Days stay days, even where a zone skipped one.
        guard clock.hasTransition, startClock != .date else { return resolved }
        resolved.sort {
            let (one, other) = ($0.span.lowerBound, $1.span.lowerBound)
            return one == other ? $0.recurrenceID < $1.recurrenceID : one < other
        }
        var previous: Instant?
        resolved.removeAll { instance in
            defer { previous = instance.span.lowerBound }
            return instance.span.lowerBound == previous
        }
        return resolved
    }

    /// The first `limit` recurrence ids inside a half-open range of wall-clock seconds, sorted.
    func recurrenceIDs(in range: Range<Int>, limit: Int) -> [Int] {
        let window =
            LocalDateTime(seconds: range.lowerBound)..<LocalDateTime(seconds: range.upperBound)
        return recurrenceSet().instances(in: window, limit: limit).map(\.seconds)
    }

    /// The rules, dates and exclusions compiled.
    func recurrenceSet() -> RecurrenceSet {
        let isDate = clock == .date
        return RecurrenceSet(
            start: LocalDateTime(seconds: start),
            rules: rules.compactMap { $0.series(start: start, isDate: isDate) },
            dates: dates.map { LocalDateTime(seconds: $0.start) },
            excluded: excluded.map(LocalDateTime.init(seconds:)),
            excludedDays: excludedDays.map(CivilDate.init(dayNumber:)))
    }

    /// The length of a period among the dates.
    private func ownLength(of id: Int) -> InstanceLength? {
        dates.first { $0.start == id && $0.length != nil }?.length
    }
}

extension SeriesRule {
    /// The rule compiled; nil when it cannot be expanded, which reading the event reports.
    func series(start: Int, isDate: Bool) -> RuleSeries? {
        guard last ?? .max >= start else { return nil }
        return try? RuleSeries(
            rule, start: LocalDateTime(seconds: start), isDate: isDate,
            until: last.map(LocalDateTime.init(seconds:)))
    }
}
