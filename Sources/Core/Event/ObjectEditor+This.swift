extension ObjectEditor {
    /// Changes one instance: its override in place, or a new one (RFC 5545 §3.8.4.4).
    mutating func editThis(
        _ draft: EventDraft, at id: CalendarTime, now: Instant
    ) throws(EditError) -> CalendarObject {
        let writer = DraftWriter(draft: draft)
        if let override = override(at: id) ?? loneOverride(at: id) {
            var component = override.component
            writer.write(into: &component, was: override)
            let isRescheduled = override.start != draft.start || override.writtenEnd != draft.end
            component.markRevised(now: now, isRescheduled: isRescheduled)
            replace(override.component, with: component)
            return result(naming: draft)
        }
        guard let master = object.master, let series else { throw .notAnEvent }
        let wall = wallSeconds(of: id)
        let future = futureOverride(at: id)
        if let future, future.id == wall { postpone(future.event, from: wall, series, now) }
        let model = future?.event ?? master
        let isRescheduled =
            clocks.clock(of: draft.start) != series.seed.clock
            || draft.start.wallClock.seconds != currentStart(of: id)
            || clocks.length(from: draft.start, to: draft.end) != model.exactLength(clocks)
        var component = model.component
        component.removeRecurrence()
        component.remove(.recurrenceID)
        component.append(.time(.recurrenceID, series.seed.clock.time(at: wall)))
        writer.write(into: &component, was: model)
        component.markRevised(now: now, isRescheduled: isRescheduled)
        append(component)
        return result(naming: draft)
    }

    /// Takes out one instance: `EXDATE` in the form of `DTSTART`, and no override.
    mutating func deleteThis(_ id: CalendarTime, now: Instant) {
        let wall = wallSeconds(of: id)
        let hasMaster = object.master != nil
        editOverrides { component, own in
            let isFuture =
                component.first(.recurrenceID)?.parameter("RANGE")?.uppercased() == "THISANDFUTURE"
            return own == wall && !(isFuture && hasMaster) ? nil : component
        }
        guard let master = object.master, let time = time(at: wall) else { return }
        var component = master.component
        component.append(.time(.exdate, time))
        component.markRevised(now: now, isRescheduled: true)
        replace(master.component, with: component)
    }

    /// An override for this and future instances in an object without a master.
    private func loneOverride(at id: CalendarTime) -> Event? {
        object.master == nil ? object.overrides.first { $0.recurrenceID == id } : nil
    }

    /// Lets an override for this and future instances begin one instance later, so that its first
    /// one can have an override of its own.
    private mutating func postpone(
        _ override: Event, from wall: Int, _ series: SeriesBuilder, _ now: Instant
    ) {
        let set = series.seed.recurrenceSet()
        guard let property = override.component.first(.recurrenceID) else { return }
        guard let next = set.first(atOrAfter: LocalDateTime(seconds: wall + 1)) else {
            editOverrides { component, _ in component == override.component ? nil : component }
            return
        }
        var component = override.component
        let step = next.seconds - wall
        for name in [PropertyName.dtstart, .dtend] {
            guard let property = component.first(name), let time = try? property.time() else {
                continue
            }
            let moved = time.with(wallClock: time.wallClock.adding(seconds: step))
            component.set(property.replacingTime(moved))
        }
        component.set(property.replacingTime(series.seed.clock.time(at: next.seconds)))
        component.markRevised(now: now, isRescheduled: true)
        replace(override.component, with: component)
    }
}

extension Event {
    /// The length between start and end as written, to be compared with that of a draft.
    fileprivate func exactLength(_ clocks: EventClocks) -> InstanceLength {
        clocks.length(from: start, to: writtenEnd)
    }
}
