import Core
import Foundation

/// What a sink shows. Titles come from foreign files: each sink makes them harmless in its own way.
struct SinkMessage: Hashable, Sendable {
    /// Whose text stands first: an event's title, or a sentence.
    var title: String
    /// When and where; may be empty.
    var body = ""
    /// For programs: the control socket's `alert` or `notice`, without its name.
    var json: [UInt8] = []

    /// Characters of a title or body that are shown.
    static let length = 200

    /// Both in one line without anything that a terminal would act on.
    var line: String {
        let (title, body) = (Self.plain(title), Self.plain(body))
        return body.isEmpty ? title : "\(title), \(body)"
    }

    /// One line of at most `length` characters: no control characters, and nothing that turns the
    /// direction of text around.
    static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(4 * length) {
            switch scalar.value {
            case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: plain.append(" ")
            case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069: break
            case _: plain.append(scalar)
            }
        }
        let words = String(plain).split(separator: " ").joined(separator: " ")
        return words.count > length ? words.prefix(length - 1) + "…" : words
    }
}

/// Somewhere that alerts and notices go.
protocol AlertSink: Sendable {
    /// As in `config.toml`.
    var name: String { get }
    /// Returns in bounded time, whatever happens at the other end.
    /// - Throws: why nobody was told; nothing when there was nobody to tell.
    func send(_ message: SinkMessage) async throws(SinkFailure)
}

/// Why a sink told nobody: one line without anything secret.
struct SinkFailure: Error, Hashable, Sendable {
    let text: String
}

/// What the sinks may know of the machine; tests give them another one.
struct SinkMachine: Sendable {
    var environment: [String: String]
    var user: UInt32
    /// Paths that may be terminals.
    var terminals: @Sendable () -> [String] = TerminalFinder.devices
    /// Where processes are.
    var processes = "/proc"

    /// Whether a desktop session can be reached.
    var hasSessionBus: Bool {
        if let address = environment["DBUS_SESSION_BUS_ADDRESS"], !address.isEmpty { return true }
        guard let folder = environment["XDG_RUNTIME_DIR"], !folder.isEmpty else { return false }
        return access(folder + "/bus", W_OK) == 0
    }

    /// Runs a program to its end, or to the limit.
    /// - Throws: when it does not begin.
    func run(
        _ path: String, _ words: [String], input: [UInt8] = [], limit: Duration
    ) async throws(SinkFailure) -> ChildProgram.Ending {
        do throws(ChildProgram.Failure) {
            return try await ChildProgram(
                words: words, path: path, environment: environment, input: input, limit: limit
            ).run()
        } catch {
            throw SinkFailure(text: "\(path): \(error.text)")
        }
    }

    /// Where a program is; nil when `PATH` does not lead to it.
    func program(_ name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
}
