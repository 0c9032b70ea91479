import Control
import Core
import Testing

@testable import DaylineTUI

/// Goal: alerts are listed, acknowledged and put off with the daemon and without. Method: an event
/// with an alarm ten minutes before now, and one tomorrow.
@Suite("alerts command") struct AlertsCommandTests {
    private let test: TestMachine

    init() throws {
        test = try TestMachine()
        test.environment["XDG_CONFIG_HOME"] = test.path("config")
        let alarm = "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM"
        let file = try test.file(
            "a.ics",
            TestMachine.calendar(
                "UID:a\nDTSTAMP:20260101T000000Z\nDTSTART:20261123T153000Z\nSUMMARY:Tea\n\(alarm)",
                "UID:b\nDTSTAMP:20260101T000000Z\nDTSTART:20261125T090000Z\n"
                    + "SUMMARY:Dentist\n\(alarm)"
            ))
        #expect(test.run("import", file).status == .ok)
    }

    private func id(_ title: String) -> String {
        let lines = test.run("alerts", "--days", "3").output.split(separator: "\n")
        return lines.first { $0.contains(title) }?.split(separator: " ").last.map(String.init) ?? ""
    }

    @Test("coming ones are listed by time") func list() {
        #expect(
            test.run("alerts").output.hasPrefix(
                "  Mon 23 Nov 16:15  Tea · Mon 23 Nov, 16:30  1."))
        let both = test.run("alerts", "list", "--days", "3")
        #expect(both.output.split(separator: "\n").count == 2, "\(both)")
        let json = test.run("alerts", "list", "--json").output
        #expect(json.contains(#""at":"2026-11-23T15:15:00Z","open":false,"default":false,"#))
        #expect(test.run("alerts", "--days", "0").status == .usage)
    }

    @Test("without a daemon the event says it") func alone() {
        #expect(test.run("alerts", "ack", id("Dentist")).status == .ok)
        #expect(test.run("show", "b", "--ics").output.contains("ACKNOWLEDGED:"))
        #expect(id("Dentist") == "")
        #expect(test.run("alerts", "snooze", id("Tea"), "20m").status == .ok)
        #expect(test.run("show", "a", "--ics").output.contains("RELATED-TO"))
        #expect(test.run("alerts", "ack", "nonsense").status == .nothingFound)
        #expect(test.run("alerts", "ack", "1.1.").status == .nothingFound)
        #expect(test.run("alerts", "snooze", "1.1.", "soon").status == .usage)
    }

    @Test("a daemon does it, so that everybody who shows the alert knows") func daemon() {
        let daemon = FakeDaemon(.done(ok: true, text: ""))
        test.daemon = daemon.access
        #expect(test.run("alerts", "ack", "1.2.").status == .ok)
        #expect(test.run("alerts", "snooze", "1.2.").status == .ok)
        #expect(test.run("alerts", "snooze", "1.2.", "1h").status == .ok)
        #expect(
            daemon.taken() == [
                .acknowledge(alert: "1.2."), .snooze(alert: "1.2.", seconds: 600),
                .snooze(alert: "1.2.", seconds: 3600),
            ])
        daemon.say(.done(ok: false, text: "no such alert"))
        #expect(test.run("alerts", "ack", "1.2.").status == .nothingFound)
    }
}
