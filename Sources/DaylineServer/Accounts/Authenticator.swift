import Core

/// Finds out who makes a request.
protocol Authenticator: Sendable {
    /// - Parameters:
    ///   - authorization: the header field (RFC 7617 Basic with a password or a token as the
    ///     password, RFC 6750 Bearer with a token); nil when there is none.
    ///   - address: of the peer, without port; failures are counted by it.
    func authenticate(authorization: String?, address: String) async -> Authentication
}

/// Tells whether what let somebody in holds to this day.
protocol IdentityWatch: Sendable {
    /// False once the credential was revoked or has expired, the password changed, or the account
    /// was deleted, at most two seconds later; and when the store does not answer. Cheap enough to
    /// be asked for every open connection every few seconds.
    func isValid(_ identity: Identity) async -> Bool
}

/// What became of it.
enum Authentication: Hashable, Sendable {
    case accepted(Identity)
    /// Nothing was shown, or what was shown is wrong, revoked or expired: all look the same.
    case refused
    /// After too many failures nothing is checked for a while.
    case lockedOut(retryAfter: Duration)
    /// The store does not answer, or too many wait for their password to be checked.
    case unavailable
}
