/// An entry of the time index and where it is stored.
struct StoredEntry: Sendable {
    let object: ObjectID
    let calendar: CalendarID
    let entry: IndexEntry

    /// One of its instances, as a window would show it.
    func instance(_ found: SeriesInstance, zones: ZoneDatabase, display: Zone) -> Instance {
        var window = ExpansionWindow(found.span, display: display, zones: zones)
        let summary = entry.summary(object: object, calendar: calendar)
        guard let seed = entry.seed else {
            return window.instance(
                of: summary, at: entry.start, recurrenceID: entry.recurrenceID, span: found.span,
                length: entry.length)
        }
        return window.instance(
            of: summary, at: seed.startClock.time(at: found.start),
            recurrenceID: seed.clock.time(at: found.recurrenceID), span: found.span,
            length: found.length)
    }
}

/// Collects the first overlap of one event with each of many.
struct FirstOverlaps {
    private let series: BusySeries
    private let search: OverlapSearch
    private var firsts: [ObjectID: (stored: StoredEntry, overlap: SeriesOverlap)] = [:]
    private var provenUntil: Instant?

    init(_ series: BusySeries, by search: OverlapSearch) {
        self.series = series
        self.search = search
    }

    /// Whether something that takes place once, UTC seconds, is met by an instance.
    func meets(_ span: Range<Int>) -> Bool {
        let start = Instant(seconds: max(span.lowerBound, search.from.seconds))
        guard let instance = series.first(endingAfter: start) else { return false }
        return instance.span.lowerBound.seconds < span.upperBound
    }

    mutating func compare(_ stored: StoredEntry, with other: BusySeries) {
        switch search.first(of: series, with: other) {
        case .never: break
        case .noneBefore(let instant): provenUntil = min(provenUntil ?? instant, instant)
        case .overlap(let found):
            if let known = firsts[stored.object], !found.isEarlier(than: known.overlap) { break }
            firsts[stored.object] = (stored, found)
        }
    }

    func answer(zones: ZoneDatabase, display: Zone) -> PlannedOverlaps {
        let sorted = firsts.values.sorted { $0.overlap.isEarlier(than: $1.overlap) }
        return PlannedOverlaps(
            instances: sorted.map {
                $0.stored.instance($0.overlap.second, zones: zones, display: display)
            },
            provenUntil: provenUntil)
    }
}
