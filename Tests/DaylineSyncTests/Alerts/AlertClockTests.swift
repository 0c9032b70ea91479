import Core
import Testing

@testable import DaylineSync

/// Goal: what is due is shown once, in time or marked late, and what helps nobody is only counted.
/// Method: the machine is given what the replica would answer at a moment of Berlin's clock; events
/// last from a quarter after the alert for an hour.
struct AlertClockTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var now: String
        var due = "2026-11-23 12:00"
        var older = 0
        /// `shown`, `late`, `missed N`, or when the next look is.
        let outcome: String
    }

    static let rows = [
        Row(testDescription: "in time", now: "2026-11-23 12:00", outcome: "shown"),
        Row(testDescription: "a minute is no delay", now: "2026-11-23 12:01", outcome: "shown"),
        Row(testDescription: "after a sleep", now: "2026-11-23 12:02", outcome: "late"),
        Row(testDescription: "while the event lasts", now: "2026-11-23 13:14", outcome: "late"),
        Row(testDescription: "the event is over", now: "2026-11-23 13:15", outcome: "missed 1"),
        Row(
            testDescription: "missed for more than a day", now: "2026-11-23 12:00", older: 3,
            outcome: "shown, missed 3"),
        Row(
            testDescription: "quiet hours hold it", now: "2026-11-23 22:00",
            due: "2026-11-23 22:00", outcome: "until 11-24 07:00"),
        Row(
            testDescription: "after quiet hours it is late", now: "2026-11-24 07:00",
            due: "2026-11-24 06:30", outcome: "late"),
        Row(
            testDescription: "after quiet hours its event is over", now: "2026-11-24 07:00",
            due: "2026-11-23 22:00", outcome: "missed 1"),
    ]

    @Test("what becomes of an alert", arguments: rows)
    func outcome(_ row: Row) throws {
        let now = try berlin(row.now)
        var found = DueAlerts()
        found.alerts = [dueAlert(due: try berlin(row.due))]
        found.objects = [ObjectID(row: 1)]
        found.older = row.older
        var clock = AlertClock(quiet: QuietHours(first: 22 * 60, end: 7 * 60, zone: syncBerlin))
        #expect(clock.handle(.woke, now: now) == [.look])
        var actions = clock.handle(.found(found, next: now), now: now)
        if case .note(let due, _)? = actions.first {
            #expect(due == found)
            actions = clock.handle(.noted, now: now)
            #expect(actions.last == .look)
        }
        #expect(Self.text(actions) == row.outcome)
    }

    private static func text(_ actions: [AlertClock.Action]) -> String {
        actions.compactMap { action in
            switch action {
            case .show(let alerts): alerts.map { $0.isLate ? "late" : "shown" }.joined()
            case .tellMissed(let count): "missed \(count)"
            case .sleep(let moment): "until " + (moment.map(berlinText) ?? "woken")
            case .look, .note: nil
            }
        }.joined(separator: ", ")
    }

    @Test(
        "with nothing due it sleeps until something is, but not in quiet hours",
        arguments: [
            ("2026-11-23 12:00", "2026-11-23 15:00", "11-23 15:00"),
            ("2026-11-23 12:00", "2026-11-23 23:00", "11-24 07:00"),
            ("2026-11-23 23:00", "2026-11-24 06:59", "11-24 07:00"),
            ("2026-11-23 23:00", "2026-11-24 07:00", "11-24 07:00"),
        ])
    func sleeps(_ now: String, _ next: String, _ until: String) throws {
        var clock = AlertClock(quiet: QuietHours(first: 22 * 60, end: 7 * 60, zone: syncBerlin))
        let (now, next) = (try berlin(now), try berlin(next))
        let actions = clock.handle(.found(DueAlerts(), next: next), now: now)
        #expect(actions == [.sleep(until: try berlin("2026-" + until))])
        #expect(clock.handle(.found(DueAlerts(), next: nil), now: now) == [.sleep(until: nil)])
    }

    @Test("of many late ones only the first are shown")
    func many() throws {
        let now = try berlin("2026-11-23 12:30")
        var found = DueAlerts()
        let due = try berlin("2026-11-23 12:00")
        found.alerts = (1...25).map { dueAlert("e\($0)", due: due, row: $0) }
        var clock = AlertClock()
        _ = clock.handle(.found(found, next: now), now: now)
        let actions = clock.handle(.noted, now: now)
        guard case .show(let shown)? = actions.first else {
            Issue.record("nothing is shown: \(actions)")
            return
        }
        #expect(shown.map(\.alert) == Array(found.alerts.prefix(AlertClock.lateOnes)))
        #expect(actions.dropFirst().first == .tellMissed(25 - AlertClock.lateOnes))
    }

    @Test("a replica that cannot be written neither loses an alert nor repeats it")
    func notNoted() throws {
        let now = try berlin("2026-11-23 12:00")
        var found = DueAlerts()
        found.alerts = [dueAlert(due: now)]
        var clock = AlertClock()
        let shown = AlertClock.Action.show([ShownAlert(alert: found.alerts[0], isLate: false)])
        let pause = AlertClock.Action.sleep(until: now.adding(seconds: AlertClock.pause))
        _ = clock.handle(.found(found, next: now), now: now)
        #expect(clock.handle(.notNoted, now: now) == [shown, pause])
        _ = clock.handle(.found(found, next: now), now: now)
        #expect(clock.handle(.notNoted, now: now) == [pause])
        _ = clock.handle(.found(found, next: now), now: now)
        #expect(clock.handle(.noted, now: now) == [.look])
    }
}

/// Goal: quiet hours are hours of the wall clock, over midnight and over changes of the clock too.
struct QuietHoursTests {
    @Test(
        "whether a moment is quiet, and until when",
        arguments: [
            (22, 7, "2026-11-23 21:59", nil),
            (22, 7, "2026-11-23 22:00", "11-24 07:00"),
            (22, 7, "2026-11-24 06:59", "11-24 07:00"),
            (22, 7, "2026-11-24 07:00", nil),
            (12, 14, "2026-11-23 11:59", nil),
            (12, 14, "2026-11-23 12:00", "11-23 14:00"),
            (12, 14, "2026-11-23 14:00", nil),
            // The whole day but an hour.
            (13, 12, "2026-11-23 13:00", "11-24 12:00"),
            // 2026-03-29 has no 2:00 to 3:00.
            (22, 2, "2026-03-28 23:00", "03-29 03:00"),
            (2, 3, "2026-03-29 01:59", nil),
            // 2026-10-25 has 2:00 to 3:00 twice.
            (22, 7, "2026-10-24 23:00", "10-25 07:00"),
            (1, 2, "2026-10-25 01:30", "10-25 02:00"),
        ] as [(Int, Int, String, String?)])
    func quiet(_ first: Int, _ end: Int, _ moment: String, _ until: String?) throws {
        let quiet = try #require(QuietHours(first: first * 60, end: end * 60, zone: syncBerlin))
        let moment = try berlin(moment)
        #expect(quiet.contains(moment) == (until != nil))
        if let until { #expect(berlinText(quiet.end(after: moment)) == until) }
    }

    /// A quarter past two comes twice: both times the hours from 2:00 to 2:30 are quiet.
    @Test("the second pass of a fold is quiet too")
    func fold() throws {
        let quiet = try #require(QuietHours(first: 120, end: 150, zone: syncBerlin))
        let first = try berlin("2026-10-25 02:15")
        let between = quiet.end(after: first)
        #expect(between == first.adding(seconds: 900))
        let second = first.adding(seconds: 3600)
        #expect(quiet.contains(second))
        #expect(quiet.end(after: second) == second.adding(seconds: 900))
    }

    @Test(
        "what makes no quiet hours",
        arguments: [(60, 60), (0, 1440), (-1, 5), (5, 1441), (1440, 5)])
    func none(_ first: Int, _ end: Int) {
        #expect(QuietHours(first: first, end: end, zone: syncBerlin) == nil)
    }
}
