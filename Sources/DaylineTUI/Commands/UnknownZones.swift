import Core

/// Finds the zones that a file names and nobody knows: their times count as floating.
struct UnknownZones {
    private let zones: ZoneDatabase
    /// Names that need no second look, and whether they are known.
    private var known: [TimeZoneID: Bool] = [:]

    init(zones: ZoneDatabase) { self.zones = zones }

    /// One diagnostic per zone and object, at the line of the event.
    mutating func diagnostics(of objects: [CalendarObject]) -> [Diagnostic] {
        var found: [Diagnostic] = []
        for object in objects {
            var said: Set<TimeZoneID> = []
            for event in (object.master.map { [$0] } ?? []) + object.overrides {
                for id in ids(of: event) where !isKnown(id, in: object) && said.insert(id).inserted
                {
                    found.append(
                        Diagnostic(
                            line: event.component.line, severity: .warning,
                            kind: .event(.unknownZone(id))))
                }
            }
        }
        return found
    }

    private func ids(of event: Event) -> [TimeZoneID] {
        var ids = [event.start.zoneID, event.recurrenceID?.zoneID]
        if case .time(let end) = event.end { ids.append(end.zoneID) }
        return ids.compactMap { $0 }
    }

    private mutating func isKnown(_ id: TimeZoneID, in object: CalendarObject) -> Bool {
        if known[id] == nil { known[id] = ZoneResolver(database: zones).zone(id) != nil }
        if known[id] == true { return true }
        // Only the object's own VTIMEZONE can help now; another object may not have it.
        return ZoneResolver(database: zones, calendar: object.calendar).zone(id) != nil
    }
}
