import Core

/// Days and their events as lines of text.
struct AgendaText {
    let calendars: [CalendarID: CalendarInfo]
    let today: CivilDate
    let palette: Palette
    let strings: any Strings
    /// nil: lines may be as long as they like.
    let columns: Int?

    /// Columns of the time: `09:30–10:15`.
    private static let timeColumns = 11

    /// Columns that a title has before its calendar's name goes.
    private static let titleColumns = 16

    /// Writes the days that have events; returns false when there is none.
    func write(
        _ instances: [Instance], days: ClosedRange<CivilDate>, into out: inout OutputBuffer
    ) -> Bool {
        let byDay = AgendaText.byDay(instances, days: days)
        out.reserve(instances.count * 72)
        var isFirst = true
        for (offset, rows) in byDay.enumerated() where !rows.isEmpty {
            let day = days.lowerBound.adding(days: offset)
            if !isFirst { out.line() }
            isFirst = false
            heading(day, into: &out)
            for row in rows { line(instances[row], on: day, into: &out) }
        }
        return !isFirst
    }

    /// Indexes of the instances that touch each day: whole days first, then by start.
    private static func byDay(
        _ instances: [Instance], days: ClosedRange<CivilDate>
    ) -> [[Int]] {
        let count = days.upperBound.dayNumber - days.lowerBound.dayNumber + 1
        var allDay = [[Int]](repeating: [], count: count)
        var timed = allDay
        for (index, instance) in instances.enumerated() {
            let start = instance.local.lowerBound.date
            let last =
                instance.local.isEmpty
                ? start : instance.local.upperBound.adding(seconds: -1).date
            let first = max(start, days.lowerBound).dayNumber - days.lowerBound.dayNumber
            let end = min(last, days.upperBound).dayNumber - days.lowerBound.dayNumber
            guard first <= end else { continue }
            for day in first...end {
                if instance.isAllDay { allDay[day].append(index) } else { timed[day].append(index) }
            }
        }
        return zip(allDay, timed).map { $0 + $1 }
    }

    private func heading(_ day: CivilDate, into out: inout OutputBuffer) {
        out.append(palette.begin(.bold))
        out.append(strings.dayTitle(day))
        out.append(palette.end)
        if let relative = strings.relativeDay(day, today: today) {
            out.append(" · ")
            out.append(relative)
        }
        out.line()
    }

    private func line(_ instance: Instance, on day: CivilDate, into out: inout OutputBuffer) {
        let calendar = instance.calendar.flatMap { calendars[$0] }
        out.spaces(2)
        let width = time(instance, on: day, into: &out)
        out.spaces(AgendaText.timeColumns - width + 2)
        if let calendar { out.append(palette.begin(calendar.color)) }
        out.append("▌")
        out.append(palette.end)
        tail(instance, calendar: calendar, from: AgendaText.timeColumns + 5, into: &out)
        out.line()
    }

    /// The part of the day that the instance takes: `09:30–10:15`, `all day`, `→10:00`, `22:00→`.
    private func time(
        _ instance: Instance, on day: CivilDate, into out: inout OutputBuffer
    ) -> Int {
        if instance.isAllDay {
            out.append(strings.allDay)
            return DisplayWidth.columns(strings.allDay)
        }
        let (start, end) = (instance.local.lowerBound, instance.local.upperBound)
        let midnight = day.adding(days: 1).midnight
        if start < day.midnight {
            out.append("→")
            guard end < midnight else { return 1 }
            out.time(end)
            return 6
        }
        out.time(start)
        if end > midnight {
            out.append("→")
            return 6
        }
        if start == end { return 5 }
        out.append("–")
        if end == midnight { out.append("24:00") } else { out.time(end) }
        return 11
    }

    /// Title, place, calendar and id; what is too long is cut from the title's end first.
    private func tail(
        _ instance: Instance, calendar: CalendarInfo?, from column: Int,
        into out: inout OutputBuffer
    ) {
        guard let columns else { return wholeTail(instance, calendar: calendar, into: &out) }
        let title = instance.title.isEmpty ? strings.untitled : instance.title
        let end = ending(instance, calendar, room: columns - column)
        if instance.status == .cancelled { out.append(palette.begin(.dim)) }
        let room = max(1, columns - column - DisplayWidth.columns(end) - 2)
        let place = instance.location.isEmpty ? "" : " · \(instance.location)"
        let used = out.safe(title + (instance.isRecurring ? " ↻" : "") + place, columns: room)
        out.append(palette.end)
        out.spaces(max(2, room - used + 2))
        out.append(palette.begin(.dim))
        out.safe(end)
        out.append(palette.end)
    }

    /// The same where lines may be as long as they like.
    private func wholeTail(
        _ instance: Instance, calendar: CalendarInfo?, into out: inout OutputBuffer
    ) {
        if instance.status == .cancelled { out.append(palette.begin(.dim)) }
        out.safe(instance.title.isEmpty ? strings.untitled : instance.title)
        if instance.isRecurring { out.append(" ↻") }
        if !instance.location.isEmpty {
            out.append(" · ")
            out.safe(instance.location)
        }
        out.append(palette.end)
        out.append("  ")
        out.append(palette.begin(.dim))
        switch instance.status {
        case .cancelled: out.append(strings.cancelled + " ")
        case .tentative: out.append(strings.tentative + " ")
        case .confirmed: break
        }
        if let calendar {
            out.safe(calendar.name)
            out.append(" ")
        }
        if let object = instance.object {
            out.append("#")
            out.number(Int(object.row))
        }
        out.append(palette.end)
    }

    /// Status, calendar and id. On a narrow screen the title needs the room more than the
    /// calendar's name does.
    private func ending(_ instance: Instance, _ calendar: CalendarInfo?, room: Int) -> String {
        let id = instance.object.map { "#\($0.row)" } ?? ""
        let mark =
            switch instance.status {
            case .cancelled: strings.cancelled + " "
            case .tentative: strings.tentative + " "
            case .confirmed: ""
            }
        let whole = calendar.map { "\(mark)\($0.name) \(id)" } ?? mark + id
        return [whole, mark + id].first {
            room - DisplayWidth.columns($0) - 2 >= AgendaText.titleColumns
        } ?? id
    }
}
