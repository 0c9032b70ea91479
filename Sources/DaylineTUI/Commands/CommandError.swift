/// Why a command cannot do what it was asked to.
enum CommandError: Error, Hashable, Sendable {
    /// The command line is not understood.
    case usage(String)
    /// What was asked for is not there.
    case nothingFound(String)
    /// Input that cannot be used; `line` 0 when no line is to blame.
    case badData(file: String, line: Int, reason: String)
    /// The server could not be reached, or refused; `hint` empty for none.
    case server(String, hint: String)
    /// The calendar's own policy refuses the event.
    case refused(String)
}
