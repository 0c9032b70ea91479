import Core

/// A draft between the event and the form, which has one zone and a last day.
///
/// The form shows an end in another zone on the start's clock, and an `UNTIL` in UTC as a wall
/// clock. What the form did not change is saved as it was written.
struct EditedDraft {
    let original: EventDraft
    /// As the form takes it.
    let shown: EventDraft

    init(_ original: EventDraft, _ object: CalendarObject, _ zones: ZoneDatabase) {
        self.original = original
        let resolver = ZoneResolver(database: zones, calendar: object.calendar)
        let clock: Zone? =
            switch original.start {
            case .zoned(_, let id): resolver.zone(id)
            case .utc: .utc
            case .date, .floating: nil
            }
        var draft = original
        if let clock, EditedDraft.isOther(original.end, than: original.start) {
            let end = resolver.instant(original.end, display: clock)
            draft.end = original.start.with(wallClock: clock.local(at: end))
        }
        if let clock, let rule = original.rule, case .utc(let last) = rule.until {
            // With a COUNT beside it, which the RFC forbids, the rule stays as it is.
            if rule.count == nil { draft.rule = rule.ending(until: .local(clock.local(at: last))) }
        }
        shown = draft
    }

    private static func isOther(_ end: CalendarTime, than start: CalendarTime) -> Bool {
        switch (start, end) {
        case (.zoned(_, let one), .zoned(_, let other)): one != other
        case (.utc, .utc), (.date, .date), (.floating, .floating): false
        case (.date, _), (.floating, _), (.zoned, _), (.utc, _): !end.isDate && !start.isDate
        }
    }

    /// What to save when the form says `draft`.
    func saved(_ draft: EventDraft) -> EventDraft {
        var result = draft
        if draft.start == shown.start, draft.end == shown.end {
            result.end = original.end
        } else if draft.end.wallClock.seconds - draft.start.wallClock.seconds
            == shown.end.wallClock.seconds - shown.start.wallClock.seconds,
            draft.start.zoneID == original.start.zoneID, !draft.start.isDate
        {
            // Only moved: the end keeps its zone.
            let shift = draft.start.wallClock.seconds - shown.start.wallClock.seconds
            result.end = original.end.with(
                wallClock: original.end.wallClock.adding(seconds: shift))
        }
        if draft.rule == shown.rule { result.rule = original.rule }
        return result
    }
}
