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
    /// Whether the credentials are to be looked for anew before anything is sent.
    private var needsCredentials = false
    /// Whether the user was told that the clocks differ.
    private var isSkewTold = false

    var isPausing: Bool { until != nil || unauthorized != nil }

    /// Tries again now, because the user wants it or the world has changed.
    ///
    /// - Parameter byUser: whether credentials that were refused may be others now. Nobody is asked
    ///   for a password because a machine woke up.
    mutating func clear(byUser: Bool) {
        needsCredentials = needsCredentials || byUser && unauthorized != nil
        (until, unauthorized) = (nil, nil)
    }

    mutating func takeRenewal() -> [SyncAction] {
        defer { needsCredentials = false }
        return needsCredentials ? [.renewCredentials] : []
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
        _ reply: Result<DAVReply, TransportFailure>, _ moment: Moment
    ) -> [SyncAction] {
        switch reply {
        case .failure(.cancelled), .failure(.tooLong): return []
        case .failure(let failure): fail(failure.words, moment)
        case .success(let reply):
            let told = compareClocks(reply, moment.now)
            switch reply.status {
            // The credentials' source was asked once more already.
            case 401: unauthorized = reply.refusal.words
            case 407, 429, 502, 503, 504:
                fail(reply.refusal.words, retry: reply.retry(now: moment.now), moment)
            default: backoff.succeeded()
            }
            return told
        }
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
