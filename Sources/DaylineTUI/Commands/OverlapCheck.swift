import Core

/// Says which events a change would overlap, and refuses it where the calendar wants that.
struct OverlapCheck {
    let replica: Replica
    let calendar: CalendarInfo
    /// `--allow-overlap`
    let isAllowed: Bool

    /// Overlapping events that are named.
    private static let named = 5

    func check(_ planned: PlannedSave, _ session: Session) throws {
        guard calendar.policy != .allow, !isAllowed else { return }
        let overlaps = try replica.overlaps(
            of: planned, in: calendar.id, now: session.now, display: session.profile.zone)
        let found = overlaps.instances
        guard !found.isEmpty else {
            if let instant = overlaps.provenUntil { session.warnComparedUntil(instant) }
            return
        }
        var words = found.prefix(OverlapCheck.named).map { other in
            let when = session.strings.span(
                other.local, isAllDay: other.isAllDay, today: session.today)
            // A recurring event names every other one once, where both meet for the first time.
            let first = planned.isOfSeries ? "first " : ""
            let title = other.title.isEmpty ? session.strings.untitled : other.title
            return "“\(title)” \(first)\(when)"
        }
        if found.count > words.count { words.append("and \(found.count - words.count) more") }
        let list = words.joined(separator: "; ")
        guard calendar.policy == .warn else { throw CommandError.refused("overlaps \(list)") }
        session.warn("overlaps \(list)")
    }
}

extension Session {
    /// Says that an answer about overlaps stops at some instant.
    func warnComparedUntil(_ instant: Instant) {
        warn(strings.comparedUntil(profile.zone.local(at: instant).date, today: today))
    }
}
