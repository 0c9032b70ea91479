import ArgumentParser
import Core

/// `dayline calendar …`
struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "List, add, rename, recolour and delete calendars.",
        subcommands: [
            CalendarListCommand.self, CalendarAddCommand.self, CalendarRenameCommand.self,
            CalendarColorCommand.self, CalendarPolicyCommand.self, CalendarDeleteCommand.self,
        ],
        defaultSubcommand: CalendarListCommand.self)
}

extension RGB: ExpressibleByArgument {
    public init?(argument: String) { self.init(hex: argument) }
}

extension OverlapPolicy: ExpressibleByArgument {}

/// `dayline calendar list`
struct CalendarListCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the calendars.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON.") var json = false

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToRead()
        let calendars = try replica.calendars()
        let accounts = try AccountNames(replica)
        if json {
            writeJSON(calendars, accounts, &session)
            return calendars.isEmpty ? .nothingFound : .ok
        }
        let width = calendars.map { DisplayWidth.columns($0.name) }.max() ?? 0
        for calendar in calendars {
            session.out.append(session.palette.begin(calendar.color))
            session.out.append("▌")
            session.out.append(session.palette.end)
            let used = session.out.safe(calendar.name)
            session.out.spaces(width - used + 2)
            session.out.append("\(calendar.color)  overlaps: \(calendar.policy.rawValue)")
            if let account = accounts.byCalendar[calendar.id] {
                session.out.append("  ")
                session.out.safe(account)
            }
            if calendar.isReadOnly { session.out.append("  \(session.strings.readOnly)") }
            if !calendar.isVisible { session.out.append("  hidden") }
            session.out.line()
        }
        return calendars.isEmpty ? .nothingFound : .ok
    }

    private func writeJSON(
        _ calendars: [CalendarInfo], _ accounts: AccountNames, _ session: inout Session
    ) {
        var json = JSONWriter()
        json.lines(of: calendars) { json, calendar in
            json.object { json in
                json.field("name", calendar.name)
                json.field("color", "\(calendar.color)")
                json.field("overlapPolicy", calendar.policy.rawValue)
                json.field("visible", calendar.isVisible)
                json.field("readOnly", calendar.isReadOnly)
                json.field("id", Int(calendar.id.row))
                json.field("account", accounts.byCalendar[calendar.id])
            }
        }
        json.endLine()
        session.out.append(contentsOf: json.bytes)
    }
}

/// `dayline calendar add NAME`
struct CalendarAddCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a calendar.")

    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("Colour, as #4a90d9.", valueName: "color"))
    var calendarColor: RGB?
    @Option(help: ArgumentHelp("What overlaps do: allow, warn or reject.", valueName: "policy"))
    var overlaps = OverlapPolicy.warn
    @Option(
        help: ArgumentHelp(
            "Make it on the server of this account, at the next sync.", valueName: "name"))
    var account: String?
    @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let table = try CalendarTable(replica)
        guard (try? table.named(name)) == nil else {
            throw CommandError.usage("there is a calendar “\(name)” already")
        }
        try replica.addCalendar(
            name: name, color: calendarColor ?? RGB.standard(count: table.all.count),
            policy: overlaps, account: try account.map { try replica.account($0).id } ?? .local,
            label: "add calendar “\(name)”", now: session.now)
        return .ok
    }
}

/// `dayline calendar rename NAME NEW`
struct CalendarRenameCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Rename a calendar.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("Its new name.", valueName: "new-name")) var newName: String

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let table = try CalendarTable(replica)
        let calendar = try table.named(name)
        if let other = try? table.named(newName), other.id != calendar.id {
            throw CommandError.usage("there is a calendar “\(newName)” already")
        }
        try replica.rename(
            calendar.id, to: newName, label: "rename calendar “\(name)”", now: session.now)
        return .ok
    }
}

/// `dayline calendar color NAME COLOR`
struct CalendarColorCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "color", abstract: "Give a calendar another colour.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("Colour, as #4a90d9.", valueName: "new-color")) var newColor: RGB

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let calendar = try CalendarTable(replica).named(name)
        try replica.setColor(
            calendar.id, to: newColor, label: "recolour calendar “\(name)”", now: session.now)
        return .ok
    }
}

/// `dayline calendar overlaps NAME POLICY`
struct CalendarPolicyCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "overlaps", abstract: "Say what happens when a new event overlaps others.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String
    @Argument(help: ArgumentHelp("allow, warn or reject.", valueName: "policy"))
    var policy: OverlapPolicy

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let calendar = try CalendarTable(replica).named(name)
        try replica.setPolicy(
            calendar.id, to: policy, label: "overlaps in calendar “\(name)”", now: session.now)
        return .ok
    }
}

/// `dayline calendar delete NAME`
struct CalendarDeleteCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a calendar with all its events.",
        discussion: "dayline undo brings it back.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: ArgumentHelp("Its name.", valueName: "name")) var name: String

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let calendar = try CalendarTable(replica).named(name)
        try replica.deleteCalendar(
            calendar.id, label: "delete calendar “\(calendar.name)”", now: session.now)
        session.out.append("deleted ")
        session.out.safe(calendar.name)
        session.out.line("; dayline undo brings it back")
        return .ok
    }
}
