import Core

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Machine {
    /// The machine that we run on.
    static func live(runScreen: @escaping @Sendable (Profile) throws -> Void) -> Machine {
        Machine(
            environment: environmentVariables(),
            localtimeLink: link("/etc/localtime"),
            terminal: terminalFacts(),
            now: { Instant(seconds: Int(time(nil))) },
            makeUID: { UID(randomIdentifier()) },
            files: .live, programs: .live, daemon: .live,
            ask: { TerminalQuestion.ask($0, isSecret: $1) },
            write: { stream, bytes in
                // A reader that has gone (`dayline agenda | head`) is no error of ours.
                _ = ProfileFiles.send(bytes, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
            },
            runScreen: runScreen, playDemo: { try DemoStage.play($0, runScreen) },

            leave: { outcome in
                // Without the ends that libraries have: a thread that is just beginning, as of
                // libdispatch, must not meet them.
                fflush(nil)
                _exit(outcome.rawValue)
            })
    }

    private static func environmentVariables() -> [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return variables
    }

    private static func link(_ path: String) -> String? {
        var target = [CChar](repeating: 0, count: 4096)
        let length = readlink(path, &target, target.count)
        guard length > 0 else { return nil }
        return String(decoding: target.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func terminalFacts() -> TerminalFacts {
        var facts = TerminalFacts(
            isInputTerminal: isatty(STDIN_FILENO) == 1,
            isOutputTerminal: isatty(STDOUT_FILENO) == 1,
            isErrorTerminal: isatty(STDERR_FILENO) == 1)
        var size = winsize()
        if facts.isOutputTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
            size.ws_col > 0
        {
            facts.columns = Int(size.ws_col)
            facts.rows = Int(size.ws_row)
        }
        return facts
    }

    /// A random UUID (RFC 9562 §5.4), as RFC 7986 §5.3 advises for UIDs.
    private static func randomIdentifier() -> String {
        var generator = SystemRandomNumberGenerator()
        let high = generator.next() & 0xffff_ffff_ffff_0fff | 0x4000
        let low = generator.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        let digits = [high, low].map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }.joined()
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            text.append(digit)
        }
        return text
    }
}
