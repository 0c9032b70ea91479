/// Tells what is wrong with objects that can only be told with zone data: unknown zones, ends
/// before starts across zones, rules that yield nothing or end too late.
///
/// One checker for many objects looks at each zone once, and compiles only rules that may be
/// wrong.
public struct ObjectChecker {
    private let zones: ZoneDatabase
    private let resolver: ZoneResolver
    /// Whether the system knows a zone.
    private var known: [TimeZoneID: Bool] = [:]

    public init(zones: ZoneDatabase) {
        self.zones = zones
        self.resolver = ZoneResolver(database: zones)
    }

    /// What `object.diagnostics` does not say yet.
    public mutating func diagnostics(of object: CalendarObject) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var said: Set<TimeZoneID> = []
        if let master = object.master {
            check(master, of: object, &said, &found)
            checkRules(of: master, in: object, &found)
        }
        for event in object.overrides { check(event, of: object, &said, &found) }
        return found
    }

    private mutating func check(
        _ event: Event, of object: CalendarObject, _ said: inout Set<TimeZoneID>,
        _ found: inout [Diagnostic]
    ) {
        var end: CalendarTime?
        if case .time(let time) = event.end { end = time }
        checkZone(event.start.zoneID, .dtstart, event, of: object, &said, &found)
        checkZone(event.recurrenceID?.zoneID, .recurrenceID, event, of: object, &said, &found)
        checkZone(end?.zoneID, .dtend, event, of: object, &said, &found)
        for time in event.excluded {
            checkZone(time.zoneID, .exdate, event, of: object, &said, &found)
        }
        for date in event.dates {
            checkZone(date.start.zoneID, .rdate, event, of: object, &said, &found)
        }
        // On one clock the reader has compared them.
        guard let end, end.zoneID != event.start.zoneID else { return }
        let clocks = EventClocks(zones: zones, calendar: object.calendar)
        guard let from = clocks.instant(of: event.start), let to = clocks.instant(of: end),
            to < from
        else { return }
        let line = event.component.first(.dtend)?.line ?? event.component.line
        found.append(.event(.endBeforeStart, line: line, .warning))
    }

    /// One diagnostic for each zone of an object, where it is first used.
    private mutating func checkZone(
        _ id: TimeZoneID?, _ name: PropertyName, _ event: Event, of object: CalendarObject,
        _ said: inout Set<TimeZoneID>, _ found: inout [Diagnostic]
    ) {
        guard let id, !isKnown(id), !said.contains(id) else { return }
        said.insert(id)
        // Only the object's own VTIMEZONE can help now.
        guard ZoneResolver(database: zones, calendar: object.calendar).zone(id) == nil else {
            return
        }
        let property = event.component.all(name).first { $0.parameter("TZID") == id.name }
        let line = property?.line ?? event.component.line
        found.append(.event(.unknownZone(id), line: line, .warning))
    }

    private mutating func isKnown(_ id: TimeZoneID) -> Bool {
        if let isKnown = known[id] { return isKnown }
        let isKnown = resolver.zone(id) != nil
        known[id] = isKnown
        return isKnown
    }

    private func checkRules(
        of master: Event, in object: CalendarObject, _ found: inout [Diagnostic]
    ) {
        let isEarly = (1..<RecurrenceRule.plainYears).contains(master.start.wallClock.date.year)
        guard !master.rules.isEmpty, !isEarly || !master.rules.allSatisfy(\.isPlain) else { return }
        let clocks = EventClocks(zones: zones, calendar: object.calendar)
        let builder = SeriesBuilder(master, [], clocks)
        for property in master.component.all(.rrule) {
            let text = property.rawValue
            guard let rule = try? RecurrenceRule(parsing: text), !isEarly || !rule.isPlain,
                let problem = problem(of: rule, text, builder)
            else { continue }
            found.append(.event(problem, line: property.line, .warning))
        }
    }

    private func problem(
        of rule: RecurrenceRule, _ text: String, _ builder: SeriesBuilder
    ) -> EventProblem? {
        guard let series = builder.series(rule) else {
            return .badRule(
                text: text, reason: "it needs a start with a time, in the years 1 to 9999")
        }
        if series.isEmpty { return .emptyRule(text: text) }
        // The last years of a table are those of the data, not of the rule.
        guard let count = rule.count, rule.until == nil, !rule.calendar.isTable else { return nil }
        let all = series.count(before: LocalDateTime(seconds: RuleSeries.latest + 1))
        return all < count ? .endsTooLate(text: text) : nil
    }
}

extension CalendarObject {
    /// Everything wrong with the events: `diagnostics`, and what takes zone data to tell.
    public func diagnostics(zones: ZoneDatabase) -> [Diagnostic] {
        var checker = ObjectChecker(zones: zones)
        return diagnostics + checker.diagnostics(of: self)
    }
}
