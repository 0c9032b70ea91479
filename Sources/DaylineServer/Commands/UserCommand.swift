import ArgumentParser
import Core

/// `dayline-server user …`
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Add, list and delete users, change passwords.",
        subcommands: [
            UserAddCommand.self, UserListCommand.self, UserPasswordCommand.self,
            UserDeleteCommand.self,
        ])
}

/// `dayline-server user add NAME`
struct UserAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a user with a first calendar.")

    @OptionGroup var options: DataOptions
    @OptionGroup var password: PasswordOptions
    @Option(help: ArgumentHelp("The name for people.", valueName: "text")) var displayName: String?
    @Option(help: ArgumentHelp("The address for invitations.", valueName: "address"))
    var email: String?
    @Argument(help: ArgumentHelp("The user name.", valueName: "name")) var name: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let name = try session.accountName(name)
        try await session.withStore(options, mayCreate: true) { store in
            let accounts = SQLiteAccounts(database: store.database)
            // Before anybody types a password for nothing.
            guard try await accounts.account(named: name) == nil else {
                throw AccountError.nameTaken(name)
            }
            let hash = try await password.hash(for: name, session)
            let new = NewAccount(
                name: name, displayName: displayName ?? name.text, email: email,
                passwordHash: hash)
            _ = try await store.addAccount(new, with: .first, at: session.now)
        }
        session.note("added \(name), with a calendar at /dav/calendars/\(name)/calendar/")
        return .ok
    }
}

extension NewCollection {
    /// What every new user has.
    static let first = NewCollection(
        name: "calendar", components: PropertyEdit.possibleComponents, policy: .reject, zone: nil,
        properties: [
            StoredProperty(
                namespace: "DAV:", name: "displayname",
                xml: Array(#"<displayname xmlns="DAV:">Calendar</displayname>"#.utf8))
        ])
}

/// `dayline-server user list`
struct UserListCommand: ServerCommand {
    private struct Line: Encodable {
        let name: String
        let displayName: String
        let email: String?
        let created: String
        let calendars: Int
        let objects: Int
        let bytes: Int
        let tokens: Int
        let activity: [Activity]
    }

    private struct Activity: Encodable {
        let day: String
        let kind: String
        let changes: Int
    }

    /// So many days of activity are told, today included.
    private static let days = 30

    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the users.")

    @OptionGroup var options: DataOptions
    @Flag(help: "Print JSON.") var json = false

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let first = UTCDay(number: UTCDay(session.now).number - Self.days + 1)
        let (users, lines) = try await session.withStore(options) { store in
            let database = store.database
            let users = try await SQLiteAccounts(database: database).accounts(at: session.now)
            var lines: [Line] = []
            for user in json ? users : [] {
                let activity = try await database.activity(of: user.account.id, since: first)
                lines.append(Self.line(user, activity))
            }
            return (users, lines)
        }
        if json {
            try session.printJSON(lines)
            return .ok
        }
        var table = TextTable(["name", "calendars", "objects", "KiB", "tokens", "added", "for"])
        for user in users {
            table.add([
                user.account.name, "\(user.calendars)", "\(user.objects)", "\(user.bytes >> 10)",
                "\(user.tokens)", user.created.minuteText, user.account.displayName,
            ])
        }
        table.lines.forEach(session.print)
        return .ok
    }

    private static func line(_ user: AccountSummary, _ activity: [ActivityCount]) -> Line {
        Line(
            name: user.account.name, displayName: user.account.displayName,
            email: user.account.email, created: user.created.timestamp,
            calendars: user.calendars, objects: user.objects, bytes: user.bytes,
            tokens: user.tokens,
            activity: activity.map {
                Activity(day: $0.day.text, kind: $0.kind.rawValue, changes: $0.changes)
            })
    }
}

/// `dayline-server user passwd NAME`
struct UserPasswordCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwd", abstract: "Change a user's password.",
        discussion: "Connections that showed the old one are closed; tokens stay valid.")

    @OptionGroup var options: DataOptions
    @OptionGroup var password: PasswordOptions
    @Argument(help: ArgumentHelp("The user name.", valueName: "name")) var name: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let name = try session.accountName(name)
        try await session.withStore(options) { store in
            let accounts = SQLiteAccounts(database: store.database)
            guard try await accounts.account(named: name) != nil else {
                throw AccountError.noAccount(name)
            }
            let hash = try await password.hash(for: name, session)
            try await accounts.setPassword(hash, of: name, at: session.now)
        }
        session.note("changed the password of \(name)")
        return .ok
    }
}

/// `dayline-server user delete NAME`
struct UserDeleteCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a user with all calendars and tokens.",
        discussion: "Only a backup brings them back.")

    @OptionGroup var options: DataOptions
    @Flag(help: "Really delete.") var yes = false
    @Argument(help: ArgumentHelp("The user name.", valueName: "name")) var name: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let name = try session.accountName(name)
        guard yes else {
            throw ServerCommandError.usage("this deletes all calendars of \(name); add --yes")
        }
        try await session.withStore(options) { store in
            try await SQLiteAccounts(database: store.database)
                .deleteAccount(name, at: session.now)
        }
        session.note("deleted \(name)")
        return .ok
    }
}
