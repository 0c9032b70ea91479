import ArgumentParser
import Control
import Core
import Settings

/// `dayline account …`
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "List, add, test and remove accounts on servers.",
        subcommands: [
            AccountListCommand.self, AccountAddCommand.self, AccountTestCommand.self,
            AccountRemoveCommand.self,
        ],
        defaultSubcommand: AccountListCommand.self)
}

/// `dayline account test NAME`
struct AccountTestCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Look at the server of an account, and show what is there.",
        discussion: "Exit status 5 when the server cannot be reached, or refuses.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON.") var json = false
    @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String

    func run(_ session: inout Session) throws -> Outcome {
        let config = try AccountConfig(session)
        let report = try SyncProgram.probe(config.text(of: config.account(name)), session)
        let page = ProbePage(report: report)
        if json { page.writeJSON(&session) } else { page.writeText(&session) }
        return .ok
    }
}

/// `dayline account remove NAME`
struct AccountRemoveCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Forget an account; the server keeps what it has.",
        discussion: """
            Its calendars go from this machine, and so do edits that were never sent: they are \
            counted first, and then --discard-edits is needed. With --keep-events the calendars \
            stay, as local ones. A password that was typed for the account is removed.
            """)

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Keep its calendars, as local ones.") var keepEvents = false
    @Flag(help: "Also when edits were never sent.") var discardEdits = false
    @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String

    func run(_ session: inout Session) throws -> Outcome {
        let config = try AccountConfig(session)
        let isConfigured = config.accounts.contains { $0.name == name }
        let replica = try session.openToWrite()
        let account = try replica.accounts().first { $0.name == name && $0.id != .local }
        if !isConfigured, account == nil { _ = try config.account(name) }  // says which there are
        if let account {
            try checkUnsent(account, of: replica)
            try replica.removeAccount(account.id, keepingEvents: keepEvents)
        }
        if isConfigured {
            try config.remove(name)
            try session.machine.files.remove(config.secretPath(name))
        }
        session.tellDaemon(.reload)
        session.out.append("removed ")
        session.out.safe(name)
        session.out.line(keepEvents ? "; its calendars are local ones now" : "")
        return .ok
    }

    private func checkUnsent(_ account: SyncAccount, of replica: Replica) throws {
        let counts = try replica.outboxCounts(of: account.id)
        let unsent = counts.pending + counts.dead
        guard unsent > 0, !keepEvents, !discardEdits else { return }
        throw CommandError.usage(
            "\(counted(unsent, "edit")) of “\(name)” never reached the server; "
                + "--keep-events keeps them here, --discard-edits removes them")
    }
}
