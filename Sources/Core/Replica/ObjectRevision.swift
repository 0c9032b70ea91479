/// How new a revision of an event is: by `SEQUENCE`, then by when it was last changed
/// (RFC 5546 §2.1.5; `LAST-MODIFIED`, or `DTSTAMP` where that is missing).
struct ObjectRevision: Comparable {
    let sequence: Int
    /// Seconds since 1970; 0 when nothing tells.
    let modified: Int

    init(_ events: [Event]) {
        sequence = events.map(\.sequence).max() ?? 0
        modified = events.map(Self.modified).max() ?? 0
    }

    static func < (one: ObjectRevision, other: ObjectRevision) -> Bool {
        (one.sequence, one.modified) < (other.sequence, other.modified)
    }

    private static func modified(_ event: Event) -> Int {
        for name in [PropertyName.lastModified, .dtstamp] {
            if let time = try? event.component.first(name)?.time() {
                return time.wallClock.seconds
            }
        }
        return 0
    }
}

extension CalendarObject {
    /// Master and overrides.
    var events: [Event] { (master.map { [$0] } ?? []) + overrides }

    /// What to store when this comes where `stored` is; nil when `stored` is as new.
    ///
    /// An object that has overrides only, as mail attachments do, changes those of a stored series
    /// and leaves the rest of it.
    func improving(on stored: CalendarObject) -> CalendarObject? {
        if master == nil, !overrides.isEmpty, stored.master != nil {
            return stored.taking(overrides, zonesOf: calendar)
        }
        return ObjectRevision(events) > ObjectRevision(stored.events) ? self : nil
    }

    private func taking(_ newer: [Event], zonesOf other: Component) -> CalendarObject? {
        var components = calendar.components
        var isChanged = false
        for event in newer {
            let present = components.firstIndex { component in
                component.name == "VEVENT"
                    && (try? Event(component))?.recurrenceID == event.recurrenceID
            }
            guard let present else {
                components.append(event.component)
                isChanged = true
                continue
            }
            guard let old = try? Event(components[present]),
                ObjectRevision([event]) > ObjectRevision([old])
            else { continue }
            components[present] = event.component
            isChanged = true
        }
        guard isChanged else { return nil }
        var merged = calendar
        merged.components = missingZones(other) + components
        return try? CalendarObject(calendar: merged)
    }

    /// Zones that another calendar defines and this one does not.
    private func missingZones(_ other: Component) -> [Component] {
        let known = Set(calendar.zoneNames)
        return other.components.filter { component in
            component.name == "VTIMEZONE"
                && !known.contains(component.first(.tzid)?.text ?? "")
        }
    }
}

extension Component {
    /// The names of the zones that a calendar defines.
    var zoneNames: [String] {
        components.filter { $0.name == "VTIMEZONE" }.map { $0.first(.tzid)?.text ?? "" }
    }
}
