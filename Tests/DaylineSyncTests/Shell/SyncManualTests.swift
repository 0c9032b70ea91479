import Control
import Foundation
import TestTools
import Testing

@testable import DaylineSync
@testable import Settings

/// Goal: the manuals name every option, status, message and setting, and none that is not there.
/// Method: what the program knows against the pages' text.
@Suite("manuals of the daemon") struct SyncManualTests {
    private let page: String
    private let settingsPage: String

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        page = try String(
            contentsOf: root.appendingPathComponent("man/dayline-sync.1"), encoding: .utf8)
        settingsPage = try String(
            contentsOf: root.appendingPathComponent("man/dayline.toml.5"), encoding: .utf8)
    }

    private func part(_ page: String, from start: String, to end: String) throws -> String {
        let first = try #require(page.range(of: start + "\n")).upperBound
        let last = try #require(page[first...].range(of: end)).lowerBound
        return String(page[first..<last])
    }

    @Test("every option and command is on the page, and no other") func options() throws {
        let entries = try CommandDescription(json: SyncCommand.describedAsJSON).entries
        // Those of `dayline` that are mentioned.
        let others: Set = ["user", "now"]
        let known = entries.reduce(into: Set(["help", "version"])) { $0.formUnion($1.options) }
        #expect(ManualPage(page).options.subtracting(others) == known)
        let commands = page.matches(of: /\n\.It Cm ([a-z]+)/).map { String($0.output.1) }
        #expect(commands == entries.map(\.name).filter { !["", "help"].contains($0) })
    }

    @Test("every exit status is on the page") func statuses() throws {
        let named = try part(page, from: ".Sh EXIT STATUS", to: ".Sh ")
            .matches(of: /\.It ([0-9]+)/).compactMap { Int32($0.output.1) }
        #expect(named == SyncExit.allCases.map(\.rawValue))
    }

    private static let requests: [ControlRequest] = [
        .status, .subscribe, .sync(account: "work"), .audit(account: "work"),
        .acceptDeletes(account: "work"), .edited, .acknowledge(alert: "ID"),
        .snooze(alert: "ID", seconds: 600), .reload,
    ]

    @Test("every request is on the page, as it is sent") func requests() throws {
        let named = try part(page, from: ".Ss Requests", to: ".Ss ")
            .matches(of: /\.It Li (\{.*\})/).map { String($0.output.1) + "\n" }
        #expect(
            named == Self.requests.map { String(decoding: ControlCodec.line($0), as: UTF8.self) })
        for request in Self.requests {
            switch request {  // a new one has to be added above
            case .status, .subscribe, .sync, .audit, .acceptDeletes, .edited, .acknowledge,
                .snooze, .reload:
                break
            }
        }
    }

    private static let alert = AlertMessage(
        id: "", title: "", location: "", calendar: "", object: 0, start: 0, isAllDay: false,
        due: 0, isLate: false)
    private static let account = AccountStatus(name: "", state: .fresh)
    private static let messages: [ControlMessage] = [
        .hello(version: "", protocolVersion: 1), .status(DaemonStatus()), .changed, .alert(alert),
        .alertEnded(id: ""), .notice(calendar: "", text: ""), .done(ok: true, text: ""),
        .error(text: ""),
    ]

    @Test("every message is on the page, with its members") func messages() throws {
        let names = try Self.messages.map { message in
            let line = Data(ControlCodec.line(message))
            let object = try JSONSerialization.jsonObject(with: line) as? [String: Any]
            return try #require(object?.keys.first)
        }
        let named = try part(page, from: ".Ss Messages", to: ".Sh ")
            .matches(of: /\.It Li \{"([A-Za-z]+)"/).map { String($0.output.1) }
        #expect(["hello"] + named == names)
        #expect(page.contains("{\"hello\":{\"protocolVersion\":1,"))
        for message in Self.messages {
            switch message {  // a new one has to be added above
            case .hello, .status, .changed, .alert, .alertEnded, .notice, .done, .error: break
            }
        }
        let progress = SyncProgress(kind: .pull, done: 0, total: 1)
        for value in [Self.alert, Self.account, progress] as [Any] {
            for member in Mirror(reflecting: value).children.compactMap(\.label) {
                #expect(page.contains("Li \(member)"), "\(member)")
            }
        }
    }

    @Test("every setting is on its page once, and no other") func settings() {
        let named = settingsPage.matches(of: /\n\.It Ic ([a-z_.]+)/).map { String($0.output.1) }
        let known =
            AccountSettings.settings(home: "").map(\.key) + ClientSettings.settings.map(\.key)
        #expect(named.sorted() == known.sorted())
    }

    @Test("standard values") func standards() {
        let account = AccountSettings(name: "", url: "")
        let alerts = AlertSettings()
        let lines: [String] = [
            "auth No = Qq \(account.authentication.rawValue)", "netrc No = Li false",
            "insecure No = Li \(account.isInsecure)", "interval No = Li \(account.interval)",
            "connections No = Li \(account.connections)",
            "calendars No = Li \(account.calendars)",
            "notifications No = Li \(account.usesNotifications)",
            "alerts.defaults No = Li \(alerts.defaults)",
            "alerts.all_day_defaults No = Li \(alerts.allDayDefaults)",
            "alerts.snooze_minutes No = Li \(alerts.snoozeMinutes)",
            "alerts.terminals No = Li \(alerts.terminals)", "alerts.tmux No = Li \(alerts.tmux)",
            "alerts.desktop No = Li \(alerts.desktop)",
            "notices.calendars No = Li \(NoticeSettings().calendars)",
        ]
        for line in lines { #expect(settingsPage.contains(".It Ic \(line)\n"), "\(line)") }
    }

    @Test("the example can be read") func example() throws {
        let examples = try part(settingsPage, from: ".Sh EXAMPLES", to: ".Sh ")
        let text = try part(examples, from: ".Bd -literal", to: ".Ed")
        let settings = try ClientSettings(text: text, path: "example", home: "/home/mina")
        #expect(settings.accounts.map(\.name) == ["home", "work"])
        #expect(settings.alerts.quiet != nil && settings.notices.calendars == ["Team"])
    }
}
