import Core

/// Names a request until it is answered. One machine never uses one twice.
struct RequestID: Hashable, Sendable {
    enum Owner: Hashable, Sendable {
        case discovery, home, push
        /// `run` tells one pull of a calendar from the next.
        case pull(CalendarID, run: Int)
    }

    let owner: Owner
    let number: Int
}

/// What happened.
enum SyncInput: Sendable {
    /// Once, before everything else; a wish that comes first starts it as well.
    case started
    /// Something was written to the replica.
    case localChange
    /// A notification, or `reset`: everything may have changed.
    case remoteChange(ChangeHint)
    /// Whether notifications come; when they begin to, something may have been missed.
    case linkChanged(isLive: Bool)
    /// The moment of the last `wait` has come.
    case timerFired
    /// The machine is on another network, or was asleep: what failed may work now.
    case networkChanged
    /// The user wants everything in step now.
    case syncRequested
    /// As `syncRequested`, with all etags compared.
    case auditRequested
    /// The user consents to the deletions that are held back.
    case deletionsAccepted
    /// Parts of the answer to a streamed request, in any portions.
    case items(RequestID, [MultistatusItem])
    /// The end of a streamed answer; `reply` follows.
    case end(RequestID, MultistatusEnd)
    /// The answer. The body of a streamed 207 was given as items before. A 401 means that the
    /// credentials' source was asked once more, and had no other ones.
    case reply(RequestID, Result<DAVReply, TransportFailure>)
    /// What DNS says about a service; nothing when it does not answer.
    case lookedUp(RequestID, ServiceAnswer)
    /// What the replica answered to the last `store`.
    case stored(StoreAnswer)
}

/// Where a notification says to look; nothing at all means everywhere.
struct ChangeHint: Hashable, Sendable {
    /// What notifications call the calendar.
    var topic: String?
    /// Path of the collection.
    var collection: String?
    /// The place in the log of notifications that this one stands at.
    var cursor: String?
}

/// What is to be done. In the given order.
enum SyncAction: Hashable, Sendable {
    /// With `streaming`, a 207 is told by `items` and `end` as it comes in.
    case send(RequestID, DAVRequest, streaming: Bool)
    /// Ask DNS for a service, as in `_caldavs._tcp.example.org`; `lookedUp` is the answer.
    case lookUp(RequestID, String)
    /// The answer is not wanted any more; none is to be told.
    case cancel(RequestID)
    /// To be answered by `stored` before anything else is handled.
    case store(StoreRequest)
    /// Fire the timer then, and not at the moment that was asked for before.
    case wait(until: Instant)
    /// The server had refused the credentials, and there may be others now: forget them, and ask
    /// their source again at the next request.
    case renewCredentials
    case report(SyncReport)
    /// Nothing is left to be done now. nil: everything is in step; else what stands in the way.
    case rested(String?)
}

/// When it is, and how lucky we are: what a machine may not find out by itself.
struct Moment: Hashable, Sendable {
    let now: Instant
    /// 0 ..< 1, anew for each input.
    let jitter: Double
}
