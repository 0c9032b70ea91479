/// Writes a `VTIMEZONE` (RFC 5545 §3.6.5) from what a zone does from some instant on.
///
/// RFC 5545 §3.2.19 wants one for every TZID, and other clients may know no zones of their own.
/// Changes that follow one yearly rule to the end of the looked-at years become an `RRULE` without
/// end; all others are listed.
struct VTimeZoneWriter {
    /// How far changes are looked at; Morocco's are listed until 2087.
    private static let years = 70

    private let zone: Zone
    private let id: TimeZoneID
    private let since: Instant

    /// - Parameter since: the first instant that matters.
    init(_ zone: Zone, _ id: TimeZoneID, since: Instant) {
        self.zone = zone
        self.id = id
        self.since = since
    }

    /// The component.
    func component() -> Component {
        let observances = observances()
        return Component(
            "VTIMEZONE", properties: [Property(.tzid, id.name)], components: observances)
    }

    private func observances() -> [Component] {
        let year = 366 * 86_400
        let end = since.adding(seconds: Self.years * year)
        let past = zone.transitions(
            in: since.adding(seconds: -20 * year)..<since.adding(seconds: 1))
        let future = zone.transitions(in: since.adding(seconds: 1)..<end)
        let changes = (past.last.map { [$0] } ?? []) + future
        var groups: [WrittenObservance: [LocalDateTime]] = [:]
        var order: [WrittenObservance] = []
        for change in changes {
            let kind = WrittenObservance(change, zone.abbreviation(at: change.instant))
            if groups[kind] == nil { order.append(kind) }
            groups[kind, default: []].append(change.instant.local(offset: change.offsetBefore))
        }
        var components: [Component] = past.isEmpty ? [base()] : []
        for kind in order {
            let onsets = groups[kind] ?? []
            let (tail, rule) = YearlyOnset.tail(of: onsets, until: end.local(offset: 0))
            let listed = onsets.dropLast(tail)
            if !listed.isEmpty { components.append(kind.component(Array(listed), rule: nil)) }
            if tail > 0 { components.append(kind.component(onsets.suffix(tail), rule: rule)) }
        }
        return components
    }

    /// What holds before the first change.
    private func base() -> Component {
        let offset = zone.offset(at: since)
        let first = min(since.local(offset: offset).date.midnight, LocalDateTime(seconds: 0))
        let kind = WrittenObservance(
            ZoneTransition(instant: since, offsetBefore: offset, offsetAfter: offset),
            zone.abbreviation(at: since))
        return kind.component([first], rule: nil)
    }
}

/// One kind of change of a zone: a `STANDARD` or `DAYLIGHT` component.
private struct WrittenObservance: Hashable {
    let before: Int
    let after: Int
    let name: String

    init(_ change: ZoneTransition, _ name: String) {
        before = change.offsetBefore
        after = change.offsetAfter
        self.name = name
    }

    /// - Parameters:
    ///   - onsets: on the wall clock before the change, not empty.
    ///   - rule: yields all of them; nil to list them.
    func component(_ onsets: some Collection<LocalDateTime>, rule: RecurrenceRule?) -> Component {
        var properties: [Property] = []
        if let first = onsets.first { properties.append(.time(.dtstart, .floating(first))) }
        properties.append(.text(.tzname, name))
        properties.append(.utcOffset(.tzoffsetfrom, before))
        properties.append(.utcOffset(.tzoffsetto, after))
        if let rule {
            properties.append(Property(.rrule, rule.description))
        } else if onsets.count > 1 {
            properties.append(.times(.rdate, onsets.dropFirst().map { .floating($0) }))
        }
        return Component(after > before ? "DAYLIGHT" : "STANDARD", properties: properties)
    }
}

extension Zone {
    /// The `VTIMEZONE` of what the zone does from an instant on, under its own id.
    package func definition(since: Instant) -> Component {
        VTimeZoneWriter(self, id, since: since).component()
    }
}
