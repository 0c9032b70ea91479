import Core

/// What the answer to a write, or to a look at one place, means.
enum Verdict: Hashable, Sendable {
    case done(DAVReply)
    /// A precondition did not hold (412).
    case unmet(Refusal)
    /// Nothing is there (404, 410); of a write: the object or its collection.
    case gone(Refusal)
    /// What it would be in is not as it should be, as far as one can tell (409 without a reason).
    case misplaced(Refusal)
    /// Will be refused again. `other` is the place of the object that is in the way.
    case refused(Refusal, other: String?)
    /// The account may store no more.
    case full(String)
    case later(Failure)

    /// An attempt that came to nothing for now.
    struct Failure: Hashable, Sendable {
        var reason: String
        var doubt = OperationOutcome.Doubt.notDone
        /// Whether it is about this one object, and others may fare better.
        var isOwn = true
        /// As the server asked.
        var retry: Instant?
    }
}

extension Verdict {
    init(_ reply: Result<DAVReply, TransportFailure>, now: Instant) {
        switch reply {
        case .success(let reply): self.init(reply, now: now)
        case .failure(let failure): self = .later(Failure(failure))
        }
    }

    private init(_ reply: DAVReply, now: Instant) {
        if reply.status / 100 == 2, reply.status != 207 {
            self = .done(reply)
            return
        }
        let refusal = reply.refusal
        if ["quota-not-exceeded", "sufficient-disk-space"].contains(refusal.precondition) {
            self = .full(refusal.words)
            return
        }
        func later(_ doubt: OperationOutcome.Doubt, isOwn: Bool) -> Verdict {
            .later(
                Failure(
                    reason: refusal.words, doubt: doubt, isOwn: isOwn, retry: reply.retry(now: now))
            )
        }
        self =
            switch refusal.status {
            case 200...299: .done(reply)
            case 404, 410: .gone(refusal)
            case 412: .unmet(refusal)
            case 409 where refusal.precondition.isEmpty: .misplaced(refusal)
            case 507: .full(refusal.words)
            case 401, 407, 429: later(.notDone, isOwn: false)
            case 502, 503, 504: later(.mayBeDone, isOwn: false)
            case 408, 423, 425: later(.notDone, isOwn: true)
            case 400...499, 501, 505: .refused(refusal, other: reply.meaning.error?.other)
            default: later(.mayBeDone, isOwn: true)
            }
    }
}

extension Verdict {
    /// What a dead letter would say; nothing in particular where nothing was refused.
    var refusal: Refusal {
        switch self {
        case .unmet(let refusal), .gone(let refusal), .misplaced(let refusal),
            .refused(let refusal, _):
            refusal
        case .full(let reason): Refusal(status: 507, reason: reason)
        case .later(let failure): Refusal(status: 0, reason: failure.reason)
        case .done(let reply): Refusal(status: reply.status, reason: "")
        }
    }
}

extension Refusal {
    /// Whether the server knows the operation's name for another request (422).
    var isOfName: Bool { precondition == "operation-mismatch" }

    /// For people: the server's words, or the number.
    var words: String { reason.isEmpty ? "HTTP \(status)" : reason }
}

extension Verdict.Failure {
    init(_ failure: TransportFailure) {
        self.init(reason: failure.words, isOwn: false)
        switch failure {
        case .unreachable, .tls, .credentials, .refused: break
        case .broken, .cancelled: doubt = .mayBeDone
        case .tooLong: (doubt, isOwn) = (.mayBeDone, true)
        }
    }
}
