import GRDB

extension Replica {
    /// The next moment at which an alert is to be shown; nil when none is, as far as it is
    /// computed. One look into an index.
    public func nextAlert() throws(ReplicaError) -> Instant? {
        try read { try Queries.nextAlert($0) }
    }

    /// Computes when objects alert next that were written since, or all after a change of `rules`
    /// or after the clock went back; at most `limit` of them.
    /// - Returns: whether more are left.
    public func computeAlerts(
        rules: AlertRules, now: Instant, limit: Int
    ) throws(ReplicaError) -> Bool {
        let isCurrent = try read { try AlertSchedule($0, zones, rules, now: now).isCurrent() }
        if isCurrent { return false }
        return try write { database in
            try AlertSchedule(database, zones, rules, now: now).prepare()
            let schedule = try AlertSchedule(database, zones, rules, now: now)
            try Queries.settleSilent(
                floor: schedule.floor, hasDefaults: rules.hasDefaults, database)
            let ids = try Queries.uncomputedAlerts(limit: limit, database)
            for id in ids { try schedule.compute(id) }
            return ids.count == limit
        }
    }

    /// What is due by now and neither shown nor dropped: what was due within
    /// `ReplicaLimits.alertLookback` seconds, and a count of what was missed for longer.
    public func dueAlerts(
        until now: Instant, rules: AlertRules
    ) throws(ReplicaError) -> DueAlerts {
        try read {
            try AlertSchedule($0, zones, rules, now: now).due(limit: ReplicaLimits.dueObjects)
        }
    }

    /// Notes what becomes of due alerts: those named are shown, the others of `due` dropped.
    /// Whatever happens afterwards, none of them is due again.
    public func settle(
        _ due: DueAlerts, shown: Set<AlertID>, rules: AlertRules, now: Instant
    ) throws(ReplicaError) {
        if due.isEmpty { return }
        try write { database in
            for alert in due.alerts {
                let state = shown.contains(alert.id) ? AlertState.shown : .dropped
                try Queries.noteAlert(alert, state, database)
            }
            let told = Set(due.alerts.map(\.id))
            for row in try Queries.alertsAgain(until: now, database) where !told.contains(row.id) {
                try Queries.forgetAgain(row.id, database)
            }
            let schedule = try AlertSchedule(database, zones, rules, now: now)
            for id in due.objects { try schedule.compute(id) }
            let old = now.adding(seconds: -3 * ReplicaLimits.alertLookback)
            try Queries.pruneAlertStates(before: old, database)
            try schedule.noteTime()
        }
    }

    /// Alerts that were shown here and wait for somebody to acknowledge them: not those that were
    /// acknowledged elsewhere, whose events were moved or removed, or are over.
    public func openAlerts(rules: AlertRules, now: Instant) throws(ReplicaError) -> [DueAlert] {
        try read { database in
            let schedule = try AlertSchedule(database, zones, rules, now: now)
            return try Queries.openAlerts(at: now, database).compactMap {
                try schedule.alert($0.id)
            }
        }
    }

    /// Alerts that are due in a window, by time, at most `limit`; acknowledged ones are left out.
    public func comingAlerts(
        in window: Range<Instant>, rules: AlertRules, limit: Int
    ) throws(ReplicaError) -> [DueAlert] {
        try read { database in
            let schedule = try AlertSchedule(database, zones, rules, now: window.lowerBound)
            let ids = try Queries.alertingObjects(
                in: window, hasDefaults: rules.hasDefaults, limit: ReplicaLimits.comingObjects,
                database)
            var found: [DueAlert] = []
            var seen: Set<AlertKey> = []
            for id in ids {
                guard let (scan, calendar) = try schedule.scan(id) else { continue }
                for alert in scan.alerts(in: window).prefix(limit)
                where seen.insert(alert.key).inserted {
                    found.append(DueAlert(alert, id, calendar))
                }
            }
            found.sort { ($0.moment, $0.id.object) < ($1.moment, $1.id.object) }
            return Array(found.prefix(limit))
        }
    }
}
