import ArgumentParser
import Core

/// `dayline undo`
struct UndoCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back the last change.")

    @OptionGroup var global: GlobalOptions

    func run(_ session: inout Session) throws -> Outcome {
        guard let step = try session.openToWrite().undo(now: session.now) else {
            throw CommandError.nothingFound("there is nothing to undo")
        }
        session.out.safe(session.strings.undone(step.label))
        session.out.line()
        return .ok
    }
}

/// `dayline redo`
struct RedoCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "redo", abstract: "Do again what undo took back.")

    @OptionGroup var global: GlobalOptions

    func run(_ session: inout Session) throws -> Outcome {
        guard let step = try session.openToWrite().redo(now: session.now) else {
            throw CommandError.nothingFound("there is nothing to redo")
        }
        session.out.safe(session.strings.redone(step.label))
        session.out.line()
        return .ok
    }
}
