import Core

/// What a command line says about the times of an event.
struct TimeWords: Hashable, Sendable {
    var start: String?
    var end: String?
    var duration: String?
    var allDay = false
    var zone: String?
}

/// Turns the times of a command line into those of an event.
struct DraftTimes {
    let words: TimeWords
    let session: Session

    /// Length of a new event of which only the start is known, in seconds.
    private static let standardLength = 3600

    /// The zone in which an event keeps its times.
    enum Clock { case floating, utc, zone(Zone) }

    /// Start and end of a new event.
    func new() throws(CommandError) -> (start: CalendarTime, end: CalendarTime) {
        guard let text = words.start else { throw .usage("--start says when the event begins") }
        let clock = try clock() ?? standardClock
        let start = try time(text, on: clock, forcesDate: words.allDay)
        if let end = try end(from: start, on: clock) { return (start, end) }
        return start.isDate
            ? (start, start.with(wallClock: start.wallClock.adding(days: 1)))
            : (
                start,
                start.with(wallClock: start.wallClock.adding(seconds: DraftTimes.standardLength))
            )
    }

    /// Changes the times of a draft as far as the options say something about them.
    func change(_ draft: inout EventDraft) throws(CommandError) {
        let length = draft.end.wallClock.seconds - draft.start.wallClock.seconds
        let clock = try clock() ?? clock(of: draft.start)
        let becomesDate = words.allDay || (words.start == nil && draft.start.isDate)
        if let text = words.start {
            let start = try time(text, on: clock, forcesDate: words.allDay)
            let wasDate = draft.start.isDate
            draft.start = start
            // Length kept, unless days become hours or hours days.
            let kept =
                wasDate == start.isDate ? length : start.isDate ? 86_400 : DraftTimes.standardLength
            draft.end = start.with(wallClock: start.wallClock.adding(seconds: kept))
        } else if words.allDay, !draft.start.isDate {
            let first = draft.start.wallClock.date
            let last = draft.end.wallClock.adding(seconds: length > 0 ? -1 : 0).date
            draft.start = .date(first)
            draft.end = .date(max(first, last).adding(days: 1))
        } else if words.zone != nil, !becomesDate {
            draft.start = place(draft.start.wallClock, on: clock)
            draft.end = draft.start.with(
                wallClock: draft.start.wallClock.adding(seconds: length))
        }
        if let end = try end(from: draft.start, on: clock) { draft.end = end }
    }

    /// The end as `--end` or `--duration` say it.
    private func end(
        from start: CalendarTime, on clock: Clock
    ) throws(CommandError) -> CalendarTime? {
        if let text = words.duration {
            guard words.end == nil else { throw .usage("either --end or --duration") }
            guard let length = DateText.duration(text) else {
                throw .usage("“\(text)” is no length; try 45m, 1h30m, 2d")
            }
            if start.isDate, length.seconds != 0 {
                throw .usage("an all-day event lasts whole days")
            }
            return start.with(wallClock: start.wallClock.adding(seconds: length.nominalSeconds))
        }
        guard let text = words.end else { return nil }
        if start.isDate {
            guard let last = DateText.date(text, today: session.today) else {
                throw .usage("“\(text)” is no date for the last day")
            }
            return .date(last.adding(days: 1))
        }
        // A time alone: on the day of the start, or after the midnight that follows it.
        if let second = DateText.time(text) {
            let shown = shownWallClock(of: start, on: clock)
            var end = LocalDateTime(shown.date, secondOfDay: second)
            if end < shown { end = end.adding(days: 1) }
            return convert(.local(end), on: clock)
        }
        return try time(text, on: clock, forcesDate: false)
    }

    private func time(
        _ text: String, on clock: Clock, forcesDate: Bool
    ) throws(CommandError) -> CalendarTime {
        let moment = try session.moment(text)
        if forcesDate {
            switch moment {
            case .date(let date): return .date(date)
            case .local(let local): return .date(local.date)
            case .instant(let instant): return .date(session.profile.zone.local(at: instant).date)
            }
        }
        return convert(moment, on: clock)
    }

    /// What is typed is read in the event's zone when `--zone` names it, else in the screen's.
    private func convert(_ moment: DateText.Moment, on clock: Clock) -> CalendarTime {
        let shown = session.profile.zone
        switch moment {
        case .date(let date): return .date(date)
        case .local(let local):
            if words.zone != nil { return place(local, on: clock) }
            if case .floating = clock { return .floating(local) }
            if case .zone(let zone) = clock, zone.id == shown.id { return .zoned(local, zone.id) }
            return place(shown.instant(at: local), on: clock)
        case .instant(let instant):
            return place(instant, on: clock)
        }
    }

    private func place(_ instant: Instant, on clock: Clock) -> CalendarTime {
        switch clock {
        case .floating: .floating(session.profile.zone.local(at: instant))
        case .utc: .utc(instant)
        case .zone(let zone): .zoned(zone.local(at: instant), zone.id)
        }
    }

    private func place(_ local: LocalDateTime, on clock: Clock) -> CalendarTime {
        switch clock {
        case .floating: .floating(local)
        case .utc: .utc(Instant(seconds: local.seconds))
        case .zone(let zone): .zoned(local, zone.id)
        }
    }

    /// The start as the user would say it: in the zone in which times are typed.
    private func shownWallClock(of start: CalendarTime, on clock: Clock) -> LocalDateTime {
        guard words.zone == nil else { return start.wallClock }
        switch start {
        case .date, .floating: return start.wallClock
        case .utc(let instant): return session.profile.zone.local(at: instant)
        case .zoned(let local, _):
            guard case .zone(let zone) = clock else { return local }
            return session.profile.zone.local(at: zone.instant(at: local))
        }
    }

    private var standardClock: Clock {
        session.profile.zone.id == Zone.utc.id ? .utc : .zone(session.profile.zone)
    }

    /// What `--zone` says.
    private func clock() throws(CommandError) -> Clock? {
        guard let name = words.zone else { return nil }
        if name.isEmpty || name.lowercased() == "floating" { return .floating }
        guard let zone = session.profile.zones.zone(TimeZoneID(name)) else {
            throw .usage("there is no time zone “\(name)”; names look like Europe/Berlin")
        }
        return zone.id == Zone.utc.id ? .utc : .zone(zone)
    }

    /// The clock that an event has already.
    private func clock(of time: CalendarTime) -> Clock {
        switch time {
        case .date: return standardClock
        case .floating: return .floating
        case .utc: return .utc
        case .zoned(_, let id):
            return session.profile.zones.zone(id).map { .zone($0) } ?? standardClock
        }
    }
}
