import WebDAV

/// Every place that the server answers at, and what leads there. The tests of isolation are
/// generated from it: a new case without a row there does not compile.
enum Route: String, Hashable, Sendable, CaseIterable {
    /// `/.well-known/caldav` (RFC 6764 §5).
    case wellKnown
    /// `/` and `/dav/`.
    case root
    /// `/dav/principals/`
    case principals
    /// `/dav/principals/NAME/`
    case principal
    /// `/dav/calendars/`
    case homes
    /// `/dav/calendars/NAME/`
    case home
    /// `/dav/calendars/NAME/CALENDAR/`
    case calendar
    /// `/dav/calendars/NAME/CALENDAR/OBJECT`
    case resource
    /// `/notifications`, the WebSocket.
    case notifications
    /// `/metrics`
    case metrics
    /// `/healthz`: the process answers.
    case health
    /// `/readyz`: it can serve.
    case readiness

    /// - Returns: nil when nothing can be there.
    init?(_ path: PathSegments) {
        let segments = path.segments
        switch (segments.first, segments.dropFirst().first, segments.count) {
        case (nil, _, _), ("dav", nil, _): self = .root
        case (".well-known", "caldav", 2): self = .wellKnown
        case ("dav", "principals", 2): self = .principals
        case ("dav", "principals", 3): self = .principal
        case ("dav", "calendars", 2): self = .homes
        case ("dav", "calendars", 3): self = .home
        case ("dav", "calendars", 4): self = .calendar
        case ("dav", "calendars", 5): self = .resource
        case ("notifications", nil, _): self = .notifications
        case ("metrics", nil, _): self = .metrics
        case ("healthz", nil, _): self = .health
        case ("readyz", nil, _): self = .readiness
        default: return nil
        }
    }
}
