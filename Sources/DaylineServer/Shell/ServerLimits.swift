import Foundation

/// What a connection, a request and an account may cost. One value, so that a test can make each
/// of them small.
struct ServerLimits: Sendable {
    /// Bytes of one header field, and of the request target; more is answered 431.
    var headerField = 16 * 1024
    /// Bytes of all header fields of a request.
    var headers = 64 * 1024
    /// How many header fields a request has.
    var headerCount = 128
    /// Bytes of the request target; more is answered 414.
    var target = 8 * 1024
    /// Bytes of a request body, and of what it is after decoding; more is answered 413.
    var body = 16 * 1024 * 1024
    /// How many times its own length a compressed body may have after decoding, above 64 KiB.
    var inflation = 100

    /// For the TLS handshake, and again for the head of the first request.
    var firstHead = Duration.seconds(10)
    /// From an answer to the end of the next request's head. It is not stretched by what drips in.
    var idle = Duration.seconds(60)
    /// From the head of a request to the end of its body.
    var bodyTime = Duration.seconds(60)
    /// For each piece of an answer, of at most 64 KiB, until the peer's side took it.
    var write = Duration.seconds(30)
    /// For a peer that still sends while it is answered, before the connection is cut.
    var linger = Duration.seconds(2)
    /// For requests in progress when the server stops.
    var shutdown = Duration.seconds(10)

    /// Open connections at each address, WebSockets included; the next ones wait in the kernel's
    /// queue.
    var connections = 16_384
    /// Requests of one account at the same time; more are answered 429.
    var requestsPerAccount = 64
    /// Requests at the same time on one HTTP/2 connection.
    var streams = 64

    /// Takes no more connections than there are files to spare: one that the database cannot open
    /// would be a failure of a request of somebody else.
    ///
    /// - Parameters:
    ///   - files: how many the process may open.
    ///   - listeners: how many addresses share them.
    mutating func fit(files: Int, listeners: Int) {
        // The database's connections, its temporary files, zones, a few for each event loop.
        let reserved = 64 + 4 * ProcessInfo.processInfo.activeProcessorCount
        connections = min(connections, max(1, (files - reserved) / max(1, listeners)))
    }
}
