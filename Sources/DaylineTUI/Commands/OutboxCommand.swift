import ArgumentParser
import Core

/// `dayline outbox …`
struct OutboxCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox",
        abstract: "List, send again, mend and discard edits that the server does not have yet.",
        subcommands: [
            OutboxListCommand.self, OutboxShowCommand.self, OutboxRetryCommand.self,
            OutboxEditCommand.self, OutboxDiscardCommand.self,
        ],
        defaultSubcommand: OutboxListCommand.self)
}

/// Which edit of the outbox a command is about.
struct OutboxChoice: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "What outbox list prints, or any beginning or end of it that no other has.",
            valueName: "id"))
    var id: String

    func find(in replica: Replica) throws -> OutboxEntry {
        try OutboxChoice.find(id, in: replica)
    }

    static func find(_ id: String, in replica: Replica) throws -> OutboxEntry {
        let entries = try replica.outbox()
        if let exact = entries.first(where: { $0.id.text == id }) { return exact }
        let close = entries.filter { $0.id.text.hasPrefix(id) || $0.id.text.hasSuffix(id) }
        guard let found = close.first, !id.isEmpty else {
            throw CommandError.nothingFound("the outbox has no edit “\(id)”")
        }
        guard close.count == 1 else {
            throw CommandError.usage("“\(id)” could be one of \(close.count) edits")
        }
        return found
    }
}

extension OperationID {
    /// The random end of it, which tells edits apart; the beginning is the time.
    var short: String { String(text.suffix(8)) }
}

/// `dayline outbox list`
struct OutboxListCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what waits to be sent, and dead letters.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON.") var json = false

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToRead()
        let entries = try replica.outbox()
        let names = try CalendarTable(replica)
        if json {
            var json = JSONWriter()
            json.lines(of: entries) { $0.entry($1, calendars: names) }
            json.endLine()
            session.out.append(contentsOf: json.bytes)
        } else {
            for entry in entries { line(entry, names, &session) }
        }
        return entries.isEmpty ? .nothingFound : .ok
    }

    /// `0a1b2c3d  save    Lunch  Work  overlaps Planning`
    private func line(_ entry: OutboxEntry, _ names: CalendarTable, _ session: inout Session) {
        session.out.append(entry.id.short)
        session.out.append("  ")
        let kind = session.strings.name(entry.kind)
        session.out.append(kind)
        session.out.spaces(16 - DisplayWidth.columns(kind))
        session.out.safe(entry.title.isEmpty ? session.strings.untitled : entry.title)
        if let calendar = names.byID[entry.calendar] {
            session.out.append("  ")
            session.out.safe(calendar.name)
        }
        session.out.append("  ")
        session.out.safe(session.strings.state(entry))
        session.out.line()
    }
}

/// `dayline outbox show ID`
struct OutboxShowCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what would be sent, and why it was refused.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: OutboxChoice
    @Flag(help: "Print JSON.") var json = false
    @Flag(help: "Print the iCalendar text that would be sent.") var ics = false

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToRead()
        let entry = try choice.find(in: replica)
        let text = try replica.outgoingText(entry.id)
        if ics {
            guard let text else {
                throw CommandError.nothingFound("this edit sends no text")
            }
            session.out.append(contentsOf: text)
            return .ok
        }
        let calendars = try CalendarTable(replica)
        if json {
            var json = JSONWriter()
            json.entry(entry, calendars: calendars, text: text)
            json.endLine()
            session.out.append(contentsOf: json.bytes)
        } else {
            let page = OutboxPage(entry: entry, text: text, calendars: calendars)
            page.write(&session)
        }
        return .ok
    }
}

/// `dayline outbox retry ID`
struct OutboxRetryCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send an edit again, now.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "All dead letters.") var all = false
    @Argument(help: ArgumentHelp("What outbox list prints.", valueName: "id")) var id: String?

    func validate() throws {
        guard (id == nil) == all else { throw ValidationError("Say which edit, or --all.") }
    }

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        var entries: [OutboxEntry] = []
        if let id {
            entries = [try OutboxChoice.find(id, in: replica)]
        } else {
            entries = try replica.outbox().filter(\.isDead)
        }
        var count = 0
        for entry in entries where try replica.retry(entry.id, now: session.now) { count += 1 }
        guard count > 0 else {
            throw CommandError.nothingFound("there is nothing to send again")
        }
        session.out.line("\(counted(count, "edit")) will be sent again")
        return .ok
    }
}

/// `dayline outbox discard ID`
struct OutboxDiscardCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Give an edit up: the event becomes what the server has.",
        discussion: "dayline undo brings the edit back.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: OutboxChoice

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let entry = try choice.find(in: replica)
        let label = session.strings.discardLabel(entry)
        guard try replica.discard(entry.id, label: label, now: session.now) else {
            throw CommandError.nothingFound("it was sent meanwhile")
        }
        session.out.safe(label)
        session.out.line("; dayline undo brings it back")
        return .ok
    }
}
