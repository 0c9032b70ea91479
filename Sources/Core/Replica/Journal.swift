import GRDB

/// How much the undo journal keeps.
struct JournalLimits {
    var steps = ReplicaLimits.undoSteps
    /// Bytes of iCalendar text.
    var bytes = ReplicaLimits.undoBytes
}

/// One step of the undo journal while its transaction runs.
///
/// A step holds the states that undoing it brings back. Undoing swaps them with the present ones,
/// so the same rows then serve redoing.
struct Journal {
    /// Its row.
    let step: Int

    /// Begins a step; what was undone before can no longer be redone.
    static func begin(_ label: String, now: Instant, _ database: Database) throws -> Journal {
        Journal(step: try Queries.addStep(label: label, made: now, database))
    }

    /// Keeps an object as it is, before it changes or goes.
    func keep(_ id: ObjectID, _ database: Database) throws {
        try Queries.keepObject(id, step: step, database)
    }

    /// Notes that the object was not there before.
    func keepNew(_ id: ObjectID, _ database: Database) throws {
        try Queries.keepNewObject(id, step: step, database)
    }

    /// Keeps a calendar as it is, without its objects; nil when it was not there before.
    func keep(_ id: CalendarID, as row: CalendarRow?, _ database: Database) throws {
        try Queries.keepCalendar(id, as: row, step: step, database)
    }

    /// Keeps all objects of a calendar, before they go.
    func keepObjects(of id: CalendarID, _ database: Database) throws {
        try Queries.keepObjects(of: id, step: step, database)
    }

    /// Ends the step and drops the oldest ones beyond the limits.
    func finish(_ database: Database, limits: JournalLimits = JournalLimits()) throws {
        try Queries.weighStep(step, database)
        try Queries.pruneSteps(limits, database)
    }
}
