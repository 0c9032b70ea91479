import Foundation

/// A program of the system.
///
/// It is not started by Foundation's `Process`: that looks through all open files, and reads past
/// the end of a buffer once they are some thousand, as while many tests run.
enum Tool {
    static func exists(_ name: String) -> Bool {
        ["/usr/bin", "/bin", "/usr/local/bin"].contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    /// - Parameter withErrors: the text has what it says on standard error too.
    static func run(
        _ name: String, _ arguments: [String], in directory: String = "/", withErrors: Bool = false
    ) async throws -> (text: String, code: Int) {
        let words = ["/usr/bin/env", "-C", directory, name] + arguments
        return try await withCheckedThrowingContinuation { continuation in
            // On a thread of its own, because tasks wait for what the program does.
            Thread.detachNewThread {
                continuation.resume(with: Result { try spawn(words, withErrors: withErrors) })
            }
        }
    }

    private static func spawn(
        _ words: [String], withErrors: Bool
    ) throws -> (text: String, code: Int) {
        let output = Pipe()
        let end = output.fileHandleForWriting.fileDescriptor
        for handle in [output.fileHandleForReading, output.fileHandleForWriting] {
            _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, end, 1)
        if withErrors {
            posix_spawn_file_actions_adddup2(&actions, end, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        }
        let arguments = words.map { strdup($0) } + [nil]
        let environment =
            ProcessInfo.processInfo.environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (arguments + environment).forEach { free($0) } }
        var child = pid_t()
        let failure = posix_spawn(&child, words[0], &actions, nil, arguments, environment)
        try output.fileHandleForWriting.close()
        guard failure == 0 else { throw POSIXError(POSIXErrorCode(rawValue: failure) ?? .EIO) }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let code = status & 0x7F == 0 ? Int(status >> 8 & 0xFF) : -1
        return (String(decoding: data, as: UTF8.self), code)
    }
}
