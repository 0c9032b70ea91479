import WebDAV

/// What a path names, with its segments decoded. Every path of the protocol is one of these; the
/// account in it is not checked yet.
enum Place: Hashable, Sendable {
    case wellKnown
    case root
    case principals
    case principal(String)
    case homes
    case home(String)
    case calendar(String, account: String)
    case object(String, calendar: String, account: String)

    /// - Returns: nil when no resource can be there.
    init?(_ path: PathSegments) {
        let segments = path.segments
        switch Route(path) {
        case .wellKnown: self = .wellKnown
        case .root: self = .root
        case .principals: self = .principals
        case .principal: self = .principal(segments[2])
        case .homes: self = .homes
        case .home: self = .home(segments[2])
        case .calendar: self = .calendar(segments[3], account: segments[2])
        case .resource:
            self = .object(segments[4], calendar: segments[3], account: segments[2])
        case .notifications, .metrics, .health, .readiness, nil: return nil
        }
    }

    /// Whose it is; nil for what all accounts share.
    var account: String? {
        switch self {
        case .wellKnown, .root, .principals, .homes: nil
        case .principal(let account), .home(let account), .calendar(_, let account),
            .object(_, _, let account):
            account
        }
    }

    /// Percent-encoded; with a slash at the end unless it is an object.
    var path: String { segments.path }

    private var segments: PathSegments {
        switch self {
        case .wellKnown: PathSegments([".well-known", "caldav"], hasTrailingSlash: false)
        case .root: PathSegments(["dav"], hasTrailingSlash: true)
        case .principals: PathSegments(["dav", "principals"], hasTrailingSlash: true)
        case .principal(let account):
            PathSegments(["dav", "principals", account], hasTrailingSlash: true)
        case .homes: PathSegments(["dav", "calendars"], hasTrailingSlash: true)
        case .home(let account):
            PathSegments(["dav", "calendars", account], hasTrailingSlash: true)
        case .calendar(let name, let account):
            PathSegments(["dav", "calendars", account, name], hasTrailingSlash: true)
        case .object(let name, let calendar, let account):
            PathSegments(["dav", "calendars", account, calendar, name], hasTrailingSlash: false)
        }
    }

    /// Whether an account may know of it: its own, or what all share.
    func isOpen(to account: Account) -> Bool {
        self.account.map { $0 == account.name } ?? true
    }
}
