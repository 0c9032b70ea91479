/// A user's name and secret. Prints as neither, wherever it gets into a log.
struct Credential: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    let user: String
    /// Password, or token.
    let secret: String

    var description: String { "credential" }
    var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a secret could not be had: one sentence for people, which never has the secret in it.
struct CredentialError: Error, Hashable, Sendable {
    let text: String
}
