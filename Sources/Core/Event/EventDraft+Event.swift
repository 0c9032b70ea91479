extension EventDraft {
    /// What an event says, to be edited as a whole.
    public init(_ event: Event) {
        self.init(
            title: event.title, start: event.start, end: event.writtenEnd,
            location: event.location, notes: event.notes, rule: event.rules.first,
            status: event.status, isTransparent: event.isTransparent,
            categories: event.categories, url: event.url, color: event.color)
    }

    /// What one instance of an object says: of its override, or of the master at its time.
    /// - Returns: nil when the object has no event for the instance.
    public init?(_ instance: Instance, of object: CalendarObject, zones: ZoneDatabase) {
        let editor = ObjectEditor(object, zones)
        guard let event = editor.event(at: instance.recurrenceID) else { return nil }
        self.init(event)
        let clocks = editor.clocks
        start = instance.start
        rule = object.master?.rules.first
        switch instance.start {
        case .date, .floating:
            let from = event.start.wallClock.seconds
            let seconds = event.writtenEnd.wallClock.seconds - from
            end = start.with(wallClock: start.wallClock.adding(seconds: max(0, seconds)))
        case .utc, .zoned:
            var form = start
            if case .time(let written) = event.end, clocks.instant(of: written) != nil {
                form = written
            }
            let clock = clocks.clock(of: form)
            let wall = clocks.wallSeconds(of: .utc(instance.span.upperBound), on: clock)
            end = form.with(wallClock: LocalDateTime(seconds: wall))
        }
    }

    /// The draft moved on the wall clock, length kept.
    public func moved(bySeconds seconds: Int) -> EventDraft {
        var draft = self
        draft.start = start.with(wallClock: start.wallClock.adding(seconds: seconds))
        draft.end = end.with(wallClock: end.wallClock.adding(seconds: seconds))
        return draft
    }
}

extension Event {
    /// The end as a time of the kind of the start, or as written; never before the start where
    /// that can be told without zones.
    var writtenEnd: CalendarTime {
        switch end {
        case .time(let end) where end.isDate == start.isDate:
            if isAllDay { return atLeast(days: 1, end) }
            if end.zoneID == start.zoneID, end.wallClock < start.wallClock { return start }
            return end
        case .time(let end):
            let wall = isAllDay ? end.wallClock.adding(seconds: 86_399) : end.wallClock
            return isAllDay ? atLeast(days: 1, .date(wall.date)) : start.with(wallClock: wall)
        case .duration(let duration) where isAllDay:
            return start.with(wallClock: start.wallClock.adding(days: max(1, duration.days)))
        case .duration(let duration):
            let seconds = max(0, duration.nominalSeconds)
            return start.with(wallClock: start.wallClock.adding(seconds: seconds))
        case .none:
            return isAllDay ? start.with(wallClock: start.wallClock.adding(days: 1)) : start
        }
    }

    private func atLeast(days: Int, _ end: CalendarTime) -> CalendarTime {
        let earliest = start.wallClock.adding(days: days)
        return end.wallClock < earliest ? start.with(wallClock: earliest) : end
    }
}
