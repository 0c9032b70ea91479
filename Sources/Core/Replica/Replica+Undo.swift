import GRDB

extension Replica {
    /// The edit that `undo` would take back; nil when there is none.
    public func nextUndo() throws(ReplicaError) -> UndoStep? {
        try read { try Queries.step(undone: false, $0)?.step }
    }

    /// The edit that `redo` would do again; nil when there is none, or a new edit was made since.
    public func nextRedo() throws(ReplicaError) -> UndoStep? {
        try read { try Queries.step(undone: true, $0)?.step }
    }

    /// Takes back the newest edit that is not undone, whichever process made it.
    ///
    /// As deep as `ReplicaLimits.undoSteps` and `undoBytes` allow.
    /// - Returns: the edit; nil when there is nothing to undo.
    @discardableResult
    public func undo(now: Instant) throws(ReplicaError) -> UndoStep? {
        try swap(undone: false, now: now)
    }

    /// Does the edit again that was undone last; nil when there is none.
    @discardableResult
    public func redo(now: Instant) throws(ReplicaError) -> UndoStep? {
        try swap(undone: true, now: now)
    }

    /// Exchanges the states of a step with the present ones.
    private func swap(undone: Bool, now: Instant) throws(ReplicaError) -> UndoStep? {
        try write { database in
            guard let (step, description) = try Queries.step(undone: undone, database) else {
                return nil
            }
            let goingCalendars = try swapCalendars(step, now: now, database)
            let swapper = try StepSwapper(
                step: step, going: Set(goingCalendars),
                writer: ObjectWriter(database: database, zones: zones),
                outbox: OutboxWriter(database, now: now))
            for id in try Queries.keptObjects(step: step, database) { try swapper.swap(id) }
            for id in goingCalendars { try swapper.takeAway(id) }
            try Queries.markStep(step, undone: !undone, database)
            try Queries.weighStep(step, database)
            return description
        }
    }

    /// Brings back calendars before their objects come. One that is there keeps its visibility and
    /// its place, which are no edits.
    /// - Returns: those to remove once their objects are gone.
    private func swapCalendars(
        _ step: Int, now: Instant, _ database: Database
    ) throws -> [CalendarID] {
        let journal = Journal(step: step)
        var going: [CalendarID] = []
        for (id, kept) in try Queries.keptCalendars(step: step, database) {
            let present = try Queries.calendar(id, database)
            try journal.keep(id, as: present, database)
            switch (kept, present) {
            case (let kept?, let present?):
                var info = kept.info
                info.isVisible = present.info.isVisible
                info.order = present.info.order
                try Queries.updateCalendar(info, database)
                try CalendarOutbox(database, now: now).changed(id, name: info.name)
            case (let kept?, nil):
                try Queries.restoreCalendar(kept, database)
                try CalendarOutbox(database, now: now).restored(id, name: kept.info.name)
            case (nil, let present?):
                try CalendarOutbox(database, now: now).removing(id, name: present.info.name)
                going.append(id)
            case (nil, nil): break
            }
        }
        return going
    }
}

/// Exchanges what a step keeps of objects with what they are now.
private struct StepSwapper {
    let step: Int
    /// The calendars that go; what the server has to be told of their objects is told with them.
    let going: Set<CalendarID>
    let writer: ObjectWriter
    let outbox: OutboxWriter

    private var database: Database { writer.database }

    func swap(_ id: ObjectID) throws {
        let present = try Queries.object(id, database)
        let anchor = try goingAnchor(id, present)
        if let kept = try Queries.keptObject(id, step: step, database) {
            try bringBack(kept, present)
        } else if let present {
            if outbox.isNeeded, !going.contains(present.calendar) {
                try outbox.removing(id, title: (try? present.object())?.title ?? "")
            }
            try writer.remove(id)
        }
        try Queries.replaceKept(id, step: step, by: present, anchor: anchor, database)
    }

    /// Removes a calendar with what came into it since it was made, which the step keeps from now
    /// on.
    func takeAway(_ calendar: CalendarID) throws {
        try Journal(step: step).keepObjects(of: calendar, database)
        try Queries.removeObjects(of: calendar, database)
        try Queries.removeCalendar(calendar, database)
    }

    private func goingAnchor(_ id: ObjectID, _ present: ObjectRow?) throws -> Anchor {
        guard let present, going.contains(present.calendar) else { return .none }
        return try Queries.syncRow(id, database)?.anchor ?? .none
    }

    private func bringBack(_ kept: ObjectRow, _ present: ObjectRow?) throws {
        let object = try kept.object()
        if present != nil {
            if outbox.isNeeded {
                try outbox.replacing(
                    kept.id, by: object.calendar.bytes, title: object.title, in: kept.calendar)
            }
            return try writer.restore(kept, inPlace: true)
        }
        try writer.restore(kept, inPlace: false)
        guard outbox.isNeeded else { return }
        if let anchor = try Queries.keptAnchor(kept.id, step: step, database),
            try Queries.collection(of: kept.calendar, database) != nil
        {
            try Queries.setAnchor(anchor, of: kept.id, database)
            if anchor.base == nil { return }
        }
        try outbox.restored(kept.id, object.uid, title: object.title, to: kept.calendar)
    }
}
