/// A layer over the grid. The model keeps a stack of them: a dialog over a form over the grid.
enum Layer: Hashable, Sendable {
    case details(DetailsState)
    case form(FormState)
    case dialog(DialogState)
    case search(SearchState)
    case prompt(PromptState)
    case help(HelpState)
    case outbox(OutboxState)
    case editConflicts(EditConflictState)

    /// Which keys count while this layer is on top.
    var context: KeyContext {
        switch self {
        case .details: .details
        case .form: .form
        case .dialog: .dialog
        case .search: .search
        case .prompt: .prompt
        case .help: .help
        case .outbox: .outbox
        case .editConflicts: .editConflicts
        }
    }
}

/// Help: the key table, `scroll` lines down.
struct HelpState: Hashable, Sendable {
    var scroll = 0

    /// An upper bound of the lines there are; the view stops at the true end.
    static let lines = Keymap.standard.bindings.count + 4 * KeyContext.allCases.count
}

/// The one-line question in the status line: "Go to date: ".
struct PromptState: Hashable, Sendable {
    var input = TextInput()
    /// What is wrong with the text so far; nil while it can still become right.
    var isWrong = false
}
