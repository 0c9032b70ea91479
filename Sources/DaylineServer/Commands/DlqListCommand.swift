import ArgumentParser

/// `dayline-server dlq list`
struct DlqListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the dead letters, oldest first.",
        discussion: "Exit status 1 when there is none.")

    @OptionGroup var options: DataOptions
    @Flag(help: "Print JSON.") var json = false
    @Option(help: ArgumentHelp("Only those of one consumer.", valueName: "name"))
    var consumer: String?
    @Option(help: ArgumentHelp("How many at most.", valueName: "count")) var limit = 1000

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let choice = LetterChoice(consumer: consumer)
        let (letters, count) = try await session.withStore(options) { store in
            let dead = SQLiteDeadLetters(database: store.database)
            return (
                try await dead.letters(choice, after: nil, limit: limit),
                try await dead.count(choice)
            )
        }
        if json {
            try session.printJSON(letters.map(DeadLetterLine.init))
        } else if !letters.isEmpty {
            var table = TextTable([
                "event", "consumer", "user", "kind", "attempts", "last", "reason",
            ])
            for letter in letters {
                table.add([
                    letter.event.id.text, letter.consumer, letter.accountName,
                    letter.event.kind.rawValue, "\(letter.attempts)", letter.last.minuteText,
                    letter.reason,
                ])
            }
            table.lines.forEach(session.print)
        }
        if count > letters.count { session.note("\(letters.count) of \(count) are shown") }
        return letters.isEmpty ? .problems : .ok
    }
}

/// `dayline-server dlq show EVENT`
struct DlqShowCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything about the dead letters of one event.",
        discussion: "Exit status 1 when there is none.")

    @OptionGroup var options: DataOptions
    @Flag(help: "Print JSON.") var json = false
    @Argument(help: ArgumentHelp("Its id, as list shows it.", valueName: "event"))
    var event: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let choice = LetterChoice(events: [try eventID(event)])
        let letters = try await session.withStore(options) { store in
            try await SQLiteDeadLetters(database: store.database)
                .letters(choice, after: nil, limit: .max)
        }
        if json {
            try session.printJSON(letters.map(DeadLetterLine.init))
        } else {
            for letter in letters {
                let line = DeadLetterLine(letter)
                var table = TextTable(["event", line.event])
                table.add(["consumer", line.consumer])
                table.add(["user", line.user])
                table.add(["change", "\(line.kind) \(line.path)"])
                table.add(["committed", line.committed])
                table.add(["attempts", "\(line.attempts)"])
                table.add(["first", line.first])
                table.add(["last", line.last])
                table.add(["reason", line.reason])
                table.lines.forEach(session.print)
            }
        }
        return letters.isEmpty ? .problems : .ok
    }
}

/// A dead letter as JSON shows it.
private struct DeadLetterLine: Encodable {
    let event: String
    let consumer: String
    let user: String
    let seq: Int
    let kind: String
    /// Of the calendar, and of the object in it, as they were then.
    let path: String
    let committed: String
    let attempts: Int
    let first: String
    let last: String
    let reason: String

    init(_ letter: DeadLetter) {
        event = letter.event.id.text
        consumer = letter.consumer
        user = letter.accountName
        seq = letter.event.seq.number
        kind = letter.event.kind.rawValue
        path = letter.event.collection + "/" + (letter.event.resource ?? "")
        committed = letter.event.at.timestamp
        attempts = letter.attempts
        first = letter.first.timestamp
        last = letter.last.timestamp
        reason = letter.reason
    }
}
