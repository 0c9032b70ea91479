import HTTPTypes

/// What the scope of a credential lets it do.
enum Permission {
    /// Methods that change nothing (RFC 9110 §9.2.1, and WebDAV's questions).
    private static let safe: Set<String> = ["GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT"]

    static func isGranted(
        _ scope: TokenScope, method: HTTPRequest.Method, isNotifications: Bool
    ) -> Bool {
        switch scope {
        case .full: true
        case .read: isNotifications || safe.contains(method.rawValue)
        case .notifications: isNotifications
        }
    }
}
