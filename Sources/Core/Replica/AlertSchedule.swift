import GRDB

/// Computes which alerts of stored objects are due, inside one transaction.
struct AlertSchedule {
    let database: Database
    let zones: ZoneDatabase
    let rules: AlertRules
    let now: Instant
    /// What was due before is told no more.
    let floor: Instant

    private static let sinceFact = "alerts-since"
    private static let throughFact = "alerts-through"
    private static let rulesFact = "alerts"
    /// Seconds that the clock may go back before everything is computed anew.
    private static let slack = 60

    init(_ database: Database, _ zones: ZoneDatabase, _ rules: AlertRules, now: Instant) throws {
        self.database = database
        self.zones = zones
        self.rules = rules
        self.now = now
        let since = try Self.instant(Self.sinceFact, database) ?? now
        floor = max(now.adding(seconds: -ReplicaLimits.alertLookback), since)
    }

    private static func instant(_ fact: String, _ database: Database) throws -> Instant? {
        try Queries.fact(fact, database).flatMap { Int($0) }.map(Instant.init(seconds:))
    }

    /// Whether there is nothing to compute.
    func isCurrent() throws -> Bool {
        guard let through = try Self.instant(Self.throughFact, database) else { return false }
        return try Queries.fact(Self.rulesFact, database) == rules.basis
            && through.seconds <= now.seconds + Self.slack
            && Queries.uncomputedAlerts(limit: 1, database).isEmpty
    }

    /// Lets everything be computed anew where settings changed, or where the clock was ahead and
    /// what seemed past is still to come.
    func prepare() throws {
        let through = try Self.instant(Self.throughFact, database)
        if try Queries.fact(Self.rulesFact, database) != rules.basis {
            try Queries.forgetDue(database)
            try Queries.setFact(Self.rulesFact, rules.basis, database)
        }
        if let through, through.seconds > now.seconds + Self.slack {
            try Queries.forgetDue(database)
            let day = now.adding(seconds: ReplicaLimits.alertLookback)
            try Queries.forgetAlertStates(after: day, droppedUntil: now, database)
        }
        let since = try Self.instant(Self.sinceFact, database)
        if since.map({ $0 > now }) ?? true {
            try Queries.setFact(Self.sinceFact, String(now.seconds), database)
        }
        try noteTime()
    }

    /// Remembers up to when alerts were looked at.
    func noteTime() throws {
        try Queries.setFact(Self.throughFact, String(now.seconds), database)
    }

    /// Stores when an object alerts next.
    func compute(_ id: ObjectID) throws {
        try Queries.setDue(try next(of: id), of: id, database)
    }

    /// When an object alerts next, what is settled left out.
    private func next(of id: ObjectID) throws -> Instant? {
        guard let scan = try scan(id)?.scan, !scan.isEmpty else { return nil }
        // States of a day ahead are kept when the clock goes back.
        let near = floor..<now.adding(seconds: ReplicaLimits.alertLookback + 1)
        let handled = try handled(near.lowerBound, id)
        if let found = scan.alerts(in: near).first(where: { !handled.contains($0.key) }) {
            return found.due
        }
        return scan.first(from: near.upperBound)?.due
    }

    private func handled(_ floor: Instant, _ id: ObjectID) throws -> Set<AlertKey> {
        guard let uid = try Queries.uid(of: id, database) else { return [] }
        return try Queries.handledAlerts(of: uid, from: floor, database)
    }

    /// An object's alerts; nil when it is gone, or its text cannot be read.
    func scan(_ id: ObjectID) throws -> (scan: AlertScan, calendar: CalendarID)? {
        guard let row = try Queries.object(id, database), let object = try? row.object() else {
            return nil
        }
        return (AlertScan(object, rules, zones), row.calendar)
    }

    /// The alert of an id; nil when there is none (any more), or it is acknowledged.
    func alert(_ id: AlertID, moment: Instant? = nil) throws -> DueAlert? {
        guard let (scan, calendar) = try scan(id.object) else { return nil }
        let window = id.due..<id.due.adding(seconds: 1)
        return scan.alerts(in: window).first { $0.key.instance == id.instance }
            .map { DueAlert($0, id.object, calendar, moment: moment) }
    }

    /// What is due and not settled.
    func due(limit: Int) throws -> DueAlerts {
        var answer = DueAlerts()
        var seen: Set<AlertKey> = []
        for (id, due) in try Queries.dueObjects(until: now, limit: limit, database) {
            answer.objects.append(id)
            if due < floor { answer.older += 1 }
            guard let (scan, calendar) = try scan(id) else { continue }
            let handled = try handled(floor, id)
            let window = floor..<max(floor, now.adding(seconds: 1))
            for alert in scan.alerts(in: window).prefix(AlertLimits.answers)
            where !handled.contains(alert.key) && seen.insert(alert.key).inserted {
                answer.alerts.append(DueAlert(alert, id, calendar))
            }
        }
        for row in try Queries.alertsAgain(until: now, database) {
            guard let alert = try alert(row.id, moment: row.again) else { continue }
            answer.alerts.append(alert)
        }
        answer.alerts.sort { ($0.moment, $0.id.object) < ($1.moment, $1.id.object) }
        return answer
    }
}
