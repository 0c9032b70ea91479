import Control

/// The screen's connection to the daemon, which may come and go at any time.
struct DaemonLink {
    private let socket: String?
    private var connection: ControlConnection?
    /// Whether the daemon has said that it speaks as we do.
    private var isKnown = false

    /// - Parameter socket: nil where no daemon shall ever be.
    init(socket: String?) { self.socket = socket }

    /// For poll(2); nil while no daemon is there.
    var descriptor: Int32? { connection?.descriptor }

    /// Connects where that is possible, and takes what the daemon has said. Never waits.
    mutating func poll() -> [Input] {
        if connection == nil, let socket { connection = try? ControlConnection(path: socket) }
        guard let connection else { return [] }
        var inputs: [Input] = []
        do throws(ControlFailure) {
            while let message = try connection.receive(within: 0) {
                inputs += take(message)
            }
        } catch {
            inputs += lose()
        }
        return inputs
    }

    private mutating func take(_ message: ControlMessage) -> [Input] {
        guard case .hello(_, let number) = message else {
            return isKnown ? [.daemon(message)] : []
        }
        isKnown = number == ControlCodec.protocolVersion
        return isKnown ? [.daemonCame] : []
    }

    private mutating func lose() -> [Input] {
        connection = nil
        defer { isKnown = false }
        return isKnown ? [.daemonWent] : []
    }

    /// Says something; does nothing where no daemon is. What cannot be said is noticed by the next
    /// `poll`.
    func tell(_ request: ControlRequest) {
        guard isKnown else { return }
        try? connection?.send(request)
    }
}
