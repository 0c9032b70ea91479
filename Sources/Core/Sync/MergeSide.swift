/// One text of an object, read for merging.
struct MergeSide {
    let object: CalendarObject
    let clocks: EventClocks
    /// When the series starts: of the component without a recurrence id, of any kind.
    private let start: CalendarTime?

    /// nil when the text is not one calendar object, has lines that cannot be read, or describes
    /// one instance twice: which of the two was meant cannot be told.
    init?(_ text: [UInt8], _ zones: ZoneDatabase) {
        let parsed = parseICalendar(text)
        guard parsed.components.count == 1, let calendar = parsed.components.first,
            !parsed.diagnostics.contains(where: { $0.severity == .error }),
            let object = try? CalendarObject(calendar: calendar)
        else { return nil }
        self.init(object, zones)
        let keys = calendar.components.compactMap { $0.instanceKey(in: self) }
        guard Set(keys).count == keys.count else { return nil }
    }

    init(_ object: CalendarObject, _ zones: ZoneDatabase) {
        self.object = object
        self.clocks = EventClocks(zones: zones, calendar: object.calendar)
        let master = object.calendar.components.first {
            $0.name != "VTIMEZONE" && $0.first(.recurrenceID) == nil
        }
        self.start = master?.firstTime(.dtstart) ?? master?.firstTime(.due)
    }

    /// Names the instance that a recurrence id or an exclusion means, the same on every side
    /// however it is written. A date means the instance of that day.
    func key(ofInstance time: CalendarTime) -> TimeKey {
        guard let start else { return clocks.key(of: time) }
        if start.isDate { return .day(time.wallClock.date.dayNumber) }
        guard case .date(let date) = time else { return clocks.key(of: time) }
        let wall = LocalDateTime(date, secondOfDay: start.wallClock.secondOfDay)
        return clocks.key(of: start.with(wallClock: wall))
    }

    /// Wall-clock seconds between the start of the series and an instance: stays when the series
    /// is moved with all that belongs to it.
    func distance(ofInstance time: CalendarTime) -> Int? {
        guard let start else { return nil }
        if case .date(let date) = time, !start.isDate {
            return (date.dayNumber - start.wallClock.date.dayNumber) * 86_400
        }
        return clocks.wallSeconds(of: time, on: clocks.clock(of: start)) - start.wallClock.seconds
    }

    /// The instances that `EXDATE` of the master takes away.
    var excluded: [TimeKey: CalendarTime] {
        var found: [TimeKey: CalendarTime] = [:]
        for time in object.master?.excluded ?? [] { found[key(ofInstance: time)] = time }
        return found
    }
}

/// A moment, or a day, independent of how it is written.
enum TimeKey: Hashable {
    case instant(Int)
    /// Floating, or in a zone that nobody knows.
    case wall(Int)
    case day(Int)
}

extension EventClocks {
    func key(of time: CalendarTime) -> TimeKey {
        if case .date(let date) = time { return .day(date.dayNumber) }
        if let instant = instant(of: time) { return .instant(instant.seconds) }
        return .wall(time.wallClock.seconds)
    }

    /// One name for all that mean the same zone.
    func zoneName(_ id: TimeZoneID) -> String { zone(id)?.id.name ?? id.name }
}

extension Component {
    /// The first property called `name` as a time; nil when there is none that can be read.
    func firstTime(_ name: PropertyName) -> CalendarTime? {
        first(name).flatMap { try? $0.time() }
    }
}
