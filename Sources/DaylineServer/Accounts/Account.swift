import Core

/// Whose data it is. Every question to the store is bound to one.
struct AccountID: Hashable, Sendable, Codable {
    let row: Int64
}

/// A user of the server.
struct Account: Hashable, Sendable {
    let id: AccountID
    /// In paths and as the user name; see `AccountName`.
    let name: String
    /// For people.
    let displayName: String
    /// Without `mailto:`; nil when unknown.
    let email: String?
}

/// Who makes a request, and by what right.
struct Identity: Hashable, Sendable {
    /// What was shown to prove it.
    enum Credential: Hashable, Sendable {
        case password
        /// By its id.
        case token(String)
    }

    let account: Account
    let credential: Credential
    let scope: TokenScope
    /// When the credential ends; nil for never.
    let expires: WallTime?
    /// Which of the account's passwords it was, counted from 1; 0 for a token.
    var revision = 0
}

/// What a token allows.
enum TokenScope: String, Hashable, Sendable, CaseIterable, Codable {
    /// Everything the account may.
    case full
    /// Nothing that changes data.
    case read
    /// The WebSocket alone.
    case notifications
}
