/// What can be said of an object's alerts without settings.
struct AlertBounds {
    /// Whether it has alarms of its own.
    let hasAlarms: Bool
    /// After it nothing can be due.
    let last: Instant

    /// For what a zone may do, and for default alerts after the day of an all-day event.
    private static let margin = 30 * 86_400

    init(_ object: CalendarObject, _ entries: [IndexEntry]) {
        let events = (object.master.map { [$0] } ?? []) + object.overrides
        let alarms = events.flatMap(\.alarms)
        hasAlarms = events.contains { !$0.component.components("VALARM").isEmpty }
        guard let end = entries.map(\.span.upperBound).max() else {
            last = .distantPast
            return
        }
        let times = alarms.map { alarm in
            switch alarm.trigger {
            case .at(let instant): instant.seconds + alarm.length
            case .relative, .wallClock: end + alarm.trigger.nominalSeconds + alarm.length
            }
        }
        let latest = max(end, times.max() ?? end) + Self.margin
        last = min(Instant(seconds: latest), .distantFuture)
    }
}
