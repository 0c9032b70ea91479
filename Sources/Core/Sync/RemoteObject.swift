/// A calendar object as a server gave it.
public struct RemoteObject: Hashable, Sendable {
    /// Absolute path, percent-encoded as `PathSegments` writes it: two spellings of one place are
    /// equal.
    public let href: String
    /// Strong, with its quotes, and of exactly `text`; nil when the server gave none, or a weak
    /// one.
    public let etag: String?
    /// iCalendar.
    public let text: [UInt8]

    public init(href: String, etag: String?, text: [UInt8]) {
        self.href = href
        self.etag = etag
        self.text = text
    }
}

/// What a server says about one place in a calendar.
public enum RemoteChange: Hashable, Sendable {
    case object(RemoteObject)
    /// Nothing is there any more.
    case removed(href: String)
}

/// What a listing says of an object that is not read yet.
public struct RemoteEntry: Hashable, Sendable {
    /// As `RemoteObject.href`.
    public let href: String
    /// As the server said it, weak ones included, to be compared with what it says next time; nil
    /// when it gave none.
    public let etag: String?

    public init(href: String, etag: String?) {
        self.href = href
        self.etag = etag
    }
}

/// A calendar as a server describes it.
public struct RemoteCalendar: Hashable, Sendable {
    /// Absolute path with a trailing slash.
    public let href: String
    /// Never empty: where the server gives none, the last segment of the path.
    public var name: String
    /// nil when the server gives none.
    public var color: RGB?
    /// Whether our writes would be refused (RFC 3744 `current-user-privilege-set`).
    public var isReadOnly = false
    /// nil when the server has no policy.
    public var policy: OverlapPolicy?
    /// Names of components, upper-case; empty when the server does not say.
    public var components: Set<String> = []
    /// `CS:getctag`.
    public var ctag: String?
    /// `DAV:sync-token`, as it is now.
    public var token: String?
    /// What notifications call it.
    public var topic: String?
    /// Whether `sync-collection` is among its reports.
    public var canSync = false

    public init(href: String, name: String, color: RGB? = nil) {
        self.href = href
        self.name = name
        self.color = color
    }
}
