import Foundation
import Settings
import TestTools
import Testing

@testable import DaylineServer

/// Goal: the manual names every command, option, setting and status, and none that is not there.
/// Method: the parser's own description and the table of settings against the pages' text.
@Suite("manual of the server") struct ServerManualTests {
    private let page: ManualPage
    private let commands: [CommandDescription.Entry]

    init() throws {
        page = ManualPage(try MonitoringTests.text("man/dayline-server.8"))
        commands = try CommandDescription(json: DaylineServerCommand.describedAsJSON).entries
    }

    @Test("every command is on the page, and no other") func commandsAreNamed() {
        let named = page.commands
        let known = commands.filter { !$0.isGroup }.map(\.name)
        #expect(Set(named) == Set(known).union(["help"]))
        #expect(named.count == Set(named).count, "a command stands twice")
    }

    @Test("every option is on the page, and no other") func optionsAreNamed() {
        let known = commands.reduce(into: Set(["help", "version"])) { $0.formUnion($1.options) }
        #expect(page.options.symmetricDifference(known) == [])
    }

    @Test("every setting is on its page, with its standard value") func settings() throws {
        let page = try MonitoringTests.text("man/dayline-server.toml.5")
        let named = page.split(separator: "\n").filter { $0.hasPrefix(".It Ic ") }
            .compactMap { $0.dropFirst(".It Ic ".count).split(separator: " ").first }
        #expect(named.map(String.init) == ServerSettings.settings.map(\.key))
        let standard = ServerSettings()
        let days = Int(standard.retention.events / .days(1))
        let lines: [String] = [
            "limits.body_mib No = Li \(standard.limits.body >> 20)",
            "limits.header_kib No = Li \(standard.limits.headers >> 10)",
            "limits.connections No = Li \(standard.limits.connections)",
            "limits.requests_per_account No = Li \(standard.limits.requestsPerAccount)",
            "timeouts.head_seconds No = Li \(standard.limits.firstHead.components.seconds)",
            "timeouts.idle_seconds No = Li \(standard.limits.idle.components.seconds)",
            "timeouts.body_seconds No = Li \(standard.limits.bodyTime.components.seconds)",
            "timeouts.write_seconds No = Li \(standard.limits.write.components.seconds)",
            "timeouts.shutdown_seconds No = Li \(standard.limits.shutdown.components.seconds)",
            "events.attempts No = Li \(standard.events.attempts)",
            "retention.events_days No = Li \(days)",
            "data No = Qq \(standard.data)", "log.format No = Qq \(standard.log.format.rawValue)",
        ]
        for line in lines { #expect(page.contains(".It Ic \(line)\n"), "\(line)") }
    }

    @Test("every exit status is on the page") func statuses() throws {
        let start = try #require(page.text.range(of: ".Sh EXIT STATUS")).upperBound
        let end = try #require(page.text.range(of: ".Sh EXAMPLES")).lowerBound
        let named = page.text[start..<end].matches(of: /\n\.It ([0-9]+)/)
            .compactMap { Int32($0.output.1) }
        #expect(named == ExitStatus.allCases.map(\.rawValue))
    }
}
