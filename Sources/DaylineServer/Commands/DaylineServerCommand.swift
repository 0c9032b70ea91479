import ArgumentParser

/// A command of the program.
protocol ServerCommand: ParsableCommand {
    func run(_ session: ServerSession) async throws -> ExitStatus
}

/// The program: its commands in the order in which help lists them.
struct DaylineServerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dayline-server",
        abstract: "A calendar server: CalDAV, overlap prevention, notifications.",
        discussion: """
            Settings are read from /etc/dayline-server.toml or the file of --config. The manual \
            is dayline-server(8).
            """,
        version: "dayline-server \(ServerVersion.current)",
        subcommands: [
            ServeCommand.self, UserCommand.self, TokenCommand.self, CalendarsCommand.self,
            CheckCommand.self, BackupCommand.self, RestoreCommand.self, DlqCommand.self,
            EventsChaosCommand.self,
        ])

    /// All commands and options, as the parser knows them; the manual is compared with it.
    static var describedAsJSON: String { _dumpHelp() }
}

/// Runs one command line; everything it says goes through `machine`.
func runServerCommandLine(_ arguments: [String], machine: ServerMachine) async -> ExitStatus {
    do {
        let parsed = try DaylineServerCommand.parseAsRoot(arguments)
        guard let command = parsed as? any ServerCommand else {
            var other = parsed  // help: says what it has to say by throwing it
            try other.run()
            return .ok
        }
        return try await command.run(ServerSession(machine: machine))
    } catch {
        return report(error, machine: machine)
    }
}

private func report(_ error: any Error, machine: ServerMachine) -> ExitStatus {
    if DaylineServerCommand.exitCode(for: error).isSuccess {
        machine.write(.output, DaylineServerCommand.fullMessage(for: error) + "\n")
        return .ok
    }
    let failure = ServerFailure(error)
    let hint = failure.hint.map { " (\($0))" } ?? ""
    machine.write(.error, "dayline-server: \(failure.sentence)\(hint)\n")
    return failure.status
}
