/// The one line that tells what happened; it stays until the next key.
struct Message: Hashable, Sendable {
    enum Kind: Hashable, Sendable { case info, warning, error }

    var kind: Kind
    var text: String
}
