/// Every place that the server answers at. The tests of isolation are generated from it: a new
/// case without a row there does not compile.
enum Route: Hashable, Sendable, CaseIterable {
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
}
