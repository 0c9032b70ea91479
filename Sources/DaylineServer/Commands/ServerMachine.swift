import Core

/// Everything a command may ask of the machine. Built once in `main`, made by hand in tests.
struct ServerMachine: Sendable {
    enum Channel: Hashable, Sendable { case output, error }

    var world: World
    var zones: ZoneDatabase
    /// Sends text at once; a reader that has gone is no error.
    var write: @Sendable (Channel, String) -> Void
    var isErrorTerminal: Bool
    /// The whole file; `-` is standard input.
    /// - Throws: `ServerCommandError.badInput`.
    var readFile: @Sendable (_ path: String) throws -> [UInt8]
    /// Asks on the terminal, without echo; nil when there is none.
    var askSecret: @Sendable (_ prompt: String) -> [UInt8]?
    /// What a password costs.
    var passwordCost = PasswordCost.standard
    /// Runs the server until it is told to stop.
    var serve: @Sendable (ServerSettings, ServerMachine) async throws -> Void
}
