import Foundation
import Settings
import Testing

@testable import DaylineServer

/// Goal: the manual names every command, option, setting and status, and none that is not there.
/// Method: the parser's own description and the table of settings against the pages' text.
@Suite("manual of the server") struct ServerManualTests {
    private struct Described: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                let kind: String
                let name: String
            }
            let names: [Name]?
            let shouldDisplay: Bool?
        }
        let commandName: String
        let subcommands: [Described]?
        let arguments: [Argument]?
        let shouldDisplay: Bool?
    }

    private struct Tool: Decodable { let command: Described }

    private let page: String
    private let root: Described

    init() throws {
        page = try MonitoringTests.text("man/dayline-server.8")
        let description = Data(DaylineServerCommand.describedAsJSON.utf8)
        root = try JSONDecoder().decode(Tool.self, from: description).command
    }

    /// `serve`, `user add` …, each with its long options; what help does not show is left out.
    private func commands(
        _ command: Described, path: [String] = []
    ) -> [(name: String, options: Set<String>)] {
        guard command.shouldDisplay ?? true else { return [] }
        let inner = (command.subcommands ?? []).flatMap {
            commands($0, path: path + [$0.commandName])
        }
        let options = (command.arguments ?? []).filter { $0.shouldDisplay ?? true }
            .flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(\.name)
        let isGroup = !(command.subcommands ?? []).isEmpty
        return (isGroup ? [] : [(path.joined(separator: " "), Set(options))]) + inner
    }

    private func namedOptions(_ text: String) -> Set<String> {
        Set(text.matches(of: /Fl -([a-z][a-z-]*)/).map { String($0.output.1) })
    }

    @Test("every command is on the page, and no other") func commandsAreNamed() {
        let lines = page.split(separator: "\n").filter { $0.hasPrefix(".It Ic ") }
        let named = lines.map { line in
            line.dropFirst(".It Ic ".count).split(separator: " ")
                .prefix { !["Ar", "Op", "Oo", "Fl"].contains($0) }.joined(separator: " ")
        }
        #expect(Set(named) == Set(commands(root).map(\.name)).union(["help"]))
        #expect(named.count == Set(named).count, "a command stands twice")
    }

    @Test("every option is on the page, and no other") func optionsAreNamed() {
        let known = commands(root).reduce(into: Set(["help", "version"])) {
            $0.formUnion($1.options)
        }
        #expect(namedOptions(page).symmetricDifference(known) == [])
    }

    @Test("the check goes red") func goesRed() {
        #expect(namedOptions(".It Fl -no-such , Fl -json Ar x") == ["no-such", "json"])
        #expect(!commands(root).contains { $0.options.contains("no-such") })
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
        let start = try #require(page.range(of: ".Sh EXIT STATUS")).upperBound
        let end = try #require(page.range(of: ".Sh EXAMPLES")).lowerBound
        let named = page[start..<end].matches(of: /\n\.It ([0-9]+)/)
            .compactMap { Int32($0.output.1) }
        #expect(named == ExitStatus.allCases.map(\.rawValue))
    }
}
