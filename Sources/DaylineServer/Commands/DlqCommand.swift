import ArgumentParser

/// `dayline-server dlq …`
struct DlqCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlq",
        abstract: "List, show, retry and discard dead letters: events that failed too often.",
        subcommands: [
            DlqListCommand.self, DlqShowCommand.self, DlqRetryCommand.self,
            DlqDiscardCommand.self,
        ])
}

/// Which letters a command is about.
struct DlqChoiceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only those of one consumer.", valueName: "name"))
    var consumer: String?
    @Flag(help: "All letters.") var all = false
    @Argument(help: ArgumentHelp("Ids of events, as list shows them.", valueName: "event"))
    var events: [String] = []

    func validate() throws {
        guard all != !events.isEmpty else {
            throw ValidationError("name events, or all of them with --all")
        }
    }

    func choice() throws -> LetterChoice {
        LetterChoice(
            consumer: consumer, events: all ? nil : Set(try events.map { try eventID($0) }))
    }
}

/// Reads an event id from the command line.
func eventID(_ text: String) throws -> EventID {
    guard let id = EventID(text: text) else {
        throw ServerCommandError.usage("“\(text)” is no event id")
    }
    return id
}

extension ServerSession {
    /// As `DeadLetterRun.run`, and says so when another command has the lease.
    /// - Returns: nil then.
    func move(
        _ action: DeadLetterRun.Action, _ choice: LetterChoice, _ store: SQLiteStore,
        progress: (Int) -> Void = { _ in }
    ) async throws -> Int? {
        do {
            return try await deadLetterRun(store).run(action, choice, progress: progress)
        } catch StoreError.fenced {
            note("another command works on the dead letters")
            return nil
        }
    }

    /// What a command does to letters, under the lease for it.
    func deadLetterRun(_ store: SQLiteStore) -> DeadLetterRun {
        let world = machine.world
        let leases = SQLiteLeases(database: store.database, now: world.now)
        return DeadLetterRun(
            letters: SQLiteDeadLetters(database: store.database),
            lease: LeaseHolder(
                DeadLetterRun.leaseName, leases: leases, ttl: DeadLetterRun.ttl, world: world),
            world: world)
    }
}
