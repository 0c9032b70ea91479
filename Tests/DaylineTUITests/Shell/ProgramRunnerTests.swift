import Foundation
import Testing

@testable import DaylineTUI

/// Goal: programs get their words and input as they are, and their end is told. Method: programs
/// that every system has.
@Suite("programs") struct ProgramRunnerTests {
    init() { signal(SIGPIPE, SIG_IGN) }  // as the program's `main` does

    private func run(_ words: [String], _ input: String? = "") throws -> ProgramResult {
        try ProgramAccess.live.run(
            ProgramCall(words: words, input: input.map { Array($0.utf8) }))
    }

    @Test(
        "words, input and status",
        arguments: [
            (["cat"], "in", "in", 0),
            (["echo", "a  b", "$HOME"], "", "a  b $HOME\n", 0),  // no shell
            (["sh", "-c", "exit 7"], "", "", 7),
            (["sh", "-c", "kill -9 $$"], "", "", 137),
            (["true"], String(repeating: "x", count: 1 << 20), "", 0),  // does not read
            (["sh", "-c", "yes | head -1"], "", "y\n", 0),  // SIGPIPE ends programs as usual
            (["sh", "-c", "head -c 200000 /dev/zero | tr '\\0' y; cat"], "z", nil, 0),
        ] as [([String], String, String?, Int32)])
    func runs(_ words: [String], _ input: String, _ output: String?, _ status: Int32) throws {
        let result = try run(words, input)
        #expect(result.status == status)
        if let output { #expect(String(decoding: result.output, as: UTF8.self) == output) }
    }

    @Test("what is not there is said") func missing() {
        #expect(throws: ProgramError.missing(name: "no-such-program")) {
            try run(["no-such-program"])
        }
        #expect(throws: ProgramError.self) { try run(["/nonexistent/program"]) }
    }

    @Test("a secret file is the user's alone") func secretFile() throws {
        let test = try TestMachine()
        let path = test.path("secret")
        try FileAccess.live.writeSecret(path, Array("x".utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try FileAccess.live.remove(path)
        try FileAccess.live.remove(path)  // not there: no error
        #expect(FileAccess.live.kind(path) == nil)
    }
}
