import Core

/// Carries the outbox to the server: several operations at a time, none of them in the way of
/// another.
struct OutboxSender: Sendable {
    /// Operations under way at most, those included that wait for their turn on the network.
    var limit: Int
    /// Until when nothing but deletions is sent, because the account is full.
    private(set) var fullUntil: Instant?
    /// Whether the account was full when something was last to be stored there.
    private(set) var isFull = false
    /// What turned out not to work since it was asked for last.
    private(set) var unsupported: ServerCapabilities = []
    /// Whether a collection turned out to be gone since it was asked for last.
    private(set) var missesCollection = false
    /// Operations that came to an end since it began to work.
    private(set) var done = 0

    private var flights: [RequestID: Flight] = [:]
    /// What came of operations, not yet stored.
    private var finished: [FinishedOperation] = []
    /// What is being stored.
    private var storing: [FinishedOperation] = []
    private var requests = 0
    /// Times that outcomes were stored, or operations taken, since it began to work.
    private(set) var exchanges = 0
    /// Whether operations were asked for and not given yet.
    private var isAsking = false
    /// Whether there may be more to send than is under way.
    private var hasMore = false
    /// Whether the replica could not take outcomes; they wait until there is reason to try again.
    private var isStuck = false

    /// Outcomes that are stored however many others are to come.
    private static let patience = 16

    init(limit: Int) { self.limit = limit }

    /// Whether nothing is under way, and nothing was heard of that could be sent.
    var isIdle: Bool { isQuiet && !hasMore }

    /// Whether nothing is under way.
    var isQuiet: Bool {
        flights.isEmpty && finished.isEmpty && storing.isEmpty && !isAsking
    }

    /// Places whose state only this machine's requests under way decide.
    var places: Set<String> { Set(flights.values.flatMap(\.places)) }

    /// Something may have to be sent.
    mutating func wake() {
        if isIdle { (done, exchanges) = (0, 0) }
        hasMore = true
        isStuck = false
    }

    mutating func forgetFullness() { fullUntil = nil }

    mutating func takeFindings() -> (unsupported: ServerCapabilities, missesCollection: Bool) {
        defer { (unsupported, missesCollection) = ([], false) }
        return (unsupported, missesCollection)
    }

    /// What there is to do now.
    ///
    /// Outcomes are stored, and operations taken, several at once, because each time is a
    /// transaction that has to reach the disk.
    /// - Parameter isStopped: whether nothing new may be begun.
    mutating func advance(_ now: Instant, isStopped: Bool) -> [SyncAction] {
        let isBelowHalf = flights.count <= limit / 2
        guard isBelowHalf || !hasMore || isStopped else { return [] }
        // Near the end too many come at once, but few wait for long for one that is slow.
        let isWorthwhile = hasMore || finished.count >= min(flights.count, Self.patience)
        let isStorable = !finished.isEmpty && isWorthwhile && storing.isEmpty && !isStuck
        if isStorable { swap(&finished, &storing) }
        // What was finished may have been in the way of something.
        hasMore = hasMore || isStorable
        if let end = fullUntil, end <= now { fullUntil = nil }
        let next = isBelowHalf && !isStopped ? takeNext() : nil
        guard isStorable || next != nil else { return [] }
        exchanges += 1
        return [.store(.push(isStorable ? storing : [], next: next))]
    }

    private mutating func takeNext() -> OperationsWish? {
        guard hasMore, !isAsking else { return nil }
        isAsking = true
        return OperationsWish(
            limit: limit - flights.count, busy: Set(flights.values.map(\.operation.id)),
            deletionsOnly: fullUntil != nil)
    }

    /// What came of operations is stored.
    /// - Returns: how many of them the server took.
    mutating func stored() -> Int {
        defer { storing = [] }
        return storing.count { finished in
            switch finished.outcome {
            case .accepted, .acceptedAs, .met, .done: true
            case .overtaken, .refused, .later: false
            }
        }
    }

    /// The replica could neither store nor give.
    mutating func storeFailed() {
        finished = storing + finished
        storing = []
        isAsking = false
        isStuck = true
    }

    /// Begins with operations that the store gave.
    mutating func begin(
        _ operations: [OutgoingOperation], _ around: Flight.Surroundings
    ) -> [SyncAction] {
        guard isAsking else { return [] }
        isAsking = false
        hasMore = operations.count >= limit - flights.count
        return operations.flatMap { operation in
            var flight = Flight(operation)
            let next = flight.begin(around)
            return proceed(flight, next, around.moment.now)
        }
    }

    mutating func handle(
        _ id: RequestID, _ reply: Result<DAVReply, TransportFailure>,
        _ around: Flight.Surroundings
    ) -> [SyncAction] {
        guard var flight = flights.removeValue(forKey: id) else { return [] }
        let next = flight.handle(reply, around)
        return proceed(flight, next, around.moment.now)
    }

    private mutating func proceed(
        _ flight: Flight, _ next: Flight.Next, _ now: Instant
    ) -> [SyncAction] {
        switch next {
        case .send(let request):
            requests += 1
            let id = RequestID(owner: .push, number: requests)
            flights[id] = flight
            return [.send(id, request, streaming: false)]
        case .finish(let outcome):
            finished.append(FinishedOperation(id: flight.operation.id, outcome: outcome))
            done += 1
            unsupported.formUnion(flight.unsupported)
            missesCollection = missesCollection || flight.missesCollection
            note(flight, outcome, now)
            return []
        }
    }

    /// What an outcome says of the room on the server.
    private mutating func note(_ flight: Flight, _ outcome: OperationOutcome, _ now: Instant) {
        if flight.isFull {
            fullUntil = now.adding(seconds: Backoff.longest)
            isFull = true
            return
        }
        switch outcome {
        // There may be room again; whether it is enough remains to be seen.
        case .done where flight.operation.kind == .delete: fullUntil = nil
        case .done, .accepted, .acceptedAs, .met: isFull = false
        case .overtaken, .refused, .later: break
        }
    }
}
