/// When an event takes time, over its whole life: rules compiled so that they can be asked, not
/// expanded.
///
/// Of the recurrence set each rule is a strand of its own, as are the single dates; so every
/// strand has one length and one arithmetic.
public struct BusySeries: Sendable {
    let strands: [BusyStrand]

    /// Compiles an entry of the time index: a single event, an override, or a series.
    ///
    /// - Parameters:
    ///   - zones: where the zones of a series are looked up.
    ///   - display: the zone of floating times and dates.
    ///   - rules: what takes time at all; nil for an entry that never does.
    public init?(
        _ entry: IndexEntry, zones: ZoneDatabase, display: Zone,
        rules: OverlapRules = OverlapRules()
    ) {
        let clock = entry.seed?.startClock
        guard !entry.isTransparent, entry.status != .cancelled,
            rules.countsAllDay || !(clock.map { $0 == .date } ?? entry.start.isDate)
        else { return nil }
        if let seed = entry.seed {
            self.init(seed, zone: zones.zone(of: seed.startClock) ?? display)
        } else {
            self.init(single: entry, display: display)
        }
        if strands.isEmpty { return nil }
    }

    /// - Parameter zone: of the starts.
    init(_ seed: SeriesSeed, zone: Zone) {
        let isDate = seed.clock == .date
        let rules = seed.rules.compactMap { $0.series(start: seed.start, isDate: isDate) }
        var strands = rules.map { BusyStrand(.rule($0), of: seed, seed.length, zone) }
        let start = LocalDateTime(seconds: seed.start)
        var dates = seed.dates.filter { $0.length == nil }.map(\.start)
        // DTSTART counts even where no rule gives it.
        if !rules.contains(where: { $0.first(atOrAfter: start) == start }) {
            dates = sortedUnique(dates + [seed.start])
        }
        if !dates.isEmpty { strands.append(BusyStrand(.dates(dates), of: seed, seed.length, zone)) }
        for date in seed.dates {
            guard let length = date.length else { continue }
            strands.append(BusyStrand(.dates([date.start]), of: seed, length, zone))
        }
        self.strands = strands.filter { $0.length.nominalSeconds > 0 }
    }

    private init(single entry: IndexEntry, display: Zone) {
        guard entry.length.nominalSeconds > 0 else {
            strands = []
            return
        }
        let span = entry.span
        if entry.isLocal {
            let wall = entry.start.wallClock.seconds
            strands = [BusyStrand(at: wall, entry.length, display)]
        } else {
            strands = [
                BusyStrand(
                    at: span.lowerBound, InstanceLength(exactSeconds: span.count), .utc)
            ]
        }
    }
}

extension ZoneDatabase {
    /// The zone of a clock; nil when it is the display zone's.
    func zone(of clock: SeriesClock) -> Zone? {
        switch clock {
        case .date, .floating: nil
        case .utc: .utc
        case .zoned(_, let zone): self.zone(of: zone)
        }
    }

    /// The zone that a seed names; nil when nobody knows it.
    func zone(of zone: SeriesZone) -> Zone? {
        switch zone {
        case .named(let id): return self.zone(id)
        case .fixed(let offset): return .fixed(offset: offset, id: TimeZoneID("fixed"))
        case .unknown: return nil
        case .embedded(let text):
            let parsed = parseICalendar(Array(text.utf8)).components
            let calendar = Component("VCALENDAR", components: parsed)
            guard let id = parsed.first?.first(.tzid)?.text else { return nil }
            return ZoneResolver(database: self, calendar: calendar).zone(TimeZoneID(id))
        }
    }
}
