import Control
import Core
import Logging
import Synchronization
import Testing

@testable import DaylineSync

/// Goal: what the daemon says to the journal, to systemd and to a terminal is one line each,
/// without secrets. Method: tables.
@Suite("words of the daemon") struct SyncWordsTests {
    private func line(
        _ format: SyncLogHandler.Format, _ level: Logger.Level, _ message: String,
        _ metadata: Logger.Metadata
    ) -> String {
        final class Lines: Sendable { let text = Mutex("") }
        let lines = Lines()
        let logger = Logger(label: "test") { _ in
            SyncLogHandler(format: format, clock: { "09:00:00" }) { line in
                lines.text.withLock { $0 += line }
            }
        }
        logger.log(level: level, "\(message)", metadata: metadata)
        return lines.text.withLock { $0 }
    }

    @Test(
        "log lines",
        arguments: [
            (SyncLogHandler.Format.journal, Logger.Level.info, "started", [:], "<6>started\n"),
            (.journal, .error, "a\n<0>b", [:], "<3>a\\u{a}<0>b\n"),  // nobody begins a line
            (
                .journal, .warning, "x", ["b": "1", "a": "two words"], "<4>x a=\"two words\" b=1\n"
            ),
            (.journal, .notice, "x", ["password": "hunter2"], "<5>x password=[redacted]\n"),
            (
                .people, .info, "got Bearer abcdefghijkl", [:],
                "09:00:00  got Bearer [redacted]\n"
            ),
            (.people, .warning, "slow", [:], "09:00:00  warning: slow\n"),
            (.people, .debug, "not shown", [:], ""),
        ] as [(SyncLogHandler.Format, Logger.Level, String, Logger.Metadata, String)])
    func log(
        _ format: SyncLogHandler.Format, _ level: Logger.Level, _ message: String,
        _ metadata: Logger.Metadata, _ expected: String
    ) {
        #expect(line(format, level, message, metadata) == expected)
    }

    @Test("the line for systemd") func status() {
        final class Lines: Sendable { let texts = Mutex<[String]>([]) }
        let lines = Lines()
        let board = StatusBoard { status in lines.texts.withLock { $0.append(status.line) } }
        board.put(Standing(), of: "work")
        var standing = Standing(condition: .fine)
        standing.counts.pending = 2
        board.put(standing, of: "home")
        board.put(isLive: true, of: "home")
        #expect(board.status.accounts.map(\.isLive) == [true, false])
        board.keep([])
        #expect(
            lines.texts.withLock { $0 } == [
                "work: fresh", "home: online, 2 pending; work: fresh",
                "home: online, 2 pending; work: fresh", "no accounts",
            ])
    }

    @Test(
        "progress",
        arguments: [
            (4096, 10_000, "a: pulling [############                  ] 4096/10000"),
            (3, nil, "a: pulling 3"), (0, 0, "a: pulling 0"),
            (9, 4, "a: pulling [##############################] 9/4"),
        ] as [(Int, Int?, String)])
    func progress(_ done: Int, _ total: Int?, _ expected: String) {
        let progress = Standing.Progress(kind: .pull, done: done, total: total)
        #expect(ProgressLine.text("a", progress) == expected)
    }

    @Test("progress is for terminals alone") func noTerminal() {
        let progress = Standing.Progress(kind: .push, done: 1, total: 2)
        let file = MachineBench()
        ProgressLine(machine: file.machine).show("a", progress)
        #expect(file.said(.error) == "")
        let terminal = MachineBench(isTerminal: true)
        let line = ProgressLine(machine: terminal.machine)
        line.show("a", progress)
        line.show("a", nil)
        #expect(terminal.said(.error).hasPrefix("\ra: pushing [###############"))
        #expect(terminal.said(.error).hasSuffix("\r\u{1b}[K"))
    }
}
