extension CalendarObject {
    /// Whether two states of an object tell people the same: they differ in nothing but alarms,
    /// what was acknowledged of them, and what tells revisions apart (RFC 5545 §3.8.7). Whoever
    /// acknowledges an alert on a phone changes no event.
    public func saysTheSame(as other: CalendarObject) -> Bool {
        calendar.withoutAlarms == other.calendar.withoutAlarms
    }
}

extension Component {
    private static let revisions: Set<PropertyName> = [
        .dtstamp, .created, .lastModified, .sequence, .lastSeen, "X-MOZ-GENERATION",
        "X-MOZ-SNOOZE-TIME",
    ]

    fileprivate var withoutAlarms: Component {
        var calendar = self
        calendar.components = components.map { event in
            guard event.name == "VEVENT" else { return event }
            var event = event
            event.components = event.components.filter { $0.name != "VALARM" }
            event.removeProperties { Component.revisions.contains($0.name) }
            return event
        }
        return calendar
    }
}
