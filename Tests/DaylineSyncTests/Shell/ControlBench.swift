import Control
import Foundation
import Logging
import NIOPosix

@testable import DaylineSync

/// A control socket in a folder of its own, and clients on threads of their own: they wait in
/// poll(2), which tasks must not.
struct ControlBench: Sendable {
    let folder: AlertFolder
    let hub = ControlHub()
    var path: String { folder.path + "/run/sync.sock" }

    init() throws { folder = try AlertFolder() }

    /// Serves while `body` runs.
    func serve(
        _ answer: @escaping @Sendable (ControlRequest) async -> [ControlMessage],
        _ body: @escaping @Sendable (ControlBench) async throws -> Void
    ) async throws {
        let listener = try ControlListener.open(at: path, environment: [:], processID: 1)
        let server = ControlServer(
            listener: listener, hub: hub, group: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "test"), answer: answer)
        try await withThrowingTaskGroup { group in
            group.addTask {
                // Being cancelled is its end.
                try? await server.run()
            }
            try await body(self)
            group.cancelAll()
        }
    }

    /// Runs a client's side of a talk.
    func client<Value: Sendable>(
        _ talk: @escaping @Sendable (ControlConnection) throws -> Value
    ) async throws -> Value {
        let path = path
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result { try talk(ControlConnection(path: path)) })
            }
        }
    }
}

extension ControlConnection {
    struct Silence: Error {}

    /// The next message, which has to come.
    func next() throws -> ControlMessage {
        guard let message = try receive(within: 60_000) else { throw Silence() }
        return message
    }

    /// Sends bytes that are no request.
    func sendRaw(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Reads until the daemon ends the connection.
    func untilClosed() throws -> [ControlMessage] {
        var messages: [ControlMessage] = []
        while true {
            do {
                messages.append(try next())
            } catch ControlFailure.closed {
                return messages
            }
        }
    }
}
