import Core

extension Failure {
    init(_ error: ReplicaError) {
        switch error {
        case .noSuchCalendar, .noSuchObject:
            self.init(.user, "it is not there any more", status: .nothingFound)
        case .calendarIsReadOnly:
            self.init(.user, "the calendar is read only", status: .usage)
        case .invalidName(let name):
            let reason = name.isEmpty ? "a calendar needs a name" : "the name is too long"
            self.init(.user, reason, status: .usage)
        case .uidTaken(let uid):
            self.init(.data, "the calendar already has an event \(uid)", status: .badData)
        case .objectTooLarge(let bytes, let limit):
            self.init(
                .data, "the event has \(bytes) bytes; \(limit) are the most", status: .badData)
        case .damagedObject(let id):
            self.init(
                .data, "the stored event #\(id.row) cannot be read; its text is kept",
                status: .badData)
        case .tooManyInstances(let limit):
            self.init(
                .user, "there are more than \(limit) instances: choose a shorter time",
                status: .usage)
        case .tooManyOverlaps(let limit):
            self.init(
                .user,
                "more than \(limit) pairs of events overlap: choose one event with --of, "
                    + "or a calendar with --calendar",
                status: .usage)
        case .missing, .cannotOpen, .notADatabase, .notAReplica, .newerSchema, .olderSchema,
            .corrupt, .readOnly, .diskFull, .locked, .inputOutput, .sqlite:
            self = Failure.storage(error)
        }
    }

    private static func storage(_ error: ReplicaError) -> Failure {
        var hint: String?
        let sentence: String
        switch error {
        case .missing(let path): sentence = "\(path): there is no calendar yet"
        case .cannotOpen(let path, let message): sentence = "\(path): cannot be opened: \(message)"
        case .notADatabase(let path): sentence = "\(path): is not a database"
        case .notAReplica(let path): sentence = "\(path): is a database of another program"
        case .newerSchema(let found, let supported):
            sentence = "the calendar was written by a newer Dayline"
            hint = "its format is \(found), this one knows \(supported): please upgrade"
        case .olderSchema(let found, let supported):
            sentence = "the calendar was written by an older Dayline"
            hint = "its format is \(found), not \(supported): a command that changes it upgrades it"
        case .corrupt(let message):
            sentence = "the calendar's file is damaged: \(message)"
            hint = "it is left as it is; dayline doctor tells more"
        case .readOnly: sentence = "the calendar's file cannot be written"
        case .diskFull: sentence = "the disk is full; nothing was changed"
        case .locked:
            sentence = "another program is writing to the calendar"
            hint = "nothing was changed; try again"
        case .inputOutput(let code, let message):
            sentence = "the disk failed: \(message) (\(code)); nothing was changed"
        case .sqlite(let code, let message):
            sentence = "the database refused: \(message) (\(code)); nothing was changed"
        case .noSuchCalendar, .calendarIsReadOnly, .invalidName, .noSuchObject, .uidTaken,
            .objectTooLarge, .damagedObject, .tooManyInstances, .tooManyOverlaps:
            return Failure(error)
        }
        return Failure(.storage, sentence, hint: hint, status: .storage)
    }
}
