import Control
import Foundation
import Logging
import Synchronization
import Testing

@testable import DaylineServer

/// Goal: a line for each event, which programs can read and nobody can forge, without secrets.
/// Method: a logger that writes into a list.
@Suite("logs") struct LogTests {
    private final class Lines: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { lines.withLock { $0 } }
        func add(_ line: String) { lines.withLock { $0.append(line) } }
    }

    private let lines = Lines()

    private func logger(_ format: LogSettings.Format, level: Logger.Level = .info) -> Logger {
        Logger(label: "http") { [lines] label in
            LineLogHandler(
                label: label, settings: LogSettings(format: format, level: level),
                now: { WallTime(milliseconds: 1_800_000_000_007) }, write: lines.add)
        }
    }

    @Test func text() {
        logger(.text).info("request", metadata: ["status": "200", "request": "a b", "q": ""])
        #expect(
            lines.all == [
                "2027-01-15T08:00:00.007Z info     request q=\"\" request=\"a b\" status=200\n"
            ])
    }

    @Test func json() throws {
        var logger = logger(.json)
        logger[metadataKey: "request"] = "r1"
        logger.error("it \"failed\"\n", metadata: ["event": "e1", "level": "forged"])
        let line = try #require(lines.all.first)
        #expect(line.hasSuffix("}\n") && !line.dropLast().contains("\n"))
        let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(
            object == [
                "time": "2027-01-15T08:00:00.007Z", "level": "error", "logger": "http",
                "message": "it \"failed\"\n", "event": "e1", "request": "r1", "_level": "forged",
            ])
    }

    @Test func levels() {
        let logger = logger(.text, level: .warning)
        logger.info("no")
        logger.warning("yes")
        #expect(lines.all.count == 1)
    }

    /// Goal: no value begins a line of its own, or steers a terminal. Method: the characters that
    /// could.
    @Test(
        "one event is one line",
        arguments: ["\n", "\r", "\u{1b}[2J", "\u{85}", "\u{2028}", "\0", "\u{7f}"],
        [LogSettings.Format.text, .json])
    func oneLine(_ evil: String, _ format: LogSettings.Format) {
        logger(format).info("a\(evil)b", metadata: ["k\(evil)": "v\(evil)"])
        for line in lines.all {
            #expect(line.last == "\n")
            #expect(line.dropLast().allSatisfy { !$0.isNewline })
            #expect(
                line.unicodeScalars.dropLast().allSatisfy {
                    $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
                })
        }
        #expect(lines.all.count == 1)
    }

    private static let token = TokenText { Array(repeating: 0x5A, count: $0) }.text

    /// Goal: whoever logs a secret by mistake, it is not in the log. Method: every way in which
    /// one could get there; then grep.
    @Test(
        "secrets never",
        arguments: [
            ("\(token)", "x", "y"), ("x", "note", "got \(token) from it"),
            ("x", "Authorization", "Basic YWRhOnNlY3JldC1wdw=="),
            ("with Basic YWRhOnNlY3JldC1wdw== in it", "x", "y"),
            ("with bearer  \(token)", "x", "y"), ("x", "header", "Bearer abcdefghijk.lmn"),
            ("x", "password", "secret-pw"), ("x", "user_password", "secret-pw"),
            ("x", "X-Api-Token", "secret-pw"), ("x", "Set-Cookie", "secret-pw"),
        ],
        [LogSettings.Format.text, .json])
    func secrets(
        _ entry: (message: String, key: String, value: String), _ format: LogSettings.Format
    ) {
        logger(format).info("\(entry.message)", metadata: [entry.key: "\(entry.value)"])
        let line = lines.all.joined()
        #expect(line.contains(LogRedaction.mark))
        for secret in [Self.token, "Wlpa", "secret-pw", "YWRhOnNlY3JldC1wdw", "abcdefghijk"] {
            #expect(!line.contains(secret))
        }
    }

    @Test(
        "what is no secret stays", arguments: ["basic idea", "the bearer of it", "dl1", "token 7"])
    func harmless(_ text: String) { #expect(LogRedaction.clean(text) == text) }
}
