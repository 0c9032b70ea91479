import Control
import Logging
import Settings

/// Answers what clients ask.
struct ControlDesk: Sendable {
    let daemon: Daemon
    let alerts: AlertService
    /// The configuration as it is now.
    let settings: @Sendable () throws -> ClientSettings
    let alertSettings: @Sendable (ClientSettings) -> AlertServiceSettings
    let board: StatusBoard
    let notifier: SystemdNotifier
    let logger: Logger

    func answer(_ request: ControlRequest) async -> [ControlMessage] {
        switch request {
        case .status: [.status(board.status)]
        case .subscribe: [.status(board.status)] + (await alerts.openAlerts()).map { .alert($0) }
        case .sync(let name): [await daemon.carryOut(.syncRequested, for: name)]
        case .audit(let name): [await daemon.carryOut(.auditRequested, for: name)]
        case .acceptDeletes(let name): [await daemon.carryOut(.deletionsAccepted, for: name)]
        case .edited: await edited()
        case .acknowledge(let name): [await pushed(await alerts.acknowledge(name))]
        case .snooze(let name, let seconds):
            [await pushed(await alerts.snooze(name, seconds: seconds))]
        case .reload: [await reload()]
        }
    }

    /// Reads the configuration again; what is wrong with it is told, and all goes on as before.
    @discardableResult
    func reload() async -> ControlMessage {
        notifier.reloading()
        defer { notifier.ready(board.status.line) }
        do {
            let settings = try settings()
            try await daemon.apply(settings)
            await alerts.reload(alertSettings(settings))
            logger.notice("the configuration was read again")
            return .done(ok: true, text: "")
        } catch {
            let failure = SyncFailure(error)
            logger.error(
                "the configuration stays as it was", metadata: ["reason": "\(failure.sentence)"])
            return .done(ok: false, text: failure.sentence)
        }
    }

    /// Lets the server know what an answer is about.
    private func pushed(_ answer: ControlMessage) async -> ControlMessage {
        if case .done(ok: true, _) = answer { await daemon.edited() }
        return answer
    }

    private func edited() async -> [ControlMessage] {
        alerts.wake()
        await daemon.edited()
        return []
    }
}
