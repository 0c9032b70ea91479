import ArgumentParser
import Core

/// `dayline conflicts …`
struct EditConflictsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts",
        abstract: "List, show and settle edit editConflicts: edits that clash with the server's.",
        subcommands: [
            EditConflictsListCommand.self, EditConflictsShowCommand.self,
            EditConflictsResolveCommand.self,
        ],
        defaultSubcommand: EditConflictsListCommand.self)
}

/// Which edit conflict a command is about.
struct EditConflictChoice: ParsableArguments {
    @Argument(help: ArgumentHelp("The number that the list prints.", valueName: "id"))
    var id: Int64

    func find(in replica: Replica) throws -> EditConflict {
        guard let found = try replica.editConflicts().first(where: { $0.id == id }) else {
            throw CommandError.nothingFound("there is no edit conflict \(id)")
        }
        return found
    }
}

/// `dayline conflicts list`
struct EditConflictsListCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the edit conflicts that wait for you.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Print JSON.") var json = false

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToRead()
        let found = try replica.editConflicts()
        let calendars = try CalendarTable(replica)
        if json {
            var json = JSONWriter()
            json.lines(of: found) { json, one in
                json.object { $0.facts(of: one, calendars: calendars) }
            }
            json.endLine()
            session.out.append(contentsOf: json.bytes)
            return found.isEmpty ? .nothingFound : .ok
        }
        for clash in found {
            session.out.append("\(clash.id)  ")
            session.out.safe(clash.title.isEmpty ? session.strings.untitled : clash.title)
            if let calendar = calendars.byID[clash.calendar] {
                session.out.append("  ")
                session.out.safe(calendar.name)
            }
            session.out.line("  \(session.strings.name(clash.kind))")
        }
        return found.isEmpty ? .nothingFound : .ok
    }
}

/// `dayline conflicts resolve ID`
struct EditConflictsResolveCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Settle an edit conflict.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: EditConflictChoice
    @Flag(help: "Your version, with what the server changed elsewhere in it.") var mine = false
    @Flag(help: "The server's version.") var theirs = false
    @Option(
        help: ArgumentHelp(
            "A text that you made from both; - is standard input.", valueName: "file"))
    var merge: String?

    func validate() throws {
        guard [mine, theirs, merge != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("Say --mine, --theirs or --merge FILE.")
        }
    }

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let found = try choice.find(in: replica)
        let resolution: EditConflictResolution
        if let merge {
            let uid = try replica.object(found.object)?.object.uid
            resolution = .merged(
                try EditedText.object(
                    try session.machine.files.read(merge), file: merge, uid: uid))
        } else {
            resolution = mine ? .mine : .theirs
        }
        let label = session.strings.resolveLabel(found)
        guard try replica.resolve(found.id, resolution, label: label, now: session.now) else {
            throw CommandError.nothingFound("it was settled meanwhile")
        }
        session.out.append("settled: ")
        session.out.safe(found.title.isEmpty ? session.strings.untitled : found.title)
        session.out.line()
        return .ok
    }
}

extension JSONWriter {
    /// What the list says of an edit conflict; docs/json.md describes it for users.
    mutating func facts(of found: EditConflict, calendars: CalendarTable) {
        field("id", Int(found.id))
        field("title", found.title)
        field("calendar", calendars.byID[found.calendar]?.name)
        field("event", Int(found.object.row))
        field("kind", found.kind.rawValue)
        field("made", "\(found.made)")
    }
}
