import ArgumentParser
import Core

/// `dayline`, `dayline open`
struct OpenCommand: DaylineCommand {
    static let configuration = CommandConfiguration(
        commandName: "open", abstract: "Open the calendar on the whole screen (the default).")

    @OptionGroup var global: GlobalOptions

    func run(_ session: inout Session) throws -> Outcome {
        let facts = session.machine.terminal
        guard facts.isInputTerminal, facts.isOutputTerminal else {
            throw CommandError.usage(
                "there is no terminal to open the calendar on; dayline agenda prints it")
        }
        try session.machine.files.makeFolder(session.profile.folder)
        var profile = session.profile
        profile.color = global.color
        profile.folders = try session.folders()
        try session.machine.runScreen(profile)
        return .ok
    }
}
