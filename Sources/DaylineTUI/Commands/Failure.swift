import ArgumentParser
import Core

/// Any error as the user sees it: one sentence, perhaps a hint, and the exit status.
struct Failure: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case user, data, storage }

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
            is ExpansionError, is EventError:
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
