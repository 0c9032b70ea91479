/// Turns the observances of one VTIMEZONE into a table of changes.
///
/// Rules without an end are followed for 400 years, after which they repeat. A rule with an
/// INTERVAL does not, and is followed to the year 9999. Broken observances cost time and memory
/// within `maxOnsets`, never more.
struct ObservanceCompiler {
    /// More observances than this are ignored; a zone since 1900 in full needs about 200.
    static let maxObservances = 1024
    /// A zone that changes twice a year to the year 9999 needs 16,000.
    static let maxOnsets = 40_000
    /// More rules than this are ignored: proving that a strange rule never yields takes a moment.
    static let maxRules = 200

    private typealias Series = (rules: RuleSeries, observance: Int)
    private typealias Onset = (instant: Int, observance: Int)

    private let observances: [Observance]
    private var onsets: [Onset] = []
    private var endless: [Series] = []
    private var repeatsAfterCycle = true
    private var rulesLeft = maxRules

    /// Compiles; nil when there is no observance.
    static func zone(id: TimeZoneID, _ observances: [Observance]) -> Zone? {
        guard !observances.isEmpty else { return nil }
        var compiler = ObservanceCompiler(observances)
        return Zone(table: compiler.table(id: id))
    }

    private init(_ all: [Observance]) {
        observances = all.prefix(ObservanceCompiler.maxObservances).map { observance in
            var observance = observance
            if observance.offsetFrom == nil {
                // The only sensible other offset is that of another observance.
                observance.offsetFrom =
                    all.first { $0.offsetTo != observance.offsetTo }?.offsetTo
                    ?? observance.offsetTo
            }
            return observance
        }
    }

    private mutating func table(id: TimeZoneID) -> ZoneTable {
        for index in observances.indices { collect(index) }
        let cycleStart = followEndless()
        // At one instant the standard offset wins: some programs write both with one DTSTART.
        onsets.sort { one, other in
            if one.instant != other.instant { return one.instant < other.instant }
            return observances[one.observance].isDaylight
                && !observances[other.observance].isDaylight
        }
        let changes = onsets.map { ZoneChange(instant: $0.instant, type: $0.observance) }
        return ZoneTable(
            id: id, types: observances.map(type) + [initialType()], initial: observances.count,
            changes: changes, cycleStart: cycleStart)
    }

    /// Adds the onsets that end by themselves, and notes the rules that do not.
    private mutating func collect(_ index: Int) {
        let observance = observances[index]
        let offset = observance.offsetFrom ?? 0
        var hasRule = false
        for rule in observance.rules.prefix(rulesLeft) {
            rulesLeft -= 1
            guard let series = series(rule, observance, offset), !series.isEmpty else { continue }
            hasRule = true
            if series.isFinite {
                add(series, index, to: LocalDateTime(CivilDate.range.upperBound))
            } else {
                endless.append((series, index))
                if rule.interval != 1 || rule.freq.isSubDaily { repeatsAfterCycle = false }
            }
        }
        for date in observance.dates.prefix(room) {
            switch date {
            case .utc(let instant): onsets.append((instant.seconds, index))
            case .date, .floating, .zoned:
                onsets.append((date.wallClock.seconds - offset, index))
            }
        }
        // A start beside a rule counts only when the rule yields it: Outlook writes 1 January
        // 1601 with the offsets of both observances.
        if !hasRule, room > 0 { onsets.append((observance.start.seconds - offset, index)) }
    }

    private func series(
        _ rule: RecurrenceRule, _ observance: Observance, _ offset: Int
    ) -> RuleSeries? {
        var until = rule.until?.wallClock { $0.local(offset: offset) }
        // Midnight of that day would cut off the change of that night.
        if case .date(let day) = rule.until { until = LocalDateTime(day, secondOfDay: 86_399) }
        return try? RuleSeries(rule, start: observance.start, isDate: false, until: until)
    }

    private var room: Int { max(0, ObservanceCompiler.maxOnsets - onsets.count) }

    private mutating func add(_ series: RuleSeries, _ index: Int, to end: LocalDateTime) {
        let offset = observances[index].offsetFrom ?? 0
        guard series.start < end else { return }
        for local in series.instances(in: series.start..<end, limit: room) {
            onsets.append((local.seconds - offset, index))
        }
    }

    /// Adds the onsets of rules without an end; returns where the 400-year cycle begins, if the
    /// table reaches beyond it.
    private mutating func followEndless() -> Int? {
        guard !endless.isEmpty else { return nil }
        let latest = max(
            onsets.map(\.instant).max() ?? .min, endless.map(\.rules.start.seconds).max() ?? .min)
        // Two years in, every rule has begun and the last finite onset is past.
        let cycleYear = Instant(seconds: latest).local(offset: 0).date.year + 3
        let endYear = cycleYear + 402
        let repeats = repeatsAfterCycle && endYear <= 9999
        let end =
            repeats
            ? CivilDate(dayNumber: CivilDate.dayNumber(year: endYear, month: 1, day: 1))
            : CivilDate.range.upperBound
        for series in endless { add(series.rules, series.observance, to: end.midnight) }
        guard repeats, room > 0 else { return nil }
        return CivilDate.dayNumber(year: cycleYear, month: 1, day: 1) * 86_400
    }

    private func type(of observance: Observance) -> ZoneType {
        let name = observance.abbreviation
        return ZoneType(
            offset: observance.offsetTo,
            abbreviation: name.isEmpty ? offsetText(observance.offsetTo) : name)
    }

    /// Before everything: where the first onset comes from.
    private func initialType() -> ZoneType {
        guard let first = onsets.first, let offset = observances[first.observance].offsetFrom
        else {
            return type(of: observances.first { !$0.isDaylight } ?? observances[0])
        }
        let known =
            observances.first { $0.offsetTo == offset && !$0.isDaylight }
            ?? observances.first { $0.offsetTo == offset }
        return known.map(type) ?? ZoneType(offset: offset, abbreviation: offsetText(offset))
    }
}
