/// Brings the recurrence properties of a master and its overrides onto one wall clock.
struct SeriesBuilder {
    /// The master's series, as far as no override for this and future instances takes over.
    private(set) var seed: SeriesSeed
    /// Overrides with `RANGE=THISANDFUTURE` and their recurrence ids in wall-clock seconds,
    /// ascending.
    private(set) var futureOverrides: [(id: Int, event: Event)] = []
    private let clocks: EventClocks
    /// `EXDATE` of the master, sorted.
    private let excluded: [Int]

    init(_ master: Event, _ overrides: [Event], _ clocks: EventClocks) {
        let clock = clocks.clock(of: master.start)
        self.clocks = clocks
        self.seed = SeriesSeed(
            clock: clock, start: master.start.wallClock.seconds, length: master.length(clocks))
        excluded = Self.excluded(master, clock, clocks)
        seed.excluded = excluded
        seed.excludedDays = clock == .date ? [] : sortedUnique(master.excluded.compactMap(\.day))
        seed.rules = master.rules.compactMap { rule($0) }
        seed.dates = dates(of: master)
        for override in overrides {
            guard let time = override.recurrenceID else { continue }
            let id = recurrenceID(of: time)
            if override.appliesToFuture {
                futureOverrides.append((id, override))
            } else {
                seed.excluded.append(id)
            }
        }
        seed.excluded = sortedUnique(seed.excluded)
        futureOverrides.sort { $0.id < $1.id }
    }

    /// The series from `id` on, as an override describes it: shifted on the wall clock by as much
    /// as the override moves its own instance, with its length and its clock.
    func seed(takenOverBy override: Event, from id: Int, to next: Int) -> SeriesSeed {
        var stretch = seed
        var clock = clocks.clock(of: override.start)
        // A start written in UTC means the same moment, not that the event leaves its zone.
        if clock == .utc { clock = seed.clock == .date ? .utc : seed.clock }
        stretch.startClock = clock
        stretch.shift = clocks.wallSeconds(of: override.start, on: clock) - id
        stretch.length = override.length(clocks)
        stretch.ids = id..<max(id, next)
        return stretch
    }

    /// The wall-clock second that a recurrence id means. A date means the instance of that day.
    func recurrenceID(of time: CalendarTime) -> Int {
        if case .date(let date) = time, seed.clock != .date {
            return date.midnight.seconds + CivilDate.floorMod(seed.start, 86_400)
        }
        return clocks.wallSeconds(of: time, on: seed.clock)
    }

    /// The first instance of a rule at or after a wall-clock second; nil when the rules are over.
    func firstByRule(atOrAfter wall: Int) -> Int? {
        seed.rules.compactMap { rule in
            rule.series(start: seed.start, isDate: seed.clock == .date)?
                .first(atOrAfter: LocalDateTime(seconds: wall))?.seconds
        }.min()
    }

    /// A rule with its end as the last instance; nil when it yields nothing.
    private func rule(_ rule: RecurrenceRule) -> SeriesRule? {
        guard let series = series(rule), !series.isEmpty else { return nil }
        return SeriesRule(rule: rule, last: series.end?.seconds)
    }

    /// A rule compiled on the clock of the series, COUNT and UNTIL included.
    func series(_ rule: RecurrenceRule) -> RuleSeries? {
        let until = rule.until?.wallClock { instant in
            let seconds = clocks.wallSeconds(of: .utc(instant), on: seed.clock)
            return LocalDateTime(seconds: seconds)
        }
        return try? RuleSeries(
            rule, start: LocalDateTime(seconds: seed.start), isDate: seed.clock == .date,
            until: until)
    }

    /// `RDATE`.
    private func dates(of master: Event) -> [SeriesDate] {
        master.dates.map { date in
            SeriesDate(
                start: clocks.wallSeconds(of: date.start, on: seed.clock),
                length: length(of: date))
        }
        .sorted { $0.start < $1.start }
    }

    private func length(of date: RecurrenceDate) -> InstanceLength? {
        switch date.end {
        case .none: nil
        case .time(let end): clocks.length(from: date.start, to: end)
        case .duration(let duration): InstanceLength(duration)
        }
    }

    /// Whether `EXDATE` names the instance of an override.
    func isExcluded(_ override: Event) -> Bool {
        guard let time = override.recurrenceID else { return false }
        let id = recurrenceID(of: time)
        return excluded.contains(sorted: id)
            || seed.excludedDays.contains(sorted: CivilDate.floorDiv(id, 86_400))
    }

    /// `EXDATE` but for dates beside a start with a time.
    private static func excluded(
        _ master: Event, _ clock: SeriesClock, _ clocks: EventClocks
    ) -> [Int] {
        let times = clock == .date ? master.excluded : master.excluded.filter { !$0.isDate }
        return sortedUnique(times.map { clocks.wallSeconds(of: $0, on: clock) })
    }
}

extension CalendarTime {
    /// The day number of a date.
    fileprivate var day: Int? {
        if case .date(let date) = self { date.dayNumber } else { nil }
    }
}

extension SeriesSeed {
    /// Wall-clock seconds of `startClock` that cover all instances; up to `allIDs` without end.
    func wallBounds() -> Range<Int> {
        var last = max(start, dates.last?.start ?? start)
        for rule in rules { last = max(last, rule.last ?? Self.allIDs.upperBound) }
        var first = max(ids.lowerBound, min(start, dates.first?.start ?? start))
        last = min(last, ids.upperBound - 1)
        if startClock != clock { first -= 86_400 }
        guard last >= first else { return (first + shift)..<(first + shift) }
        guard last + 1 < Self.allIDs.upperBound else {
            return (first + shift)..<Self.allIDs.upperBound
        }
        let longest = dates.reduce(length.nominalSeconds) {
            max($0, $1.length?.nominalSeconds ?? 0)
        }
        // One second more: an instance without length begins inside.
        return (first + shift)..<(last + shift + longest + 1)
    }
}
