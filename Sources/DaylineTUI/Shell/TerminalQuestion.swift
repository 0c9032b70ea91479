import CNcurses  // its header brings `termios` along

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A question on the terminal itself, wherever input and output go.
enum TerminalQuestion {
    /// The line that was typed; nil where there is no terminal, or the input ended.
    static func ask(_ question: String, isSecret: Bool) -> String? {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
        guard terminal >= 0 else { return nil }
        defer { close(terminal) }
        guard ProfileFiles.send(Array(question.utf8), to: terminal) else { return nil }
        guard isSecret else { return line(from: terminal) }
        var shown = termios()
        guard tcgetattr(terminal, &shown) == 0 else { return nil }
        var hidden = shown
        // Without signals of the terminal: one that ended us would leave it mute. Ctrl-C ends the
        // line instead.
        hidden.c_lflag &= ~tcflag_t(ECHO | ISIG)
        withUnsafeMutableBytes(of: &hidden.c_cc) { $0[Int(VEOL)] = interrupt }
        tcsetattr(terminal, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(terminal, TCSAFLUSH, &shown)
            _ = ProfileFiles.send([0x0a], to: terminal)
        }
        return line(from: terminal)
    }

    /// Ctrl-C.
    private static let interrupt: UInt8 = 3

    private static func line(from terminal: Int32) -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while bytes.count < 4096 {
            let count = read(terminal, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count > 0, byte != interrupt else { return nil }
            if byte == 0x0a { break }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
