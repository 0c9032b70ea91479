/// What the process tells its caller; documented in dayline-server(8). From 64 on the numbers are
/// those of sysexits.h.
enum ExitStatus: Int32, Hashable, Sendable, CaseIterable {
    case ok = 0
    /// `check` found problems, or there is nothing of that name.
    case problems = 1
    case usage = 64
    /// A file that was given cannot be used.
    case badInput = 65
    /// The database cannot be read or written.
    case unavailable = 69
    /// The server runs, or another process holds the database; later it may work.
    case busy = 75
    /// The configuration or the data directory.
    case configuration = 78
}
