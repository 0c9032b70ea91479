import Foundation

/// The status line of every client of the user's tmux servers.
struct SinkTmux: AlertSink {
    let name = "tmux"
    let machine: SinkMachine

    /// Servers and clients that are told.
    private static let limit = 16
    /// Milliseconds for which tmux shows it.
    private static let shown = "10000"

    func send(_ message: SinkMessage) async throws(SinkFailure) {
        guard let path = machine.program("tmux") else { return }
        let text = Self.escaped("Dayline: " + message.line)
        for socket in sockets.prefix(Self.limit) {
            let found = try await run(path, socket, ["list-clients", "-F", "#{client_name}"])
            let clients = String(decoding: found.output, as: UTF8.self).split(separator: "\n")
            for client in clients.prefix(Self.limit) {
                let words = ["display-message", "-c", String(client)]
                let timed = words + ["-d", Self.shown, "--", text]
                // Before 3.2 there was no time to be said.
                if try await run(path, socket, timed).status != 0 {
                    _ = try await run(path, socket, words + ["--", text])
                }
            }
        }
    }

    private func run(
        _ path: String, _ socket: String, _ words: [String]
    ) async throws(SinkFailure) -> ChildProgram.Ending {
        let result = try await machine.run(
            path, ["tmux", "-S", socket] + words, limit: .seconds(2))
        if result.isLate { throw SinkFailure(text: "tmux does not answer") }
        return result
    }

    private var sockets: [String] {
        let folder = (machine.environment["TMUX_TMPDIR"] ?? "/tmp") + "/tmux-\(machine.user)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { "\(folder)/\($0)" }.filter { path in
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFSOCK
                && status.st_uid == machine.user
        }
    }

    /// tmux expands `#` and, as strftime does, `%`.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "#": escaped += "##"
            case "%": escaped += "%%"
            // After a `#` it would begin a style.
            case "[" where escaped.last == "#": escaped += " ["
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
