import Foundation

/// Everything that the command line may ask of the machine. Built once in `main`.
struct SyncMachine: Sendable {
    enum Stream: Hashable, Sendable { case output, error }

    var world: World
    var environment: [String: String]
    var processID: Int32
    /// Sends text at once; a reader that has gone is no error.
    var write: @Sendable (Stream, String) -> Void
    /// Standard input, as a whole; nil when it is larger than 1 MiB, or no UTF-8.
    var readInput: @Sendable () -> String?
    var isErrorTerminal: Bool

    static let live = SyncMachine(
        world: .live,
        environment: ProcessInfo.processInfo.environment,
        processID: getpid(),
        write: { stream, text in
            let descriptor = stream == .output ? STDOUT_FILENO : STDERR_FILENO
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes {
                    Foundation.write(descriptor, $0.baseAddress, $0.count)
                }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EINTR {
                    return
                }
            }
        },
        readInput: {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 14)
            while bytes.count <= 1 << 20 {
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count == 0 { return String(validating: bytes, as: UTF8.self) }
                if count < 0, errno != EINTR { return nil }
                bytes += buffer.prefix(max(0, count))
            }
            return nil
        },
        isErrorTerminal: isatty(STDERR_FILENO) == 1)
}
