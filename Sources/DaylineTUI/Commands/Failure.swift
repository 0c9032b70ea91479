import ArgumentParser
import Control
import Core
import Settings

/// Any error as the user sees it: one sentence, perhaps a hint, and the exit status.
struct Failure: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case user, data, storage, network }

    var kind: Kind
    var sentence: String
    var hint: String?
    var status: Outcome

    init(_ kind: Kind, _ sentence: String, hint: String? = nil, status: Outcome) {
        self.kind = kind
        self.sentence = sentence
        self.hint = hint
        self.status = status
    }

    /// The only place where errors turn into words.
    init(_ error: any Error) {
        switch error {
        case let error as CommandError: self.init(error)
        case let error as FileError: self.init(error)
        case let error as ReplicaError: self.init(error)
        case let error as EditError: self.init(error)
        case let error as ProgramError: self.init(error)
        case let error as DaemonError: self.init(error)
        case let error as SettingsError:
            self.init(.data, error.description, status: .badData)
        case let error as RuleError:
            self.init(.user, "the recurrence rule is wrong: \(error)", status: .usage)
        case let error as ExpansionError:
            self.init(.data, "the recurrence cannot be expanded: \(error)", status: .badData)
        case let error as EventError:
            self.init(.data, "this is no event: \(error)", status: .badData)
        default:
            // What is left comes from the parser of the command line.
            self.init(
                .user, Dayline.message(for: error), hint: "dayline --help", status: .usage)
        }
    }

    /// Whether an error is none of ours, and so the parser's.
    static func isFromParser(_ error: any Error) -> Bool {
        switch error {
        case is CommandError, is FileError, is ReplicaError, is EditError, is RuleError,
            is ExpansionError, is EventError, is ProgramError, is DaemonError, is SettingsError:
            false
        default: true
        }
    }

    private init(_ error: CommandError) {
        switch error {
        case .usage(let text): self.init(.user, text, status: .usage)
        case .nothingFound(let text): self.init(.user, text, status: .nothingFound)
        case .badData(let file, let line, let reason):
            let place = line > 0 ? "\(file):\(line)" : file
            self.init(.data, "\(place): \(reason)", status: .badData)
        case .server(let text, let hint):
            self.init(.network, text, hint: hint.isEmpty ? nil : hint, status: .server)
        case .refused(let text):
            self.init(.user, text, hint: "--allow-overlap adds it anyway", status: .badData)
        }
    }

    private init(_ error: FileError) {
        switch error {
        case .missing(let path):
            self.init(.data, "\(path): no such file or folder", status: .badData)
        case .system(let path, let message):
            self.init(.storage, "\(path): \(message)", status: .storage)
        case .tooLarge(let path, let limit):
            self.init(.data, "\(path): larger than \(limit >> 20) MiB", status: .badData)
        }
    }

    private init(_ error: ProgramError) {
        switch error {
        case .missing(let name):
            self.init(
                .user, "the program “\(name)” is not there",
                hint: name == SyncProgram.name ? "it comes with dayline" : nil, status: .storage)
        case .system(let name, let message):
            self.init(.storage, "\(name): \(message)", status: .storage)
        }
    }

    private init(_ error: DaemonError) {
        let restart = "systemctl --user restart dayline-sync"
        switch error {
        case .otherVersion(let version):
            self.init(
                .network, "the daemon is of another version (\(version))", hint: restart,
                status: .server)
        case .failed(let failure):
            let sentence =
                switch failure {
                case .absent: "no daemon runs"
                case .closed: "the daemon ended before it answered"
                case .malformed: "the daemon says what cannot be read"
                case .stuck: "the daemon does not answer"
                case .pathTooLong(let limit):
                    "the path of the daemon's socket is longer than \(limit) bytes"
                case .system(let message): "the daemon cannot be reached: \(message)"
                }
            self.init(.network, sentence, hint: failure == .stuck ? restart : nil, status: .server)
        }
    }

    private init(_ error: EditError) {
        let sentence =
            switch error {
            case .notAnEvent: "this is not an event that can be edited"
            case .endBeforeStart: "the event would end before it starts"
            case .mixedDateAndTime: "start and end must both be dates, or both have a time"
            case .unknownZone(let id): "there is no time zone “\(id)”"
            case .rule(let error): "the recurrence rule is wrong: \(error)"
            }
        self.init(.user, sentence, status: .usage)
    }
}
