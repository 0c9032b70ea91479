import Control
import Core
import Logging
import NIOCore
import Settings

/// Keeps all accounts of the configuration in step, and answers what clients ask.
actor Daemon {
    /// What it is built from.
    struct Parts: Sendable {
        let replica: Replica
        let world: World
        let group: any EventLoopGroup
        let credentials: Credentials
        let transport: @Sendable (AccountSettings) -> any Transport
        /// Forgets connections, which are as good as dead after a sleep.
        let reconnect: @Sendable () -> Void
        let events: AccountEvents
        let logger: Logger
    }

    private struct Running: Sendable {
        let account: SyncedAccount
        let errand: Errand<Void>
    }

    private let parts: Parts
    private var running: [String: Running] = [:]
    /// Accounts that begin to be synced.
    private let starts: AsyncStream<Errand<Void>>
    private let addStart: AsyncStream<Errand<Void>>.Continuation

    init(_ parts: Parts) {
        self.parts = parts
        (starts, addStart) = AsyncStream.makeStream()
    }

    /// Runs until it is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await errand in starts { group.addTask { await errand.run() } }
            group.cancelAll()
        }
    }

    /// Begins, ends and renews what the configuration says of accounts.
    ///
    /// - Throws: what the replica throws; then all goes on as before.
    func apply(_ settings: ClientSettings) async throws {
        await parts.credentials.forget()
        let known = try parts.replica.accounts()
        var next: [String: Running] = [:]
        for account in settings.accounts {
            if let old = running[account.name], old.account.settings == account {
                next[account.name] = old
                continue
            }
            let stored = try known.first { $0.name == account.name } ?? added(account)
            next[account.name] = begin(account, stored)
        }
        for (name, old) in running where next[name]?.errand !== old.errand { old.errand.cancel() }
        for (name, new) in next where running[name]?.errand !== new.errand {
            addStart.yield(new.errand)
        }
        running = next
        parts.events.board.keep(Set(next.keys))
    }

    private func added(_ account: AccountSettings) throws -> SyncAccount {
        let id = try parts.replica.addAccount(name: account.name, url: "")
        return SyncAccount(id: id, name: account.name)
    }

    private func begin(_ settings: AccountSettings, _ account: SyncAccount) -> Running {
        let account = SyncedAccount(
            settings, account, replica: parts.replica, world: parts.world, group: parts.group,
            credentials: parts.credentials, transport: parts.transport(settings),
            events: parts.events, logger: parts.logger)
        parts.events.board.put(Standing(), of: settings.name)
        return Running(account: account, errand: Errand { await account.run() })
    }

    /// Something was written to the replica.
    func edited() async {
        for entry in running.values { await entry.account.driver.handle(.localChange) }
    }

    /// The machine was asleep, its clock was set, or it is on another network.
    func woke() async {
        parts.reconnect()
        for entry in running.values { await entry.account.woke() }
    }

    /// Returns when every account has shown that it works.
    func feelPulse() async {
        for entry in running.values { _ = await entry.account.driver.origin() }
    }

    /// Carries out a wish for one account or all, and returns when there is nothing left to do.
    ///
    /// - Returns: `done`.
    func carryOut(_ wish: SyncInput, for name: String?) async -> ControlMessage {
        let wanted = running.filter { name == nil || $0.key == name }
        if let name, wanted.isEmpty {
            return .done(ok: false, text: "there is no account “\(name)”")
        }
        let complaints = await withTaskGroup(of: String?.self) { group in
            for (name, entry) in wanted {
                group.addTask {
                    await entry.account.driver.carryOut(wish).map { "\(name): \($0)" }
                }
            }
            return await group.reduce(into: [String]()) { if let text = $1 { $0.append(text) } }
        }
        return .done(ok: complaints.isEmpty, text: complaints.sorted().joined(separator: "; "))
    }
}
