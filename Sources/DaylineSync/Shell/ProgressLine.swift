import Synchronization

/// A bar on standard error while something takes long; nothing where no terminal is.
final class ProgressLine: Sendable {
    private let machine: SyncMachine
    /// How far accounts are.
    private let shown = Mutex<[String: Standing.Progress]>([:])
    private static let width = 30

    init(machine: SyncMachine) { self.machine = machine }

    /// As in `work: pulling [##########          ] 4096/10000`; of several accounts the first one.
    func show(_ name: String, _ progress: Standing.Progress?) {
        guard machine.isErrorTerminal else { return }
        let first = shown.withLock { shown in
            shown[name] = progress
            return shown.min { $0.key < $1.key }
        }
        guard let (name, progress) = first else {
            clear()
            return
        }
        machine.write(.error, "\r\(Self.text(name, progress))\u{1b}[K")
    }

    static func text(_ name: String, _ progress: Standing.Progress) -> String {
        let what = progress.kind == .pull ? "pulling" : "pushing"
        guard let total = progress.total, total > 0 else {
            return "\(name): \(what) \(progress.done)"
        }
        let filled = width * min(progress.done, total) / total
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: " ", count: width - filled)
        return "\(name): \(what) [\(bar)] \(progress.done)/\(total)"
    }

    /// A line of text, above the bar.
    func say(_ text: String) {
        clear()
        machine.write(.error, "dayline-sync: \(text)\n")
    }

    func clear() {
        if machine.isErrorTerminal { machine.write(.error, "\r\u{1b}[K") }
    }
}
