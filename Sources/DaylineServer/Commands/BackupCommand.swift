import ArgumentParser
import Foundation

/// `dayline-server backup FILE`
struct BackupCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the database, also while the server runs.",
        discussion: "The file appears when it is complete, and replaces one of that name.")

    @OptionGroup var options: DataOptions
    @Argument(help: ArgumentHelp("Where to.", valueName: "file")) var file: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let directory = try session.directory(options)
        let progress = CopyProgress(session, "backing up")
        try DatabaseBackup.write(directory.database, to: file, progress: progress.show)
        progress.end()
        return .ok
    }
}

/// `dayline-server restore FILE`
struct RestoreCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup in the place of the database.",
        discussion: """
            The server must not run. The old database stays beside the new one. Clients fetch \
            everything anew.
            """)

    @OptionGroup var options: DataOptions
    @Argument(help: ArgumentHelp("The backup.", valueName: "file")) var file: String

    func run(_ session: ServerSession) async throws -> ExitStatus {
        let directory = try session.directory(options, mayCreate: true)
        let lock = try directory.takeLock()
        let now = session.now
        let stamp = now.timestamp.filter { $0.isNumber }
        let kept = "\(directory.database).before-\(stamp)"
        let progress = CopyProgress(session, "restoring")
        try DatabaseBackup.restore(
            file, to: directory.database,
            epoch: Sodium.hexadecimal(session.machine.world.random(8)), kept: kept, at: now,
            progress: progress.show)
        progress.end()
        withExtendedLifetime(lock) {}
        if FileManager.default.fileExists(atPath: kept) {
            session.note("the old database is \(kept)")
        }
        return .ok
    }
}

/// A line that grows, on a terminal.
private struct CopyProgress: Sendable {
    private let machine: ServerMachine
    private let what: String

    init(_ session: ServerSession, _ what: String) {
        machine = session.machine
        self.what = what
    }

    func show(_ part: Double) {
        guard machine.isErrorTerminal else { return }
        machine.write(.error, "\r\(what): \(Int(part * 100)) %")
    }

    func end() {
        guard machine.isErrorTerminal else { return }
        machine.write(.error, "\n")
    }
}
