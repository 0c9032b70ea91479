import ArgumentParser

/// `dayline-server dlq retry EVENT …`
struct DlqRetryCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Give dead letters back to their consumers.",
        discussion: """
            The running server handles them, or the next one that is started. Of two commands at \
            once one does the work; the other ends with status 75. Exit status 1 when there was \
            no such letter, or, with --wait, when some became dead letters again.
            """)

    @OptionGroup var options: DataOptions
    @OptionGroup var chosen: DlqChoiceOptions
    @Flag(help: "Wait until the server has handled them.") var wait = false
    @Option(help: ArgumentHelp("How long to wait at most.", valueName: "seconds"))
    var timeout = 60

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let choice = try chosen.choice()
        return try await session.withStore(options) { store in
            let dead = SQLiteDeadLetters(database: store.database)
            var line = ProgressLine(session, total: try await dead.count(choice))
            let moved = try await session.move(.sendBack, choice, store) { line.show($0) }
            line.end()
            guard let count = moved else { return .busy }
            session.print("\(count) sent back")
            guard wait, count > 0 else { return count > 0 ? .ok : .problems }
            guard try await waitForServer(count, dead, session) else {
                session.note("not all were handled within \(timeout) s; does a server run?")
                return .busy
            }
            let left = try await dead.count(choice)
            session.print("\(max(0, count - left)) processed, \(left) dead")
            return left == 0 ? .ok : .problems
        }
    }

    /// - Returns: false when time was over before all were handled.
    private func waitForServer(
        _ count: Int, _ dead: SQLiteDeadLetters, _ session: ServerSession
    ) async throws -> Bool {
        let end = session.now.adding(.seconds(timeout))
        var line = ProgressLine(session, total: count)
        defer { line.end() }
        while true {
            let left = try await dead.countSentBack()
            line.show(max(0, count - left))
            if left == 0 { return true }
            guard session.now < end else { return false }
            try await session.machine.world.sleep(.milliseconds(100))
        }
    }
}

/// `dayline-server dlq discard EVENT …`
struct DlqDiscardCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: "Give dead letters up; the audit log names them.",
        discussion: """
            Their events stay in the event log; only the consumer never handles them. Exit status \
            1 when there was no such letter, 75 while another command works on dead letters.
            """)

    @OptionGroup var options: DataOptions
    @OptionGroup var chosen: DlqChoiceOptions

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let choice = try chosen.choice()
        let count = try await session.withStore(options) { store in
            try await session.move(.discard, choice, store)
        }
        guard let count else { return .busy }
        session.print("\(count) discarded")
        return count > 0 ? .ok : .problems
    }
}

/// A bar that grows, on a terminal; nothing elsewhere.
struct ProgressLine {
    private let session: ServerSession
    private let total: Int
    private var shown = -1

    private static let width = 30

    init(_ session: ServerSession, total: Int) {
        self.session = session
        self.total = total
    }

    mutating func show(_ done: Int) {
        guard session.machine.isErrorTerminal, total > 0, done != shown else { return }
        shown = done
        let filled = Self.width * min(done, total) / total
        let bar = String(repeating: "█", count: filled)
        let rest = String(repeating: "░", count: Self.width - filled)
        session.machine.write(.error, "\r\(bar)\(rest) \(done)/\(total)")
    }

    /// Leaves the bar behind.
    func end() {
        if shown >= 0 { session.machine.write(.error, "\n") }
    }
}
