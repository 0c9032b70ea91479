#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A program that runs beside the demo, with its output in a file.
final class DemoProcess {
    private let name: String
    private var process: pid_t = 0

    /// Milliseconds that a program gets to end in peace.
    private static let patience = 5000

    /// - Parameters:
    ///   - words: the program, found as `ProgramRunner` finds it, and its words.
    ///   - environment: all of it.
    ///   - log: the file that its output goes to.
    init(_ words: [String], environment: [String: String], log: String) throws(ProgramError) {
        name = words.first ?? ""
        guard let path = ProgramRunner.path(of: name) else { throw .missing(name: name) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(
            &actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in arguments + variables { free(word) } }
        let code = posix_spawn(&process, path, &actions, nil, &arguments, &variables)
        guard code == 0 else {
            throw .system(name: name, message: String(cString: strerror(code)))
        }
    }

    /// Whether it has not ended by itself.
    var isRunning: Bool {
        guard process > 0 else { return false }
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == 0 else {
            process = 0
            return false
        }
        return true
    }

    /// Asks it to end, and sees to it that it does.
    func stop() {
        guard isRunning else { return }
        kill(process, SIGTERM)
        for _ in 0..<(DemoProcess.patience / 10) {
            guard isRunning else { return }
            usleep(10_000)
        }
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        process = 0
    }

    deinit { stop() }
}
