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
    public func undo() throws(ReplicaError) -> UndoStep? { try swap(undone: false) }

    /// Does the edit again that was undone last; nil when there is none.
    @discardableResult
    public func redo() throws(ReplicaError) -> UndoStep? { try swap(undone: true) }

    /// Exchanges the states of a step with the present ones.
    private func swap(undone: Bool) throws(ReplicaError) -> UndoStep? {
        try write { database in
            guard let (step, description) = try Queries.step(undone: undone, database) else {
                return nil
            }
            let goingCalendars = try swapCalendars(step, database)
            let writer = ObjectWriter(database: database, zones: zones)
            for id in try Queries.keptObjects(step: step, database) {
                let present = try Queries.object(id, database)
                if let kept = try Queries.keptObject(id, step: step, database) {
                    try writer.restore(kept, inPlace: present != nil)
                } else {
                    try writer.remove(id)
                }
                try Queries.replaceKept(id, step: step, by: present, database)
            }
            for id in goingCalendars { try Queries.removeCalendar(id, database) }
            try Queries.markStep(step, undone: !undone, database)
            try Queries.weighStep(step, database)
            return description
        }
    }

    /// Brings back calendars before their objects come. One that is there keeps its visibility and
    /// its place, which are no edits.
    /// - Returns: those to remove once their objects are gone.
    private func swapCalendars(_ step: Int, _ database: Database) throws -> [CalendarID] {
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
            case (let kept?, nil): try Queries.restoreCalendar(kept, database)
            case (nil, .some): going.append(id)
            case (nil, nil): break
            }
        }
        return going
    }
}
