import Control
import Core
import Logging
import NIOCore
import Settings

/// One account that the daemon keeps in step: its driver, and its notification channel.
final class SyncedAccount: Sendable {
    let settings: AccountSettings
    let driver: AccountDriver
    private let link: WebSocketLink
    private let reports: AsyncStream<SyncReport>
    private let events: AccountEvents
    private let logger: Logger
    private let place = NotificationPlace()

    /// - Parameter account: as the replica has it.
    init(
        _ settings: AccountSettings, _ account: SyncAccount, replica: Replica, world: World,
        group: any EventLoopGroup, credentials: Credentials, transport: any Transport,
        events: AccountEvents, logger: Logger
    ) {
        var logger = logger
        logger[metadataKey: "account"] = "\(settings.name)"
        let (reports, addReport) = AsyncStream.makeStream(of: SyncReport.self)
        let driver = AccountDriver(
            AccountMachine.Setup(settings),
            store: ReplicaStore(replica: replica, account: account.id),
            transport: transport, world: world
        ) { addReport.yield($0) }
        self.settings = settings
        self.driver = driver
        self.reports = reports
        self.events = events
        self.logger = logger
        let log = logger
        link = WebSocketLink(cursor: account.cursor, group: group, world: world) { [place] in
            await place.endpoint(settings, origin: driver.origin(), credentials)
        } tell: { event in
            await Self.take(event, settings.name, driver, events, log)
        }
    }

    /// Runs until it is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.driver.run() }
            group.addTask { await self.link.run() }
            group.addTask {
                for await report in self.reports { await self.take(report) }
            }
        }
    }

    /// The machine was asleep, or the network is another one.
    func woke() async {
        await driver.clockJumped()
        await driver.handle(.networkChanged)
        await link.handle(.woke)
    }

    private func take(_ report: SyncReport) async {
        switch report {
        case .standing(let standing):
            events.board.put(standing, of: settings.name)
            if !standing.isBusy { FreedMemory.giveBack() }
            await follow(standing)
        case .changed: events.changed()
        case .notices(let notices): await events.notices(notices)
        case .warning(let warning): logger.warning("\(warning.text)")
        }
    }

    /// Holds the channel where the server has one and lets us in.
    private func follow(_ standing: Standing) async {
        var url = settings.usesNotifications ? standing.notifications : nil
        if case .unauthorized = standing.condition { url = nil }
        guard place.move(to: url) else { return }
        await link.handle(.unavailable)
        if url != nil { await link.handle(.available) }
    }

    private static func take(
        _ event: WebSocketLink.Event, _ name: String, _ driver: AccountDriver,
        _ events: AccountEvents, _ logger: Logger
    ) async {
        switch event {
        case .live:
            logger.info("notifications come")
            events.board.put(isLive: true, of: name)
            await driver.handle(.linkChanged(isLive: true))
        case .deaf:
            events.board.put(isLive: false, of: name)
            await driver.handle(.linkChanged(isLive: false))
        case .ended(let reason):
            logger.info("no notifications", metadata: ["reason": "\(reason)"])
        case .message(.hello): break  // everything was looked at when the channel opened
        case .message(.change(let topic, let collection, let cursor)):
            let hint = ChangeHint(topic: topic, collection: collection, cursor: cursor)
            await driver.handle(.remoteChange(hint))
        case .message(.reset(let cursor)):
            await driver.handle(.remoteChange(ChangeHint(cursor: cursor)))
        }
    }
}

/// What accounts tell the rest of the daemon.
struct AccountEvents: Sendable {
    let board: StatusBoard
    /// The replica was written to.
    let changed: @Sendable () -> Void
    /// What others changed.
    let notices: @Sendable ([RemoteNotice]) async -> Void
}

extension AccountMachine.Setup {
    init(_ settings: AccountSettings) {
        self.init(
            url: settings.url, interval: settings.interval, connections: settings.connections,
            calendars: settings.calendars)
    }
}
