import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that a sink runs: without a shell, in a process group of its own, so that it and what
/// it started are ended when time is up.
struct SinkProgram: Sendable {
    let path: String
    let words: [String]
    let environment: [String: String]
    /// At most what a pipe holds (64 KiB).
    var input: [UInt8] = []
    var limit = Duration.seconds(5)

    /// Bytes of its output that are kept: what a pipe holds, so that nobody has to read meanwhile.
    static let pipeSize = 64 << 10

    struct Result: Hashable, Sendable {
        /// As `waitpid` gives it.
        var status: Int32
        var output: [UInt8]
        var isLate: Bool
    }

    /// Whether a child is still ours to be ended: its number may mean another one afterwards.
    private final class Child: Sendable {
        private let running: Mutex<pid_t?>
        init(_ pid: pid_t) { running = Mutex(pid) }

        func end() -> Bool {
            running.withLock { pid in
                guard let pid else { return false }
                kill(-pid, SIGKILL)
                return true
            }
        }

        /// Blocks until it has ended.
        func wait() -> Int32 {
            guard let pid = running.withLock({ $0 }) else { return 0 }
            var info = siginfo_t()
            while waitid(P_PID, id_t(pid), &info, WEXITED | WNOWAIT) < 0, errno == EINTR {}
            return running.withLock { running in
                var status: Int32 = 0
                while waitpid(pid, &status, 0) < 0, errno == EINTR {}
                running = nil
                return status
            }
        }
    }

    /// Runs it to its end, or to the limit.
    /// - Throws: when it cannot be started.
    func run() async throws(SinkFailure) -> Result {
        guard let streams = Streams(input: input) else { throw SinkFailure(text: "no pipe") }
        var pid: pid_t = 0
        let code = spawn(&pid, streams)
        streams.closeOthers()
        guard code == 0 else {
            streams.close()
            throw SinkFailure(text: "\(path): \(String(cString: strerror(code)))")
        }
        let child = Child(pid)
        let timer = Task { [limit] in
            do { try await Task.sleep(for: limit) } catch { return false }
            return child.end()
        }
        let status = await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: child.wait()) }
        }
        timer.cancel()
        let isLate = await timer.value
        let output = streams.output()
        streams.close()
        return Result(status: status, output: output, isLate: isLate)
    }

    /// Returns 0, or errno's value.
    private func spawn(_ child: inout pid_t, _ streams: Streams) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, streams.childInput, 0)
        posix_spawn_file_actions_adddup2(&actions, streams.childOutput, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        // Sockets that libraries opened without CLOEXEC are nothing for it.
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        for file in 3..<((open ?? []).compactMap { Int32($0) }.max() ?? 0) + 64 {
            posix_spawn_file_actions_addclose(&actions, file)
        }
        // What we ignore or block, it must not.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        posix_spawnattr_setpgroup(&attributes, 0)
        var arguments = words.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        return posix_spawn(&child, path, &actions, &attributes, &arguments, &variables)
    }
}

/// The pipes of one program. The input is written before it starts, into what a pipe holds.
private struct Streams: Sendable {
    private let given: SinkPipe
    private let taken: SinkPipe

    init?(input: [UInt8]) {
        guard input.count <= SinkProgram.pipeSize, let given = SinkPipe() else { return nil }
        guard let taken = SinkPipe() else {
            given.closeReader()
            given.closeWriter()
            return nil
        }
        (self.given, self.taken) = (given, taken)
        _ = fcntl(given.writer, F_SETFL, O_NONBLOCK)
        _ = fcntl(taken.reader, F_SETFL, O_NONBLOCK)
        let isWritten = input.isEmpty || write(given.writer, input, input.count) == input.count
        given.closeWriter()
        guard isWritten else {
            closeOthers()
            close()
            return nil
        }
    }

    var childInput: Int32 { given.reader }
    var childOutput: Int32 { taken.writer }

    /// What is the child's alone.
    func closeOthers() {
        given.closeReader()
        taken.closeWriter()
    }

    /// What the child has written.
    func output() -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while bytes.count < SinkProgram.pipeSize {
            let count = read(taken.reader, &piece, piece.count)
            guard count > 0 else { break }
            bytes += piece[..<count]
        }
        return bytes
    }

    func close() { taken.closeReader() }
}
