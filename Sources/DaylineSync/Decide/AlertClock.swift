import Core

/// Decides when the next look at the alerts is, and what becomes of those that are due. No clock,
/// no I/O: the replica says what is due, and what was settled is never due again.
///
/// It keeps nothing across a restart: quiet hours hold alerts by leaving them due.
struct AlertClock: Hashable, Sendable {
    enum Input: Hashable, Sendable {
        /// The timer fired, the clock was set, the machine slept, or something was written.
        case woke
        /// What is due, and the next moment at which something is.
        case found(DueAlerts, next: Instant?)
        /// What was decided is in the replica.
        case noted
        /// The replica cannot be written now.
        case notNoted
    }

    enum Action: Hashable, Sendable {
        /// Ask the replica what is due by now.
        case look
        /// Write down what is shown; what else is due is dropped.
        case note(DueAlerts, shown: Set<AlertID>)
        case show([ShownAlert])
        /// Tell how many alerts were missed that are not shown.
        case tellMissed(Int)
        /// Until a moment of the wall clock; nil: until woken.
        case sleep(until: Instant?)
    }

    /// Seconds within which an alert is not late.
    static let punctual = 60
    /// Late alerts that are shown at once; the others are only counted.
    static let lateOnes = 10
    /// Seconds until a replica that could not be written is tried again.
    static let pause = 60

    var quiet: QuietHours?
    /// What is decided and not yet noted.
    private var pending: Telling?
    /// Shown although that could not be noted; not shown again while this process lives.
    private var unnoted: Set<AlertID> = []

    init(quiet: QuietHours? = nil) { self.quiet = quiet }

    mutating func handle(_ input: Input, now: Instant) -> [Action] {
        switch input {
        case .woke:
            return [.look]
        case .found(let due, let next):
            if due.isEmpty { return [.sleep(until: next.map(loud))] }
            if let quiet, quiet.contains(now) { return [.sleep(until: quiet.end(after: now))] }
            let telling = Telling(due, now: now)
            pending = telling
            return [.note(due, shown: Set(telling.shown.map(\.alert.id)))]
        case .noted:
            let actions = tell()
            unnoted = []
            return actions + [.look]
        case .notNoted:
            let actions = tell()
            return actions + [.sleep(until: now.adding(seconds: Self.pause))]
        }
    }

    /// The moment, or the end of the quiet hours it falls into.
    private func loud(_ moment: Instant) -> Instant {
        guard let quiet, quiet.contains(moment) else { return moment }
        return quiet.end(after: moment)
    }

    private mutating func tell() -> [Action] {
        guard let telling = pending else { return [] }
        pending = nil
        let shown = telling.shown.filter { !unnoted.contains($0.alert.id) }
        let isRepeated = !unnoted.isEmpty
        unnoted.formUnion(telling.shown.map(\.alert.id))
        var actions: [Action] = []
        if !shown.isEmpty { actions.append(.show(shown)) }
        if telling.missed > 0, !isRepeated { actions.append(.tellMissed(telling.missed)) }
        return actions
    }
}

/// An alert as it is shown.
struct ShownAlert: Hashable, Sendable {
    let alert: DueAlert
    /// Whether it comes late: the machine slept or was off, or hours were quiet.
    let isLate: Bool
}

/// What becomes of alerts that are due: those that still help are shown; those whose events are
/// over, too many late ones, and those missed for more than a day are only counted.
private struct Telling: Hashable, Sendable {
    var shown: [ShownAlert] = []
    var missed: Int

    init(_ due: DueAlerts, now: Instant) {
        missed = due.older
        var late = 0
        for alert in due.alerts {
            let isLate = now.seconds - alert.moment.seconds > AlertClock.punctual
            guard now < alert.expiry, !isLate || late < AlertClock.lateOnes else {
                missed += 1
                continue
            }
            if isLate { late += 1 }
            shown.append(ShownAlert(alert: alert, isLate: isLate))
        }
    }
}

extension DueAlert {
    /// From when on it is of no use; what a user put off counts for a day.
    fileprivate var expiry: Instant {
        moment > alert.due ? max(alert.expiry, moment.adding(seconds: 86_400)) : alert.expiry
    }
}
