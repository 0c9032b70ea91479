/// Moves a whole series, or the rest of one: how each time of the old one reads in the new one.
struct SeriesMove {
    let series: SeriesBuilder
    let clocks: EventClocks
    /// The start of one instance before, on the clock of the series.
    let old: LocalDateTime
    /// The start of the same instance now, in the form that all starts shall have.
    let new: CalendarTime

    /// Wall-clock seconds by which every instance moves.
    var shift: Int { new.wallClock.seconds - old.seconds }

    /// Whether nothing changes, not even the form.
    var isNothing: Bool { shift == 0 && clocks.clock(of: new) == series.seed.clock }

    /// A recurrence id or excluded time in the new series.
    func moved(_ time: CalendarTime) -> CalendarTime {
        if case .date(let date) = time, series.seed.clock != .date, !new.isDate {
            return .date(date.adding(days: new.wallClock.date.dayNumber - old.date.dayNumber))
        }
        let wall = series.recurrenceID(of: time) + shift
        return new.with(wallClock: LocalDateTime(seconds: wall))
    }

    /// An additional date in the new series, its length kept.
    func moved(_ date: RecurrenceDate) -> RecurrenceDate {
        let start = moved(date.start)
        switch date.end {
        case .none: return RecurrenceDate(start: start)
        case .duration: return RecurrenceDate(start: start, end: date.end)
        case .time(let end):
            let step = start.wallClock.seconds - date.start.wallClock.seconds
            let wall = end.wallClock.adding(seconds: step)
            return RecurrenceDate(start: start, end: .time(start.with(wallClock: wall)))
        }
    }

    /// A rule that goes on yielding the same instances, moved.
    func moved(_ rule: RecurrenceRule) -> RecurrenceRule {
        if isNothing { return rule }
        let moved = RuleShift(old: old, new: new.wallClock).moved(rule)
        guard let until = rule.until else { return moved }
        let wall = until.wallClock { instant in
            LocalDateTime(seconds: clocks.wallSeconds(of: .utc(instant), on: series.seed.clock))
        }
        return moved.replacing(until: clocks.until(at: wall.adding(seconds: shift), of: new))
    }

    /// An override in the new series: its recurrence id moves, its start too unless it had been
    /// moved on its own.
    func moved(override component: Component) -> Component {
        guard let property = component.first(.recurrenceID), let id = try? property.time() else {
            return component
        }
        var component = component
        let wall = series.recurrenceID(of: id)
        let newID = new.with(wallClock: LocalDateTime(seconds: wall + shift))
        if let event = try? Event(component), isInPlace(event, wall) {
            let start = moved(event.start)
            let step = start.wallClock.seconds - event.start.wallClock.seconds
            if let end = component.first(.dtend), let time = try? end.time() {
                let wallEnd = time.wallClock.adding(seconds: step)
                component.set(end.replacingTime(start.with(wallClock: wallEnd)))
            }
            if let property = component.first(.dtstart) {
                component.set(property.replacingTime(start))
            }
        }
        component.set(property.replacingTime(newID))
        return component
    }

    private func isInPlace(_ event: Event, _ id: Int) -> Bool {
        clocks.wallSeconds(of: event.start, on: series.seed.clock) == id
            && event.isAllDay == (series.seed.clock == .date)
    }
}
