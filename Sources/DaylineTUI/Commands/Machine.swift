import Core

/// Everything a command may ask of the machine. Built once in `main`, made by hand in tests.
struct Machine: Sendable {
    var environment: [String: String]
    /// Where `/etc/localtime` points to, if it is a link.
    var localtimeLink: String?
    var terminal: TerminalFacts
    var now: @Sendable () -> Instant
    /// A new identifier that no other system makes.
    var makeUID: @Sendable () -> UID
    var files: FileAccess
    var programs: ProgramAccess
    var daemon: DaemonAccess
    /// Asks a question on the terminal and reads a line; what is secret is not shown while it is
    /// typed. nil where no terminal is, or the user ends the input.
    var ask: @Sendable (_ question: String, _ isSecret: Bool) -> String?
    /// Sends bytes at once; a reader that has gone is no error.
    var write: @Sendable (OutputChannel, [UInt8]) -> Void
    /// Runs the full-screen calendar until the user leaves it.
    var runScreen: @Sendable (Profile) throws -> Void
    /// Plays the demo with a server and two daemons; false, and nothing done, where those programs
    /// are not installed.
    var playDemo: @Sendable (DemoScript) throws -> Bool = { _ in false }
    /// Ends the process at once, where that is what comes next.
    var leave: @Sendable (Outcome) -> Void = { _ in }
}

enum OutputChannel: Hashable, Sendable { case output, error }

/// What is at the other ends of the process.
struct TerminalFacts: Hashable, Sendable {
    var isInputTerminal = false
    var isOutputTerminal = false
    var isErrorTerminal = false
    /// nil when output goes to no terminal.
    var columns: Int?
    var rows: Int?
}

/// Files by path, byte for byte.
struct FileAccess: Sendable {
    enum Kind: Hashable, Sendable { case file, folder }

    /// nil when there is nothing, or nothing we may see.
    var kind: @Sendable (String) -> Kind?
    /// The whole file; `-` is standard input.
    var read: @Sendable (String) throws(FileError) -> [UInt8]
    /// Names in a folder, sorted, without `.` and `..`.
    var names: @Sendable (String) throws(FileError) -> [String]
    /// Replaces a file as a whole: another reader sees the old or the new content.
    var write: @Sendable (String, [UInt8]) throws(FileError) -> Void
    /// As `write`, for a file that nobody else may read.
    var writeSecret: @Sendable (String, [UInt8]) throws(FileError) -> Void
    /// Removes a file; one that is not there is no error.
    var remove: @Sendable (String) throws(FileError) -> Void
    /// Makes a folder and those above it, for the user alone.
    var makeFolder: @Sendable (String) throws(FileError) -> Void
    /// A new folder for the user alone, below the system's place for temporary files. Those that
    /// killed processes left there are removed.
    var makeTemporaryFolder: @Sendable () throws(FileError) -> TemporaryFolder
    /// Removes a folder that `makeTemporaryFolder` made, with all that is in it.
    var removeTemporaryFolder: @Sendable (TemporaryFolder) -> Void

    /// Bytes of one input that are read; more is refused.
    static let limit = 512 << 20
}

/// A folder that is held as long as its process lives.
struct TemporaryFolder: Hashable, Sendable {
    let path: String
    /// The open folder whose lock tells other processes that it is in use.
    let descriptor: Int32
}

/// Why a file could not be read or written.
enum FileError: Error, Hashable, Sendable {
    case missing(path: String)
    case system(path: String, message: String)
    case tooLarge(path: String, limit: Int)
}
