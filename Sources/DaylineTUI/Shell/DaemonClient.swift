import Control

extension DaemonAccess {
    /// The user's own daemon.
    static let live = DaemonAccess(
        ask: { socket, request throws(DaemonError) in
            guard let connection = try DaemonClient.connect(to: socket) else { return nil }
            return try DaemonClient.ask(connection, request)
        },
        tell: { socket, request in try? DaemonClient.tell(socket, request) })
}

/// One request to the daemon over a connection of its own.
enum DaemonClient {
    /// Milliseconds within which a daemon that is alive says something.
    private static let patience = 5000
    /// Milliseconds that nobody notices.
    private static let moment = 100

    /// A connection whose daemon speaks as we do; nil when none runs.
    static func connect(to socket: String) throws(DaemonError) -> ControlConnection? {
        let hello: ControlMessage?
        let connection: ControlConnection
        do throws(ControlFailure) {
            connection = try ControlConnection(path: socket)
            hello = try connection.receive(within: patience)
        } catch {
            if error == .absent { return nil }
            throw .failed(error)
        }
        guard case .hello(let version, let number) = hello else { throw .failed(.stuck) }
        guard number == ControlCodec.protocolVersion else { throw .otherVersion(version) }
        return connection
    }

    /// Says something to whoever listens.
    static func tell(_ socket: String, _ request: ControlRequest) throws(ControlFailure) {
        let connection = try ControlConnection(path: socket)
        try connection.send(request)
        // Its greeting, which a daemon that is awake sends at once: to one who has hung up it could
        // not speak, and might not listen either.
        _ = try connection.receive(within: moment)
    }

    /// Waits as long as the daemon works on it; changes and alerts meanwhile are for others.
    static func ask(
        _ connection: ControlConnection, _ request: ControlRequest
    ) throws(DaemonError) -> ControlMessage {
        do throws(ControlFailure) {
            try connection.send(request)
            while let message = try connection.receive(within: -1) {
                switch message {
                case .status, .done, .error: return message
                case .hello, .changed, .alert, .alertEnded, .notice: continue
                }
            }
        } catch {
            throw .failed(error)
        }
        throw .failed(.closed)
    }
}
