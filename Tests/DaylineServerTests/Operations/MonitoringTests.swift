import Foundation
import Testing

@testable import DaylineServer

/// Goal: rules, dashboard and manual name what there is. Method: the files against the code.
@Suite("monitoring") struct MonitoringTests {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// Names of metrics in a text; those of recording rules have a colon and are left out.
    private func names(in text: String) -> Set<String> {
        let found = text.matches(of: /(dayline_server|process)_[a-z_]+(:[a-z])?/)
        return Set(found.filter { $0.output.2 == nil }.map { String($0.output.0) })
    }

    /// Every series that a page can have.
    private var known: Set<String> {
        Set(
            ServerMetric.allCases.flatMap { metric in
                metric.kind == .histogram
                    ? ["_bucket", "_sum", "_count"].map { metric.rawValue + $0 }
                    : [metric.rawValue]
            })
    }

    @Test(
        "every metric exists",
        arguments: [
            "deploy/monitoring/grafana-dashboard.json",
            "deploy/monitoring/dayline-server.rules.yml",
            "deploy/monitoring/dayline-server.rules.test.yml",
        ])
    func metricsExist(_ path: String) throws {
        let used = names(in: try Self.text(path))
        #expect(used.count > 5)
        #expect(used.subtracting(known) == [])
    }

    @Test("the check goes red") func goesRed() {
        #expect(
            names(in: "rate(dayline_server_no_such_total[5m]) > dayline_server:x:y")
                .subtracting(known) == ["dayline_server_no_such_total"])
    }

    /// Goal: the list of metrics is the one of the code. Method: every literal in the sources.
    @Test func listIsComplete() throws {
        let sources = Self.root.appendingPathComponent("Sources/DaylineServer")
        let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
            .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("/ServerMetric.swift") }
        var counted: Set<String> = []
        for file in files {
            let text = try String(
                contentsOf: sources.appendingPathComponent(file), encoding: .utf8)
            for match in text.matches(of: /"(dayline_server_[a-z_]+)"/) {
                counted.insert(String(match.output.1))
            }
        }
        #expect(!counted.isEmpty)
        #expect(counted.subtracting(ServerMetric.allCases.map(\.rawValue)) == [])
    }

    @Test func dashboardIsJSON() throws {
        struct Dashboard: Decodable {
            struct Panel: Decodable { let title: String }
            let panels: [Panel]
        }
        let data = Data(try Self.text("deploy/monitoring/grafana-dashboard.json").utf8)
        let dashboard = try JSONDecoder().decode(Dashboard.self, from: data)
        let titles = dashboard.panels.map(\.title)
        #expect(titles.count > 10 && Set(titles).count == titles.count)
    }

    /// Goal: an alert leads to what to do. Method: anchors of the rules against the headings.
    @Test func runbooksExist() throws {
        let rules = try Self.text("deploy/monitoring/dayline-server.rules.yml")
        let headings = try Self.text("docs/operations.md").split(separator: "\n")
            .filter { $0.hasPrefix("#") }
            .map { line in
                line.drop { $0 == "#" || $0 == " " }.lowercased()
                    .replacing(" ", with: "-").filter { $0.isLetter || $0.isNumber || $0 == "-" }
            }
        let anchors = rules.matches(of: /docs\/operations\.md#([a-z-]+)/)
            .map { String($0.output.1) }
        #expect(anchors.count > 5)
        #expect(Set(anchors).subtracting(headings) == [])
    }

    private static let tool = ["/usr/bin/promtool", "/usr/local/bin/promtool"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Goal: Prometheus takes the rules, and they fire when they shall. Method: its own tool.
    @Test(
        "promtool",
        .enabled(if: tool != nil, "promtool is not installed (Debian: prometheus)"),
        arguments: [
            ["check", "rules", "dayline-server.rules.yml"],
            ["test", "rules", "dayline-server.rules.test.yml"],
            ["check", "config", "prometheus.yml"],
        ])
    func promtool(_ arguments: [String]) async throws {
        let directory = Self.root.appendingPathComponent("deploy/monitoring").path
        let said = try await Tool.run(
            try #require(Self.tool), arguments, in: directory, withErrors: true)
        #expect(said.code == 0, "\(said.text)")
    }
}
