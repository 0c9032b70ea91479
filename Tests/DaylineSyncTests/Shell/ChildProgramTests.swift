import Foundation
import Testing

@testable import DaylineSync

/// As much as is kept.
private let many = String(repeating: "x", count: 64 << 10)

/// Goal: a program of others gets what it is given, and whatever it does, we know how it ended, in
/// bounded time.
/// Method: one line for the shell each.
struct ChildProgramTests {
    private func run(
        _ line: String, input: String = "", environment: [String: String]? = nil,
        limit: Duration = .seconds(60)
    ) async throws -> ChildProgram.Ending {
        try await ChildProgram(
            words: ["sh", "-c", line], environment: environment, input: Array(input.utf8),
            limit: limit
        ).run()
    }

    @Test(
        "how it ended",
        arguments: [
            ("cat; echo no >&2", Int32(0), "in", "no\n"),
            ("exit 3", 3 << 8, "", ""),
            ("kill -9 $$", SIGKILL, "", ""),
            // What it leaves behind holds its streams open; nobody waits for that.
            ("sleep 600 & echo here", 0, "here\n", ""),
            ("exec >&- 2>&-; exit 1", 1 << 8, "", ""),
            // A pipe holds less, and less is kept: all is read so that it comes to its end.
            ("head -c 300000 /dev/zero | tr '\\0' x; exit 2", 2 << 8, many, ""),
            ("head -c 300000 /dev/zero | tr '\\0' x >&2", 0, "", many),
        ])
    func endings(_ line: String, _ status: Int32, _ output: String, _ errors: String) async throws {
        let ending = try await run(line, input: "in")
        #expect(ending.status == status)
        #expect(!ending.isLate)
        #expect(String(decoding: ending.output, as: UTF8.self) == output)
        #expect(String(decoding: ending.errors, as: UTF8.self) == errors)
    }

    @Test("with time up, it and what it started are ended")
    func late() async throws {
        let ending = try await run(
            "sleep 600 & echo $!; exec sleep 600", limit: .milliseconds(300))
        #expect(ending.isLate)
        #expect(ending.status == SIGKILL)
        let text = String(decoding: ending.output, as: UTF8.self)
        let started = try #require(pid_t(text.trimmingCharacters(in: .newlines)))
        // The kernel ends it after we were told; until somebody takes it over it is a zombie.
        while kill(started, 0) == 0, try isRunning(started) { await Task.yield() }
    }

    private func isRunning(_ process: pid_t) throws -> Bool {
        let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return line.map { !$0.contains(") Z ") } ?? false
    }

    @Test("it has the environment that it is given, or ours")
    func environment() async throws {
        let own = try await run("echo \"$LOCAL$HOME\"", environment: ["LOCAL": "here"])
        #expect(own.output == Array("here\n".utf8))
        let ours = try await run("echo \"$PATH\"")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        #expect(ours.output == Array("\(path)\n".utf8))
    }

    @Test("what cannot begin says why")
    func missing() async throws {
        let missing = ChildProgram(words: ["/no/such/program"], limit: .seconds(1))
        await #expect(throws: ChildProgram.Failure(code: ENOENT)) { try await missing.run() }
        var flooded = ChildProgram(words: ["cat"], limit: .seconds(1))
        flooded.input = [UInt8](repeating: 0, count: 1 << 20)
        await #expect(throws: ChildProgram.Failure(code: EMSGSIZE)) { try await flooded.run() }
    }
}
