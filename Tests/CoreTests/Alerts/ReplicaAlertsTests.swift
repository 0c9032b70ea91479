import GRDB
import Testing

@testable import Core

/// A replica whose alerts are looked at from 2026-11-23T11:00Z on.
private final class AlertBench {
    let folder: TestFolder
    let replica: Replica
    let home: CalendarID
    var rules = alertRules
    var now: Instant

    init() throws {
        folder = try TestFolder()
        replica = try folder.replica()
        home = try replica.addTestCalendar()
        now = try utc("2026-11-23 11:00")
        try compute()
    }

    /// As the daemon does before each look.
    func compute() throws {
        while try replica.computeAlerts(rules: rules, now: now, limit: 2) {}
    }

    @discardableResult
    func add(_ uid: String, _ lines: [String], to calendar: CalendarID? = nil) throws -> ObjectID {
        let id = try replica.add(
            try testObject(text: eventText(uid, lines)), to: calendar ?? home)
        try compute()
        return id
    }

    func next() throws -> String { try replica.nextAlert().map(short) ?? "none" }

    /// Looks at a moment, and shows what is due.
    func look(_ moment: String) throws -> [String] {
        now = try utc(moment)
        try compute()
        let due = try replica.dueAlerts(until: now, rules: rules)
        try replica.settle(due, shown: Set(due.alerts.map(\.id)), rules: rules, now: now)
        return due.alerts.map { "\($0.alert.instance.uid) \(short($0.moment))" }
            + (due.older > 0 ? ["\(due.older) older"] : [])
    }
}

private let noon = ["DTSTART:20261123T120000Z", "DTEND:20261123T130000Z", "SUMMARY:Lunch"]
private let daily = noon + ["RRULE:FREQ=DAILY"]
private let quarter = alarm("TRIGGER:-PT15M", "UID:one")

/// Goal: the replica knows the next alert whatever is written, and gives each alert once.
struct ReplicaAlertsTests {
    @Test("the next alert follows every edit")
    func next() throws {
        let bench = try AlertBench()
        #expect(try bench.next() == "none")
        let late = try bench.add("late", noon + alarm("TRIGGER:-PT5M"))
        #expect(try bench.next() == "11-23 11:55")
        let early = try bench.add("early", daily + quarter)
        #expect(try bench.next() == "11-23 11:45")
        try bench.replica.apply([.delete(early)], label: "delete", now: bench.now)
        #expect(try bench.next() == "11-23 11:55")
        _ = try bench.replica.undo(now: bench.now)
        try bench.compute()
        #expect(try bench.next() == "11-23 11:45")
        let moved = try testObject(
            text: eventText("early", ["DTSTART:20261124T120000Z"] + quarter))
        try bench.replica.apply([.put(early, bench.home, moved)], label: "move", now: bench.now)
        try bench.compute()
        #expect(try bench.next() == "11-23 11:55")
        try bench.replica.apply([.delete(late)], label: "delete", now: bench.now)
        #expect(try bench.next() == "11-24 11:45")
        try bench.replica.expectSound()
    }

    @Test("the next alert is found by an index")
    func isIndexed() throws {
        let bench = try AlertBench()
        let plan = try bench.replica.read { database in
            try Row.fetchAll(
                database,
                sql: "EXPLAIN QUERY PLAN SELECT (SELECT min(due) FROM alert), "
                    + "(SELECT min(again) FROM alert_state WHERE again IS NOT NULL)"
            ).map { $0["detail"] as String }
        }
        let searches = plan.filter { $0.hasPrefix("SEARCH") }
        #expect(searches.count == 2 && searches.allSatisfy { $0.contains("INDEX") }, "\(plan)")
    }

    @Test("an alert is given once, over restarts too")
    func once() throws {
        let bench = try AlertBench()
        try bench.add("a", daily + quarter)
        #expect(try bench.look("2026-11-23 11:44") == [])
        #expect(try bench.look("2026-11-23 11:45") == ["a 11-23 11:45"])
        #expect(try bench.look("2026-11-23 11:45") == [])
        #expect(try bench.next() == "11-24 11:45")
        // Writing the event again, and computing all rows anew, brings nothing back.
        try bench.replica.rebuildIndex()
        #expect(try bench.look("2026-11-23 11:46") == [])
        bench.rules.defaults = [5]
        #expect(try bench.look("2026-11-23 11:47") == [])
        #expect(try bench.look("2026-11-24 11:45") == ["a 11-24 11:45"])
    }

    @Test("copies of an event in two calendars alert once")
    func copies() throws {
        let bench = try AlertBench()
        try bench.add("a", daily + quarter)
        try bench.add("a", daily + quarter, to: try bench.replica.addTestCalendar("Shared"))
        #expect(try bench.look("2026-11-23 11:45") == ["a 11-23 11:45"])
        #expect(try bench.look("2026-11-23 11:46") == [])
    }

    @Test("what was missed for a day is given, what was missed for longer is counted")
    func missed() throws {
        let bench = try AlertBench()
        try bench.add("daily", daily + quarter)
        try bench.add("once", noon + quarter)
        #expect(try bench.look("2026-11-26 12:30") == ["daily 11-26 11:45", "2 older"])
        #expect(try bench.look("2026-11-26 12:31") == [])
        #expect(try bench.next() == "11-27 11:45")
    }

    @Test("an event that comes after its alert was due alerts at once")
    func lateEvent() throws {
        let bench = try AlertBench()
        bench.now = try utc("2026-11-23 11:50")
        try bench.add("a", noon + quarter)
        #expect(try bench.look("2026-11-23 11:50") == ["a 11-23 11:45"])
    }

    @Test("what was due before alerts were first looked at is left alone")
    func firstStart() throws {
        let bench = try AlertBench()
        try bench.add("a", ["DTSTART:20261123T105000Z", "DTEND:20261123T120000Z"] + quarter)
        #expect(try bench.look("2026-11-23 11:00") == [])
    }

    /// The clock was ahead by a year while something was due; then it was set right.
    @Test("a clock that was ahead costs no alert")
    func clockAhead() throws {
        let bench = try AlertBench()
        try bench.add("a", daily + quarter)
        #expect(try bench.look("2027-11-23 11:50") == ["a 11-23 11:45", "1 older"])
        #expect(try bench.next() == "11-24 11:45")
        #expect(try bench.look("2026-11-23 11:30") == [])
        #expect(try bench.next() == "11-23 11:45")
        #expect(try bench.look("2026-11-23 11:45") == ["a 11-23 11:45"])
        // An hour ahead and back: what was shown meanwhile is not shown again.
        #expect(try bench.look("2026-11-24 11:50") == ["a 11-24 11:45"])
        #expect(try bench.look("2026-11-24 10:50") == [])
        #expect(try bench.look("2026-11-24 11:45") == [])
        #expect(try bench.next() == "11-25 11:45")
    }

    @Test("default alerts come and go with the settings")
    func defaults() throws {
        let bench = try AlertBench()
        try bench.add("a", noon)
        #expect(try bench.next() == "none")
        bench.rules.defaults = [10]
        try bench.compute()
        #expect(try bench.next() == "11-23 11:50")
        bench.rules.defaults = []
        try bench.compute()
        #expect(try bench.next() == "none")
    }

    @Test("floating times follow the display zone")
    func zone() throws {
        let bench = try AlertBench()
        try bench.add("a", ["DTSTART:20261124T120000"] + quarter)
        #expect(try bench.next() == "11-24 10:45")
        bench.rules.display = .utc
        try bench.compute()
        #expect(try bench.next() == "11-24 11:45")
    }

    /// Version 1 had no table of alerts.
    @Test("an older replica's alerts are found")
    func older() throws {
        let bench = try AlertBench()
        try bench.add("a", noon + quarter)
        let later = AlertRules(display: .utc)
        try bench.replica.write { database in
            try database.execute(sql: "DROP TABLE alert; DROP TABLE alert_state;")
            try database.execute(sql: Schema.alerts)
        }
        while try bench.replica.computeAlerts(rules: later, now: bench.now, limit: 1) {}
        #expect(try bench.next() == "11-23 11:45")
    }

    @Test("a list of what is to come")
    func coming() throws {
        let bench = try AlertBench()
        try bench.add("daily", daily + quarter)
        try bench.add("once", noon + alarm("TRIGGER:-PT5M"))
        try bench.add("silent", noon)
        let days = bench.now..<bench.now.adding(seconds: 2 * 86_400)
        let found = try bench.replica.comingAlerts(in: days, rules: bench.rules, limit: 10)
        #expect(
            found.map { "\($0.alert.instance.uid) \(short($0.alert.due))" }
                == ["daily 11-23 11:45", "once 11-23 11:55", "daily 11-24 11:45"])
        let two = try bench.replica.comingAlerts(in: days, rules: bench.rules, limit: 2)
        #expect(two == Array(found.prefix(2)))
    }
}

/// Goal: an alert that was acknowledged or put off, here or elsewhere, is so everywhere.
struct ReplicaAlertEditTests {
    private func shown(_ bench: AlertBench, _ event: [String]) throws -> DueAlert {
        try bench.add("a", event)
        #expect(try bench.look("2026-11-23 11:45") == ["a 11-23 11:45"])
        return try #require(try bench.replica.openAlerts(rules: bench.rules, now: bench.now).first)
    }

    @Test("acknowledging is written into the event, can be undone, and shows nothing again")
    func acknowledged() throws {
        for event in [noon + quarter, daily + quarter, noon] {
            let bench = try AlertBench()
            bench.rules.defaults = [15]
            let alert = try shown(bench, event)
            #expect(
                try bench.replica.acknowledge(
                    alert.id, rules: bench.rules, label: "ack", now: bench.now))
            #expect(try bench.replica.openAlerts(rules: bench.rules, now: bench.now) == [])
            let text = try #require(try bench.replica.object(alert.id.object)).object.calendar.text
            #expect(text.contains(":20261123T114500Z\r\n"))
            #expect(try bench.look("2026-11-23 11:46") == [])
            #expect(try bench.replica.nextUndo()?.label == "ack")
            _ = try bench.replica.undo(now: bench.now)
            #expect(try bench.look("2026-11-23 11:47") == [])
            #expect(
                try !bench.replica.acknowledge(
                    AlertID(object: ObjectID(row: 99), due: bench.now, instance: ""),
                    rules: bench.rules, label: "ack", now: bench.now))
        }
    }

    @Test("acknowledged elsewhere: silent before it is due, over after it was shown")
    func elsewhere() throws {
        let bench = try AlertBench()
        let alert = try shown(bench, daily + quarter)
        let seen = daily + alarm("TRIGGER:-PT15M", "UID:one", "ACKNOWLEDGED:20261124T114500Z")
        let object = try testObject(text: eventText("a", seen))
        try bench.replica.apply(
            [.put(alert.id.object, bench.home, object)], label: "pulled", now: bench.now)
        #expect(try bench.replica.openAlerts(rules: bench.rules, now: bench.now) == [])
        #expect(try bench.look("2026-11-24 11:45") == [])
        #expect(try bench.next() == "11-25 11:45")
    }

    @Test("put off in the event, again and again, until it is acknowledged")
    func snoozed() throws {
        for event in [noon + quarter, daily + quarter, noon] {
            let bench = try AlertBench()
            bench.rules.defaults = [15]
            var alert = try shown(bench, event)
            for minute in ["11:50", "11:55"] {
                let until = try utc("2026-11-23 \(minute)")
                #expect(
                    try bench.replica.snooze(
                        alert.id, until: until, alarmUID: "new\(minute)", rules: bench.rules,
                        label: "snooze", now: bench.now))
                #expect(try bench.look("2026-11-23 \(minute)") == ["a 11-23 \(minute)"])
                let open = try bench.replica.openAlerts(rules: bench.rules, now: bench.now)
                #expect(open.count == 1)
                alert = try #require(open.first)
                #expect(short(alert.alert.instance.span.lowerBound) == "11-23 12:00")
            }
            try bench.replica.acknowledge(
                alert.id, rules: bench.rules, label: "ack", now: bench.now)
            #expect(try bench.look("2026-11-23 11:59") == [])
            let text = try #require(try bench.replica.object(alert.id.object)).object.calendar.text
            #expect(!text.contains("SNOOZE"))
        }
    }

    /// Nothing can be written into what others own.
    @Test("in a read-only calendar both count on this machine")
    func readOnly() throws {
        let bench = try AlertBench()
        let alert = try shown(bench, noon + quarter)
        try bench.replica.write { database in
            try database.execute(sql: "UPDATE calendar SET read_only = 1")
        }
        let text = try bench.replica.object(alert.id.object)?.object.calendar.text
        let until = try utc("2026-11-23 11:50")
        #expect(
            try bench.replica.snooze(
                alert.id, until: until, alarmUID: "new", rules: bench.rules, label: "snooze",
                now: bench.now))
        #expect(try bench.replica.openAlerts(rules: bench.rules, now: bench.now) == [])
        #expect(try bench.next() == "11-23 11:50")
        #expect(try bench.look("2026-11-23 11:50") == ["a 11-23 11:50"])
        #expect(try bench.look("2026-11-23 11:51") == [])
        #expect(
            try bench.replica.acknowledge(
                alert.id, rules: bench.rules, label: "ack", now: bench.now))
        #expect(try bench.replica.openAlerts(rules: bench.rules, now: bench.now) == [])
        #expect(try bench.replica.object(alert.id.object)?.object.calendar.text == text)
        #expect(try bench.next() == "none")
    }
}
