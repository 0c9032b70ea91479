/// Why the server cannot be run as it is set up.
enum ConfigurationError: Error, Hashable, Sendable {
    /// `line` is 0 when no line is to blame.
    case file(path: String, line: Int, reason: String)
    /// An option, or several together.
    case option(String)
    /// The data directory or what is in it.
    case data(path: String, reason: String)
}
