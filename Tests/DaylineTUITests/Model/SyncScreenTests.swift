import Control
import Core
import Testing

@testable import DaylineTUI

/// Goal: the screen follows the daemon, and works as well without one. Method: messages and keys
/// in, model and effects out.
@Suite("syncing on the screen") struct SyncScreenTests {
    private var driver = ModelDriver()

    private static func status(
        _ state: AccountStatus.State = .online, pending: Int = 0, dead: Int = 0
    ) -> Input {
        .daemon(
            .status(
                DaemonStatus(accounts: [
                    AccountStatus(name: "work", state: state, pending: pending, dead: dead)
                ])))
    }

    @Test("a daemon that comes is subscribed to; what it says is reloaded or shown")
    mutating func daemon() {
        driver.send(.daemonCame)
        #expect(driver.effects == [.tell(.subscribe)])
        driver.effects = []
        driver.send(SyncScreenTests.status(pending: 2))
        #expect(driver.model.sync.pending == 2)
        driver.send(.daemon(.changed))
        #expect(driver.effects.contains(.load(driver.model.loadWindow)))
        driver.send(.daemon(.notice(calendar: "Team", text: "“Review” moved to 15:00")))
        #expect(driver.model.message?.text == "Team: “Review” moved to 15:00")
        driver.effects = []
        driver.type("R")
        #expect(driver.effects == [.tell(.sync(account: nil))])
        driver.send(.daemon(.done(ok: false, text: "no route to host")))
        #expect(driver.model.message?.text == "no route to host")
    }

    @Test("when it goes, the replica tells; saving counts again") mutating func without() {
        driver.send(.daemonCame)
        driver.send(SyncScreenTests.status(pending: 2))
        driver.effects = []
        driver.send(.daemonWent)
        #expect(driver.effects == [.loadAccounts])
        driver.send(.accounts([AccountStatus(name: "work", state: .online, pending: 3)]))
        #expect(driver.model.sync.pending == 3)
        driver.effects = []
        driver.send(.saved(SavedChange(kind: .added, title: "x", object: nil, start: nil)))
        #expect(driver.effects.contains(.loadAccounts))
        driver.type("R")
        #expect(driver.effects == [.beep])
        #expect(driver.model.message?.text.contains("No daemon") == true)
    }

    @Test("an answer of the replica that comes late changes nothing") mutating func late() {
        driver.send(.daemonCame)
        driver.send(SyncScreenTests.status(pending: 2))
        driver.send(.accounts([]))
        #expect(driver.model.sync.pending == 2)
    }

    @Test("without accounts nothing is counted") mutating func noAccounts() {
        driver.send(.saved(SavedChange(kind: .added, title: "x", object: nil, start: nil)))
        #expect(!driver.effects.contains(.loadAccounts))
        driver.type("R")
        #expect(driver.effects == [])
        #expect(driver.model.message?.text.contains("account add") == true)
    }

    // MARK: - Alerts

    private static func alert(_ id: String) -> AlertMessage {
        let start = ModelDriver.at(23, 10, 15).seconds - 32_400
        return AlertMessage(
            id: id, title: "Event \(id)", location: "", calendar: "Work", object: 1,
            start: start, isAllDay: false, due: start - 300, isLate: false)
    }

    @Test("alerts queue and ring; one after the other is seen") mutating func queue() {
        for id in ["a", "b", "a"] { driver.send(.daemon(.alert(SyncScreenTests.alert(id)))) }
        #expect(driver.effects == [.beep, .beep], "the same one again is none")
        driver.type("A")
        #expect(driver.effects == [.tell(.acknowledge(alert: "a"))])
        #expect(driver.model.sync.alerts.map(\.id) == ["b"])
        driver.send(.daemon(.alertEnded(id: "b")))
        #expect(driver.model.sync.alerts.isEmpty)
        driver.type("A")
        #expect(driver.effects == [])
        #expect(driver.model.message?.text == "There is no alert")
    }

    @Test(
        "snoozed for the usual time, a count, or a choice; also while something is typed",
        arguments: [
            ("S", 10), ("30S", 30), ("gs1", 10), ("gsh", 60), ("gs<Down><Enter>", 10),
            ("n<F7>", 10), ("/x<F7>", 10), ("gd1<F7>", 10), ("x<F7>", 10), ("?<F7>", 10),
            ("O<F7>", 10), ("O20S", 20), ("cS", 10),
        ])
    func snooze(_ keys: String, _ minutes: Int) {
        var driver = driver
        driver.send(.daemon(.alert(SyncScreenTests.alert("a"))))
        driver.type(keys)
        #expect(
            driver.effects.contains(.tell(.snooze(alert: "a", seconds: minutes * 60))), "\(keys)")
        #expect(driver.model.sync.alerts.isEmpty)
    }

    @Test("an alert is never closed by text that is typed") mutating func typing() {
        driver.send(.daemon(.alert(SyncScreenTests.alert("a"))))
        driver.type("nASA")
        #expect(driver.form?.title.text == "ASA")
        #expect(driver.model.sync.alerts.count == 1)
    }

    @Test(
        "minutes until the start round up, and after it down",
        arguments: [(300, 5), (299, 5), (60, 1), (1, 1), (0, 0), (-59, 0), (-60, -1), (-119, -1)])
    func distance(_ seconds: Int, _ minutes: Int) {
        var alert = SyncScreenTests.alert("a")
        alert.start = 1000 + seconds
        #expect(alert.minutes(at: Instant(seconds: 1000)) == minutes)
    }
}
