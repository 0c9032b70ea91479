/// The notification channel of one account (docs/notifications.yaml): inputs in, actions out.
///
/// Invariant: there is at most one connection, and at most one timer is set.
struct Link: Hashable, Sendable {
    enum State: Hashable, Sendable {
        /// There is nothing to connect to.
        case off
        case waiting
        case connecting
        case live
    }

    private(set) var state = State.off
    /// In a row.
    private(set) var failures = 0
    /// The last message that was worked through; nil before one.
    private(set) var cursor: String?
    /// Whether a ping of ours is not answered yet.
    private var isProbing = false

    /// - Parameter cursor: where the last connection ended.
    init(cursor: String? = nil) { self.cursor = cursor }

    /// Without a word for so long, a connection is as good as dead. The server pings every 30
    /// seconds.
    static let silence = Duration.seconds(75)
    /// For a pong after something happened to the network.
    static let patience = Duration.seconds(5)
    /// For the whole handshake.
    static let handshake = Duration.seconds(30)
    /// After the server said that it has no such thing.
    static let absence = Duration.seconds(15 * 60)
    /// A connection that stood for so long was no failure.
    static let steady = Duration.seconds(30)

    /// - Parameter jitter: 0 ..< 1, drawn anew for each input.
    mutating func handle(_ input: LinkInput, jitter: Double) -> [LinkAction] {
        switch (state, input) {
        case (.off, .available): return open()
        case (.waiting, .timerFired): return open()
        case (.waiting, .woke):
            failures = 0
            return [.cancelWait] + open()

        case (.connecting, .opened):
            state = .live
            isProbing = false
            return [.becameLive, .wait(Self.silence)]
        case (.connecting, .timerFired): return [.close]
        case (.connecting, .woke): return []  // what is under way shows whether it works

        case (.live, .heard(let message)): return heard(message)
        case (.live, .timerFired): return [.close]
        case (.live, .woke):
            guard !isProbing else { return [] }
            isProbing = true
            return [.ping, .wait(Self.patience)]

        case (.connecting, .closed(let closure)), (.live, .closed(let closure)):
            return closed(closure, jitter: jitter)

        case (.waiting, .unavailable): return turnOff([.cancelWait])
        case (.connecting, .unavailable): return turnOff([.cancelWait, .close])
        case (.live, .unavailable): return turnOff([.cancelWait, .close, .becameDeaf])

        // Late or repeated: harmless.
        case (.off, _), (.waiting, _), (.connecting, .available), (.connecting, .heard),
            (.live, .available), (.live, .opened):
            return []
        }
    }

    private mutating func open() -> [LinkAction] {
        state = .connecting
        return [.open(since: cursor), .wait(Self.handshake)]
    }

    private mutating func heard(_ message: LinkMessage?) -> [LinkAction] {
        isProbing = false
        guard let message else { return [.wait(Self.silence)] }
        cursor = message.cursor
        return [.tell(message), .wait(Self.silence)]
    }

    private mutating func closed(_ closure: LinkClosure, jitter: Double) -> [LinkAction] {
        let deaf: [LinkAction] = state == .live ? [.becameDeaf] : []
        state = .waiting
        failures = closure.lasted >= Self.steady ? 1 : failures + 1
        switch closure.reason {
        case .absent: return deaf + [.wait(Self.absence)]
        case .refused(let after):
            return deaf + [.wait(max(after, Self.pause(failures: failures, jitter: jitter)))]
        case .wrongCursor:
            cursor = nil
            return deaf + [.wait(Self.pause(failures: failures, jitter: jitter))]
        case .broken: return deaf + [.wait(Self.pause(failures: failures, jitter: jitter))]
        }
    }

    private mutating func turnOff(_ actions: [LinkAction]) -> [LinkAction] {
        state = .off
        failures = 0
        return actions
    }

    /// The wait before the next attempt: anything from nothing to 1 s, doubled per failure up to
    /// 60 s (full jitter: those that lost a server together do not come back together).
    ///
    /// - Parameters:
    ///   - failures: in a row, 1 or more.
    ///   - jitter: 0 ..< 1.
    static func pause(failures: Int, jitter: Double) -> Duration {
        let most = min(1 << min(max(failures - 1, 0), 6), 60)
        return max(.milliseconds(50), .milliseconds(Int(Double(most * 1000) * jitter)))
    }
}

/// What happened to the notification channel.
enum LinkInput: Hashable, Sendable {
    /// The server has one, and it is wanted.
    case available
    case unavailable
    /// The time of the last `wait` is over.
    case timerFired
    /// The handshake is done.
    case opened
    /// Anything came over the connection; nil when it was no message (a ping or pong).
    case heard(LinkMessage?)
    /// The connection, or the attempt, has ended. Comes once for each `open`.
    case closed(LinkClosure)
    /// The machine was asleep, or the network is another one.
    case woke
}

/// What is to be done about it, in the given order.
enum LinkAction: Hashable, Sendable {
    /// Connect, to be told what came after the cursor.
    case open(since: String?)
    /// End the connection, or the attempt; it is told as any other end.
    case close
    case ping
    /// Fire the timer after so long, and not when it was to fire before.
    case wait(Duration)
    case cancelWait
    /// Notifications come from now on; what came before the handshake may have been missed.
    case becameLive
    /// Notifications come no more: look for changes from time to time.
    case becameDeaf
    case tell(LinkMessage)
}

/// How a connection ended.
struct LinkClosure: Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        /// The network, the certificate, the protocol, or the server's wish.
        case broken
        /// The server wants no connection now; nor before so long.
        case refused(after: Duration)
        /// The server does not have notifications.
        case absent
        /// The server cannot read the cursor.
        case wrongCursor
    }

    var reason: Reason
    /// For people and logs.
    var text: String
    /// From the end of the handshake on.
    var lasted = Duration.zero
}

/// What a server tells (docs/notifications.yaml).
enum LinkMessage: Hashable, Sendable {
    case hello(cursor: String)
    /// The calendar as messages call it, and its path.
    case change(topic: String, collection: String, cursor: String)
    /// What was missed is not known: everything may have changed.
    case reset(cursor: String)

    var cursor: String {
        switch self {
        case .hello(let cursor), .change(_, _, let cursor), .reset(let cursor): cursor
        }
    }
}
