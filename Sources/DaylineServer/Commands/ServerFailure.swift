import ArgumentParser

/// Any error as the administrator sees it: one sentence, perhaps a hint, and the exit status.
struct ServerFailure: Hashable, Sendable {
    let sentence: String
    let hint: String?
    let status: ExitStatus

    init(_ status: ExitStatus, _ sentence: String, hint: String? = nil) {
        self.status = status
        self.sentence = sentence
        self.hint = hint
    }

    /// The only place where errors turn into words.
    init(_ error: any Error) {
        switch error {
        case let error as ServerCommandError: self.init(error)
        case let error as ConfigurationError: self.init(error)
        case let error as AccountError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as PasswordHashError: self.init(error)
        case BackupError.file(let path, let reason):
            self.init(.badInput, "\(path): \(reason)")
        case let error as ListenerError: self.init(.configuration, error.description)
        case let error as DirectoryInUse:
            self.init(
                .busy, "\(error.path): a server runs on this directory", hint: "stop it first")
        default:
            self.init(
                .usage, DaylineServerCommand.message(for: error), hint: "dayline-server --help")
        }
    }

    private init(_ error: ServerCommandError) {
        switch error {
        case .usage(let text): self.init(.usage, text)
        case .nothingFound(let text): self.init(.problems, text)
        case .badInput(let path, let reason): self.init(.badInput, "\(path): \(reason)")
        }
    }

    private init(_ error: ConfigurationError) {
        switch error {
        case .file(let path, let line, let reason):
            let place = line > 0 ? "\(path):\(line)" : path
            self.init(.configuration, "\(place): \(reason)", hint: "dayline-server.toml(5)")
        case .option(let text): self.init(.configuration, text)
        case .data(let path, let reason): self.init(.configuration, "\(path): \(reason)")
        }
    }

    private init(_ error: AccountError) {
        switch error {
        case .nameTaken(let name): self.init(.usage, "there is a user “\(name)” already")
        case .noAccount(let name): self.init(.problems, "there is no user “\(name)”")
        case .noToken(let id): self.init(.problems, "there is no token “\(id)”")
        }
    }

    private init(_ error: StoreError) {
        switch error {
        case .full: self.init(.unavailable, "the disk is full; nothing was changed")
        case .readOnly(let reason):
            self.init(.unavailable, "the database cannot be written: \(reason)")
        case .damaged(let reason):
            self.init(
                .unavailable, "the database is damaged: \(reason)",
                hint: "dayline-server check tells more, restore puts a backup in its place")
        case .cannotOpen(let path, let reason):
            self.init(.configuration, "\(path): \(reason)")
        case .newerSchema(let found, let supported):
            self.init(
                .configuration,
                "the database has format \(found); this version knows \(supported)",
                hint: "run the version that wrote it, or a newer one")
        case .fenced: self.init(.busy, "another process took over this work")
        case .busy: self.init(.busy, "another process keeps the database locked")
        case .closed: self.init(.unavailable, "the database was closed")
        }
    }

    private init(_ error: PasswordHashError) {
        switch error {
        case .outOfMemory: self.init(.unavailable, "there is no memory to hash the password")
        case .busy: self.init(.busy, "too many passwords are being hashed")
        }
    }
}

/// Why a command cannot do what it was asked to.
enum ServerCommandError: Error, Hashable, Sendable {
    /// The command line is not understood.
    case usage(String)
    /// What was asked for is not there.
    case nothingFound(String)
    /// A file that cannot be used.
    case badInput(path: String, reason: String)
}
