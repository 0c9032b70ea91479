extension CalendarObject {
    /// Whether two states of an object tell people the same: they differ in nothing but alarms,
    /// what was acknowledged of them, and what tells revisions apart (RFC 5545 §3.8.7). Whoever
    /// acknowledges an alert on a phone changes no event.
    ///
    /// - Parameter butExtensions: whether `X-` properties of events do not count either.
    public func saysTheSame(as other: CalendarObject, butExtensions: Bool = false) -> Bool {
        calendar.withoutAlarms(norExtensions: butExtensions)
            == other.calendar.withoutAlarms(norExtensions: butExtensions)
    }
}

extension Component {
    private static let revisions: Set<PropertyName> = [
        .dtstamp, .created, .lastModified, .sequence, .lastSeen, "X-MOZ-GENERATION",
        "X-MOZ-SNOOZE-TIME",
    ]

    fileprivate func withoutAlarms(norExtensions isNarrow: Bool) -> Component {
        var calendar = self
        calendar.components = components.map { event in
            guard event.name == "VEVENT" else { return event }
            var event = event
            event.components = event.components.filter { $0.name != "VALARM" }
            event.removeProperties {
                Component.revisions.contains($0.name) || isNarrow && $0.name.text.hasPrefix("X-")
            }
            return event
        }
        return calendar
    }
}
