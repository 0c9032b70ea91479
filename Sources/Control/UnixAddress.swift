import Foundation

/// The address of a UNIX socket (unix(7)).
public struct UnixAddress: Sendable {
    private var address = sockaddr_un()
    /// The length counts: an abstract name is not ended by a zero.
    private let length: socklen_t

    /// Bytes that a path may have.
    public static let limit = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// - Parameter name: a path, or after `@` an abstract name.
    /// - Returns: nil when it is too long.
    public init?(_ name: String) {
        var bytes = Array(name.utf8)
        guard bytes.count <= Self.limit, !bytes.isEmpty else { return nil }
        if name.hasPrefix("@") { bytes[0] = 0 }
        address.sun_family = sa_family_t(AF_UNIX)
        // Of a path, the zero at its end is part of the address.
        let end = name.hasPrefix("@") ? 0 : 1
        length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + end)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    }

    /// Calls what takes an address: connect(2), bind(2), sendto(2).
    public func call<Answer>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer) -> Answer {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }
}
