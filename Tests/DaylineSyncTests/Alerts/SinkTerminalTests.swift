import Core
import Foundation
import Testing

@testable import DaylineSync

/// A pseudo terminal of the test.
private final class PseudoTerminal: Sendable {
    let path: String
    private let master: Int32

    /// - Parameter mode: 0o620 is `mesg y`.
    init(mode: mode_t = 0o620) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        try #require(master >= 0)
        var (number, unlocked): (Int32, Int32) = (0, 0)
        // TIOCGPTN and TIOCSPTLCK, which Swift does not import.
        try #require(ioctl(master, 0x8004_5430, &number) == 0)
        try #require(ioctl(master, 0x4004_5431, &unlocked) == 0)
        path = "/dev/pts/\(number)"
        try #require(chmod(path, mode) == 0)
    }

    deinit { close(master) }

    var device: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_rdev) : 0
    }

    /// What was shown since, with the line ends that a terminal is given.
    var shown: String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(master, &bytes, bytes.count)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }
}

/// Goal: a terminal gets one line and the bell where its user wants it, a notification where it is
/// known to take one, and nothing where it would do harm. Method: pseudo terminals, and a folder
/// that says which processes run in them.
struct SinkTerminalTests {
    private static let message = SinkMessage(
        title: "Lunch; tea\u{1B}[2J", body: "12:30\u{7} (in 15 min)")
    private static let line =
        "\r\r\n\u{7}Dayline: Lunch; tea [2J, 12:30 (in 15 min)\r\r\n"

    private func send(
        to terminals: [PseudoTerminal], _ folder: AlertFolder, sparesTmux: Bool = false
    ) async throws {
        let paths = terminals.map(\.path)
        let machine = SinkMachine(
            environment: [:], user: getuid(), terminals: { paths },
            processes: folder.path + "/proc")
        try await SinkTerminal(machine: machine, sparesTmux: sparesTmux).send(Self.message)
    }

    /// A process that leads the session of a terminal, or only runs in it.
    private func process(
        _ folder: AlertFolder, _ pid: Int, _ name: String, in terminal: PseudoTerminal,
        session: Int? = nil, _ variables: [String] = []
    ) throws {
        let session = session ?? pid
        try folder.write(
            "proc/\(pid)/stat", "\(pid) (\(name)) S 1 \(pid) \(session) \(terminal.device) 1 0\n")
        try folder.write("proc/\(pid)/environ", variables.map { $0 + "\0" }.joined())
    }

    @Test("only where mesg allows it")
    func mesg() async throws {
        let folder = try AlertFolder()
        let (open, closed) = (try PseudoTerminal(), try PseudoTerminal(mode: 0o600))
        try await send(to: [open, closed], folder)
        #expect(open.shown == Self.line)
        #expect(closed.shown == "")
    }

    @Test("not to what is no terminal, nor through a link to one")
    func noTerminal() async throws {
        let folder = try AlertFolder()
        let terminal = try PseudoTerminal()
        try folder.write("file", "kept", mode: 0o620)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: terminal.path)
        let paths = [folder.path + "/file", folder.path + "/link", folder.path + "/nothing"]
        let machine = SinkMachine(
            environment: [:], user: getuid(), terminals: { paths }, processes: folder.path)
        try await SinkTerminal(machine: machine).send(Self.message)
        #expect(folder.text("file") == "kept")
        #expect(terminal.shown == "")
    }

    @Test(
        "not where a screen would be spoilt",
        arguments: [
            ("dayline", [], false, false), ("tmux: client", [], false, false),
            ("bash", [], false, true), ("dayline-sync", [], false, true),
            // Panes are told by tmux itself, unless that sink is off.
            ("bash", ["TMUX=/tmp/tmux-0/default,1,0"], true, false),
            ("bash", ["TMUX=/tmp/tmux-0/default,1,0"], false, true),
            // A name that looks like the fields after it.
            ("x) S 1 2 3 4 5 (dayline", [], false, true),
        ] as [(String, [String], Bool, Bool)])
    func screens(
        _ name: String, _ variables: [String], _ sparesTmux: Bool, _ isShown: Bool
    ) async throws {
        let folder = try AlertFolder()
        let terminal = try PseudoTerminal()
        try process(folder, 10, name == "bash" ? name : "zsh", in: terminal, variables)
        try process(folder, 11, name, in: terminal, session: 10)
        try await send(to: [terminal], folder, sparesTmux: sparesTmux)
        #expect(terminal.shown == (isShown ? Self.line : ""))
    }

    @Test(
        "notifications where the terminal is known to take them",
        arguments: [
            (["TERM=xterm-kitty"], "\u{1B}]9;Lunch; tea [2J, 12:30 (in 15 min)\u{1B}\\"),
            (
                ["TERM=xterm-256color", "TERM_PROGRAM=WezTerm"],
                "\u{1B}]9;Lunch; tea [2J, 12:30 (in 15 min)\u{1B}\\"
            ),
            (["TERM=foot"], "\u{1B}]777;notify;Lunch, tea [2J;12:30 (in 15 min)\u{1B}\\"),
            (
                ["TERM=rxvt-unicode-256color"],
                "\u{1B}]777;notify;Lunch, tea [2J;12:30 (in 15 min)\u{1B}\\"
            ),
            (["TERM=xterm-256color"], ""), (["TERM=linux"], ""), ([], ""),
            (["TERM=tmux-256color", "TERM_PROGRAM=WezTerm", "TMUX=x"], ""),
        ])
    func notifications(_ variables: [String], _ sequence: String) async throws {
        let folder = try AlertFolder()
        let terminal = try PseudoTerminal()
        try process(folder, 10, "fish", in: terminal, variables)
        try await send(to: [terminal], folder)
        #expect(terminal.shown == Self.line + sequence)
    }
}
