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
        switch (segments.first, segments.dropFirst().first, segments.count) {
        case (nil, _, _), ("dav", nil, _): self = .root
        case (".well-known", "caldav", 2): self = .wellKnown
        case ("dav", "principals", 2): self = .principals
        case ("dav", "principals", 3): self = .principal(segments[2])
        case ("dav", "calendars", 2): self = .homes
        case ("dav", "calendars", 3): self = .home(segments[2])
        case ("dav", "calendars", 4): self = .calendar(segments[3], account: segments[2])
        case ("dav", "calendars", 5):
            self = .object(segments[4], calendar: segments[3], account: segments[2])
        default: return nil
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

    /// As the table of all routes says it.
    var route: Route {
        switch self {
        case .wellKnown: .wellKnown
        case .root: .root
        case .principals: .principals
        case .principal: .principal
        case .homes: .homes
        case .home: .home
        case .calendar: .calendar
        case .object: .resource
        }
    }

    /// Whether an account may know of it: its own, or what all share.
    func isOpen(to account: Account) -> Bool {
        self.account.map { $0 == account.name } ?? true
    }
}
