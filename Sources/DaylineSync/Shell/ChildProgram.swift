import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program of others that is run: without a shell, in a process group of its own, so that it and
/// what it started are ended when time is up.
struct ChildProgram: Sendable {
    /// Its name, which is looked for in `PATH`, and its arguments.
    let words: [String]
    /// Where it is, when that is known.
    var path: String?
    /// nil for that of this process.
    var environment: [String: String]?
    /// At most what a pipe holds (64 KiB): it is there before the program begins.
    var input: [UInt8] = []
    var limit: Duration

    /// Bytes of each of its streams that are kept.
    private static let kept = 64 << 10

    /// How it ended.
    struct Ending: Hashable, Sendable {
        /// As `waitpid` gives it; that of its being killed when it took too long.
        var status: Int32
        var isLate: Bool
        var output: [UInt8]
        var errors: [UInt8]
    }

    /// Why it did not begin: errno's value.
    struct Failure: Error, Hashable, Sendable {
        let code: Int32
        var text: String { String(cString: strerror(code)) }
    }

    /// Runs it on a thread of its own to its end, or to the limit.
    func run() async throws(Failure) -> Ending {
        let result = await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: runHere()) }
        }
        return try result.get()
    }

    private func runHere() -> Result<Ending, Failure> {
        guard let given = ChildPipe(), let output = ChildPipe(), let errors = ChildPipe() else {
            return .failure(Failure(code: EMFILE))
        }
        guard given.fill(input) else { return .failure(Failure(code: EMSGSIZE)) }
        given.closeWriter()
        var child: pid_t = 0
        let code = spawn(&child, [given.reader, output.writer, errors.writer])
        guard code == 0 else { return .failure(Failure(code: code)) }
        given.closeReader()
        output.closeWriter()
        errors.closeWriter()
        let (status, isLate) = wait(for: child, [output, errors])
        return .success(
            Ending(status: status, isLate: isLate, output: output.bytes, errors: errors.bytes))
    }

    /// - Parameter streams: its standard input, output and errors.
    /// - Returns: 0, or errno's value.
    private func spawn(_ child: inout pid_t, _ streams: [Int32]) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        for (file, end) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, end, Int32(file))
        }
        // Sockets that libraries opened without CLOEXEC are nothing for it, those included that
        // other threads open meanwhile.
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        for file in 3..<((open ?? []).compactMap { Int32($0) }.max() ?? 0) + 256 {
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
        var variables = environment?.map { strdup("\($0.key)=\($0.value)") } ?? []
        variables.append(nil)
        defer { (arguments + variables).forEach { free($0) } }
        let name = path ?? words.first ?? ""
        guard environment != nil else {
            return posix_spawnp(&child, name, &actions, &attributes, &arguments, environ)
        }
        return posix_spawnp(&child, name, &actions, &attributes, &arguments, &variables)
    }

    /// Reads until the program has ended, and no longer: what it left behind may hold its streams
    /// open.
    private func wait(
        for child: pid_t, _ streams: [ChildPipe]
    ) -> (status: Int32, isLate: Bool) {
        let clock = ContinuousClock()
        let end = clock.now + limit
        var status: Int32 = 0
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            let isOver = ended == child || (ended < 0 && errno != EINTR)
            let left = clock.now.duration(to: end)
            let isLate = !isOver && left <= .zero
            if isLate {
                kill(-child, SIGKILL)
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
            } else if !isOver {
                pause(for: left, streams)
            }
            for stream in streams { stream.drain(keeping: Self.kept) }
            if isOver || isLate { return (status, isLate) }
        }
    }

    /// Waits for something to read.
    private func pause(for duration: Duration, _ streams: [ChildPipe]) {
        let readers = streams.map(\.reader).filter { $0 >= 0 }
        var polled = readers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        // Streams tell when a program has ended, unless it left somebody behind.
        let longest = min(duration.wholeMilliseconds, readers.isEmpty ? 5 : 100)
        poll(&polled, nfds_t(polled.count), Int32(longest))
    }
}
