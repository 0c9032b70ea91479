import Core

/// Keeps one account in step with its server: what is due is decided here, and carried out by
/// whoever drives the machine.
///
/// First the server is looked for, then what waits is pushed, then what changed is pulled; then it
/// rests until something happens. Edits are pushed at once, whatever else is going on. Nothing here
/// waits, reads a clock, or fails: every input leads to actions.
struct AccountMachine: Sendable {
    /// What the configuration says.
    struct Setup: Hashable, Sendable {
        var url: String
        /// Seconds between looks at a server that does not tell.
        var interval = 300
        /// Requests under way at most.
        var connections = SyncLimits.requests
        /// The same for a server that recognises repetitions, and takes many at a time; unless
        /// fewer `connections` than usual are wanted. It takes a third more of one account, which
        /// leaves room for its other devices.
        var wideConnections = 48
        /// Operations that such a server is given at a time, for each request that is under way:
        /// while their outcomes are stored, the next ones are on the network already.
        var depth = 4
        /// Names or paths of the calendars to sync; empty for all.
        var calendars: [String] = []
    }

    /// The outbox is counted anew after so many exchanges with it.
    static let countedExchanges = 16
    /// Calendars that are pulled at the same time.
    static let pulls = 4
    /// Seconds between looks at a server that tells its changes.
    static let liveInterval = 3600
    /// Seconds between comparisons of all etags.
    static let auditInterval = 7 * 86_400
    /// Seconds that clocks may differ.
    static let skew = 120
    /// Pulls after which objects that cannot be read are passed over.
    static let patience = 3

    let setup: Setup
    /// nil before the replica was asked.
    var account: SyncAccount?
    var calendars: [SyncCalendar] = []

    var discovery: Discovery?
    /// The listing of the home that is under way.
    var homeRequest: RequestID?
    var push: OutboxSender
    var pulls: [CalendarID: Pull] = [:]
    var wants = Wants()
    var trouble = Trouble()
    /// Calendars as the home listed them in this round.
    var listed: [String: RemoteCalendar] = [:]
    /// Calendars that the home does not list any more.
    var gone: Set<CalendarID> = []
    /// Calendars whose last pull failed for a reason of their own.
    var setbacks: [CalendarID: Setback] = [:]
    /// Whether `sync-collection` was seen not to give `calendar-data`.
    var lacksData = false
    /// Whether the configuration names another account than the replica was filled from: then
    /// nothing is sent before everything was compared.
    var isOther = false

    /// Requests under way at most, since the server found them too many.
    private var narrowed: Int?

    /// Whether the home was listed, and the calendars are to be compared with it.
    var isComparing = false
    /// Whether notifications come.
    var isLive = false
    /// The newest place in their log, stored when what it tells was pulled.
    var cursor: String?

    var inFlight: Set<RequestID> = []
    /// Questions to the replica that are not answered yet.
    var questions = 0
    var runs = 0
    var rest = Rest()
    var standing = Standing()
    var tally = SyncTally()

    /// What is to be done when there is time.
    struct Wants: Hashable, Sendable {
        var discovery = false
        /// A look at all calendars of the home.
        var home = false
        var pulls: Set<CalendarID> = []
        /// All etags are to be compared.
        var audits: Set<CalendarID> = []
        var auditsAll = false
        /// The user consents to what is held, of which nothing is known yet.
        var acceptance = false
    }

    struct Setback: Hashable, Sendable {
        /// In a row.
        var count: Int
        var reason: String
        /// nil when it is over, or another attempt is made.
        var retry: Instant?
    }

    init(_ setup: Setup) {
        self.setup = setup
        push = OutboxSender(limit: setup.connections)
    }

    /// Requests under way at most.
    var width: Int {
        isWide ? max(narrowed ?? setup.wideConnections, setup.connections) : setup.connections
    }

    /// Operations under way at most, those that wait for one of these requests to end included.
    var operations: Int { isWide ? width * setup.depth : width }

    private var isWide: Bool {
        account?.capabilities.contains(.operations) == true
            && setup.connections >= SyncLimits.requests
    }

    /// A server that finds it too many requests gets half as many.
    mutating func narrow() { narrowed = max(width / 2, setup.connections) }

    /// Takes what happened, and says what to do about it.
    mutating func handle(_ input: SyncInput, _ moment: Moment) -> [SyncAction] {
        if case .stored = input {} else { rest.begin() }
        var actions = react(input, moment)
        actions = trouble.takeRenewal() + actions
        note(actions)
        // The answer to a question may change what is due.
        while questions == 0 {
            let more = advance(moment)
            if more.isEmpty { break }
            note(more)
            actions += more
        }
        // That it rests is told by `settle`.
        if questions == 0, !inFlight.isEmpty, !standing.isBusy { actions += report() }
        return actions
    }

    /// Handles an input, and what the replica answers on the way.
    ///
    /// - Returns: what is left for the network, the timer and the user.
    mutating func run<Failure: Error>(
        _ input: SyncInput, _ moment: Moment,
        asking store: (StoreRequest) throws(Failure) -> StoreAnswer
    ) throws(Failure) -> [SyncAction] {
        var left: [SyncAction] = []
        var queue = handle(input, moment)[...]
        while let action = queue.popFirst() {
            if case .store(let request) = action {
                queue += handle(.stored(try store(request)), moment)
            } else {
                left.append(action)
            }
        }
        return left
    }

    private mutating func note(_ actions: [SyncAction]) {
        for action in actions {
            switch action {
            case .send(let id, _, _), .lookUp(let id, _): inFlight.insert(id)
            case .cancel(let id): inFlight.remove(id)
            case .store: questions += 1
            case .wait, .renewCredentials, .report, .rested: break
            }
        }
    }

    private mutating func react(_ input: SyncInput, _ moment: Moment) -> [SyncAction] {
        var actions: [SyncAction] = []
        switch input {
        case .started: return [.store(.account)]
        case .localChange: push.wake()
        case .remoteChange(let hint): look(hint)
        case .linkChanged(let isLive): linkChanged(isLive, moment.now)
        case .timerFired: return timerFired(moment.now)
        case .networkChanged: trouble.clear(byUser: false)
        case .syncRequested: syncEverything()
        case .auditRequested:
            syncEverything()
            wants.auditsAll = true
        case .deletionsAccepted: actions = acceptDeletions()
        case .items(let id, let items): return received(items, for: id)
        case .end(let id, let end): ended(end, id)
        case .reply(let id, let reply): return answered(id, reply, moment)
        case .lookedUp(let id, let service): return lookedUp(id, service, moment)
        case .stored(let answer):
            questions -= 1
            return stored(answer, moment)
        }
        // It could not be read before, or nobody said that it starts.
        return actions + (account == nil && !trouble.isPausing ? [.store(.account)] : [])
    }

    private mutating func syncEverything() {
        trouble.clear(byUser: true)
        push.forgetFullness()
        push.wake()
        wants.home = true
    }

    private mutating func linkChanged(_ isLive: Bool, _ now: Instant) {
        self.isLive = isLive
        guard isLive else {
            rest.look(by: now.adding(seconds: setup.interval))
            return
        }
        // Whatever happened while nobody told.
        trouble.clear(byUser: false)
        wants.home = true
    }

    private mutating func look(_ hint: ChangeHint) {
        cursor = hint.cursor ?? cursor
        let calendar = calendars.first { calendar in
            calendar.topic != nil && calendar.topic == hint.topic
                || hint.collection.map { Href.areSame($0, calendar.href ?? "") } ?? false
        }
        if let calendar, calendar.canSync {
            wants.pulls.insert(calendar.id)
        } else {
            wants.home = true
        }
    }

    mutating func acceptDeletions() -> [SyncAction] {
        trouble.clear(byUser: true)
        // Before the replica told its calendars there is nothing to consent to.
        wants.acceptance = calendars.isEmpty
        var actions: [SyncAction] = []
        for index in calendars.indices where calendars[index].heldDeletions > 0 {
            calendars[index].acceptsDeletions = true
            wants.pulls.insert(calendars[index].id)
            actions.append(.store(.updateCalendar(calendars[index])))
        }
        wants.home = true
        return actions
    }
}
