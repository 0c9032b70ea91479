import ArgumentParser
import Core

/// `dayline-server token …`
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke tokens for programs and devices.",
        subcommands: [
            TokenCreateCommand.self, TokenListCommand.self, TokenRevokeCommand.self,
        ])
}

extension TokenScope: ExpressibleByArgument {}

/// `dayline-server token create NAME`
struct TokenCreateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a token; it is shown this once.",
        discussion: "Programs send it as a bearer token, or as the password of the user.")

    @OptionGroup var options: DataOptions
    @Option(help: ArgumentHelp("What it is for.", valueName: "text")) var label: String
    @Option(
        help: ArgumentHelp(
            "What it allows: full, read, or notifications for the WebSocket alone.",
            valueName: "scope"))
    var scope = TokenScope.full
    @Option(
        help: ArgumentHelp(
            "When it ends: 12h, 90d, 52w, a date such as 2027-01-31 (UTC), or never.",
            valueName: "when"))
    var expires = "never"
    @Argument(help: ArgumentHelp("The user name.", valueName: "name")) var name: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let name = try session.accountName(name)
        guard let expiry = Expiry(expires, now: session.now) else {
            throw ServerCommandError.usage("“\(expires)” is no time to come for --expires")
        }
        let token = TokenText(random: session.machine.world.random)
        let new = NewToken(
            id: token.id, hash: token.hash, label: label, scope: scope, expires: expiry.time)
        try await session.withStore(options) { store in
            try await SQLiteAccounts(database: store.database)
                .addToken(new, of: name, at: session.now)
        }
        session.print(token.text)
        session.note("this is the only time it is shown; token revoke \(token.id) ends it")
        return .ok
    }
}

/// When a token ends, as it is typed.
struct Expiry: Hashable, Sendable {
    /// Nil for never.
    let time: WallTime?

    /// Nil for what is not understood or over already.
    init?(_ text: String, now: WallTime) {
        if text == "never" {
            time = nil
            return
        }
        guard let found = Self.duration(text).map(now.adding) ?? Self.date(text), found > now else {
            return nil
        }
        time = found
    }

    private static func duration(_ text: String) -> Duration? {
        let hours: [Character: Int] = ["h": 1, "d": 24, "w": 7 * 24]
        guard let unit = text.last.flatMap({ hours[$0] }), let count = Int(text.dropLast()),
            (1...100_000).contains(count)
        else { return nil }
        return .seconds(count * unit * 3600)
    }

    private static func date(_ text: String) -> WallTime? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1],
            let day = parts[2], let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        return WallTime(milliseconds: date.midnight.seconds * 1000)
    }
}

/// `dayline-server token list [NAME]`
struct TokenListCommand: ServerCommand {
    private struct Line: Encodable {
        let id: String
        let user: String
        let label: String
        let scope: String
        let created: String
        let expires: String?
        let used: String?
        let revoked: String?
        let valid: Bool
    }

    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the tokens of a user, or of all.")

    @OptionGroup var options: DataOptions
    @Flag(help: "Print JSON.") var json = false
    @Argument(help: ArgumentHelp("The user name.", valueName: "name")) var name: String?

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let name = try name.map(session.accountName)
        let tokens = try await session.withStore(options) { store in
            let accounts = SQLiteAccounts(database: store.database)
            if let name, try await accounts.account(named: name) == nil {
                throw AccountError.noAccount(name)
            }
            return try await accounts.tokens(of: name)
        }
        let now = session.now
        if json {
            try session.printJSON(tokens.map { Self.line($0, now) })
            return .ok
        }
        var table = TextTable(["id", "user", "scope", "state", "used", "label"])
        for token in tokens {
            table.add([
                token.id, token.account.name, token.scope.rawValue, Self.state(token, now),
                token.used?.minuteText ?? "never", token.label,
            ])
        }
        table.lines.forEach(session.print)
        return .ok
    }

    private static func state(_ token: StoredToken, _ now: WallTime) -> String {
        if token.revoked != nil { return "revoked" }
        guard let expires = token.expires else { return "valid" }
        return token.isValid(at: now) ? "until \(expires.minuteText)" : "expired"
    }

    private static func line(_ token: StoredToken, _ now: WallTime) -> Line {
        Line(
            id: token.id, user: token.account.name, label: token.label,
            scope: token.scope.rawValue, created: token.created.timestamp,
            expires: token.expires?.timestamp, used: token.used?.timestamp,
            revoked: token.revoked?.timestamp, valid: token.isValid(at: now))
    }
}

/// `dayline-server token revoke ID`
struct TokenRevokeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "End a token at once, and its open connections.")

    @OptionGroup var options: DataOptions
    @Argument(help: ArgumentHelp("Its id, as list shows it.", valueName: "id")) var id: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        try await session.withStore(options) { store in
            try await SQLiteAccounts(database: store.database).revokeToken(id, at: session.now)
        }
        session.note("revoked \(id)")
        return .ok
    }
}
