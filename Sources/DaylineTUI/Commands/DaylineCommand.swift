import ArgumentParser
import Control
import Core

/// A command of the program.
protocol DaylineCommand: ParsableCommand {
    var global: GlobalOptions { get }
    /// Whether the command works on the replica; others run without a home folder.
    static var usesReplica: Bool { get }
    func run(_ session: inout Session) throws -> Outcome
}

extension DaylineCommand {
    static var usesReplica: Bool { true }
}

/// The program: its commands in the order in which help lists them.
struct Dayline: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dayline",
        abstract: "A calendar for the terminal.",
        discussion: """
            Without a command the calendar opens on the whole screen. Dates are written as \
            2026-12-24, today, tomorrow, +2w or "next fri". The manual is dayline(1).
            """,
        version: "dayline \(Version.current)",
        groupedSubcommands: [
            CommandGroup(
                name: "Look",
                subcommands: [
                    OpenCommand.self, AgendaCommand.self, NextCommand.self, ShowCommand.self,
                    SearchCommand.self, OverlapsCommand.self,
                ]),
            CommandGroup(
                name: "Change",
                subcommands: [
                    AddCommand.self, EditCommand.self, MoveCommand.self, DeleteCommand.self,
                    UndoCommand.self, RedoCommand.self, CalendarCommand.self,
                ]),
            CommandGroup(
                name: "Files",
                subcommands: [
                    ImportCommand.self, ExportCommand.self, InstancesCommand.self,
                    ParseCommand.self,
                ]),
            CommandGroup(
                name: "Sync",
                subcommands: [
                    AccountCommand.self, SyncCommand.self, OutboxCommand.self,
                    EditConflictsCommand.self, AlertsCommand.self,
                ]),
            CommandGroup(name: "More", subcommands: [DoctorCommand.self, DemoCommand.self]),
        ],
        defaultSubcommand: OpenCommand.self)
}

extension Dayline {
    /// All commands and options, as the parser knows them; the manual is compared with it.
    static var describedAsJSON: String { _dumpHelp() }

    /// Whether `name` may stand first on the command line.
    fileprivate static func knows(_ name: String) -> Bool {
        name == "help" || command(named: name) != nil
    }

    /// Whether `name` is a word before the name of a command, as in `calendar add`.
    static func isGroup(_ name: String) -> Bool {
        command(named: name)?.configuration.subcommands.isEmpty == false
    }

    private static func command(named name: String) -> (any ParsableCommand.Type)? {
        for group in configuration.groupedSubcommands {
            for command in group.subcommands where command.configuration.commandName == name {
                return command
            }
        }
        return nil
    }

    /// Asks the named command itself first: the parser would describe all the others to itself
    /// before it reads the first word. What that command does not understand, help included, is
    /// for the whole parser, which knows how to say so.
    fileprivate static func parsed(_ arguments: [String]) throws -> any ParsableCommand {
        let own = Array(arguments.dropFirst())
        if arguments.first == "agenda", let plain = PlainArguments(own) {
            return AgendaCommand(plain)
        }
        if let first = arguments.first, let command = command(named: first),
            command.configuration.subcommands.isEmpty, let parsed = try? command.parse(own)
        {
            return parsed
        }
        return try parseAsRoot(arguments)
    }
}

/// Runs one command line; everything it says goes through `machine`.
func runCommandLine(_ arguments: [String], machine: Machine) -> Outcome {
    do {
        let arguments = GlobalOptions.hoisted(arguments)
        // The default command would take a mistyped name for an argument too many.
        if let first = arguments.first, !first.hasPrefix("-"), !Dayline.knows(first) {
            throw CommandError.usage("there is no command “\(first)”; dayline --help lists them")
        }
        let parsed = try Dayline.parsed(arguments)
        guard let command = parsed as? any DaylineCommand else {
            var other = parsed  // help: says what it has to say by throwing it
            try other.run()
            return .ok
        }
        var session = try Session(
            machine: machine, global: command.global, usesReplica: type(of: command).usesReplica)
        let outcome: Outcome
        do {
            defer {
                if !session.out.isEmpty { machine.write(.output, session.out.bytes) }
                if session.mayHaveWritten { session.tellDaemon(.edited) }
            }
            outcome = try command.run(&session)
        }
        withExtendedLifetime(session) { machine.leave(outcome) }
        return outcome
    } catch {
        return report(error, machine: machine)
    }
}

/// Tells what went wrong, or what was asked for (help, version), and with which status to leave.
private func report(_ error: any Error, machine: Machine) -> Outcome {
    if Failure.isFromParser(error), Dayline.exitCode(for: error).isSuccess {
        var text = OutputBuffer()
        text.line(Dayline.fullMessage(for: error, columns: machine.terminal.columns))
        machine.write(.output, text.bytes)
        return .ok
    }
    let failure = Failure(error)
    var line = OutputBuffer()
    line.append("dayline: ")
    line.safe(failure.sentence)
    if let hint = failure.hint {
        line.append(" (")
        line.safe(hint)
        line.append(")")
    }
    line.line()
    machine.write(.error, line.bytes)
    return failure.status
}
