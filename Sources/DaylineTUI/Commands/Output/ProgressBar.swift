/// A bar on standard error while something takes long; nothing where no terminal is.
struct ProgressBar: Sendable {
    private let write: @Sendable ([UInt8]) -> Void
    private let isShown: Bool
    private static let width = 30

    init(machine: Machine) {
        isShown = machine.terminal.isErrorTerminal
        let send = machine.write
        write = { send(.error, $0) }
    }

    /// `storing [##########          ] 4096/10000`
    func show(_ what: String, _ done: Int, _ total: Int) {
        guard isShown, total > 1 else { return }
        let filled = ProgressBar.width * min(done, total) / total
        var out = OutputBuffer()
        out.append("\r\(what) [")
        out.append(String(repeating: "#", count: filled))
        out.spaces(ProgressBar.width - filled)
        out.append("] \(done)/\(total)\u{1b}[K")
        write(out.bytes)
    }

    /// Makes room for lines of text.
    func clear() {
        guard isShown else { return }
        write(Array("\r\u{1b}[K".utf8))
    }
}
