import Core

@testable import DaylineSync

/// One device: a replica, the machine that syncs it, and a clock that may be wrong.
struct SimulatedNode {
    let index: Int
    let path: String
    var replica: Replica
    let account: SyncAccountID
    var machine: AccountMachine
    /// Grows with each crash; answers to the process before are lost.
    var life = 0
    /// Seconds that its clock is ahead.
    let drift: Int
    /// When the timer fires, by its own clock; nil when it is not set.
    var timer: Instant?
    /// What it said when it last had nothing to do.
    var rested: String??
    /// What of each calendar the machine was last told to have.
    var known: [CalendarID: [String: KnownEntry]] = [:]
    var warnings: [SyncWarning] = []
    /// Whether the daemon runs.
    var isUp = true

    var store: ReplicaStore { ReplicaStore(replica: replica, account: account) }
}

/// What happens later.
struct SimulatedEvent {
    enum Kind {
        /// A request arrives at the server.
        case arrive(node: Int, life: Int, RequestID, DAVRequest, streaming: Bool, Fate)
        case deliver(node: Int, life: Int, RequestID, Delivery)
        case timer(node: Int, life: Int, Instant)
        case start(node: Int)
        case user(node: Int)
        case hint(node: Int)
        /// Something on the server changes by itself.
        case server
    }

    /// What becomes of a request on its way.
    enum Fate: Hashable {
        case answered, twice
        /// It is carried out, and the answer does not come back as it was.
        case lost, cut
        case status(Int, applied: Bool)
    }

    let time: Int
    let order: Int
    let kind: Kind
}

/// What comes back.
enum Delivery {
    case answer(ModelServer.Answer)
    /// Only the beginning of the items.
    case cut(ModelServer.Answer)
    case failure(TransportFailure)
}
