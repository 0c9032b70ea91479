import Core
import WebDAV

/// The properties that a server gave of one place; what it did not give, or gave with another
/// status than 200, is nil or empty.
struct FoundProperties: Hashable, Sendable {
    /// As the server said it, weak ones included.
    var etag: String?
    /// iCalendar, in UTF-8.
    var calendarData: [UInt8]?
    var contentType: String?
    /// Never empty.
    var displayName: String?
    var color: RGB?
    var ctag: String?
    var syncToken: String?
    /// `DAV:collection`, `C:calendar` …
    var resourceTypes: Set<XMLName> = []
    /// `DAV:sync-collection`, `C:calendar-multiget` …
    var reports: Set<XMLName> = []
    /// Names of components, upper-case.
    var components: Set<String> = []
    /// nil when the server does not say.
    var privileges: Set<XMLName>?
    var policy: OverlapPolicy?
    /// What notifications call the calendar.
    var topic: String?
    /// Bytes of the largest object.
    var maxResourceSize: Int?

    /// References to other places, as written: `ServerURL.resolving` says where they lead.
    var principal: String?
    var homes: [String] = []
    var addresses: [String] = []
    /// Of the WebSocket that tells changes.
    var notifications: String?

    /// Whether the server says that it does not know who asks (RFC 5397 §3).
    var isUnauthenticated = false

    var isCollection: Bool { resourceTypes.contains(DAV.collection) }
    var isCalendar: Bool { resourceTypes.contains(CalDAV.calendar) }

    /// Whether a write would be refused. A server that names no privileges lets everything be
    /// tried.
    var isReadOnly: Bool {
        guard let privileges else { return false }
        return privileges.isDisjoint(with: [DAV.all, DAV.write, DAV.writeContent, DAV.bind])
    }
}
