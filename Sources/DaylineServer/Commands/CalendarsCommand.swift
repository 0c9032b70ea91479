import ArgumentParser
import Core

/// `dayline-server calendar …`
struct CalendarsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "List calendars, say what overlaps do.",
        subcommands: [CalendarsListCommand.self, CalendarsPolicyCommand.self])
}

extension OverlapPolicy: ExpressibleByArgument {}

/// `dayline-server calendar list NAME`
struct CalendarsListCommand: ServerCommand {
    private struct Line: Encodable {
        let name: String
        let overlapPolicy: String
        let components: [String]
        let zone: String?
        let objects: Int
    }

    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the calendars of a user.")

    @OptionGroup var options: DataOptions
    @Flag(help: "Print JSON.") var json = false
    @Argument(help: ArgumentHelp("The user name.", valueName: "user")) var user: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let name = try session.accountName(user)
        let lines = try await session.withStore(options) { store in
            let account = try await account(name, store)
            return try await store.read(account.id) { reading in
                try reading.collections().map { ($0, try reading.resourceCount(in: $0.id)) }
            }
        }.map { calendar, count in
            Line(
                name: calendar.name, overlapPolicy: calendar.policy.rawValue,
                components: calendar.components.sorted(), zone: calendar.zone, objects: count)
        }
        if json {
            try session.printJSON(lines)
            return .ok
        }
        var table = TextTable(["calendar", "overlaps", "objects", "zone"])
        for line in lines {
            table.add([line.name, line.overlapPolicy, "\(line.objects)", line.zone ?? "UTC"])
        }
        table.lines.forEach(session.print)
        return .ok
    }
}

/// `dayline-server calendar policy NAME CALENDAR POLICY`
struct CalendarsPolicyCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy", abstract: "Say what happens to an event that overlaps others.")

    @OptionGroup var options: DataOptions
    @Argument(help: ArgumentHelp("The user name.", valueName: "user")) var user: String
    @Argument(help: ArgumentHelp("The last part of its path.", valueName: "calendar"))
    var calendar: String
    @Argument(help: ArgumentHelp("allow, warn or reject.", valueName: "policy"))
    var policy: OverlapPolicy

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let name = try session.accountName(user)
        let (calendar, policy) = (calendar, policy)
        try await session.withStore(options) { store in
            let account = try await account(name, store)
            try await store.write(account.id) { writing in
                guard let found = try writing.collection(named: calendar) else {
                    throw ServerCommandError.nothingFound(
                        "\(name) has no calendar “\(calendar)”")
                }
                try writing.updateCollection(found.id, policy: policy, zone: nil)
            }
        }
        return .ok
    }
}

private func account(_ name: AccountName, _ store: SQLiteStore) async throws -> Account {
    guard let found = try await SQLiteAccounts(database: store.database).account(named: name)
    else { throw AccountError.noAccount(name) }
    return found.account
}
