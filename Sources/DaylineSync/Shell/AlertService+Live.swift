import Control
import Core
import Foundation
import Logging

extension AlertService {
    /// A service on this machine's clock, with the timer that wakes it; the timer lives as long as
    /// the service.
    /// - Throws: `POSIXError` when the system has no timer for us.
    static func live(
        replica: Replica, settings: AlertServiceSettings, log: Logger,
        publish: @escaping @Sendable (ControlMessage) -> Void,
        onEdit: @escaping @Sendable () -> Void
    ) throws -> AlertService {
        let wakes = AlertWakes()
        let timer = try AlertTimer { wakes.wake() }
        let world = World(
            now: AlertTimer.now, arm: { timer.arm(until: $0) },
            alarmUID: { UUID().uuidString.lowercased() })
        return AlertService(
            replica: replica, settings: settings, world: world, log: log,
            wakes: wakes, publish: publish, onEdit: onEdit)
    }
}
