import Core

/// The rows of an edit conflict as lines of pieces.
struct EditConflictLayout {
    typealias Line = [(text: String, style: Style)]

    /// A block of lines for each row.
    private(set) var blocks: [[Line]] = []
    /// Over the columns, where both sides stand beside each other.
    private(set) var header: Line = []

    private let words: DifferenceText
    private let page: EditConflictPage
    /// Columns of what a row is about.
    private let labels: Int
    /// Columns of a side.
    private let values: Int
    /// Lines of one value; notes can be long.
    private static let limit = 6

    init(
        _ words: DifferenceText, _ item: EditConflictItem, _ page: EditConflictPage, columns: Int,
        isWide: Bool
    ) {
        self.words = words
        self.page = page
        let widest = item.rows.map { DisplayWidth.columns(words.label($0)) }.max() ?? 0
        let sides = [MergePreference.local, .remote].map { words.strings.name($0) }
        let names = (sides + [words.strings.agreedBefore]).map(DisplayWidth.columns).max() ?? 0
        labels = isWide ? min(widest, 28) : names
        values = isWide ? max(10, (columns - labels - 10) / 2) : max(10, columns - labels - 8)
        blocks = item.rows.map { isWide ? beside($0) : stacked($0) }
        header = [
            (String(repeating: " ", count: labels + 4), Theme.label),
            (DisplayWidth.fitted("  " + sides[0], to: values + 3), Theme.label),
            ("  " + sides[1], Theme.label),
        ]
    }

    /// The sides beside each other, and what they agreed on before below.
    private func beside(_ row: ObjectDifference.Row) -> [Line] {
        let label = wrapped(words.label(row), columns: labels, limit: 2)
        let mine = self.lines(row, .local)
        let theirs = self.lines(row, .remote)
        let count = max(label.count, mine.count, theirs.count)
        var lines = (0..<count).map { number -> Line in
            [
                (number == 0 ? mark(row) : "  ", markStyle(row)),
                (
                    DisplayWidth.fitted(number < label.count ? label[number] : "", to: labels),
                    strong(row)
                ),
                ("  ", Theme.text),
                cell(mine, number, row, .local, isFitted: true), (" ", Theme.text),
                cell(theirs, number, row, .remote, isFitted: false),
            ]
        }
        for (number, text) in agreed(row, columns: 2 * values).enumerated() {
            let label = number == 0 ? words.strings.agreedBefore : ""
            lines.append([
                (DisplayWidth.fitted("  " + label, to: labels + 4), Theme.muted),
                ("  " + text, Theme.muted),
            ])
        }
        return lines
    }

    /// The sides below each other.
    private func stacked(_ row: ObjectDifference.Row) -> [Line] {
        var lines: [Line] = [[(mark(row), markStyle(row)), (words.label(row), strong(row))]]
        func add(_ label: String, _ texts: [String], _ cell: (Int) -> (String, Style)) {
            for number in texts.indices {
                lines.append([
                    ("  ", Theme.text),
                    (DisplayWidth.fitted(number == 0 ? label : "", to: labels + 2), Theme.label),
                    cell(number),
                ])
            }
        }
        for side in [MergePreference.local, .remote] {
            // What one side alone changed needs no comparing.
            if row.clash == nil, stands(row) == side.other { continue }
            let texts = self.lines(row, side)
            add(words.strings.name(side), texts) {
                self.cell(texts, $0, row, side, isFitted: false)
            }
        }
        let before = agreed(row, columns: values)
        add(words.strings.agreedBefore, before) { ("  " + before[$0], Theme.muted) }
        return lines
    }

    private func lines(_ row: ObjectDifference.Row, _ side: MergePreference) -> [String] {
        let value = words.value(side == .local ? row.mine : row.theirs)
        return wrapped(value, columns: values, limit: Self.limit)
    }

    /// What was agreed on, where something has to be decided.
    private func agreed(_ row: ObjectDifference.Row, columns: Int) -> [String] {
        guard row.clash != nil, let base = row.base else { return [] }
        return wrapped(words.value(base), columns: columns, limit: 2)
    }

    /// One line of a side: a filled mark before what stands, an empty one before what can.
    private func cell(
        _ texts: [String], _ number: Int, _ row: ObjectDifference.Row, _ side: MergePreference,
        isFitted: Bool
    ) -> (text: String, style: Style) {
        let text = number < texts.count ? texts[number] : ""
        let stands = stands(row)
        let sign = number > 0 || row.clash == nil ? "  " : stands == side ? "● " : "○ "
        let style =
            switch stands {
            case side: row.clash == nil ? Theme.text : Theme.good.with(.bold)
            case side.other: Theme.muted.with(.dim)
            default: Theme.text
            }
        return (sign + (isFitted ? DisplayWidth.fitted(text, to: values) : text), style)
    }

    /// The side whose value will stand; nil while that is open, and where both do.
    private func stands(_ row: ObjectDifference.Row) -> MergePreference? {
        switch row.change {
        case .mine: return .local
        case .theirs: return .remote
        case .both: return nil
        case .clash: return row.clash.flatMap { page.choices[$0] }
        }
    }

    private func isOpen(_ row: ObjectDifference.Row) -> Bool {
        row.clash != nil && stands(row) == nil
    }

    private func mark(_ row: ObjectDifference.Row) -> String {
        row.clash != nil && !isOpen(row) ? "✓ " : words.mark(row.change) + " "
    }

    private func markStyle(_ row: ObjectDifference.Row) -> Style {
        guard row.clash != nil else { return Theme.muted }
        return isOpen(row) ? Theme.error : Theme.good
    }

    private func strong(_ row: ObjectDifference.Row) -> Style {
        row.clash == nil ? Theme.text : Theme.strong
    }
}
