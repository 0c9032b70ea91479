import Core

/// Questions that views and `update` ask of the model.
extension Model {
    /// The day and time of the cursor.
    var cursorTime: LocalDateTime { LocalDateTime(cursor, secondOfDay: cursorMinute * 60) }

    /// An instant's wall clock on the screen.
    func local(_ instant: Instant) -> LocalDateTime { zone.local(at: instant) }

    /// The six weeks that a month view shows, around the cursor's month.
    var monthWindow: Range<CivilDate> {
        let first = cursor.firstOfMonth.startOfWeek(first: weekStart)
        return first..<first.adding(days: 42)
    }

    /// The days that the current view shows.
    var visibleWindow: Range<CivilDate> {
        switch view {
        case .month: return monthWindow
        case .week:
            let first = cursor.startOfWeek(first: weekStart)
            return first..<first.adding(days: 7)
        case .day: return cursor..<cursor.adding(days: 1)
        case .agenda: return agendaStart..<agendaStart.adding(days: Model.agendaDays)
        }
    }

    /// How many days the agenda looks ahead.
    static let agendaDays = 42

    /// The selected instance, if it is still there.
    var selectedInstance: Instance? {
        guard let selection else { return nil }
        return instances.first { $0.key == selection }
    }

    /// The instances that show on `day`, long ones first, then by start.
    func instances(on day: CivilDate) -> [Instance] {
        let shown = instances.filter { $0.shows(on: day) }
        return shown.filter(\.isLong) + shown.filter { !$0.isLong }
    }

    /// The calendar of an instance.
    func calendar(_ id: CalendarID?) -> CalendarItem? {
        guard let id else { return nil }
        return calendars.first { $0.id == id }
    }

    /// Whether a loaded instance shares time with another one.
    func isOverlapping(_ instance: Instance) -> Bool {
        guard let place = instances.place(of: instance) else { return false }
        return overlapping.indices.contains(place) && overlapping[place]
    }
}
