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

extension EventDraft {
    /// This draft, made from `base`, with what another program has changed meanwhile where this
    /// one left it alone. Start, end and rule are one matter: half of each would be nonsense.
    func merged(onto current: EventDraft, since base: EventDraft) -> EventDraft {
        if current == base { return self }
        var result = self
        if title == base.title { result.title = current.title }
        if location == base.location { result.location = current.location }
        if notes == base.notes { result.notes = current.notes }
        if status == base.status { result.status = current.status }
        if isTransparent == base.isTransparent { result.isTransparent = current.isTransparent }
        if categories == base.categories { result.categories = current.categories }
        if url == base.url { result.url = current.url }
        if color == base.color { result.color = current.color }
        if start == base.start, end == base.end, rule == base.rule {
            result.start = current.start
            result.end = current.end
            result.rule = current.rule
        }
        return result
    }
}
