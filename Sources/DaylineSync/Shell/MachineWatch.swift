import Core
import Foundation
import Logging

/// Notices what happens around the daemon: edits of the replica by other programs, sleep, another
/// network. Nothing here looks by itself; the kernel tells.
struct MachineWatch: Sendable {
    let replica: Replica
    let world: World
    let logger: Logger
    /// Another program wrote to the replica.
    let edited: @Sendable () async -> Void
    /// The machine was asleep, its clock was set, or it is on another network.
    let woke: @Sendable () async -> Void

    /// In which several events are one: a network comes up in many steps.
    private static let gathering = Duration.milliseconds(500)

    /// Runs until it is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await watchReplica() }
            group.addTask {
                for await _ in Watches.clockJumps() { await woke() }
            }
            group.addTask { await watchNetwork() }
        }
    }

    private func watchReplica() async {
        // SQLite puts the log beside the file itself, not beside a link to it.
        let file = URL(fileURLWithPath: replica.path).resolvingSymlinksInPath()
        let folder = file.deletingLastPathComponent().path
        guard let writes = Watches.writes(to: "\(file.lastPathComponent)-wal", in: folder) else {
            logger.warning("edits by other programs are seen only when they say so")
            return
        }
        await EditWatch(
            version: { try? replica.dataVersion() }, sleep: world.sleep, edited: edited
        ).run(writes)
    }

    private func watchNetwork() async {
        guard let changes = Watches.networkChanges() else { return }
        var last = NetworkAddresses.current()
        for await _ in changes {
            guard (try? await world.sleep(Self.gathering)) != nil else { return }
            let now = NetworkAddresses.current()
            if now != last { await woke() }
            last = now
        }
    }
}

/// The addresses that this machine has in networks.
struct NetworkAddresses: Hashable, Sendable {
    /// Name of the interface and numeric address.
    private let addresses: Set<String>

    /// Of interfaces that are up; loopback is none.
    static func current() -> NetworkAddresses {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return NetworkAddresses(addresses: []) }
        defer { freeifaddrs(list) }
        var addresses: Set<String> = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            let flags = Int32(bitPattern: entry.ifa_flags)
            let (isUp, isLoopback) = (
                flags & Int32(IFF_UP), flags & Int32(IFF_LOOPBACK)
            )
            guard isUp != 0, isLoopback == 0, let address = entry.ifa_addr else { continue }
            if let text = numeric(address) {
                addresses.insert("\(String(cString: entry.ifa_name)) \(text)")
            }
        }
        return NetworkAddresses(addresses: addresses)
    }

    private static func numeric(_ address: UnsafePointer<sockaddr>) -> String? {
        let length: Int
        switch Int32(address.pointee.sa_family) {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = getnameinfo(
            address, socklen_t(length), &host, socklen_t(host.count), nil, 0, NI_NUMERICHOST)
        guard code == 0 else { return nil }
        return String(
            decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
