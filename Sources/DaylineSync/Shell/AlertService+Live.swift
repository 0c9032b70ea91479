import Control
import Core
import Foundation
import Logging

extension AlertService {
    /// A service on this machine's clock, with the timer that wakes it; the timer lives as long as
    /// the service.
    /// - Throws: `POSIXError` when the system has no timer for us.
    static func live(
        replica: Replica, settings: AlertServiceSettings, zone: @escaping @Sendable () -> Zone,
        log: Logger, publish: @escaping @Sendable (ControlMessage) -> Void
    ) throws -> AlertService {
        let wakes = AlertWakes()
        let timer = try AlertTimer { wakes.wake() }
        let world = World(
            now: AlertTimer.now, arm: { timer.arm(until: $0) },
            alarmUID: { UUID().uuidString.lowercased() }, zone: zone)
        return AlertService(
            replica: replica, settings: settings, world: world, log: log, wakes: wakes,
            publish: publish)
    }
}

extension SyncMachine {
    /// The zone of the machine's user, as it is now; `dayline` shows times in the same one.
    func displayZone(_ zones: ZoneDatabase) -> Zone {
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/etc/localtime")
        return zones.zone(systemZoneID(tz: environment["TZ"], localtimeLink: link)) ?? .utc
    }

    /// Of sentences.
    var locale: String {
        ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty } ?? "C"
    }
}
