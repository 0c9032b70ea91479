import ArgumentParser
import Core
import Settings

/// `dayline outbox edit ID [FILE]`
struct OutboxEditCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Mend the text of an edit, so that it is sent again.",
        discussion: """
            Without FILE the iCalendar text opens in $VISUAL or $EDITOR. What is wrong with it is \
            told by line, and nothing changes. Exit status 3 when the text cannot be used.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var choice: OutboxChoice
    @Argument(help: ArgumentHelp("The new text; - is standard input.", valueName: "file"))
    var file: String?

    func run(_ session: inout Session) throws -> Outcome {
        let replica = try session.openToWrite()
        let entry = try choice.find(in: replica)
        guard let id = entry.object, let text = try replica.outgoingText(entry.id) else {
            throw CommandError.usage("this edit sends no text; retry or discard it")
        }
        let uid = try replica.object(id)?.object.uid
        let object: CalendarObject?
        if let file {
            object = try EditedText.object(
                try session.machine.files.read(file), file: file, uid: uid)
        } else {
            object = try EditedText.edit(text, uid: uid, session)
        }
        guard let object else {
            session.out.line("nothing was changed")
            return .ok
        }
        let title = object.representative?.title ?? ""
        try replica.apply(
            [.put(id, entry.calendar, object)],
            label: session.strings.undoLabel(.changed, title: title), now: session.now)
        session.out.append("changed ")
        session.out.safe(title.isEmpty ? session.strings.untitled : title)
        session.out.line("; it will be sent again")
        return .ok
    }
}

/// A calendar object as a text that people change.
enum EditedText {
    /// The object that a text holds.
    /// - Parameter uid: the one that it has to have; nil: any.
    static func object(
        _ bytes: [UInt8], file: String, uid: UID?
    ) throws(CommandError) -> CalendarObject {
        let parsed = parseICalendar(bytes)
        if let wrong = parsed.diagnostics.first(where: { $0.severity == .error }) {
            throw .badData(file: file, line: wrong.line, reason: wrong.message)
        }
        let split = parsed.components.map { CalendarObject.split($0) }
        if let wrong = split.flatMap(\.diagnostics).first(where: { $0.severity == .error }) {
            throw .badData(file: file, line: wrong.line, reason: wrong.message)
        }
        let objects = split.flatMap(\.objects)
        guard let object = objects.first, objects.count == 1 else {
            throw .badData(
                file: file, line: 0, reason: "has \(counted(objects.count, "event")), not one")
        }
        if let uid, object.uid != uid {
            throw .badData(
                file: file, line: 0, reason: "has the UID \(object.uid.text), not \(uid.text)")
        }
        return object
    }

    /// Opens a text in the user's editor, again until it can be used or the user gives up; nil when
    /// it comes back as it was.
    static func edit(
        _ text: [UInt8], uid: UID?, _ session: Session
    ) throws -> CalendarObject? {
        let files = session.machine.files
        let folder = try files.makeTemporaryFolder()
        defer { files.removeTemporaryFolder(folder) }
        let path = "\(folder.path)/event.ics"
        try files.write(path, text)
        while true {
            try open(path, session)
            let edited = try files.read(path)
            if edited == text { return nil }
            do throws(CommandError) {
                return try object(edited, file: path, uid: uid)
            } catch {
                session.warn(Failure(error).sentence)
                let answer = session.machine.ask("Edit again? [Y/n] ", false)
                guard let answer, !answer.lowercased().hasPrefix("n") else { throw error }
            }
        }
    }

    private static func open(_ path: String, _ session: Session) throws {
        guard session.machine.terminal.isInputTerminal else {
            throw CommandError.usage("there is no terminal for an editor; name a FILE")
        }
        let environment = session.machine.environment
        let editor =
            ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? "vi"
        guard let words = CommandWords.split(editor) else {
            throw CommandError.usage("“\(editor)” is no editor")
        }
        let result = try session.machine.programs.run(
            ProgramCall(words: words + [path], isCaptured: false))
        guard result.status == 0 else {
            throw CommandError.usage("the editor ended with status \(result.status)")
        }
    }
}
