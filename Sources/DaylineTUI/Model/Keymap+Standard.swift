/// The keys as shipped: vi's, with arrows and what other programs made usual beside them.
extension Keymap {
    static let standard = Keymap(
        bindings: grid + sidebar + details + form + dialog + search + prompt + help + outbox
            + editConflicts)

    /// Rows of one context: a command and the keys that mean it, best known first.
    private static func rows(
        _ context: KeyContext, _ table: [(Command, [String])]
    ) -> [Binding] {
        table.flatMap { command, keys in
            keys.map { Binding(context: context, keys: Key.sequence($0), command: command) }
        }
    }

    private static let grid = rows(
        .grid,
        [
            (.left, ["h", "<Left>"]),
            (.right, ["l", "<Right>"]),
            (.up, ["k", "<Up>", "<C-p>"]),
            (.down, ["j", "<Down>", "<C-n>"]),
            (.previousPage, ["[", "H", "<PgUp>", "<C-b>"]),
            (.nextPage, ["]", "L", "<PgDn>", "<C-f>"]),
            (.previousMonth, ["{"]),
            (.nextMonth, ["}"]),
            (.lineStart, ["0", "^", "<Home>"]),
            (.lineEnd, ["$", "<End>"]),
            (.first, ["gg"]),
            (.last, ["G"]),
            (.today, ["t", "gt"]),
            (.goToDate, ["gd"]),
            (.nextEvent, ["W", ")"]),
            (.previousEvent, ["B", "("]),
            (.cycleForward, ["<Tab>"]),
            (.cycleBackward, ["<S-Tab>"]),
            (.monthView, ["m", "<M-1>"]),
            (.weekView, ["w", "<M-2>"]),
            (.dayView, ["d", "<M-3>"]),
            (.agendaView, ["a", "<M-4>"]),
            (.focusSidebar, ["c"]),
            (.toggleSidebar, ["s"]),
            (.open, ["<Enter>", "o"]),
            (.newEvent, ["n", "i"]),
            (.edit, ["e"]),
            (.delete, ["x", "D", "<Del>"]),
            (.earlier, ["-"]),
            (.later, ["+", "="]),
            (.dayEarlier, ["<lt>"]),
            (.dayLater, [">"]),
            (.undo, ["u"]),
            (.redo, ["<C-r>"]),
            (.outbox, ["O"]),
            (.editConflicts, ["C"]),
            (.syncNow, ["R", "<F5>"]),
            (.acknowledge, ["A", "<F8>"]),
            (.snooze, ["S", "<F7>"]),
            (.chooseSnooze, ["gs"]),
            (.search, ["/"]),
            (.help, ["?", "<F1>"]),
            (.redraw, ["<C-l>"]),
            (.quit, ["q", "ZZ", "ZQ", "<C-c>"]),
            (.cancel, ["<Esc>"]),
        ])

    private static let sidebar = rows(
        .sidebar,
        [
            (.up, ["k", "<Up>", "<C-p>"]),
            (.down, ["j", "<Down>", "<C-n>"]),
            (.first, ["gg", "<Home>"]),
            (.last, ["G", "<End>"]),
            (.toggleCalendar, ["<Space>", "x", "<Enter>"]),
            (.focusSidebar, ["c", "<Esc>", "<Tab>", "l", "<Right>"]),
            (.undo, ["u"]),
            (.redo, ["<C-r>"]),
            (.outbox, ["O"]),
            (.acknowledge, ["A", "<F8>"]),
            (.snooze, ["S", "<F7>"]),
            (.help, ["?", "<F1>"]),
            (.redraw, ["<C-l>"]),
            (.quit, ["q", "ZZ", "ZQ", "<C-c>"]),
        ])

    private static let details = rows(
        .details,
        [
            (.edit, ["e", "<Enter>"]),
            (.delete, ["x", "D", "<Del>"]),
            (.nextEvent, ["l", "<Right>", "<Tab>", "W"]),
            (.previousEvent, ["h", "<Left>", "<S-Tab>", "B"]),
            (.down, ["j", "<Down>"]),
            (.up, ["k", "<Up>"]),
            (.acknowledge, ["A", "<F8>"]),
            (.snooze, ["S", "<F7>"]),
            (.redraw, ["<C-l>"]),
            (.help, ["?", "<F1>"]),
            (.cancel, ["<Esc>", "q", "o", "<C-c>"]),
        ])

    private static let form = rows(
        .form,
        [
            (.save, ["<C-s>", "<F2>"]),
            (.nextField, ["<Tab>", "<Down>", "<Enter>"]),
            (.previousField, ["<S-Tab>", "<Up>"]),
            (.toggleField, ["<Space>"]),
            (.nextChoice, ["<Right>"]),
            (.previousChoice, ["<Left>"]),
            (.complete, ["<C-n>"]),
            (.acknowledge, ["<F8>"]),
            (.snooze, ["<F7>"]),
            (.redraw, ["<C-l>"]),
            (.help, ["<F1>"]),
            (.cancel, ["<Esc>", "<C-c>"]),
        ])

    private static let dialog = rows(
        .dialog,
        [
            (.nextChoice, ["<Right>", "<Down>", "<Tab>", "j", "l"]),
            (.previousChoice, ["<Left>", "<Up>", "<S-Tab>", "k", "h"]),
            (.confirm, ["<Enter>", "<Space>"]),
            (.acknowledge, ["<F8>"]),
            (.snooze, ["<F7>"]),
            (.redraw, ["<C-l>"]),
            (.cancel, ["<Esc>", "q", "<C-c>"]),
        ])

    private static let search = rows(
        .search,
        [
            (.confirm, ["<Enter>"]),
            (.down, ["<Down>", "<C-n>", "<Tab>"]),
            (.up, ["<Up>", "<C-p>", "<S-Tab>"]),
            (.nextPage, ["<PgDn>"]),
            (.previousPage, ["<PgUp>"]),
            (.acknowledge, ["<F8>"]),
            (.snooze, ["<F7>"]),
            (.redraw, ["<C-l>"]),
            (.cancel, ["<Esc>", "<C-c>"]),
        ])

    private static let prompt = rows(
        .prompt,
        [
            (.confirm, ["<Enter>"]),
            (.acknowledge, ["<F8>"]),
            (.snooze, ["<F7>"]),
            (.redraw, ["<C-l>"]),
            (.cancel, ["<Esc>", "<C-c>"]),
        ])

    private static let help = rows(
        .help,
        [
            (.down, ["j", "<Down>"]),
            (.up, ["k", "<Up>"]),
            (.nextPage, ["<Space>", "<PgDn>", "<C-f>"]),
            (.previousPage, ["<PgUp>", "<C-b>"]),
            (.first, ["gg", "<Home>"]),
            (.acknowledge, ["<F8>"]),
            (.snooze, ["<F7>"]),
            (.redraw, ["<C-l>"]),
            (.cancel, ["<Esc>", "q", "?", "<F1>", "<Enter>", "<C-c>"]),
        ])

    private static let editConflicts = rows(
        .editConflicts,
        [
            (.down, ["j", "<Down>", "<C-n>"]),
            (.up, ["k", "<Up>", "<C-p>"]),
            (.nextPage, ["<PgDn>", "<C-f>"]),
            (.previousPage, ["<PgUp>", "<C-b>"]),
            (.first, ["gg", "<Home>"]),
            (.last, ["G", "<End>"]),
            (.takeMine, ["m"]),
            (.takeTheirs, ["t"]),
            (.takeAllMine, ["M"]),
            (.takeAllTheirs, ["T"]),
            (.save, ["s", "<C-s>", "<F2>"]),
            (.open, ["<Enter>", "l", "<Right>"]),
            (.skip, ["n", "<Tab>"]),
            (.undo, ["u"]),
            (.syncNow, ["R", "<F5>"]),
            (.acknowledge, ["A", "<F8>"]),
            (.snooze, ["S", "<F7>"]),
            (.help, ["?", "<F1>"]),
            (.redraw, ["<C-l>"]),
            (.cancel, ["<Esc>", "q", "C", "h", "<Left>", "<C-c>"]),
        ])

    private static let outbox = rows(
        .outbox,
        [
            (.down, ["j", "<Down>", "<C-n>"]),
            (.up, ["k", "<Up>", "<C-p>"]),
            (.nextPage, ["<PgDn>", "<C-f>"]),
            (.previousPage, ["<PgUp>", "<C-b>"]),
            (.first, ["gg", "<Home>"]),
            (.last, ["G", "<End>"]),
            (.open, ["<Enter>", "l", "<Right>"]),
            (.retry, ["r"]),
            (.edit, ["e"]),
            (.delete, ["x", "D", "<Del>"]),
            (.accept, ["a"]),
            (.undo, ["u"]),
            (.syncNow, ["R", "<F5>"]),
            (.acknowledge, ["A", "<F8>"]),
            (.snooze, ["S", "<F7>"]),
            (.help, ["?", "<F1>"]),
            (.redraw, ["<C-l>"]),
            (.cancel, ["<Esc>", "q", "O", "h", "<Left>", "<C-c>"]),
        ])
}

extension Keymap {
    /// What the footer offers, the most useful first; the view shows as many as fit.
    static func footer(_ context: KeyContext) -> [Command] {
        switch context {
        case .grid:
            [
                .newEvent, .open, .edit, .delete, .undo, .monthView, .weekView, .dayView,
                .agendaView, .today, .goToDate, .search, .focusSidebar, .help, .quit,
            ]
        case .sidebar: [.toggleCalendar, .down, .up, .focusSidebar, .help, .quit]
        case .details: [.edit, .delete, .nextEvent, .previousEvent, .cancel]
        case .form: [.save, .nextField, .previousField, .nextChoice, .toggleField, .cancel]
        case .dialog: [.confirm, .nextChoice, .cancel]
        case .search: [.confirm, .down, .up, .cancel]
        case .prompt: [.confirm, .cancel]
        case .help: [.down, .up, .cancel]
        case .editConflicts:
            [
                .open, .takeMine, .takeTheirs, .save, .skip, .takeAllMine, .takeAllTheirs, .cancel,
                .help,
            ]
        case .outbox: [.open, .retry, .edit, .delete, .accept, .syncNow, .cancel, .help]
        }
    }

    /// One footer hint: a key and what it does.
    struct Hint: Hashable, Sendable {
        var key: String
        var command: Command
    }

    func footerHints(_ context: KeyContext) -> [Hint] {
        Keymap.footer(context).compactMap { command in
            bindings(of: command, in: context).first.map { Hint(key: $0.label, command: command) }
        }
    }

    /// A row of the help screen: all keys of a command in one context.
    struct HelpRow: Hashable, Sendable {
        var keys: [String]
        var command: Command
    }

    /// The help screen's rows of one context, in the table's order.
    func helpRows(_ context: KeyContext) -> [HelpRow] {
        var rows: [HelpRow] = []
        for binding in bindings where binding.context == context {
            if rows.last?.command == binding.command {
                rows[rows.count - 1].keys.append(binding.label)
            } else {
                rows.append(HelpRow(keys: [binding.label], command: binding.command))
            }
        }
        return rows
    }
}
