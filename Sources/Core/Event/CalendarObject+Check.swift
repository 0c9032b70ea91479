extension CalendarObject {
    /// Everything wrong with the events: `diagnostics`, and what can only be told with zone data:
    /// unknown zones, ends before starts across zones, rules that yield nothing.
    public func diagnostics(zones: ZoneDatabase) -> [Diagnostic] {
        let clocks = EventClocks(zones: zones, calendar: calendar)
        var found = diagnostics
        var unknown = Set<TimeZoneID>()
        for event in [master].compactMap({ $0 }) + overrides {
            for name in [PropertyName.dtstart, .dtend, .recurrenceID, .exdate, .rdate] {
                for property in event.component.all(name) {
                    guard let text = property.parameter("TZID"), !text.isEmpty else { continue }
                    let id = TimeZoneID(text)
                    guard clocks.zone(id) == nil, unknown.insert(id).inserted else { continue }
                    found.append(.event(.unknownZone(id), line: property.line, .warning))
                }
            }
            if case .time(let end) = event.end, end.zoneID != event.start.zoneID,
                let from = clocks.instant(of: event.start), let to = clocks.instant(of: end),
                to < from
            {
                let line = event.component.first(.dtend)?.line ?? event.component.line
                found.append(.event(.endBeforeStart, line: line, .warning))
            }
        }
        return found + ruleDiagnostics(clocks)
    }

    private func ruleDiagnostics(_ clocks: EventClocks) -> [Diagnostic] {
        guard let master, !master.rules.isEmpty else { return [] }
        let series = SeriesBuilder(master, [], clocks)
        return master.component.all(.rrule).compactMap { property in
            let text = property.rawValue
            guard let rule = try? RecurrenceRule(parsing: text) else { return nil }
            guard let compiled = series.series(rule) else {
                let reason = "it needs a start with a time, in the years 1 to 9999"
                let problem = EventProblem.badRule(text: text, reason: reason)
                return .event(problem, line: property.line, .warning)
            }
            return compiled.isEmpty
                ? .event(.emptyRule(text: text), line: property.line, .warning) : nil
        }
    }
}
