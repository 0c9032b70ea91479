/// What notification sockets may cost.
struct NotificationLimits: Sendable {
    var socketsPerAccount = 2048
    var sockets = 16_000
    /// Bytes of a client's message.
    var message = 1024
    /// Between two pings; after two that were not answered the socket is cut.
    var ping = Duration.seconds(30)
    /// For the peer's side of the closing handshake (RFC 6455 §7.1.1).
    var close = Duration.seconds(1)
    /// For each page of missed events, until the peer's side took it.
    var write = Duration.seconds(30)
    /// Bytes that wait for a slow peer; above, the socket is cut and the client resumes.
    var queue = 64 * 1024
    /// Events of one read of the log.
    var page = 256
    /// Between two looks at whether credentials still count.
    var credentialCheck = Duration.seconds(2)
}
