import Foundation
import NIOCore

/// Who is at the other end of a UNIX socket.
enum ControlPeer {
    /// `struct ucred`, which the module of the C library leaves out.
    private struct Peer: Sendable {
        var process: pid_t
        var user: uid_t
        var group: gid_t
    }

    /// Whether it is a process of the same user (unix(7), SO_PEERCRED).
    static func isOurs(_ channel: any Channel) async throws -> Bool {
        #if os(Linux)
            guard let channel = channel as? any SocketOptionProvider else { return false }
            let peer: Peer = try await channel.unsafeGetSocketOption(
                level: .socket, name: .init(rawValue: SO_PEERCRED)
            ).get()
            return peer.user == geteuid()
        #else
            // The folder (0700) and the file (0600) keep others out.
            return true
        #endif
    }
}
