import Glibc

/// A program on a pseudo-terminal of 120 columns and 40 rows.
struct Pty: ~Copyable {
    private let primary: Int32
    private let process: pid_t

    /// Starts `command` (looked up in PATH); nil when the system refuses.
    init?(_ command: [String]) {
        // What `unlockpt` and `ptsname` do; their declarations are hidden from Swift.
        let unlock: UInt = 0x4004_5431  // TIOCSPTLCK
        let getNumber: UInt = 0x8004_5430  // TIOCGPTN
        let primary = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var locked: Int32 = 0
        var number: Int32 = 0
        guard primary >= 0, ioctl(primary, unlock, &locked) == 0,
            ioctl(primary, getNumber, &number) == 0
        else { return nil }
        var size = winsize(ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
        // A session leader's first terminal becomes its controlling one.
        guard let process = spawn(command, session: true, terminal: "/dev/pts/\(number)") else {
            close(primary)
            return nil
        }
        self.primary = primary
        self.process = process
    }

    deinit {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(primary)
    }

    /// Types `keys`.
    func type(_ keys: String) {
        var keys = keys
        keys.withUTF8 { _ = write(primary, $0.baseAddress, $0.count) }
    }

    /// Reads until nothing has come for `quiet` milliseconds after `marker` was seen.
    /// - Returns: nanoseconds from `start` to the last byte; nil when the marker did not come in a
    ///   minute.
    func settle(since start: UInt64, marker: String, quiet: Int32) -> UInt64? {
        var last = start
        var seen: [UInt8] = []
        var isMarked = marker.isEmpty
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while nanoseconds() - start < 60_000_000_000 {
            var waiting = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, quiet) > 0 else {
                if isMarked { return last - start }
                continue
            }
            let got = read(primary, &buffer, buffer.count)
            guard got > 0 else { break }
            last = nanoseconds()
            seen += buffer[..<got]
            let text = String(decoding: seen, as: UTF8.self)
            answer(text)
            isMarked = isMarked || text.contains(marker)
            if isMarked { seen.removeAll() }
        }
        return isMarked ? last - start : nil
    }

    /// What a terminal answers when it is asked where its cursor is, or what it is; some programs
    /// wait for it.
    private func answer(_ text: String) {
        if text.hasSuffix("\u{1B}[6n") { type("\u{1B}[1;1R") }
        if text.hasSuffix("\u{1B}[c") { type("\u{1B}[?1;2c") }
    }

    /// Peak resident memory so far, in KiB.
    func peakMemory() -> Int {
        guard let file = fopen("/proc/\(process)/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, 256, file) != nil {
            let text = String(decoding: line.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            let words = text.split { $0 == " " || $0 == "\t" || $0 == ":" }
            if words.first == "VmHWM", words.count > 1 { return Int(words[1]) ?? 0 }
        }
        return 0
    }
}

/// The monotonic clock.
func nanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}

/// Starts a program with its three standard streams on `terminal`.
func spawn(_ command: [String], session: Bool, terminal: String) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    if session {
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
    } else {
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let newSession: Int16 = 0x80  // POSIX_SPAWN_SETSID, hidden from Swift
    if session { posix_spawnattr_setflags(&attributes, newSession) }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
    arguments.append(nil)
    defer { arguments.forEach { free($0) } }
    var process = pid_t()
    let refusal = posix_spawnp(&process, command[0], &actions, &attributes, arguments, environ)
    return refusal == 0 ? process : nil
}
