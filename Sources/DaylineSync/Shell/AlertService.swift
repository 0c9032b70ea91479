import Control
import Core
import Logging
import Settings

/// Shows alerts when they are due, and tells what others changed: `AlertClock` carried out against
/// the replica, the wall clock and the sinks.
actor AlertService {
    /// What it asks of the machine.
    struct World: Sendable {
        var now: @Sendable () -> Instant
        /// Calls `wake()` at a moment of the wall clock; nil: at none. One moment at a time.
        var arm: @Sendable (Instant?) -> Void
        /// A UID for a new alarm.
        var alarmUID: @Sendable () -> String
        /// The display zone: machines travel.
        var zone: @Sendable () -> Zone
    }

    /// Objects that are looked at in one transaction.
    private static let batch = 200
    /// Messages that may wait for slow sinks.
    private static let backlog = 100
    /// Notices that are told one by one.
    private static let notices = 3

    private let replica: Replica
    private let world: World
    private let log: Logger
    /// To the open TUIs.
    private let publish: @Sendable (ControlMessage) -> Void
    private var settings: AlertServiceSettings
    private var clock: AlertClock
    /// Shown and not yet over, so that their end is told once.
    private var open: [AlertID: AlertMessage] = [:]
    private let wakes: AlertWakes
    /// On their way to the sinks, so that a slow one delays nothing but what comes after.
    private let post: AsyncStream<SinkMessage>
    private let poster: AsyncStream<SinkMessage>.Continuation

    init(
        replica: Replica, settings: AlertServiceSettings, world: World, log: Logger,
        wakes: AlertWakes = AlertWakes(),
        publish: @escaping @Sendable (ControlMessage) -> Void
    ) {
        self.replica = replica
        self.settings = settings
        self.world = world
        self.log = log
        self.publish = publish
        clock = AlertClock(quiet: settings.quiet)
        self.wakes = wakes
        (post, poster) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.backlog))
    }

    /// Works until its task is cancelled.
    func run() async {
        wake()
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in self.wakes.stream { await self.look() }
            }
            group.addTask {
                for await message in self.post { await self.send(message) }
            }
        }
        world.arm(nil)
    }

    /// The timer fired, the clock was set, or the replica was written: looks again soon. Many calls
    /// are one look.
    nonisolated func wake() { wakes.wake() }

    /// Other settings count from now on.
    func reload(_ settings: AlertServiceSettings) {
        self.settings = settings
        clock.quiet = settings.quiet
        wake()
    }

    /// For a TUI that has just come: what is shown and waits to be acknowledged.
    func openAlerts() -> [AlertMessage] { open.values.sorted { ($0.due, $0.id) < ($1.due, $1.id) } }

    /// Looks at what is due until there is nothing more to do but to wait.
    private func look() async {
        takeZone()
        var actions = clock.handle(.woke, now: world.now())
        while !actions.isEmpty, !Task.isCancelled {
            switch actions.removeFirst() {
            case .look:
                guard let found = await found() else { return }
                actions += clock.handle(found, now: world.now())
            case .note(let due, let shown):
                actions += clock.handle(note(due, shown), now: world.now())
            case .show(let alerts): show(alerts)
            case .tellMissed(let count): tell(settings.words.missed(count))
            case .sleep(let moment): world.arm(moment)
            }
        }
    }

    private func takeZone() {
        let zone = world.zone()
        guard zone.id != settings.rules.display.id else { return }
        settings = settings.shown(in: zone)
        clock.quiet = settings.quiet
    }

    /// nil when the replica cannot be read now: then it is tried again later.
    private func found() async -> AlertClock.Input? {
        let now = world.now()
        do {
            while try replica.computeAlerts(rules: settings.rules, now: now, limit: Self.batch) {
                await Task.yield()
            }
            try renewOpen(now)
            let due = try replica.dueAlerts(until: now, rules: settings.rules)
            return .found(due, next: try replica.nextAlert())
        } catch {
            log.warning("alerts cannot be read", metadata: ["error": "\(error)"])
            world.arm(now.adding(seconds: AlertClock.pause))
            return nil
        }
    }

    private func note(_ due: DueAlerts, _ shown: Set<AlertID>) -> AlertClock.Input {
        do {
            try replica.settle(due, shown: shown, rules: settings.rules, now: world.now())
            return .noted
        } catch {
            log.warning("alerts cannot be noted", metadata: ["error": "\(error)"])
            return .notNoted
        }
    }

    private func show(_ alerts: [ShownAlert]) {
        let names = calendarNames()
        for shown in alerts {
            let message = AlertMessage(shown, calendar: names[shown.alert.calendar] ?? "")
            open[shown.alert.id] = message
            publish(.alert(message))
            let words = settings.words
            poster.yield(
                SinkMessage(
                    title: words.title(shown.alert),
                    body: words.details(shown, now: world.now()), json: message.json))
        }
    }

    /// Tells which alerts have ended since: acknowledged elsewhere, moved, removed, or over.
    private func renewOpen(_ now: Instant) throws(ReplicaError) {
        let present = try replica.openAlerts(rules: settings.rules, now: now)
        let ids = Set(present.map(\.id))
        for id in open.keys.filter({ !ids.contains($0) }).sorted(by: { $0.due < $1.due }) {
            open[id] = nil
            publish(.alertEnded(id: id.description))
        }
        let new = present.filter { open[$0.id] == nil }
        if new.isEmpty { return }
        // Shown before a restart.
        let names = calendarNames()
        for alert in new {
            let shown = ShownAlert(alert: alert, isLate: false)
            open[alert.id] = AlertMessage(shown, calendar: names[alert.calendar] ?? "")
        }
    }

    private func calendarNames() -> [CalendarID: String] {
        let calendars = (try? replica.calendars()) ?? []
        return Dictionary(calendars.map { ($0.id, $0.name) }) { first, _ in first }
    }

    private func send(_ message: SinkMessage) async {
        for (name, failure) in await settings.sinks.send(message) {
            log.warning(
                "a sink told nobody", metadata: ["sink": "\(name)", "error": "\(failure.text)"])
        }
    }

    private func tell(_ sentence: String) {
        publish(.notice(calendar: "", text: sentence))
        poster.yield(
            SinkMessage(title: sentence, json: SinkJSON.notice(calendar: "", text: sentence)))
    }
}

/// Reasons to look: those that come while one is looked at are one.
struct AlertWakes: Sendable {
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func wake() { continuation.yield() }
}

extension AlertService {
    /// Acknowledges an alert by the name that `AlertMessage.id` gives. After the answer `ok` there
    /// is something to push.
    /// - Returns: the answer to who asked.
    func acknowledge(_ name: String) -> ControlMessage {
        end(name) { id throws(ReplicaError) in
            try replica.acknowledge(
                id, rules: settings.rules, label: settings.words.acknowledgeLabel,
                now: world.now())
        }
    }

    /// Puts an alert off by so many seconds.
    func snooze(_ name: String, seconds: Int) -> ControlMessage {
        guard (1...Self.longestSnooze).contains(seconds) else {
            return .done(ok: false, text: "seconds must be 1 to \(Self.longestSnooze)")
        }
        return end(name) { id throws(ReplicaError) in
            let now = world.now()
            return try replica.snooze(
                id, until: now.adding(seconds: seconds), alarmUID: world.alarmUID(),
                rules: settings.rules, label: settings.words.snoozeLabel, now: now)
        }
    }

    /// Four weeks.
    private static let longestSnooze = 28 * 86_400

    private func end(
        _ name: String, _ edit: (AlertID) throws(ReplicaError) -> Bool
    ) -> ControlMessage {
        guard let id = AlertID(name) else { return .done(ok: false, text: "no alert is named so") }
        do {
            guard try edit(id) else {
                return .done(ok: false, text: "there is no such alert any more")
            }
        } catch {
            return .done(ok: false, text: "\(error)")
        }
        publish(.changed)
        wake()
        return .done(ok: true, text: "")
    }

    /// Tells what others changed, as far as the settings want to know of their calendars. While
    /// hours are quiet only open TUIs are told.
    func tell(_ notices: [RemoteNotice]) {
        let names = calendarNames()
        let now = world.now()
        let wanted = notices.filter { settings.tells(names[$0.calendar] ?? "") }
        let isQuiet = settings.quiet?.contains(now) ?? false
        for (index, notice) in wanted.enumerated() {
            let calendar = names[notice.calendar] ?? ""
            let text = settings.words.notice(notice, now: now)
            publish(.notice(calendar: calendar, text: text))
            if isQuiet { continue }
            if index < Self.notices {
                let json = SinkJSON.notice(calendar: calendar, text: text)
                poster.yield(SinkMessage(title: text, body: calendar, json: json))
            } else if index == wanted.count - 1 {
                let more = settings.words.moreChanges(wanted.count - Self.notices)
                let json = SinkJSON.notice(calendar: "", text: more)
                poster.yield(SinkMessage(title: more, json: json))
            }
        }
    }
}
