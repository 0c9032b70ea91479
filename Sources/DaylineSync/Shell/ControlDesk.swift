import Control
import Logging

/// Answers what clients ask.
struct ControlDesk: Sendable {
    let daemon: Daemon
    let board: StatusBoard
    let notifier: SystemdNotifier
    let world: World
    let logger: Logger

    func answer(_ request: ControlRequest) async -> [ControlMessage] {
        switch request {
        case .status, .subscribe: [.status(board.status)]
        case .sync(let name): [await daemon.carryOut(.syncRequested, for: name)]
        case .audit(let name): [await daemon.carryOut(.auditRequested, for: name)]
        case .acceptDeletes(let name): [await daemon.carryOut(.deletionsAccepted, for: name)]
        case .edited: await edited()
        case .acknowledge, .snooze: [.done(ok: false, text: "no such alert")]
        case .reload: [await reload()]
        }
    }

    /// Reads the configuration again; what is wrong with it is told, and all goes on as before.
    @discardableResult
    func reload() async -> ControlMessage {
        notifier.reloading(monotonic: world.uptime())
        defer { notifier.ready(board.status.line) }
        do {
            try await daemon.reload()
            logger.notice("the configuration was read again")
            return .done(ok: true, text: "")
        } catch {
            let failure = SyncFailure(error)
            logger.error(
                "the configuration stays as it was", metadata: ["reason": "\(failure.sentence)"])
            return .done(ok: false, text: failure.sentence)
        }
    }

    private func edited() async -> [ControlMessage] {
        await daemon.edited()
        return []
    }
}
