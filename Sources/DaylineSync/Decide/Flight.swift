import Core

/// One operation on its way to the server, from the first request about it to its outcome. One
/// request at a time.
struct Flight: Hashable, Sendable {
    /// What to do next.
    enum Next: Hashable, Sendable {
        case send(DAVRequest)
        case finish(OperationOutcome)
    }

    /// What is being asked.
    enum Step: Hashable, Sendable {
        /// What is there, before something is written without a precondition.
        case compare
        /// The operation itself.
        case write
        /// What the server made of it.
        case readBack
        /// What is there instead of what was expected.
        case refetch
        /// The object elsewhere in the calendar that has the same UID.
        case other(String)
        /// Whether the collection is there at all.
        case collection
        case move(MoveStep)
        case calendar(CalendarStep)
    }

    let operation: OutgoingOperation
    /// Where the object is, or is to be; of a move, where it is moved from.
    let place: String
    var step = Step.write
    /// Times that something was written.
    var writes = 0
    /// Of a move: whether the new place has a copy of ours.
    var isCopied = false
    /// Of a move: whether somebody else's version is at the new place.
    var isMet = false
    /// Of a move: whether the name of the old place was taken.
    var usesOtherName = false
    /// What the server said against it, while something else is looked at.
    var refusal: Refusal?
    /// What turned out not to work.
    var unsupported: ServerCapabilities = []
    /// Whether the collection turned out to be gone.
    var missesCollection = false
    /// Whether the account turned out to be full.
    var isFull = false

    /// What of the account a flight needs to know.
    struct Surroundings: Hashable, Sendable {
        let moment: Moment
        let capabilities: ServerCapabilities
        /// Path of the calendar home.
        let home: String
    }

    init(_ operation: OutgoingOperation) {
        self.operation = operation
        place =
            operation.href
            ?? operation.collection.map { $0 + ObjectName.make(for: operation.uid) } ?? ""
    }

    /// The first request.
    mutating func begin(_ around: Surroundings) -> Next {
        switch operation.kind {
        case .put: operation.collection == nil ? tooEarly(around) : beginPut(around)
        case .move: operation.collection == nil ? tooEarly(around) : beginMove(around)
        case .delete: beginDelete(around)
        case .makeCalendar, .changeCalendar, .deleteCalendar: beginCalendar(around)
        }
    }

    /// What an answer leads to.
    mutating func handle(
        _ reply: Result<DAVReply, TransportFailure>, _ around: Surroundings
    ) -> Next {
        let verdict = Verdict(reply, now: around.moment.now)
        switch verdict {
        case .later(let failure): return .finish(later(failure, around))
        case .full(let reason): return .finish(full(reason, around))
        case .done, .unmet, .gone, .misplaced, .refused: break
        }
        switch step {
        case .move(let step): return moved(step, verdict, around)
        case .calendar(let step): return changedCalendar(step, verdict, around)
        case .collection: return sawCollection(verdict, around)
        case .other(let href): return sawOther(verdict, at: href)
        case .compare:
            return operation.kind == .delete
                ? comparedDeletion(verdict, around) : compared(verdict, around)
        case .write:
            return operation.kind == .delete
                ? deleted(verdict, around) : wrote(verdict, around)
        case .refetch:
            return operation.kind == .delete
                ? refetchedDeletion(verdict, around) : refetched(verdict, around)
        case .readBack: return readBack(verdict, around)
        }
    }

    /// What it writes to: until it is over, nobody else can say what is there.
    var places: [String] {
        switch operation.kind {
        case .put, .delete: [place]
        case .move: [place, destination]
        case .makeCalendar, .changeCalendar, .deleteCalendar: []
        }
    }
}

/// Outcomes and requests that several kinds share.
extension Flight {
    func later(_ failure: Verdict.Failure, _ around: Surroundings) -> OperationOutcome {
        let now = around.moment.now
        let wait = Backoff.seconds(failures: operation.attempts, jitter: around.moment.jitter)
        // Once something was written, a failure to see what came of it leaves that open; and the
        // server may remember the very bytes under the operation's name.
        let isCertain = failure.doubt == .notDone && (writes == 0 || writes == 1 && step == .write)
        return .later(
            notBefore: failure.isOwn ? failure.retry ?? now.adding(seconds: wait) : now,
            isCertain ? .notDone : .mayBeDone, reason: failure.reason)
    }

    /// A look at what is there was not allowed.
    func unseen(_ refusal: Refusal, _ around: Surroundings) -> Next {
        .finish(later(Verdict.Failure(reason: refusal.words), around))
    }

    /// A full account is tried again from time to time.
    private mutating func full(_ reason: String, _ around: Surroundings) -> OperationOutcome {
        isFull = true
        return .later(
            notBefore: around.moment.now.adding(seconds: Backoff.longest), .notDone,
            reason: reason)
    }

    private func tooEarly(_ around: Surroundings) -> Next {
        .finish(
            later(Verdict.Failure(reason: "the calendar is not on the server yet"), around))
    }

    mutating func get(_ place: String, _ step: Step) -> Next {
        self.step = step
        return .send(.get(place))
    }

    /// Looks whether the collection is there, before an object is believed to be gone.
    mutating func lookAtCollection() -> Next {
        guard let collection = operation.collection else { return .finish(.overtaken(nil)) }
        step = .collection
        return .send(.state(ofCalendar: collection))
    }

    private mutating func sawCollection(_ verdict: Verdict, _ around: Surroundings) -> Next {
        if case .gone = verdict {
            missesCollection = true
            return .finish(
                later(
                    Verdict.Failure(reason: "the calendar is not on the server any more"), around))
        }
        // It is there, or at least not known to be gone.
        if isNew || operation.kind == .move, let refusal { return .finish(.refused(refusal)) }
        return .finish(.overtaken(nil))
    }

    /// Whether the object was never seen on the server.
    var isNew: Bool { operation.base == nil && operation.etag == nil }

    /// The name of the operation, for the first write only: another request under the same name
    /// would be answered as the first one was, or taken for a mistake.
    func name(_ around: Surroundings) -> OperationID? {
        writes == 0 && around.capabilities.contains(.operations) ? operation.id : nil
    }

    /// Whether the answer may be the one that an attempt before got, and things are different now.
    func isRepeated(_ around: Surroundings) -> Bool {
        around.capabilities.contains(.operations) && writes == 1 && operation.attempts > 1
    }

    /// What is at a place, from the answer to a GET.
    static func object(_ reply: DAVReply, at place: String) -> RemoteObject {
        RemoteObject(
            href: place, etag: reply.headers["etag"].flatMap { ETag($0) }?.text, text: reply.body)
    }

    /// A precondition by which the server can tell whether `remote` is still there.
    static func condition(_ remote: RemoteObject) -> WriteCondition {
        remote.etag.flatMap { ETag($0) }?.strong.map { .etag($0) } ?? .anything
    }

    /// With what to write again after a precondition failed though the server has what we started
    /// from: with the etag that it has now, once; then without, because it does not compare etags
    /// as it should. nil when that was tried.
    func secondCondition(_ remote: RemoteObject) -> WriteCondition? {
        guard writes < 3 else { return nil }
        let condition = Self.condition(remote)
        if writes == 1, case .etag(let etag) = condition, !ETag.areSame(etag, operation.etag) {
            return condition
        }
        return .anything
    }
}
