import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A program that prints a secret. It is started without a shell, with nothing on its standard
/// input, in a process group of its own so that it can be ended with all that it started.
struct CredentialCommand: Sendable {
    let words: [String]
    /// Long enough for a password manager to ask its user.
    var limit = Duration.seconds(60)

    /// Bytes of each stream that are kept.
    private static let kept = 64 << 10
    /// Characters of a failed program's complaint that are shown.
    private static let shown = 500

    /// Runs it on a thread of its own and returns what it printed.
    /// - Throws: when it cannot be started, takes too long, or says that it failed.
    func output() async throws(CredentialError) -> String {
        let result = await withCheckedContinuation { done in
            Thread.detachNewThread { done.resume(returning: run()) }
        }
        return try result.get()
    }

    private var name: String { words.first ?? "" }

    private func run() -> Result<String, CredentialError> {
        guard !words.isEmpty else { return .failure(CredentialError(text: "an empty command")) }
        var output = Stream()
        var errors = Stream()
        defer {
            output.close()
            errors.close()
        }
        guard output.open(), errors.open() else { return .failure(failure("has no pipe")) }
        var child: pid_t = 0
        let code = spawn(&child, output: output, errors: errors)
        output.closeWriter()
        errors.closeWriter()
        guard code == 0 else {
            return .failure(failure("cannot be started: \(String(cString: strerror(code)))"))
        }
        guard let status = wait(for: child, &output, &errors) else {
            return .failure(failure("took longer than \(limit.wholeMilliseconds / 1000) s"))
        }
        guard status == 0 else {
            let words = errors.text.trimmingCharacters(in: .whitespacesAndNewlines)
            let kind =
                status & 0x7F == 0 ? "status \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
            return .failure(failure("ended with \(kind): \(words.prefix(Self.shown))"))
        }
        return .success(output.text)
    }

    private func failure(_ words: String) -> CredentialError {
        CredentialError(text: "\(name) \(words)")
    }

    /// Returns 0, or errno's value.
    private func spawn(_ child: inout pid_t, output: Stream, errors: Stream) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.writer, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.writer, 2)
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
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        return posix_spawnp(&child, words[0], &actions, &attributes, &arguments, environ)
    }

    /// Reads until the program has ended, and no longer: what it left behind may hold its streams
    /// open.
    /// - Returns: as `waitpid` gives it; nil when time was up, and all of it is ended then.
    private func wait(for child: pid_t, _ output: inout Stream, _ errors: inout Stream) -> Int32? {
        let clock = ContinuousClock()
        let end = clock.now + limit
        var status: Int32 = 0
        while true {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child || (ended < 0 && errno != EINTR) {
                output.drain(Self.kept)
                errors.drain(Self.kept)
                return status
            }
            let left = clock.now.duration(to: end)
            guard left > .zero else {
                kill(-child, SIGKILL)
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                return nil
            }
            let streams = [output.reader, errors.reader].filter { $0 >= 0 }
            var polled = streams.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            // Streams tell when a program has ended, unless it left somebody behind.
            let pause = min(left.wholeMilliseconds, streams.isEmpty ? 5 : 100)
            poll(&polled, nfds_t(polled.count), Int32(pause))
            output.drain(Self.kept)
            errors.drain(Self.kept)
        }
    }
}

/// A pipe from a program to us.
private struct Stream {
    private(set) var reader: Int32 = -1
    private(set) var writer: Int32 = -1
    private var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func open() -> Bool {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        (reader, writer) = (ends[0], ends[1])
        // A program that another thread starts in between may get the ends; that is harmless,
        // because the end of ours is waited for, not the end of the stream.
        return fcntl(reader, F_SETFD, FD_CLOEXEC) == 0 && fcntl(writer, F_SETFD, FD_CLOEXEC) == 0
            && fcntl(reader, F_SETFL, O_NONBLOCK) == 0
    }

    /// Takes what is there; closes the reader at the end.
    mutating func drain(_ limit: Int) {
        var piece = [UInt8](repeating: 0, count: 4096)
        while reader >= 0 {
            let count = read(reader, &piece, piece.count)
            if count > 0 {
                bytes += piece[..<min(count, limit - bytes.count)]
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                Self.close(&reader)
            } else if errno == EAGAIN {
                return
            }
        }
    }

    mutating func closeWriter() { Self.close(&writer) }

    mutating func close() {
        Self.close(&reader)
        Self.close(&writer)
    }

    private static func close(_ descriptor: inout Int32) {
        if descriptor >= 0 { _ = Foundation.close(descriptor) }
        descriptor = -1
    }
}
