import Foundation
import Testing

@testable import DaylineSync

/// Goal: each way to fail has its status and one clear line, and touches nothing. Method: command
/// lines in a folder of their own; no server is asked.
@Suite("command line", .timeLimit(.minutes(2))) struct SyncCommandLineTests {
    private let folder: AlertFolder

    init() throws { folder = try AlertFolder() }

    private func run(_ arguments: [String], input: String? = nil) async -> (SyncExit, String) {
        let bench = MachineBench(
            ["HOME": folder.path, "TZDIR": "/usr/share/zoneinfo"], input: input)
        let exit = await runSyncCommandLine(arguments, machine: bench.machine)
        return (exit, bench.said(exit == .ok ? .output : .error))
    }

    @Test(
        "usage",
        arguments: [
            (["--account", "a"], "--account goes with --once"),
            (["--audit"], "--audit goes with --once"), (["--no-such"], "--no-such"),
            (["--data", ""], "--data needs a path"),
            (["--once", "--account", "a"], "there is no account “a”"),
        ])
    func usage(_ arguments: [String], _ text: String) async {
        let (exit, said) = await run(arguments)
        #expect(exit == .usage)
        #expect(said.hasPrefix("dayline-sync: ") && said.contains(text), "\(said)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/.local"))
    }

    @Test("a wrong configuration names its line") func configuration() async throws {
        try folder.write(".config/dayline/config.toml", "[alerts]\nquit = \"22:00-07:00\"\n")
        let (exit, said) = await run(["--once"])
        #expect(exit == .configuration)
        #expect(
            said == "dayline-sync: \(folder.path)/.config/dayline/config.toml:2: there is no "
                + "setting “alerts.quit”; did you mean “alerts.quiet”? (dayline.toml(5))\n")
    }

    @Test("another daemon on the replica") func busy() async throws {
        let data = folder.path + "/.local/share/dayline"
        let lock = try ReplicaLock(folder: data)
        for arguments in [["--once"], ["--foreground"]] {
            let (exit, said) = await run(arguments)
            #expect(exit == .busy)
            #expect(
                said == "dayline-sync: \(data): another dayline-sync runs on this replica"
                    + " (dayline sync asks it)\n")
        }
        withExtendedLifetime(lock) {}
    }

    @Test("a file that is no replica is left alone") func noReplica() async throws {
        let text = String(repeating: "no database ", count: 100)
        try folder.write("data/replica.sqlite", text)
        let (exit, said) = await run(["--once", "--data", folder.path + "/data"])
        #expect(exit == .badInput)
        #expect(said.contains("is no replica of dayline"))
        #expect(folder.text("data/replica.sqlite") == text)
    }

    @Test("without accounts there is nothing to do; help is no failure") func fine() async {
        let (exit, said) = await run(["--once"])
        #expect(exit == .ok && said == "")
        #expect(await run(["--version"]) == (.ok, "dayline-sync \(SyncVersion.current)\n"))
        #expect(await run(["--help"]).0 == .ok)
    }

    @Test("probing needs one account", arguments: ["", "x =", "[accounts]\n"])
    func probe(_ input: String) async throws {
        let bench = MachineBench(["HOME": folder.path], input: input)
        #expect(await runSyncCommandLine(["probe"], machine: bench.machine) == .badInput)
        #expect(bench.said(.output).hasPrefix("{\"failed\":"))
    }
}
