import Core
import Testing

@testable import DaylineSync
@testable import TestTools

/// One machine with a replica, whose clock may be wrong, that sleeps, restarts and is used.
private final class AlertSimulation {
    let folder: AlertFolder
    let replica: Replica
    let home: CalendarID
    let quiet: QuietHours?
    let rules = AlertRules(defaults: [10], display: syncBerlin)
    let start: Instant
    var random: SplitMix
    var clock: AlertClock
    /// What the machine's clock shows.
    var now: Instant {
        didSet { latest = max(latest, now) }
    }
    private var latest = Instant.distantPast
    var wakeAt: Instant?
    var told: [AlertKey: Int] = [:]
    var open: [DueAlert] = []
    var problems: [String] = []

    init(seed: UInt64) throws {
        folder = try AlertFolder()
        replica = try Replica.open(at: folder.path + "/replica.sqlite", zones: syncZones)
        random = SplitMix(seed: seed)
        quiet = seed % 3 == 0 ? QuietHours(first: 22 * 60, end: 7 * 60, zone: syncBerlin) : nil
        clock = AlertClock(quiet: quiet)
        // Some days before the clocks go back.
        start = try berlin("2026-10-22 06:00")
        now = start
        home = try replica.addCalendar(name: "Home", color: RGB(packed: 0), label: "add", now: now)
        try look()
    }

    /// Carries out what the clock decides.
    func look() throws {
        var actions = clock.handle(.woke, now: now)
        var rounds = 0
        while !actions.isEmpty {
            rounds += 1
            guard rounds < 100 else {
                problems.append("it never comes to rest")
                return
            }
            switch actions.removeFirst() {
            case .look:
                while try replica.computeAlerts(rules: rules, now: now, limit: 3) {}
                let due = try replica.dueAlerts(until: now, rules: rules)
                actions += clock.handle(.found(due, next: try replica.nextAlert()), now: now)
            case .note(let due, let shown):
                try replica.settle(due, shown: shown, rules: rules, now: now)
                actions += clock.handle(.noted, now: now)
            case .show(let alerts): alerts.forEach(show)
            case .tellMissed: break
            case .sleep(let moment): wakeAt = moment
            }
        }
        try check()
    }

    private func show(_ shown: ShownAlert) {
        let alert = shown.alert.alert
        let count = told[alert.key, default: 0] + 1
        told[alert.key] = count
        open.append(shown.alert)
        if count > 1 { problems.append("\(alert.key) is told \(count) times") }
        if alert.due > now { problems.append("\(alert.key) is told too early") }
        if alert.expiry <= now { problems.append("\(alert.key) is told when it is over") }
        if quiet?.contains(now) ?? false { problems.append("\(alert.key) is told in quiet hours") }
        if !shown.isLate, now.seconds - alert.due.seconds > AlertClock.punctual {
            problems.append("\(alert.key) is not marked late")
        }
    }

    /// Whatever is due and still helps is told.
    private func check() throws {
        if quiet?.contains(now) ?? false { return }
        let from = max(start, now.adding(seconds: -ReplicaLimits.alertLookback))
        for id in try replica.objectIDs(in: home) {
            guard let object = try replica.object(id)?.object, from <= now else { continue }
            let window = from..<now.adding(seconds: 1)
            for alert in object.alerts(in: window, rules: rules, zones: syncZones)
            where alert.expiry > now && told[alert.key] == nil {
                problems.append("\(alert.key) is not told at \(now)")
            }
        }
        if let wakeAt, wakeAt <= now { problems.append("it waits for what has passed") }
    }

    /// Time passes while the machine is awake.
    func pass(_ seconds: Int) throws {
        let end = now.adding(seconds: seconds)
        while let moment = wakeAt, moment <= end {
            now = max(now, moment)
            try look()
        }
        now = end
    }

    /// One thing happens.
    func step() throws {
        switch Int.random(in: 0..<12, using: &random) {
        case 0, 1, 2, 3: try pass(Int.random(in: 1...20_000, using: &random))
        case 4:
            // It sleeps, or is off.
            now = now.adding(seconds: Int.random(in: 1...50_000, using: &random))
            if Bool.random(using: &random) { clock = AlertClock(quiet: quiet) }
            try look()
        case 5:
            // The clock is set: ahead or back, by less than a day in all.
            let step = Int.random(in: -40_000...20_000, using: &random)
            now = max(now.adding(seconds: step), latest.adding(seconds: -80_000))
            try look()
        case 6:
            // Killed between two steps.
            _ = clock.handle(
                .found(try replica.dueAlerts(until: now, rules: rules), next: nil), now: now)
            clock = AlertClock(quiet: quiet)
            try look()
        case 7, 8: try addEvent()
        case 9: try moveOrRemove()
        case 10: try endAlert()
        default:
            try replica.rebuildIndex()
            try look()
        }
    }

    private func addEvent() throws {
        let uid = "e\(UInt32.random(in: 0 ... .max, using: &random))"
        try put(nil, try event(uid))
    }

    private func moveOrRemove() throws {
        guard let id = try replica.objectIDs(in: home).randomElement(using: &random),
            let uid = try replica.object(id)?.object.uid.text
        else { return }
        if Bool.random(using: &random) {
            try replica.apply([.delete(id)], label: "delete", now: now)
            if Bool.random(using: &random) { _ = try replica.undo(now: now) }
            try look()
        } else {
            try put(id, try event(uid))
        }
    }

    private func put(_ id: ObjectID?, _ object: CalendarObject) throws {
        try replica.apply([.put(id, home, object)], label: "put", now: now)
        try look()
    }

    private func endAlert() throws {
        guard let alert = open.randomElement(using: &random) else { return }
        open.removeAll { $0 == alert }
        if Bool.random(using: &random) {
            try replica.acknowledge(alert.id, rules: rules, label: "ack", now: now)
        } else {
            let until = now.adding(seconds: Int.random(in: 60...5000, using: &random))
            let uid = "s\(UInt32.random(in: 0 ... .max, using: &random))"
            try replica.snooze(
                alert.id, until: until, alarmUID: uid, rules: rules, label: "snooze", now: now)
        }
        try look()
    }

    private func event(_ uid: String) throws -> CalendarObject {
        let begin = syncBerlin.local(
            at: now.adding(seconds: Int.random(in: -7200...90_000, using: &random)))
        let starts = [
            CalendarTime.utc(syncBerlin.instant(at: begin)), .floating(begin), .date(begin.date),
            .zoned(begin, TimeZoneID("Europe/Berlin")),
        ]
        let start = starts.randomElement(using: &random) ?? starts[0]
        var properties: [Property] = [.text(.uid, uid), .time(.dtstart, start)]
        if !start.isDate { properties.append(Property(.duration, "PT1H")) }
        let rules = ["", "", "FREQ=DAILY", "FREQ=HOURLY;INTERVAL=7", "FREQ=WEEKLY"]
        if let rule = rules.randomElement(using: &random), !rule.isEmpty {
            properties.append(Property(.rrule, rule))
        }
        let triggers = ["", "-PT15M", "-P1D", "PT0S", "PT30M"]
        var alarms: [Component] = []
        if let trigger = triggers.randomElement(using: &random), !trigger.isEmpty {
            let own: [Property] = [Property(.action, "DISPLAY"), Property(.trigger, trigger)]
            alarms.append(Component("VALARM", properties: own))
        }
        let event = Component("VEVENT", properties: properties, components: alarms)
        return try CalendarObject(calendar: Component("VCALENDAR", components: [event]))
    }
}

/// Goal: whatever happens to a machine (sleeps, restarts, a clock that is set, edits, rebuilt
/// indexes, quiet hours), every alert that still helps is told, none twice, none too early, and a
/// late one is marked. Method: seeded histories against what `CalendarObject.alerts` says.
struct AlertSimulationTests {
    @Test("alerts are told exactly once", arguments: 1...12 as ClosedRange<UInt64>)
    func histories(_ seed: UInt64) throws {
        let simulation = try AlertSimulation(seed: seed)
        for step in 0..<120 {
            try simulation.step()
            if let problem = simulation.problems.first {
                Issue.record("seed \(seed), step \(step): \(problem)")
                return
            }
        }
        #expect(!simulation.told.isEmpty, "seed \(seed)")
    }
}
