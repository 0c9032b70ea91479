/// When an event takes time, over its whole life: rules compiled so that they can be asked, not
/// expanded.
///
/// Each rule is a strand of its own, as are the single dates and every override; so a strand has
/// one length and one arithmetic.
public struct BusySeries: Sendable {
    let strands: [BusyStrand]

    /// Compiles all entries of an event in the time index, or some of them.
    ///
    /// - Parameters:
    ///   - zones: where the zones of a series are looked up.
    ///   - display: the zone of floating times and dates.
    ///   - rules: what takes time at all; nil when nothing of the event ever does.
    public init?(
        _ entries: [IndexEntry], zones: ZoneDatabase, display: Zone,
        rules: OverlapRules = OverlapRules()
    ) {
        strands = entries.filter(rules.isBusy).flatMap { entry in
            guard let seed = entry.seed else { return Self.strands(single: entry, display) }
            return Self.strands(seed, zones.zone(of: seed.startClock) ?? display)
        }
        if strands.isEmpty { return nil }
    }

    /// UTC seconds of the only instance; nil when there may be several.
    var onlySpan: Range<Int>? { strands.count == 1 ? strands[0].onlySpan : nil }

    /// UTC seconds that hold all instances; wider by days.
    var life: Range<Int> {
        let lives = strands.map(\.life)
        let first = lives.map(\.lowerBound).min() ?? 0
        return first..<(lives.map(\.upperBound).max() ?? first)
    }

    /// The first instance that ends after an instant; nil when there is none any more.
    public func first(endingAfter instant: Instant) -> SeriesInstance? {
        var first: SeriesInstance?
        for var strand in strands {
            guard let found = strand.first(endingAfter: instant.seconds) else { continue }
            if let known = first, known.span.lowerBound <= found.span.lowerBound { continue }
            first = found
        }
        return first
    }

    private static func strands(_ seed: SeriesSeed, _ zone: Zone) -> [BusyStrand] {
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
        return strands.filter { $0.length.nominalSeconds > 0 }
    }

    private static func strands(single entry: IndexEntry, _ display: Zone) -> [BusyStrand] {
        guard entry.length.nominalSeconds > 0 else { return [] }
        if entry.isLocal {
            return [BusyStrand(at: entry.start.wallClock.seconds, entry.length, display)]
        }
        let length = InstanceLength(exactSeconds: entry.span.count)
        return [BusyStrand(at: entry.span.lowerBound, length, .utc)]
    }
}

extension OverlapRules {
    /// Whether instances of an entry take time, their lengths left aside; as `isBusy` of those.
    fileprivate func isBusy(_ entry: IndexEntry) -> Bool {
        let isAllDay = entry.seed.map { $0.startClock == .date } ?? entry.start.isDate
        return takesTime(
            isTransparent: entry.isTransparent, entry.status, isAllDay: isAllDay)
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
