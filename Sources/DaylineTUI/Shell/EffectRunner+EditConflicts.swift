import Core

/// Edit conflicts.
extension EffectRunner {
    func editConflicts() throws -> [EditConflictItem] {
        try replica.editConflicts().map { found in
            let difference = ObjectDifference(
                base: found.base, mine: found.local, theirs: found.remote, zones: replica.zones)
            return EditConflictItem(found: found, rows: difference.rows)
        }
    }

    /// Joins both versions with a side for each clash: with what is stored now, so that later edits
    /// stay.
    func join(
        _ found: EditConflict, _ choices: [MergeClash: MergePreference]
    ) throws -> Input {
        guard let local = found.local,
            let stored = try replica.object(found.object)?.object.calendar.bytes ?? found.remote
        else { throw ReplicaError.noSuchObject(found.object) }
        let joined = mergeObjects(
            base: found.base, local: local, remote: stored, choosing: choices,
            zones: replica.zones)
        let calendars = parseICalendar(joined.text).components
        guard calendars.count == 1, let object = try? CalendarObject(calendar: calendars[0]) else {
            throw ReplicaError.damagedObject(found.object)
        }
        return try resolve(found, .merged(object))
    }
}
