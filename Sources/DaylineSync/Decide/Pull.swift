import Core

/// Brings one calendar of the replica to the state that the server has.
///
/// First it is found out what changed: from the server's change log (RFC 6578), or by comparing
/// all etags. Then what is not known yet is read. Changes are stored in batches as they come; the
/// token that covers them together with the last ones.
struct Pull: Sendable {
    /// How it ended.
    enum Outcome: Hashable, Sendable {
        /// The calendar is in step, but for what is held or cannot be read.
        case finished
        /// The collection is not there any more.
        case gone
        case failed(Verdict.Failure)
    }

    /// What the machine knows beforehand.
    struct Setup: Hashable, Sendable {
        /// Tells this pull of the calendar from others.
        var run = 0
        /// As the home listed it just now; nil where it was not listed.
        var listed: RemoteCalendar?
        var capabilities: ServerCapabilities = []
        /// Whether `sync-collection` was seen not to give `calendar-data`.
        var lacksData = false
        /// Whether all etags are to be compared, whatever the change log says.
        var isAudit = false
        /// Whether the token is stored though some objects cannot be read.
        var isPatient = true
    }

    /// How the state of the server is found out.
    enum Listing: Hashable, Sendable {
        /// The change log since the token.
        case changes(since: String)
        /// `sync-collection` from the beginning.
        case all
        /// PROPFIND.
        case etags
    }

    /// A request for objects.
    struct Reading: Hashable, Sendable {
        /// Places of which nothing was heard yet.
        var rest: Set<String>
        /// Whether it is a GET.
        var isSingle: Bool
    }

    /// A batch is stored when it has this many changes, or bytes.
    static let batch = 500
    static let batchBytes = 2 << 20
    /// Requests for objects in flight.
    static let fetches = 3

    private(set) var calendar: SyncCalendar
    let setup: Setup
    private(set) var outcome: Outcome?
    /// Deletions that are held back.
    private(set) var held = 0
    /// Places of objects that the server does not hand out.
    var unreadable: [String] = []
    /// What `sync-collection` was seen to do with `calendar-data`; nil when that was not seen.
    var givesData: Bool?
    /// Whether `calendar-multiget` was seen not to work.
    var lacksMultiget = false
    /// Objects stored so far.
    private(set) var done = 0
    /// Objects that are to be read, as far as it is known.
    var total: Int?

    var requests = 0
    /// nil when no listing is under way.
    var listing: (kind: Listing, id: RequestID, asksForData: Bool)?
    /// What stands at the end of the listing's answer.
    var end: MultistatusEnd?
    /// Whether the server has more to list than it did.
    var isTruncated = false
    /// What the replica has; nil before it was asked.
    var known: [String: KnownEntry]?
    /// What of it a full listing met.
    var met: Set<String> = []
    /// Whether everything is listed, so that what is not is gone.
    var isFull = false
    /// The token that the listing reached.
    var reached: String?

    /// What is to be read.
    var wanted: [RemoteEntry] = []
    /// What is to be read one by one.
    var singles: [String] = []
    var reading: [RequestID: Reading] = [:]
    /// What of it was written to by ourselves: when it is not there, it is gone.
    private var reread: Set<String> = []
    /// Objects that one multiget asks for.
    var chunk = SyncLimits.multigetAddresses

    /// To be stored.
    private var changes: [RemoteChange] = []
    private var bytes = 0
    private var removals: Set<String> = []
    /// Places that are, or were, being written to by our own operations since the server was asked
    /// about them: the answer may be older than what the replica knows.
    private var touched: Set<String> = []
    /// Of these, the ones to be read again.
    private var withheld: Set<String> = []
    /// Whether the replica was asked what it has, and did not answer yet.
    private var isAsking = false
    /// Whether the last batch is being stored.
    private var isFinishing = false
    /// Times that the listing began anew.
    var restarts = 0

    init(_ calendar: SyncCalendar, _ setup: Setup, touched: Set<String>) {
        self.calendar = calendar
        self.setup = setup
        self.touched = touched
    }

    /// Whether the replica has nothing of the calendar, as far as it was asked.
    var isFirst: Bool { known?.isEmpty ?? true }

    /// The collection's path.
    var path: String { calendar.href ?? "" }

    mutating func begin() -> [SyncAction] {
        // The change log may not know of deletions that are held, if a comparison found them.
        let isHeld = calendar.heldDeletions > 0 || calendar.acceptsDeletions
        if !setup.isAudit, !isHeld, calendar.canSync, let token = calendar.token {
            return list(.changes(since: token))
        }
        return askKnown()
    }

    mutating func askKnown() -> [SyncAction] {
        isAsking = true
        return [.store(.known(calendar.id))]
    }

    /// What the replica holds.
    mutating func take(_ entries: [String: KnownEntry]) -> [SyncAction] {
        isAsking = false
        known = entries
        return reached == nil ? listAll() : compare()
    }

    /// Whether nothing is left but to finish.
    var isComplete: Bool { isRead && !isAsking && !isFinishing && outcome == nil }

    /// Operations of ours begin to write to these places.
    mutating func touch(_ places: some Sequence<String>) { touched.formUnion(places) }

    mutating func nextID() -> RequestID {
        requests += 1
        return RequestID(owner: .pull(calendar.id, run: setup.run), number: requests)
    }

    /// Requests that nobody waits for any more when the pull has ended.
    var pending: [RequestID] { (listing.map { [$0.id] } ?? []) + reading.keys }

    mutating func fail(_ failure: Verdict.Failure) -> [SyncAction] {
        outcome = .failed(failure)
        return []
    }

    mutating func vanish() -> [SyncAction] {
        outcome = .gone
        return []
    }
}

/// Storing what was read.
extension Pull {
    mutating func take(_ object: RemoteObject) -> [SyncAction] {
        if touched.contains(object.href) {
            withheld.insert(object.href)
            return []
        }
        removals.remove(object.href)
        changes.append(.object(object))
        bytes += object.text.count
        guard changes.count >= Self.batch || bytes >= Self.batchBytes else { return [] }
        return [store(PullProgress())]
    }

    mutating func takeRemoval(_ href: String) { removals.insert(href) }

    mutating func forgetRemovals() { removals = [] }

    /// Nothing is where something was listed. A later listing will tell that it is gone; but where
    /// we wrote ourselves, it may have told so already.
    mutating func missing(_ href: String) {
        guard reread.contains(href) else { return }
        if touched.contains(href) {
            withheld.insert(href)
        } else {
            removals.insert(href)
        }
    }

    /// Stores the page of a first listing with the token that covers it, so that a later pull can
    /// go on from there.
    mutating func storePage(token: String) -> [SyncAction] {
        guard withheld.isEmpty, wanted.isEmpty else { return [] }
        calendar.token = token
        return [store(PullProgress(token: token))]
    }

    private mutating func store(_ progress: PullProgress) -> SyncAction {
        defer { (changes, bytes) = ([], 0) }
        done += changes.count
        return .store(.pull(changes, calendar.id, progress))
    }

    /// The end, when nothing is left to be read.
    ///
    /// - Parameter places: that operations of ours are writing to now.
    mutating func finish(_ moment: Moment, besides places: Set<String>) -> [SyncAction] {
        for href in removals where touched.contains(href) {
            removals.remove(href)
            withheld.insert(href)
        }
        guard withheld.isEmpty else {
            // Read them again, once nothing is being written there.
            guard withheld.isDisjoint(with: places) else { return [] }
            touched.subtract(withheld)
            reread.formUnion(withheld)
            singles = withheld.sorted()
            withheld = []
            return read()
        }
        if removals.count > 1, known == nil { return askKnown() }
        // What came and went between two pulls was never here.
        if !isFull, let known { removals.formIntersection(known.keys) }
        isFinishing = true
        // What was edited here is not lost by a deletion there.
        let losses = removals.count { known?[$0]?.isEdited == false }
        let unedited = known?.values.count { !$0.isEdited } ?? 0
        if !calendar.acceptsDeletions, DeletionGuard.holds(removals: losses, of: unedited) {
            return hold()
        }
        return close(moment)
    }

    /// Stores everything but the deletions, and no token, so that they are met again.
    private mutating func hold() -> [SyncAction] {
        held = removals.count
        let isNews = calendar.heldDeletions != held
        calendar.heldDeletions = held
        let last = store(PullProgress())
        return isNews ? [last, .store(.updateCalendar(calendar))] : [last]
    }

    private mutating func close(_ moment: Moment) -> [SyncAction] {
        changes += removals.sorted().map { .removed(href: $0) }
        var progress = PullProgress()
        if unreadable.isEmpty || setup.isPatient {
            progress.token = reached ?? (isFull && !setup.isAudit ? setup.listed?.token : nil)
            progress.ctag = setup.listed?.ctag
            if isFull { progress.audited = moment.now }
        }
        let last = store(progress)
        guard calendar.heldDeletions > 0 || calendar.acceptsDeletions else { return [last] }
        calendar.token = progress.token ?? calendar.token
        calendar.ctag = progress.ctag ?? calendar.ctag
        calendar.audited = progress.audited ?? calendar.audited
        (calendar.heldDeletions, calendar.acceptsDeletions) = (0, false)
        return [last, .store(.updateCalendar(calendar))]
    }

    /// A batch is stored.
    mutating func stored() {
        if isFinishing { outcome = .finished }
    }
}
