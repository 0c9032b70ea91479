import Core

/// What keeps an account from its server.
struct Trouble: Hashable, Sendable {
    private var backoff = Backoff()
    /// Until when nothing is sent, because it would fail as well.
    private(set) var until: Instant?
    /// What failed last.
    private(set) var reason = ""
    /// Why the server does not let us in; nothing is sent until the user does something about it.
    private(set) var unauthorized: String?
    /// Requests sent before the credentials were renewed; nil when they were not.
    private var stale: Set<RequestID>?
    /// Whether the user was told that the clocks differ.
    private var isSkewTold = false

    var isPausing: Bool { until != nil || unauthorized != nil }

    /// Tries again now, because the user wants it or the world has changed.
    mutating func clear() {
        (until, unauthorized, stale) = (nil, nil, nil)
    }

    /// The end of the wait, if it has come.
    mutating func wake(_ now: Instant) {
        if let end = until, end <= now { until = nil }
    }

    /// Everything is in step.
    mutating func reset() {
        backoff.reset()
        reason = ""
    }

    mutating func fail(_ reason: String, retry: Instant? = nil, _ moment: Moment) {
        self.reason = reason
        // Requests that were under way together fail together: once.
        let end = until ?? backoff.failed(moment)
        until = max(end, retry ?? end)
    }

    /// Looks at an answer, whatever it answers.
    mutating func observe(
        _ id: RequestID, _ reply: Result<DAVReply, TransportFailure>, inFlight: Set<RequestID>,
        _ moment: Moment
    ) -> [SyncAction] {
        switch reply {
        case .failure(.cancelled), .failure(.tooLong): return []
        case .failure(let failure): fail(failure.words, moment)
        case .success(let reply):
            let told = compareClocks(reply, moment.now)
            switch reply.status {
            case 401: return told + refused(id, reply, inFlight)
            case 407, 429, 502, 503, 504:
                fail(reply.refusal.words, retry: reply.retry(now: moment.now), moment)
            default: backoff.succeeded()
            }
            if let stale, !stale.contains(id) { self.stale = nil }
            return told
        }
        return []
    }

    /// Another password may have been set since ours was read: it is asked for once more.
    private mutating func refused(
        _ id: RequestID, _ reply: DAVReply, _ inFlight: Set<RequestID>
    ) -> [SyncAction] {
        guard let stale else {
            self.stale = inFlight.union([id])
            return [.renewCredentials]
        }
        if !stale.contains(id) { unauthorized = reply.refusal.words }
        return []
    }

    private mutating func compareClocks(_ reply: DAVReply, _ now: Instant) -> [SyncAction] {
        guard let date = reply.date(now: now) else { return [] }
        let skew = date.seconds - now.seconds
        guard abs(skew) > AccountMachine.skew else {
            isSkewTold = false
            return []
        }
        defer { isSkewTold = true }
        return isSkewTold ? [] : [.report(.warning(.clockSkew(seconds: skew)))]
    }
}
