extension EventClocks {
    /// A rule whose `UNTIL` has the form that RFC 5545 §3.3.10 asks for beside a start: a date
    /// beside a date, UTC beside a zone, local beside floating time. A day includes all of it.
    func withEnd(_ rule: RecurrenceRule, of start: CalendarTime) -> RecurrenceRule {
        guard let until = rule.until else { return rule }
        let wall: LocalDateTime
        switch until {
        case .date(let date):
            wall = start.isDate ? date.midnight : date.midnight.adding(seconds: 86_399)
        case .local(let local): wall = local
        case .utc(let instant):
            if start.isDate { return rule.replacing(until: .date(instant.local(offset: 0).date)) }
            let seconds = wallSeconds(of: .utc(instant), on: clock(of: start))
            wall = LocalDateTime(seconds: seconds)
        }
        return rule.replacing(until: self.until(at: wall, of: start))
    }

    /// An `UNTIL` at a wall clock, in the form that belongs to a start.
    func until(at wall: LocalDateTime, of start: CalendarTime) -> RecurrenceRule.Until {
        switch start {
        case .date: .date(wall.date)
        case .floating: .local(wall)
        case .utc: .utc(Instant(seconds: wall.seconds))
        case .zoned: instant(of: start.with(wallClock: wall)).map { .utc($0) } ?? .local(wall)
        }
    }
}
