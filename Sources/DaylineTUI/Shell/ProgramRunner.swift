#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension ProgramAccess {
    /// The machine's own programs.
    static let live = ProgramAccess(run: { call throws(ProgramError) in
        try ProgramRunner(call).run()
    })
}

/// Starts a program, feeds it and waits for it.
struct ProgramRunner {
    private let call: ProgramCall
    private let name: String

    init(_ call: ProgramCall) {
        self.call = call
        name = call.words.first ?? ""
    }

    func run() throws(ProgramError) -> ProgramResult {
        guard let path = ProgramRunner.path(of: name) else { throw .missing(name: name) }
        let input = call.input == nil ? nil : try makePipe()
        let output = call.isCaptured ? try makePipe() : nil
        let process: pid_t
        do throws(ProgramError) {
            process = try start(path, input: input, output: output)
        } catch {
            for ends in [input, output] {
                if let ends { closeAll([ends.read, ends.write]) }
            }
            throw error
        }
        if let input {
            close(input.read)
            // A program that does not want its input is no error.
            _ = ProfileFiles.send(call.input ?? [], to: input.write)
            close(input.write)
        }
        var printed: [UInt8] = []
        if let output {
            close(output.write)
            printed = ProgramRunner.everything(from: output.read)
            close(output.read)
        }
        return ProgramResult(status: ProgramRunner.wait(for: process), output: printed)
    }

    private func start(
        _ path: String, input: PipeEnds?, output: PipeEnds?
    ) throws(ProgramError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input.read, STDIN_FILENO) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output.write, STDOUT_FILENO) }
        // We ignore SIGPIPE; programs expect it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = call.words.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, words, environ)
        guard code == 0 else {
            throw .system(name: name, message: String(cString: strerror(code)))
        }
        return process
    }

    private struct PipeEnds {
        let read: Int32
        let write: Int32
    }

    /// A pipe whose ends other programs do not inherit by chance.
    private func makePipe() throws(ProgramError) -> PipeEnds {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw .system(name: name, message: String(cString: strerror(errno)))
        }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return PipeEnds(read: ends[0], write: ends[1])
    }

    private func closeAll(_ descriptors: [Int32]) { for one in descriptors { close(one) } }

    private static func everything(from descriptor: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count > 0 {
                bytes += chunk.prefix(count)
            } else if count == 0 || errno != EINTR {
                return bytes
            }
        }
    }

    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { return 127 }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// Where a program is: as given when that is a path, beside our own program, in `$PATH`.
    static func path(of name: String) -> String? {
        if name.contains("/") { return name }
        var folders: [String] = []
        if name.hasPrefix("dayline") {
            var own = [UInt8](repeating: 0, count: 4096)
            let length = own.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { readlink("/proc/self/exe", $0, buffer.count) } ?? 0
            }
            let path = String(decoding: own.prefix(max(0, length)), as: UTF8.self)
            if let slash = path.lastIndex(of: "/") { folders.append(String(path[..<slash])) }
        }
        let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        folders += search.split(separator: ":").map(String.init)
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
