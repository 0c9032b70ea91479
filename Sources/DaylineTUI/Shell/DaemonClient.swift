import Control

extension DaemonAccess {
    /// The user's own daemon.
    static let live = DaemonAccess(
        ask: { socket, request throws(DaemonError) in
            guard let connection = try DaemonClient.connect(to: socket) else { return nil }
            return try DaemonClient.ask(connection, request)
        },
        tell: { socket, request in
            // Whoever only tells does not care whether somebody listens.
            try? ControlConnection(path: socket).send(request)
        })
}

/// One request to the daemon over a connection of its own.
enum DaemonClient {
    /// Milliseconds within which a daemon that is alive says something.
    private static let patience = 5000

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
