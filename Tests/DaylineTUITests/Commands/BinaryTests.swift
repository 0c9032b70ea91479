import Foundation
import Testing

/// The program that was built with the tests, beside them.
private enum Binary {
    static let path = URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent().appendingPathComponent("dayline").path

    static var exists: Bool { FileManager.default.isExecutableFile(atPath: path) }
}

/// Goal: the program as it is started, where a function call cannot tell: exit statuses, a reader
/// that goes away, output without a terminal. Method: a few runs of the binary beside the tests.
@Suite("binary", .enabled(if: Binary.exists)) struct BinaryTests {
    private func run(_ script: String) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.environment = [
            "D": Binary.path, "TZ": "Europe/Berlin", "LANG": "C.UTF-8", "TERM": "xterm",
            "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "COLUMNS": "80",
        ]
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    @Test(
        "exit status",
        arguments: [
            ("\"$D\" --version", 0),
            ("\"$D\" --data /nonexistent agenda", 1),
            ("\"$D\" --frobnicate", 2),
            ("\"$D\"", 2),  // no terminal
            ("echo hello | \"$D\" parse -", 3),
            ("\"$D\" --data /proc/none add x --start today", 4),
        ] as [(String, Int32)])
    func status(_ script: String, _ status: Int32) throws {
        #expect(try run(script).status == status)
    }

    @Test("a reader that goes away ends it quietly") func brokenPipe() throws {
        let rule =
            "BEGIN:VCALENDAR\\nBEGIN:VEVENT\\nUID:a\\nDTSTART:20260101T100000\\n"
            + "RRULE:FREQ=HOURLY\\nEND:VEVENT\\nEND:VCALENDAR\\n"
        // The status comes on a channel of its own: 0, not a signal's 141.
        let (_, output) = try run(
            "{ { printf '\(rule)' | \"$D\" instances - --limit 50000; echo $? >&3; } "
                + "| head -c 10 >/dev/null; } 3>&1")
        #expect(output == "0\n")
    }

    @Test("without a terminal the demonstration prints its screens") func demo() throws {
        let (status, output) = try run("\"$D\" demo")
        #expect(status == 0)
        #expect(output.contains("주간"))
        #expect(output.contains("Month  Week  Day  Agenda"))
        #expect(!output.contains("\u{1b}"))
    }
}
