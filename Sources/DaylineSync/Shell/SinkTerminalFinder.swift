import Foundation

/// Finds the terminals of the user that want messages.
struct TerminalFinder {
    private let machine: SinkMachine
    private let sparesTmux: Bool

    /// Processes that are looked at.
    private static let limit = 10_000
    /// Programs whose screen a line would spoil: our own, and those whose screens hold terminals
    /// that are told themselves.
    private static let screens: Set<Substring> = ["dayline", "tmux: client", "screen"]

    init(_ machine: SinkMachine, _ sparesTmux: Bool) {
        self.machine = machine
        self.sparesTmux = sparesTmux
    }

    /// Whether a terminal belongs to the user and `mesg` is on.
    static func isOpen(_ status: stat, to user: UInt32) -> Bool {
        status.st_mode & S_IFMT == S_IFCHR && status.st_uid == user
            && status.st_mode & S_IWGRP != 0
    }

    func terminals() -> [UserTerminal] {
        let open = machine.terminals().compactMap { path -> (path: String, device: UInt)? in
            var status = stat()
            guard lstat(path, &status) == 0, Self.isOpen(status, to: machine.user) else {
                return nil
            }
            return (path, UInt(status.st_rdev))
        }
        guard !open.isEmpty else { return [] }
        let users = users()
        return open.compactMap { path, device in
            let here = users[device] ?? Users()
            if here.hasScreen || sparesTmux && here.isInTmux { return nil }
            return UserTerminal(path: path, notification: here.notification)
        }
    }

    /// Pseudo terminals and the machine's own consoles.
    static func devices() -> [String] {
        let pseudo = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/pts")) ?? []
        return pseudo.compactMap { Int($0) }.sorted().map { "/dev/pts/\($0)" }
            + (1...63).map { "/dev/tty\($0)" }
    }

    /// What the processes of a terminal say about it.
    private struct Users {
        var hasScreen = false
        var isInTmux = false
        var notification = UserTerminal.Notification.none
    }

    private func users() -> [UInt: Users] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: machine.processes)) ?? []
        var found: [UInt: Users] = [:]
        for pid in names.lazy.compactMap({ Int32($0) }).prefix(Self.limit) {
            let folder = "\(machine.processes)/\(pid)"
            guard let facts = ProcessFacts(folder), facts.terminal != 0 else { continue }
            var users = found[facts.terminal] ?? Users()
            if Self.screens.contains(facts.name[...]) { users.hasScreen = true }
            if facts.session == pid {
                let environment = ProcessFacts.environment(folder)
                users.isInTmux = environment["TMUX"] != nil || environment["STY"] != nil
                users.notification = Self.notification(environment)
            }
            found[facts.terminal] = users
        }
        return found
    }

    /// Told by the variables that terminals set for what runs in them. Inside tmux or screen they
    /// are those of some other terminal, and the sequence would not get through.
    private static func notification(
        _ environment: [String: String]
    ) -> UserTerminal.Notification {
        guard environment["TMUX"] == nil, environment["STY"] == nil else { return .none }
        switch environment["TERM_PROGRAM"] ?? "" {
        case "iTerm.app", "WezTerm", "ghostty": return .nine
        default: break
        }
        let terminal = environment["TERM"] ?? ""
        if ["xterm-kitty", "xterm-ghostty", "wezterm"].contains(terminal) { return .nine }
        if terminal == "foot" || terminal.hasPrefix("foot-") || terminal.hasPrefix("rxvt-unicode") {
            return .sevenSevenSeven
        }
        return .none
    }
}

/// What `/proc` says about a process.
private struct ProcessFacts {
    let name: String
    let session: Int32
    /// The device number of its terminal; 0 without one.
    let terminal: UInt

    /// nil when it is gone.
    init?(_ folder: String) {
        // pid (name) state parent group session terminal …; a name may have anything in it.
        guard let text = Self.read(folder + "/stat"), let start = text.firstIndex(of: "("),
            let end = text.lastIndex(of: ")"), start < end
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 4, let session = Int32(fields[3]), let terminal = UInt(fields[4])
        else { return nil }
        name = String(text[text.index(after: start)..<end])
        self.session = session
        self.terminal = terminal
    }

    /// Empty when it is not ours to read.
    static func environment(_ folder: String) -> [String: String] {
        var environment: [String: String] = [:]
        for entry in (read(folder + "/environ") ?? "").split(separator: "\0") {
            guard let equals = entry.firstIndex(of: "=") else { continue }
            environment[String(entry[..<equals])] = String(entry[entry.index(after: equals)...])
        }
        return environment
    }

    private static func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }
}
