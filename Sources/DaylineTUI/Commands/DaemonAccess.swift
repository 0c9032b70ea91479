import Control

/// The background daemon, as commands reach it.
struct DaemonAccess: Sendable {
    /// What the daemon at a socket answers: its status, `done` or `error`; nil when none runs.
    var ask: @Sendable (_ socket: String, ControlRequest) throws(DaemonError) -> ControlMessage?
    /// Says something and waits for nothing; does nothing when no daemon runs.
    var tell: @Sendable (_ socket: String, ControlRequest) -> Void

    /// Where no daemon ever is.
    static let none = DaemonAccess(ask: { _, _ in nil }, tell: { _, _ in })
}

/// Why a daemon that is there did not answer.
enum DaemonError: Error, Hashable, Sendable {
    case failed(ControlFailure)
    /// Its messages are of another kind than ours.
    case otherVersion(String)
}
