import Core
import Foundation
import Synchronization

@testable import DaylineTUI

/// A machine made by hand: a clock that stands at Monday 2026-11-23 15:04:05 UTC, real files in a
/// folder of its own, and output kept in memory.
final class TestMachine {
    let folder: URL
    /// What was written; `Machine` wants `Sendable` closures.
    private let written = Written()
    var environment: [String: String] = ["HOME": "/nowhere", "TZ": "Europe/Berlin"]
    var terminal = TerminalFacts()
    /// Other programs; without a fake there are none.
    var programs = ProgramAccess(run: { call throws(ProgramError) in
        throw .missing(name: call.words.first ?? "")
    })
    var daemon = DaemonAccess.none
    /// What the user types at questions.
    var ask: @Sendable (String, Bool) -> String? = { _, _ in nil }

    private final class Written: Sendable {
        let texts = Mutex<[OutputChannel: String]>([:])
        let count = Mutex(0)
    }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dayline-test-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        environment["DAYLINE_DATA"] = folder.appendingPathComponent("data").path
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    struct Answer: Equatable {
        var status: Outcome
        var output: String
        var error: String
    }

    /// Runs one command line.
    @discardableResult
    func run(_ arguments: String...) -> Answer { run(arguments) }

    @discardableResult
    func run(_ arguments: [String]) -> Answer {
        written.texts.withLock { $0 = [:] }
        let status = runCommandLine(arguments, machine: machine)
        return written.texts.withLock {
            Answer(status: status, output: $0[.output] ?? "", error: $0[.error] ?? "")
        }
    }

    private var machine: Machine {
        let written = written
        return Machine(
            environment: environment, localtimeLink: nil, terminal: terminal,
            now: { Instant(seconds: 1_795_446_245) },
            makeUID: {
                written.count.withLock {
                    $0 += 1
                    return UID("made-\($0)")
                }
            },
            files: .live, programs: programs, daemon: daemon, ask: ask,
            write: { stream, bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                written.texts.withLock { $0[stream, default: ""] += text }
            },
            runScreen: { _ in })
    }

    /// Puts a file into the folder; returns its path.
    func file(_ name: String, _ text: String) throws -> String {
        let url = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// A calendar file with the given lines of events, one string an event.
    static func calendar(_ events: String...) -> String {
        let body = events.map { "BEGIN:VEVENT\n\($0)\nEND:VEVENT\n" }.joined()
        return "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//EN\n\(body)END:VCALENDAR\n"
            .replacingOccurrences(of: "\n", with: "\r\n")
    }
}
