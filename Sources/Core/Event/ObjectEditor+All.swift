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
        let whole = draft.moved(bySeconds: series.seed.start - instance)
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
        let isRescheduled =
            isOtherRule || master.start != whole.start || master.writtenEnd != whole.end
        component.markRevised(now: now, isRescheduled: isRescheduled)
        replace(master.component, with: component)
        if isOtherRule { dropStrayOverrides() }
        return result(naming: whole)
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
