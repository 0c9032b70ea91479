import Foundation

/// A process of this program that may be killed.
final class ChaosProcess: Sendable {
    private let process: Process
    private let ended: AsyncStream<Int32>

    /// - Parameters:
    ///   - output: a file that its output is added to; nil throws it away.
    ///   - errors: whether what it says beside is shown.
    init(_ arguments: [String], output: String? = nil, errors: Bool = true) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors ? FileHandle.standardError : FileHandle.nullDevice
        if let output, let file = FileHandle(forWritingAtPath: output) {
            try file.seekToEnd()
            process.standardOutput = file
        }
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = {
            continuation.yield($0.terminationStatus)
            continuation.finish()
        }
        try process.run()
        self.process = process
        self.ended = ended
    }

    var isRunning: Bool { process.isRunning }

    /// Gives it no time for anything.
    func kill() { Foundation.kill(process.processIdentifier, SIGKILL) }

    /// - Returns: its exit status, or the signal that ended it.
    func end() async -> Int32 { await ended.first { _ in true } ?? -1 }
}
