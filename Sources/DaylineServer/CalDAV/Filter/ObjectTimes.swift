import Core

/// When the components of one calendar object take place: events, and todos and journals as if
/// they were events, so that all recur by the same rules.
struct ObjectTimes {
    /// Of the calendar, in order.
    let components: [Component]
    /// Finds the zones that times of the object name.
    let zones: ZoneResolver
    /// By index into `components`.
    private let entries: [Int: [IndexEntry]]

    init(_ calendar: Component, zones: ZoneDatabase) {
        let all = calendar.components
        components = all
        self.zones = ZoneResolver(database: zones, calendar: calendar)
        let shadows = all.indices.compactMap { Self.shadow(of: all[$0], at: $0) }
        let shadow = Component(
            "VCALENDAR", components: all.filter { $0.name == "VTIMEZONE" } + shadows)
        let found = (try? CalendarObject(calendar: shadow))?.timeIndex(zones: zones) ?? []
        entries = Dictionary(grouping: found) { Int($0.title) ?? -1 }
    }

    /// The instances that a component describes, those that touch the window, by start, at most
    /// `limit`. An override describes its own and, for `RANGE=THISANDFUTURE`, the later ones.
    func instances(
        of index: Int, in window: inout ExpansionWindow, limit: Int
    ) -> [Instance] {
        let entries = entries[index] ?? []
        if entries.count == 1 { return entries[0].instances(in: &window, limit: limit) }
        var found: [Instance] = []
        for entry in entries { found += entry.instances(in: &window, limit: limit) }
        return found.sorted { $0.span.lowerBound < $1.span.lowerBound }
    }

    /// What of a component says when it takes place, as an event; its title is `index`.
    private static func shadow(of component: Component, at index: Int) -> Component? {
        guard ["VEVENT", "VTODO", "VJOURNAL"].contains(component.name) else { return nil }
        var properties = [
            Property.text(.uid, "-"), Property.text(.summary, String(index)),
        ]
        for property in component.properties where alike.contains(property.name) {
            properties.append(property)
        }
        if component.name == "VTODO", let due = component.first(.due) {
            let name: PropertyName = component.first(.dtstart) == nil ? .dtstart : .dtend
            properties.append(Property(name, due.rawValue, parameters: due.parameters))
        }
        return Component("VEVENT", properties: properties)
    }

    private static let alike: Set<PropertyName> = [
        .dtstart, .dtend, .duration, .rrule, .rdate, .exdate, .recurrenceID, .sequence, .dtstamp,
    ]
}

extension ObjectTimes {
    /// Whether a component takes place at any time at all.
    func hasTimes(_ index: Int) -> Bool { entries[index] != nil }

    /// Seconds that an instance of the master lasts; 0 without master.
    var masterLength: Int {
        let master = components.indices.first {
            hasTimes($0) && components[$0].first(.recurrenceID) == nil
        }
        return master.flatMap { entries[$0]?.first?.length.nominalSeconds } ?? 0
    }
}
