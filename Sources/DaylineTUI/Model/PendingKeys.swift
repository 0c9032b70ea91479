/// Keys typed that do not make a command yet: `12`, `g`. Shown at the end of the status line.
struct PendingKeys: Hashable, Sendable {
    /// nil until a digit was typed; 1 ... `limit`.
    var count: Int?
    var keys: [Key] = []

    static let limit = 9999

    var isEmpty: Bool { count == nil && keys.isEmpty }
    var label: String { (count.map(String.init) ?? "") + keys.map(\.label).joined() }
}
