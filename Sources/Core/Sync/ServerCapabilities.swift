/// What an account's server can do, as far as probing has told. What is not known to work is not
/// relied on; no server is known by its name.
public struct ServerCapabilities: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// `sync-collection` (RFC 6578) is among the supported reports.
    public static let syncCollection = ServerCapabilities(rawValue: 1 << 0)
    /// `sync-collection` gives `calendar-data` too.
    public static let syncData = ServerCapabilities(rawValue: 1 << 1)
    /// `MOVE` of an object between calendars works (not yet seen to fail).
    public static let move = ServerCapabilities(rawValue: 1 << 2)
    /// Header `Dayline-Operation` is understood (`DAV: dayline-1`).
    public static let operations = ServerCapabilities(rawValue: 1 << 3)
    /// `If-None-Match: *` works (not yet seen to fail).
    public static let createOnly = ServerCapabilities(rawValue: 1 << 4)
    /// `MKCALENDAR` (RFC 4791 §5.3.1) is allowed.
    public static let makeCalendar = ServerCapabilities(rawValue: 1 << 5)
    /// Tells changes over a WebSocket.
    public static let notifications = ServerCapabilities(rawValue: 1 << 6)
    /// `calendar-multiget` works (not yet seen to fail).
    public static let multiget = ServerCapabilities(rawValue: 1 << 7)
}
