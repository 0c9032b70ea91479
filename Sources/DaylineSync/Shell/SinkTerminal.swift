import Foundation

/// The user's terminals, as write(1) does: a line and the bell, only where `mesg` allows it, and
/// never where `dayline` shows its own screen.
///
/// Terminals are looked for among the devices, not in utmp: most terminal emulators write no entry
/// there any more. Notification sequences (OSC 9, OSC 777) go only to terminals that are known to
/// take them; elsewhere they would be shown as text, or do something else.
struct SinkTerminal: AlertSink {
    let name = "terminals"
    let machine: SinkMachine
    /// Whether the panes of tmux are left to its own sink.
    var sparesTmux = false

    /// Terminals that are told.
    private static let limit = 32

    func send(_ message: SinkMessage) async throws(SinkFailure) {
        let line = "\r\n\u{7}Dayline: \(message.line)\r\n"
        var failures = 0
        for terminal in TerminalFinder(machine, sparesTmux).terminals().prefix(Self.limit) {
            let text = line + terminal.sequence(message)
            if !write(Array(text.utf8), to: terminal.path) { failures += 1 }
        }
        if failures > 0 {
            throw SinkFailure(text: "\(failures) terminals could not be written")
        }
    }

    /// Writes all at once or, to a terminal that is stopped, nothing.
    private func write(_ bytes: [UInt8], to path: String) -> Bool {
        let terminal = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
        guard terminal >= 0 else { return false }
        defer { close(terminal) }
        var status = stat()
        guard fstat(terminal, &status) == 0, TerminalFinder.isOpen(status, to: machine.user),
            isatty(terminal) == 1
        else { return true }
        return Foundation.write(terminal, bytes, bytes.count) == bytes.count
    }
}

/// A terminal that may be written.
struct UserTerminal: Hashable, Sendable {
    /// Which notification sequence it takes.
    enum Notification: Hashable, Sendable { case none, nine, sevenSevenSeven }

    let path: String
    let notification: Notification

    /// What makes the terminal notify its user; empty when it cannot.
    fileprivate func sequence(_ message: SinkMessage) -> String {
        switch notification {
        case .none: return ""
        case .nine: return "\u{1B}]9;\(message.line)\u{1B}\\"
        case .sevenSevenSeven:
            let parts = [message.title, message.body].map {
                SinkMessage.plain($0).replacingOccurrences(of: ";", with: ",")
            }
            return "\u{1B}]777;notify;\(parts[0]);\(parts[1])\u{1B}\\"
        }
    }
}
