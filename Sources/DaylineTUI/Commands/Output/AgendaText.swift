import Core

/// Days and their events as lines of text.
struct AgendaText {
    private let marks: [CalendarID: CalendarMark]
    private let today: CivilDate
    private let palette: Palette
    private let strings: any Strings
    private let columns: Int?

    /// - Parameter columns: nil: lines may be as long as they like.
    init(
        calendars: [CalendarID: CalendarInfo], today: CivilDate, palette: Palette,
        strings: any Strings, columns: Int?
    ) {
        marks = calendars.mapValues { CalendarMark($0, palette) }
        self.today = today
        self.palette = palette
        self.strings = strings
        self.columns = columns
    }

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
        let mark = instance.calendar.flatMap { marks[$0] }
        out.spaces(2)
        let width = time(instance, on: day, into: &out)
        out.spaces(AgendaText.timeColumns - width + 2)
        if let mark { out.append(contentsOf: mark.edge) } else { out.append("▌") }
        tail(instance, mark, from: AgendaText.timeColumns + 5, into: &out)
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
        _ instance: Instance, _ mark: CalendarMark?, from column: Int,
        into out: inout OutputBuffer
    ) {
        guard let columns else { return wholeTail(instance, mark, into: &out) }
        let title = instance.title.isEmpty ? strings.untitled : instance.title
        let end = ending(instance, mark?.name, room: columns - column)
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
        _ instance: Instance, _ mark: CalendarMark?, into out: inout OutputBuffer
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
        out.append(word(instance.status))
        if let mark { out.append(contentsOf: mark.safeName) }
        if let object = instance.object {
            out.append("#")
            out.number(Int(object.row))
        }
        out.append(palette.end)
    }

    /// Status, calendar and id. On a narrow screen the title needs the room more than the
    /// calendar's name does.
    private func ending(_ instance: Instance, _ name: String?, room: Int) -> String {
        let id = instance.object.map { "#\($0.row)" } ?? ""
        let mark = word(instance.status)
        let whole = name.map { "\(mark)\($0) \(id)" } ?? mark + id
        return [whole, mark + id].first {
            room - DisplayWidth.columns($0) - 2 >= AgendaText.titleColumns
        } ?? id
    }

    /// The status with a space behind it; nothing for a confirmed event.
    private func word(_ status: EventStatus) -> String {
        switch status {
        case .cancelled: strings.cancelled + " "
        case .tentative: strings.tentative + " "
        case .confirmed: ""
        }
    }
}

/// What each line of a calendar's events has in common, made once.
private final class CalendarMark: Sendable {
    let name: String
    /// The bar in the calendar's colour.
    let edge: [UInt8]
    /// The name, fit for a terminal, and a space.
    let safeName: [UInt8]

    init(_ calendar: CalendarInfo, _ palette: Palette) {
        name = calendar.name
        var edge = OutputBuffer()
        edge.append(palette.begin(calendar.color))
        edge.append("▌")
        edge.append(palette.end)
        self.edge = edge.bytes
        var name = OutputBuffer()
        name.safe(calendar.name)
        name.append(" ")
        safeName = name.bytes
    }
}
