import ArgumentParser
import Core
import Settings

/// What the process tells its caller; documented in dayline-sync(1). From 64 on the numbers are
/// those of sysexits.h.
enum SyncExit: Int32, Hashable, Sendable, CaseIterable {
    case ok = 0
    /// Not everything is in step, or the server was not found.
    case incomplete = 1
    case usage = 64
    /// The replica, or what came on standard input, cannot be used.
    case badInput = 65
    /// Another dayline-sync runs on the replica, or somebody keeps it locked.
    case busy = 75
    case configuration = 78
}

/// Any error as the user sees it: one sentence, perhaps a hint, and the exit status.
struct SyncFailure: Error, Hashable, Sendable {
    let status: SyncExit
    let sentence: String
    var hint: String?

    init(_ status: SyncExit, _ sentence: String, hint: String? = nil) {
        self.status = status
        self.sentence = sentence
        self.hint = hint
    }

    /// The only place where errors turn into words.
    init(_ error: any Error) {
        switch error {
        case let error as SyncFailure: self = error
        case let error as SettingsError:
            self.init(.configuration, "\(error)", hint: "dayline.toml(5)")
        case SettingsFolders.Failure.emptyOption(let name):
            self.init(.usage, "--\(name) needs a path")
        case SettingsFolders.Failure.noHome:
            self.init(.usage, "neither HOME nor DAYLINE_DATA is set: say --data DIR")
        case ReplicaLock.Failure.taken(let folder):
            self.init(
                .busy, "\(folder): another dayline-sync runs on this replica",
                hint: "dayline sync asks it")
        case ReplicaLock.Failure.system(let path, let reason):
            self.init(.badInput, "\(path): \(reason)")
        case let error as ControlSocketError:
            self.init(.busy, "\(error.path): \(error.reason)")
        case let error as ReplicaError: self.init(error)
        default:
            self.init(.usage, SyncCommand.message(for: error), hint: "dayline-sync --help")
        }
    }

    private init(_ error: ReplicaError) {
        switch error {
        case .locked: self.init(.busy, "another process keeps the replica locked")
        case .diskFull: self.init(.badInput, "the disk is full")
        case .newerSchema(let found, let supported):
            self.init(
                .badInput, "the replica has format \(found); this version knows \(supported)",
                hint: "run the version that wrote it, or a newer one")
        case .cannotOpen(let path, let message): self.init(.badInput, "\(path): \(message)")
        case .notADatabase(let path), .notAReplica(let path):
            self.init(.badInput, "\(path): is no replica of dayline")
        case .corrupt(let message): self.init(.badInput, "the replica is damaged: \(message)")
        case .readOnly: self.init(.badInput, "the replica may not be written")
        default: self.init(.badInput, "the replica: \(error)")
        }
    }
}
