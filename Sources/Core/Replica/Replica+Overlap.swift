extension Replica {
    /// What `planned` would overlap in the calendars that are shown and in the one that it goes to.
    ///
    /// A recurring event is compared over its whole life from `now` on: what is past of it is left
    /// out, as nobody can do anything about it.
    public func overlaps(
        of planned: PlannedSave, in calendar: CalendarID, now: Instant, display: Zone
    ) throws(ReplicaError) -> PlannedOverlaps {
        let shown = try calendars().filter { $0.isVisible || $0.id == calendar }
        let calendars = Set(shown.map(\.id))
        if planned.isOfSeries {
            return try overlaps(ofSeries: planned, in: calendars, now, display)
        }
        let drafts = planned.instance(zones: zones, display: display)
        guard let span = drafts.first?.span, !span.isEmpty else { return .none }
        let others = try instances(in: span, display: display, calendars: calendars).filter {
            planned.isForeign($0.object, $0.uid)
        }
        let pairs = Core.overlaps(of: drafts, with: others)
        return PlannedOverlaps(instances: pairs.map(\.second), provenUntil: nil)
    }

    private func overlaps(
        ofSeries planned: PlannedSave, in calendars: Set<CalendarID>, _ now: Instant,
        _ display: Zone
    ) throws(ReplicaError) -> PlannedOverlaps {
        let rules = OverlapRules()
        let entries = planned.object.timeIndex(zones: zones)
        guard let series = BusySeries(entries, zones: zones, display: display, rules: rules)
        else { return .none }
        var firsts = FirstOverlaps(series, by: OverlapSearch(from: now))
        try readLives(from: now, calendars: calendars, rules: rules) { live in
            guard planned.isForeign(live.object, live.uid) else { return }
            if let span = live.onlySpan, !firsts.meets(span) { return }
            guard let stored = live.stored,
                let other = BusySeries([stored.entry], zones: zones, display: display)
            else { return }
            firsts.compare(stored, with: other)
        }
        return firsts.answer(zones: zones, display: display)
    }

    /// All pairs of events that share time at some moment after `from`, over their whole life.
    ///
    /// - Parameters:
    ///   - event: only its overlaps; nil for those of all events.
    ///   - calendars: those to look at; nil for all.
    ///   - progress: called now and then with the entries done and their count.
    /// - Throws: `.tooManyOverlaps` when there are more than `rules.limit` pairs.
    public func overlapsEver(
        from: Instant, of event: ObjectID? = nil, calendars: Set<CalendarID>? = nil,
        display: Zone, rules: OverlapRules = OverlapRules(),
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(ReplicaError) -> LifeOverlaps {
        var entries: [StoredEntry] = []
        try readLives(from: from, calendars: calendars, rules: rules) { live in
            if let stored = live.stored { entries.append(stored) }
        }
        // What all others are compared with comes first.
        if let event {
            entries = entries.filter { $0.object == event } + entries.filter { $0.object != event }
        }
        var found = OverlapsEver(from: from)
        for (done, stored) in entries.enumerated() {
            if done % 256 == 0 { progress(done, entries.count) }
            let series = BusySeries(
                [stored.entry], zones: zones, display: display, rules: rules)
            guard let series else { continue }
            found.add(stored, series, isKept: event.map { $0 == stored.object } ?? true)
            guard found.count <= rules.limit else { throw .tooManyOverlaps(limit: rules.limit) }
        }
        progress(entries.count, entries.count)
        return LifeOverlaps(
            pairs: found.pairs(zones: zones, display: display), provenUntil: found.provenUntil)
    }
}
