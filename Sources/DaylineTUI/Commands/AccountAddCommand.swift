import ArgumentParser
import Control
import Core
import Settings

/// `dayline account add URL`
struct AccountAddCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add an account on a CalDAV server.",
        discussion: """
            URL is a server, a calendar home, or only a domain. The server is looked at first, and \
            what is there is shown; the account is kept when that worked. Without an option that \
            says where the password comes from it is asked for, and kept in a file that only you \
            may read. Exit status 5 when the server cannot be reached, or refuses.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var secret: SecretOptions
    @Option(help: ArgumentHelp("Its name here; the server's host unless given.", valueName: "name"))
    var name: String?
    @Option(help: ArgumentHelp("Trust the authorities in this file (PEM) too.", valueName: "file"))
    var authority: String?
    @Flag(help: "Plain HTTP to another machine, which all between can read.") var insecure = false
    @Flag(help: "Print JSON.") var json = false
    @Argument(help: ArgumentHelp("Server, calendar home or domain.", valueName: "url"))
    var url: String

    func run(_ session: inout Session) throws -> Outcome {
        let address = try AccountAddress(url)
        guard insecure || address.isPrivate else {
            throw CommandError.usage(
                "plain HTTP to \(address.host) shows the password to all between; "
                    + "--insecure does it all the same")
        }
        let config = try AccountConfig(session)
        let name = self.name ?? address.host
        try check(name, config)
        var account = AccountSettings(name: name, url: address.text)
        account.isInsecure = insecure
        account.certificateAuthority = authority
        let typed = try secret.fill(&account, address.user, config, session)
        try typed?.keep(session)
        let report: ProbeReport
        do {
            report = try SyncProgram.probe(config.text(of: account), session)
        } catch {
            try? typed?.forget(session)
            throw error
        }
        try config.add(account)
        try register(account, &session)
        let page = ProbePage(report: report)
        if json { page.writeJSON(&session) } else { page.writeText(&session) }
        if !json { finish(name, report, &session) }
        return .ok
    }

    private func check(_ name: String, _ config: AccountConfig) throws(CommandError) {
        guard !name.isEmpty, name.utf8.count <= 100, !name.contains(where: \.isNewline) else {
            throw .usage("“\(name)” cannot be the name of an account")
        }
        if config.accounts.contains(where: { $0.name == name }) {
            throw .usage("there is an account “\(name)” already; --name gives this one another")
        }
    }

    /// Makes the account known here, so that calendars can be added to it before the first sync.
    private func register(_ account: AccountSettings, _ session: inout Session) throws {
        let replica = try session.openToWrite()
        if try !replica.accounts().contains(where: { $0.name == account.name }) {
            _ = try replica.addAccount(name: account.name, url: account.url)
        }
        session.tellDaemon(.reload)
    }

    private func finish(_ name: String, _ report: ProbeReport, _ session: inout Session) {
        session.out.append("added ")
        session.out.safe(name)
        session.out.append(" with ")
        session.out.append(counted(report.calendars.count, "calendar"))
        session.out.line("; dayline sync fetches them")
    }
}

/// An address as people write it.
struct AccountAddress: Hashable {
    /// With a scheme, without user.
    let text: String
    let host: String
    /// From `https://mina@example.org`; empty when there is none.
    let user: String
    /// Whether nobody between can read along: TLS, or the machine itself.
    let isPrivate: Bool

    init(_ url: String) throws(CommandError) {
        let parts = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        let scheme = parts.count == 2 ? parts[0].lowercased() : "https"
        guard scheme == "https" || scheme == "http", var rest = parts.last else {
            throw .usage("“\(url)” is no address of a server; try https://calendar.example.org")
        }
        let path = rest.firstIndex(of: "/").map { rest[$0...] } ?? ""
        rest = rest.prefix { $0 != "/" }
        if let at = rest.lastIndex(of: "@") {
            user = String(rest[..<at])
            rest = rest[rest.index(after: at)...]
        } else {
            user = ""
        }
        let isLiteral = rest.hasPrefix("[")
        let name = isLiteral ? rest.dropFirst().prefix { $0 != "]" } : rest.prefix { $0 != ":" }
        guard !name.isEmpty, !name.contains(where: \.isWhitespace), !user.contains(":") else {
            throw .usage("“\(url)” is no address of a server; try https://calendar.example.org")
        }
        host = String(name)
        text = "\(scheme)://\(rest)\(path)"
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        let isLoopback =
            host == "localhost" || host == "::1"
            || (numbers.count == 4 && numbers[0] == 127 && !numbers.contains(nil))
        isPrivate = scheme == "https" || isLoopback
    }
}
