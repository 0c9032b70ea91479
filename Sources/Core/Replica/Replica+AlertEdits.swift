import GRDB

extension Replica {
    /// Acknowledges an alert: in its event, so that other devices are silent too (RFC 9074 §6), or
    /// only here where the calendar is read-only. Can be undone, after which it is still not shown
    /// again.
    /// - Returns: false when there is no such alert.
    @discardableResult
    public func acknowledge(
        _ id: AlertID, rules: AlertRules, label: String, now: Instant
    ) throws(ReplicaError) -> Bool {
        try end(id, rules, label, now, again: nil) { object, alert in
            object.acknowledging(alert, now: now, rules: rules, zones: zones)
        }
    }

    /// Puts an alert off: by an alarm in its event (RFC 9074 §7), or only here where the calendar
    /// is read-only. Can be undone.
    /// - Parameter alarmUID: of the new alarm.
    /// - Returns: false when there is no such alert.
    @discardableResult
    public func snooze(
        _ id: AlertID, until: Instant, alarmUID: String, rules: AlertRules, label: String,
        now: Instant
    ) throws(ReplicaError) -> Bool {
        try end(id, rules, label, now, again: until) { object, alert in
            object.snoozing(
                alert, until: until, uid: alarmUID, now: now, rules: rules, zones: zones)
        }
    }

    /// Edits the event and notes that the alert has ended, in one transaction.
    private func end(
        _ id: AlertID, _ rules: AlertRules, _ label: String, _ now: Instant, again: Instant?,
        _ edit: (CalendarObject, Alert) -> CalendarObject?
    ) throws(ReplicaError) -> Bool {
        try write { database in
            let schedule = try AlertSchedule(database, zones, rules, now: now)
            guard let row = try Queries.object(id.object, database),
                let due = try schedule.alert(id)
            else { return false }
            let isReadOnly = try Self.calendar(row.calendar, database).info.isReadOnly
            if !isReadOnly, let edited = edit(try row.object(), due.alert) {
                try apply(
                    [.put(id.object, row.calendar, edited)], label: label, now: now, database)
            }
            try Queries.endAlert(
                id, of: due.alert.key.uid, expiry: due.alert.expiry,
                again: isReadOnly ? again : nil, database)
            return true
        }
    }
}
