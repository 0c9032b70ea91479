/// Where a key is pressed decides what it means.
enum KeyContext: Hashable, Sendable, CaseIterable {
    case grid, sidebar, details, form, dialog, search, prompt, help, outbox, editConflicts
}

/// One row of the key table.
struct Binding: Hashable, Sendable {
    var context: KeyContext
    var keys: [Key]
    var command: Command

    /// How help and footer print the keys: `gd`, `C-r`, `↓`.
    var label: String { keys.map(\.label).joined() }
}

/// The key table: sequences of keys to commands.
struct Keymap: Hashable, Sendable {
    var bindings: [Binding]

    /// What a sequence of keys means so far.
    enum Match: Hashable, Sendable {
        case command(Command)
        /// The beginning of at least one longer sequence.
        case prefix
        case none
    }

    func match(_ keys: [Key], in context: KeyContext) -> Match {
        var isPrefix = false
        for binding in bindings where binding.context == context {
            if binding.keys == keys { return .command(binding.command) }
            if binding.keys.starts(with: keys) { isPrefix = true }
        }
        return isPrefix ? .prefix : .none
    }

    /// The bindings of `command` in `context`, best known first.
    func bindings(of command: Command, in context: KeyContext) -> [Binding] {
        bindings.filter { $0.command == command && $0.context == context }
    }
}
