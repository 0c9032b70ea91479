import Core
import Foundation

/// Fresh replicas, cheap: copies of one that has everything but events.
final class SimulationFolder {
    let path: String
    let zones: ZoneDatabase
    let account: SyncAccountID
    private let template: String

    init() throws {
        let memory = "/dev/shm"
        let base =
            FileManager.default.isWritableFile(atPath: memory)
            ? memory : FileManager.default.temporaryDirectory.path
        path = "\(base)/dayline-simulation-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        template = path + "/template.sqlite"
        zones = ZoneDatabase(directory: "/usr/share/zoneinfo")
        let replica = try Replica.open(at: template, zones: zones)
        account = try replica.addAccount(name: "test", url: "https://cal.test/")
        try replica.close()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A new replica; the one of that name before is gone.
    func copy(_ name: String) throws -> String {
        let target = "\(path)/\(name)"
        for suffix in ["", "-wal", "-shm", "-journal"] {
            try? FileManager.default.removeItem(atPath: target + suffix)
        }
        try FileManager.default.copyItem(atPath: template, toPath: target)
        return target
    }
}
