/// Why there is no talking to the daemon.
public enum ControlFailure: Error, Hashable, Sendable {
    /// Nobody listens at the socket: the daemon does not run.
    case absent
    /// The path does not fit into a socket's address; the count of bytes that do.
    case pathTooLong(limit: Int)
    /// The daemon has closed the connection, or gone.
    case closed
    /// The daemon sends a line that is none of its messages.
    case malformed
    /// The daemon does not take what it is sent.
    case stuck
    /// What the system says.
    case system(String)
}
