extension ObjectEditor {
    /// The object with the instances before `id` only: the rules end, later dates, exclusions and
    /// overrides go.
    func truncated(before id: CalendarTime, now: Instant) -> CalendarObject {
        guard let master = object.master, let series else { return object }
        var editor = self
        let wall = wallSeconds(of: id)
        var component = master.component
        let rules = component.all(.rrule).compactMap { property -> Property? in
            guard let rule = try? RecurrenceRule(parsing: property.rawValue),
                let compiled = series.series(rule)
            else { return property }
            let bound = LocalDateTime(seconds: wall)
            guard compiled.last(before: bound) != nil else { return nil }
            guard compiled.first(atOrAfter: bound) != nil else { return property }
            let step = series.seed.clock == .date ? 86_400 : 1
            let until = clocks.until(at: bound.adding(seconds: -step), of: master.start)
            return Property(
                .rrule, rule.ending(until: until).description, parameters: property.parameters)
        }
        component.replaceAll(.rrule, with: rules)
        component.editExcluded { series.recurrenceID(of: $0) < wall ? $0 : nil }
        component.editDates { series.recurrenceID(of: $0.start) < wall ? $0 : nil }
        if series.seed.start >= wall {
            component.startEarlier(master, series, before: wall, clocks)
        }
        component.markRevised(now: now, isRescheduled: true)
        editor.replace(master.component, with: component)
        editor.editOverrides { override, own in own < wall ? override : nil }
        return editor.result()
    }

    /// The instances from `id` on as an object of their own, changed as the draft says.
    mutating func editFuture(
        _ draft: EventDraft, at id: CalendarTime, uid: UID, now: Instant
    ) throws(EditError) -> CalendarObject {
        guard let master = object.master, let series else { throw .notAnEvent }
        let (rest, newID) = splitOff(at: id, master, series, uid: uid, now: now)
        var draft = draft
        if draft.rule == master.rules.first { draft.rule = rest.master?.rules.first }
        var editor = ObjectEditor(rest, zones)
        return try editor.editAll(draft, at: newID, now: now)
    }

    /// The instances from `id` on as an object of their own, as they are. It takes over the later
    /// dates, exclusions and overrides; of a rule with `COUNT`, what is left of it.
    /// - Returns: the object, and the recurrence id that `id` has in it.
    private mutating func splitOff(
        at id: CalendarTime, _ master: Event, _ series: SeriesBuilder, uid: UID, now: Instant
    ) -> (CalendarObject, CalendarTime) {
        let wall = wallSeconds(of: id)
        // What a rule does not say it takes from DTSTART, so that must be an instance of a rule.
        let anchor = series.firstByRule(atOrAfter: wall) ?? wall
        var model = master
        var start = series.seed.clock.time(at: anchor)
        if let future = futureOverride(at: id) {
            model = future.event
            let seed = series.seed(takenOverBy: model, from: future.id, to: future.id)
            start = seed.startClock.time(at: anchor + seed.shift)
        }
        let move = SeriesMove(
            series: series, clocks: clocks, old: LocalDateTime(seconds: anchor), new: start)
        var component = model.component
        component.remove(.recurrenceID)
        component.removeRecurrence()
        component.remove(.relatedTo)
        component.set(.text(.uid, uid.text))
        component.set(Property(.sequence, "0"))
        component.set(.time(.created, .utc(now)))
        component.markRevised(now: now, isRescheduled: false)
        if model.start != start { component.setTimes(from: model, to: start, clocks) }
        component.replaceAll(.rrule, with: laterRules(wall, master, series, move))
        component.replaceAll(.exdate, with: master.component.all(.exdate))
        component.replaceAll(.rdate, with: master.component.all(.rdate))
        component.editExcluded { series.recurrenceID(of: $0) >= wall ? move.moved($0) : nil }
        component.editDates { series.recurrenceID(of: $0.start) >= wall ? move.moved($0) : nil }
        editOverrides { override, own in
            let isModel = override == model.component
            guard own > wall || own == wall && !isModel else { return nil }
            var override = move.isNothing ? override : move.moved(override: override)
            override.set(.text(.uid, uid.text))
            return override
        }
        editMasters { $0 == master.component ? component : nil }
        return (result(uid: uid), move.moved(series.seed.clock.time(at: wall)))
    }

    /// The rules from an instance on.
    private func laterRules(
        _ wall: Int, _ master: Event, _ series: SeriesBuilder, _ move: SeriesMove
    ) -> [Property] {
        let bound = LocalDateTime(seconds: wall)
        return master.component.all(.rrule).compactMap { property -> Property? in
            guard var rule = try? RecurrenceRule(parsing: property.rawValue),
                let compiled = series.series(rule)
            else { return property }
            guard compiled.first(atOrAfter: bound) != nil else { return nil }
            if let count = rule.count {
                let left = max(1, count - compiled.count(before: bound))
                rule = (try? rule.ending(count: left)) ?? rule
            }
            // What SKIP has moved says another day than the rule.
            if master.rules.count > 1 || rule.skip != .omit {
                rule = rule.saying(LocalDateTime(seconds: series.seed.start))
            }
            // From what it moved into the next period, the rule would count one less.
            if rule.skip == .forward, rule.count != nil, let end = compiled.end {
                rule = rule.ending(until: clocks.until(at: end, of: master.start))
            }
            let text = move.moved(rule).description
            return text == property.rawValue
                ? property : Property(.rrule, text, parameters: property.parameters)
        }
    }
}

extension Component {
    /// Gives a master of which only dates before its start are left one of them as start.
    fileprivate mutating func startEarlier(
        _ master: Event, _ series: SeriesBuilder, before wall: Int, _ clocks: EventClocks
    ) {
        let earliest = LocalDateTime(seconds: SeriesSeed.allIDs.lowerBound)
        guard let first = series.seed.recurrenceSet().first(atOrAfter: earliest),
            first.seconds < wall
        else {
            // Only overrides are left; the start itself must not count.
            append(.time(.exdate, master.start))
            return
        }
        editDates { series.recurrenceID(of: $0.start) == first.seconds ? nil : $0 }
        setTimes(from: master, to: series.seed.clock.time(at: first.seconds), clocks)
    }

    /// Moves `DTSTART` and `DTEND`; the length stays.
    fileprivate mutating func setTimes(
        from event: Event, to start: CalendarTime, _ clocks: EventClocks
    ) {
        let length = clocks.length(from: event.start, to: event.writtenEnd)
        if let property = first(.dtstart) { set(property.replacingTime(start)) }
        guard let property = first(.dtend), case .time(let end) = event.end else { return }
        var moved = start.with(
            wallClock: start.wallClock.adding(seconds: length.nominalSeconds))
        if length.wallSeconds == 0, let from = clocks.instant(of: start),
            clocks.instant(of: end) != nil
        {
            let instant = from.adding(seconds: length.exactSeconds)
            let wall = clocks.wallSeconds(of: .utc(instant), on: clocks.clock(of: end))
            moved = end.with(wallClock: LocalDateTime(seconds: wall))
        }
        set(property.replacingTime(moved))
    }
}
