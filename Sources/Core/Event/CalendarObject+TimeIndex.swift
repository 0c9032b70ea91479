extension CalendarObject {
    /// What the time index stores: the instances of the object without its text. Resolved with
    /// `zones`; to be built again when the zone data changes.
    public func timeIndex(zones: ZoneDatabase) -> [IndexEntry] {
        TimeIndexBuilder(self, zones).entries()
    }

    /// The instances that touch `window`, by start, at most `limit`.
    ///
    /// Floating times and dates are resolved in `display`. Cancelled instances are among them,
    /// with their status. An override stands where its own start is, not where its recurrence id
    /// was.
    public func instances(
        in window: Range<Instant>, zones: ZoneDatabase, display: Zone,
        limit: Int = SeriesSeed.standardLimit
    ) -> [Instance] {
        var expansion = ExpansionWindow(window, display: display, zones: zones)
        return instances(in: &expansion, limit: limit)
    }

    /// As above, sharing what is known about the window with other objects.
    public func instances(
        in window: inout ExpansionWindow, limit: Int = SeriesSeed.standardLimit
    ) -> [Instance] {
        let entries = timeIndex(zones: window.zones)
        if entries.count == 1 { return entries[0].instances(in: &window, limit: limit) }
        var found: [Instance] = []
        for entry in entries { found += entry.instances(in: &window, limit: limit) }
        // Entries come in the order of their recurrence ids, and sorting keeps that on a tie.
        return Array(found.sorted { $0.span.lowerBound < $1.span.lowerBound }.prefix(limit))
    }
}

/// Turns one object into entries: master, stretches after overrides for this and future instances,
/// overrides of one instance.
struct TimeIndexBuilder {
    typealias Part = (entry: IndexEntry, event: Event)

    let object: CalendarObject
    let clocks: EventClocks

    init(_ object: CalendarObject, _ zones: ZoneDatabase) {
        self.object = object
        self.clocks = EventClocks(zones: zones, calendar: object.calendar)
    }

    func entries() -> [IndexEntry] { parts().map(\.entry) }

    /// Each entry with the event that it describes.
    func parts() -> [Part] {
        guard let master = object.master else { return object.overrides.map(single) }
        guard master.isRecurring || !object.overrides.isEmpty || !master.excluded.isEmpty else {
            return [single(master)]
        }
        let series = SeriesBuilder(master, object.overrides, clocks)
        var parts: [Part] = []
        var next = SeriesSeed.allIDs.upperBound
        // From the last stretch to the first, so that each ends where the next begins.
        for (id, override) in series.futureOverrides.reversed() where id < next {
            parts.append(
                stretch(series.seed(takenOverBy: override, from: id, to: next), override))
            next = id
        }
        var first = series.seed
        first.ids = first.ids.lowerBound..<max(first.ids.lowerBound, next)
        parts.append(stretch(first, master))
        parts.reverse()
        // EXDATE takes an instance away, its override too.
        return parts
            + object.overrides.filter { !$0.appliesToFuture && !series.isExcluded($0) }.map(single)
    }

    /// The entry of an event that stands for itself.
    private func single(_ event: Event) -> Part {
        let clock = clocks.clock(of: event.start)
        let length = event.length(clocks)
        let wall = event.start.wallClock.seconds
        var span = wall..<(wall + length.nominalSeconds)
        if let zone = clocks.zone(of: clock) {
            var cursor = Zone.Cursor(zone)
            let instants = cursor.span(at: wall, length)
            span = instants.lowerBound.seconds..<instants.upperBound.seconds
        }
        return (entry(event, span: span, isLocal: clock.isLocal, length: length), event)
    }

    /// The entry of a series, or of a stretch of it.
    private func stretch(_ seed: SeriesSeed, _ event: Event) -> Part {
        let zone = clocks.zone(of: seed.startClock)
        let isLocal = seed.startClock.isLocal
        let bounds = seed.wallBounds()
        var span = bounds
        if !isLocal, let zone {
            // A day of margin for the offset and for gaps that shift an instance.
            let end = bounds.upperBound
            span =
                zone.instant(at: LocalDateTime(seconds: bounds.lowerBound))
                .seconds..<(end >= SeriesSeed.allIDs.upperBound
                ? end : zone.instant(at: LocalDateTime(seconds: end)).seconds + 86_400)
        }
        var entry = entry(event, span: span, isLocal: isLocal, length: seed.length)
        entry.seed = seed
        entry.recurrenceID = nil
        return (entry, event)
    }

    private func entry(
        _ event: Event, span: Range<Int>, isLocal: Bool, length: InstanceLength
    ) -> IndexEntry {
        IndexEntry(
            uid: object.uid, start: event.start, length: length, span: span, isLocal: isLocal,
            recurrenceID: event.recurrenceID, title: event.title, location: event.location,
            status: event.status, isTransparent: event.isTransparent,
            isOverride: event.recurrenceID != nil)
    }
}
