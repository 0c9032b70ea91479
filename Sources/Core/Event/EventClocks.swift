/// What the zones of one calendar object say about its times.
struct EventClocks {
    let zones: ZoneDatabase
    let calendar: Component
    private let resolver: ZoneResolver

    init(zones: ZoneDatabase, calendar: Component) {
        self.zones = zones
        self.calendar = calendar
        self.resolver = ZoneResolver(database: zones, calendar: calendar)
    }

    /// The zone that an id means in this object; nil when nobody knows it.
    func zone(_ id: TimeZoneID) -> Zone? { resolver.zone(id) }

    /// The clock on which a time is written.
    func clock(of time: CalendarTime) -> SeriesClock {
        switch time {
        case .date: .date
        case .floating: .floating
        case .utc: .utc
        case .zoned(_, let id): .zoned(written: id, zone: seriesZone(id))
        }
    }

    private func seriesZone(_ id: TimeZoneID) -> SeriesZone {
        guard let zone = resolver.zone(id) else { return .unknown }
        if let known = zones.zone(zone.id), known == zone { return .named(zone.id) }
        if zone.isFixed { return .fixed(offset: zone.offset(at: Instant(seconds: 0))) }
        let source = calendar.components.first {
            $0.name == "VTIMEZONE" && $0.first(.tzid)?.text == id.name
        }
        return source.map { .embedded($0.text) } ?? .unknown
    }

    /// The zone of a clock; nil when it is the display zone's.
    func zone(of clock: SeriesClock) -> Zone? {
        switch clock {
        case .date, .floating, .zoned(_, .unknown): nil
        case .utc: .utc
        case .zoned(let written, _): resolver.zone(written)
        }
    }

    /// The instant of a time; nil when it depends on the display zone.
    func instant(of time: CalendarTime) -> Instant? {
        zone(of: clock(of: time))?.instant(at: time.wallClock)
    }

    /// A time read on `clock`, in wall-clock seconds: the instant where both have one, else the
    /// wall clock as written.
    func wallSeconds(of time: CalendarTime, on clock: SeriesClock) -> Int {
        if case .date = clock { return time.wallClock.date.midnight.seconds }
        if case .zoned(let written, _) = clock, time.zoneID == written {
            return time.wallClock.seconds
        }
        guard let zone = zone(of: clock), let instant = instant(of: time) else {
            return time.wallClock.seconds
        }
        return zone.local(at: instant).seconds
    }

    /// The length between two times: exact where both have an instant, else on the wall clock.
    /// Dates last at least a day; an end before the start counts as none.
    func length(from start: CalendarTime, to end: CalendarTime) -> InstanceLength {
        if case .date(let first) = start {
            let endDay = end.wallClock.adding(seconds: 86_399).date
            return InstanceLength(
                wallSeconds: max(1, endDay.dayNumber - first.dayNumber) * 86_400)
        }
        if let from = instant(of: start), let to = instant(of: end) {
            return InstanceLength(exactSeconds: to.seconds - from.seconds)
        }
        let seconds = end.wallClock.seconds - start.wallClock.seconds
        guard instant(of: start) != nil else { return InstanceLength(wallSeconds: seconds) }
        return InstanceLength(exactSeconds: seconds)
    }
}

extension Event {
    /// How long the event and each of its instances last (RFC 5545 §3.6.1, §3.8.5.3).
    func length(_ clocks: EventClocks) -> InstanceLength {
        switch end {
        case .time(let end): clocks.length(from: start, to: end)
        case .duration(let duration) where isAllDay:
            InstanceLength(wallSeconds: max(1, duration.days) * 86_400)
        case .duration(let duration): InstanceLength(duration)
        case .none: InstanceLength(wallSeconds: isAllDay ? 86_400 : 0)
        }
    }
}
