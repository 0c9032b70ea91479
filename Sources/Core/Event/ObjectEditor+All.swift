extension ObjectEditor {
    /// Changes the event as a whole.
    ///
    /// When the start moves, everything that names instances moves along by the same wall-clock
    /// time: dates, exclusions, recurrence ids, the end of the rule, and those parts of the rule
    /// that only repeat the start.
    /// - Parameter id: the instance that the draft was made from; nil for the event itself.
    mutating func editAll(
        _ draft: EventDraft, at id: CalendarTime?, now: Instant
    ) throws(EditError) -> CalendarObject {
        guard let master = object.master, let series else {
            guard let only = object.overrides.first(where: { id == nil || $0.recurrenceID == id })
            else { throw .notAnEvent }
            return try editThis(draft, at: only.recurrenceID ?? only.start, now: now)
        }
        let instance = id.map { currentStart(of: $0) } ?? series.seed.start
        var whole = draft.moved(bySeconds: series.seed.start - instance)
        let edited = id.flatMap { event(at: $0) } ?? master
        if edited.recurrenceID != nil { keepMaster(master, in: &whole, draft, edited) }
        let move = SeriesMove(
            series: series, clocks: clocks, old: LocalDateTime(seconds: series.seed.start),
            new: whole.start)

        var component = master.component
        DraftWriter(draft: whole).write(into: &component, was: master)
        let isOtherRule = draft.rule != master.rules.first
        writeRule(draft.rule, into: &component, move)
        if draft.rule == nil, isOtherRule {
            component.removeRecurrence()
            editOverrides { _, _ in nil }
        } else if !move.isNothing {
            component.editExcluded { move.moved($0) }
            component.editDates { move.moved($0) }
            editOverrides { override, _ in move.moved(override: override) }
        }
        if let id, let override = override(at: id) { rewrite(override, draft, move, now) }
        let isRescheduled =
            isOtherRule || master.start != whole.start || master.writtenEnd != whole.end
        component.markRevised(now: now, isRescheduled: isRescheduled)
        replace(master.component, with: component)
        if isOtherRule { dropStrayOverrides() }
        return result(naming: whole)
    }

    /// A draft made from an override says of the whole event only what was changed in it.
    private func keepMaster(
        _ master: Event, in whole: inout EventDraft, _ draft: EventDraft, _ edited: Event
    ) {
        let before = EventDraft(edited)
        let own = EventDraft(master)
        if draft.title == before.title { whole.title = own.title }
        if draft.location == before.location { whole.location = own.location }
        if draft.notes == before.notes { whole.notes = own.notes }
        if draft.status == before.status { whole.status = own.status }
        if draft.isTransparent == before.isTransparent { whole.isTransparent = own.isTransparent }
        if draft.categories == before.categories { whole.categories = own.categories }
        if draft.url == before.url { whole.url = own.url }
        if draft.color == before.color { whole.color = own.color }
        let length = clocks.length(from: draft.start, to: draft.end)
        guard length == clocks.length(from: before.start, to: before.end),
            draft.start.isDate == own.start.isDate
        else { return }
        let seconds = whole.start.wallClock.seconds - own.start.wallClock.seconds
        let end = own.end.wallClock.adding(seconds: seconds)
        let isSameZone = own.end.zoneID == own.start.zoneID
        whole.end = (isSameZone ? whole.start : own.end).with(wallClock: end)
    }

    /// The override that a draft for all was made from shows the change too.
    private mutating func rewrite(
        _ override: Event, _ draft: EventDraft, _ move: SeriesMove, _ now: Instant
    ) {
        guard let id = override.recurrenceID else { return }
        let moved = move.isNothing ? override.component : move.moved(override: override.component)
        var component = moved
        DraftWriter(draft: draft).write(into: &component, was: override)
        guard component != moved else { return }
        component.markRevised(now: now, isRescheduled: false)
        let newID = move.isNothing ? id : move.moved(id)
        editOverrides { other, _ in
            (try? other.first(.recurrenceID)?.time()) == newID ? component : other
        }
    }

    /// `RRULE` as the draft says: unchanged rules move with the start, a new one is written.
    func writeRule(
        _ rule: RecurrenceRule?, into component: inout Component, _ move: SeriesMove
    ) {
        guard rule == object.master?.rules.first else {
            guard let rule else { return component.remove(.rrule) }
            let closed = clocks.withEnd(rule, of: move.new)
            return component.set(Property(.rrule, closed.description))
        }
        guard !move.isNothing else { return }
        let moved = component.all(.rrule).map { property -> Property in
            guard let rule = try? RecurrenceRule(parsing: property.rawValue) else {
                return property
            }
            let moved = move.moved(rule)
            if moved == rule { return property }
            return Property(.rrule, moved.description, parameters: property.parameters)
        }
        component.replaceAll(.rrule, with: moved)
    }

    /// After the rule changed: an override of an instance that is no more would stay for ever.
    private mutating func dropStrayOverrides() {
        let edited = ObjectEditor(result(), zones)
        guard let seed = edited.series?.seed else { return }
        var open = seed
        open.excluded = []
        let set = open.recurrenceSet()
        editOverrides { component, _ in
            guard let id = try? component.first(.recurrenceID)?.time() else { return component }
            let time = LocalDateTime(seconds: edited.wallSeconds(of: id))
            return set.first(atOrAfter: time) == time ? component : nil
        }
    }
}
