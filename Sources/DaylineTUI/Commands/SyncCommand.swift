import ArgumentParser
import Control
import Core

/// `dayline sync`
struct SyncCommand: DaylineCommand {
    enum Action: String, ExpressibleByArgument, CaseIterable { case now, status }

    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Push and pull now, or tell how syncing stands.",
        discussion: """
            The daemon does it where one runs; else dayline-sync runs once. Exit status 5 when an \
            account could not be synced.
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Only this account.", valueName: "name")) var account: String?
    @Flag(help: "Compare everything with the server, whatever it says has changed.")
    var audit = false
    @Flag(help: "Consent to the deletions that are held back.") var acceptDeletes = false
    @Flag(help: "With status: print JSON.") var json = false
    @Argument(help: ArgumentHelp("now or status.", valueName: "action")) var action = Action.now

    func validate() throws {
        if audit, acceptDeletes { throw ValidationError("Say --audit or --accept-deletes.") }
        if action == .status, audit || acceptDeletes {
            throw ValidationError("--audit and --accept-deletes do something; status does not.")
        }
        if action == .now, json { throw ValidationError("--json goes with status.") }
    }

    func run(_ session: inout Session) throws -> Outcome {
        switch action {
        case .status: try status(&session)
        case .now: try now(&session)
        }
    }

    private func status(_ session: inout Session) throws -> Outcome {
        let isRunning: Bool
        var accounts: [AccountStatus]
        if case .status(let status) = try session.askDaemon(.status) {
            (isRunning, accounts) = (true, status.accounts)
        } else {
            (isRunning, accounts) = (false, try session.openToRead().accountStatus())
        }
        if let account { accounts = accounts.filter { $0.name == account } }
        let page = SyncStatusPage(isRunning: isRunning, accounts: accounts)
        if json { page.writeJSON(&session) } else { page.writeText(&session) }
        return accounts.isEmpty ? .nothingFound : .ok
    }

    private func now(_ session: inout Session) throws -> Outcome {
        let request: ControlRequest =
            if acceptDeletes {
                .acceptDeletes(account: account)
            } else if audit {
                .audit(account: account)
            } else {
                .sync(account: account)
            }
        guard let answer = try session.askDaemon(request) else {
            return try SyncProgram.syncOnce(words, session)
        }
        switch answer {
        case .done(true, let text):
            if !text.isEmpty {
                session.out.safe(text)
                session.out.line()
            }
            return .ok
        case .done(false, let text), .error(let text):
            throw CommandError.server(text, hint: "dayline sync status tells more")
        case .hello, .status, .changed, .alert, .alertEnded, .notice:
            throw DaemonError.failed(.malformed)
        }
    }

    /// The same for the program.
    private var words: [String] {
        (account.map { ["--account", $0] } ?? []) + (audit ? ["--audit"] : [])
            + (acceptDeletes ? ["--accept-deletes"] : [])
    }
}

extension Replica {
    /// How the accounts stand, as far as the replica knows.
    func accountStatus() throws(ReplicaError) -> [AccountStatus] {
        var all: [AccountStatus] = []
        for account in try accounts() where account.id != .local {
            let counts = try outboxCounts(of: account.id)
            all.append(AccountStatus(account, counts))
        }
        return all
    }
}

extension AccountStatus {
    init(_ account: SyncAccount, _ counts: OutboxCounts) {
        let state: State
        var text = ""
        var retry: Int?
        switch account.condition {
        case .fresh: state = .fresh
        case .fine: state = .online
        case .offline(let reason, let when):
            (state, text, retry) = (.offline, reason, when.seconds)
        case .unauthorized(let reason): (state, text) = (.unauthorized, reason)
        case .full: state = .full
        case .held(let reason): (state, text) = (.held, reason)
        }
        self.init(
            name: account.name, state: state, text: text, pending: counts.pending,
            dead: counts.dead, editConflicts: counts.editConflicts, retry: retry,
            lastSync: account.lastSync?.seconds)
    }
}
