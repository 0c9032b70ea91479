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
        component.markRevised(now: now, isRescheduled: true)
        editor.replace(master.component, with: component)
        editor.editOverrides { override, own in own < wall ? override : nil }
        return editor.result()
    }

    /// The instances from `id` on as an object of their own, as the draft says. It takes over the
    /// later dates, exclusions and overrides, moved as far as the draft moves the start; of a rule
    /// with `COUNT`, what is left of it.
    mutating func editFuture(
        _ draft: EventDraft, at id: CalendarTime, uid: UID, now: Instant
    ) throws(EditError) -> CalendarObject {
        guard let master = object.master, let series else { throw .notAnEvent }
        let wall = wallSeconds(of: id)
        let model = futureOverride(at: id)?.event ?? master
        let move = SeriesMove(
            series: series, clocks: clocks, old: LocalDateTime(seconds: wall), new: draft.start)
        var component = model.component
        component.remove(.recurrenceID)
        component.removeRecurrence()
        component.remove(.relatedTo)
        component.set(.text(.uid, uid.text))
        DraftWriter(draft: draft).write(into: &component, was: model)
        let goesOn = draft.rule != nil || master.rules.isEmpty
        if goesOn {
            component.replaceAll(.rrule, with: laterRules(draft.rule, wall, move))
            component.replaceAll(.exdate, with: master.component.all(.exdate))
            component.replaceAll(.rdate, with: master.component.all(.rdate))
            component.editExcluded { series.recurrenceID(of: $0) > wall ? move.moved($0) : nil }
            component.editDates { series.recurrenceID(of: $0.start) > wall ? move.moved($0) : nil }
        }
        component.set(Property(.sequence, "0"))
        component.set(.time(.created, .utc(now)))
        component.markRevised(now: now, isRescheduled: false)
        editOverrides { override, own in
            guard goesOn, own > wall else { return nil }
            var override = move.moved(override: override)
            override.set(.text(.uid, uid.text))
            return override
        }
        editMasters { $0 == master.component ? component : nil }
        return result(uid: uid, naming: draft)
    }

    /// The rules from an instance on.
    private func laterRules(_ rule: RecurrenceRule?, _ wall: Int, _ move: SeriesMove) -> [Property]
    {
        guard let master = object.master, let series, rule == master.rules.first else {
            return rule.map { [Property(.rrule, clocks.withEnd($0, of: move.new).description)] }
                ?? []
        }
        let bound = LocalDateTime(seconds: wall)
        return master.rules.compactMap { rule -> Property? in
            guard let compiled = series.series(rule), compiled.first(atOrAfter: bound) != nil
            else { return nil }
            var later = rule
            if let count = rule.count {
                let left = max(1, count - compiled.count(before: bound))
                later = (try? rule.ending(count: left)) ?? rule
            }
            return Property(.rrule, move.moved(later).description)
        }
    }
}
