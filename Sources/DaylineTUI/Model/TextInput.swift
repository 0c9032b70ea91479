/// A text being typed: the caret stands before the character with this number.
struct TextInput: Hashable, Sendable {
    private(set) var text: String
    /// 0 ... `text.count`, in characters (a flag or a Hangul syllable is one).
    private(set) var caret: Int
    /// Whether all of it is selected: then typing replaces it.
    private(set) var isSelected = false

    /// More than a screen can hold; keeps a pasted file from growing without bound.
    static let limit = 20_000

    /// The caret stands at the end.
    init(_ text: String = "") {
        self.text = String(text.prefix(TextInput.limit))
        self.caret = self.text.count
    }

    private var index: String.Index { text.index(text.startIndex, offsetBy: caret) }

    /// Inserts as much of `new` as the limit allows, and puts the caret behind it.
    mutating func insert(_ new: some StringProtocol) {
        deleteSelection()
        let room = TextInput.limit - text.count
        guard room > 0 else { return }
        let head = String(text[..<index]) + new.prefix(room)
        text = head + text[index...]
        caret = min(head.count, text.count)  // a combining mark joins what is before it
    }

    /// Selects all; the caret stands at the end.
    mutating func selectAll() {
        caret = text.count
        isSelected = !text.isEmpty
    }

    mutating func deselect() { isSelected = false }

    /// Removes everything when all is selected; true when it was.
    @discardableResult
    private mutating func deleteSelection() -> Bool {
        guard isSelected else { return false }
        text = ""
        caret = 0
        isSelected = false
        return true
    }

    mutating func deleteBackward() {
        if deleteSelection() { return }
        guard caret > 0 else { return }
        text.remove(at: text.index(before: index))
        caret -= 1
    }

    mutating func deleteForward() {
        if deleteSelection() { return }
        guard caret < text.count else { return }
        text.remove(at: index)
    }

    /// Removes the word before the caret, and the spaces after it.
    mutating func deleteWord() {
        while caret > 0, text[text.index(before: index)].isWhitespace { deleteBackward() }
        while caret > 0, !text[text.index(before: index)].isWhitespace { deleteBackward() }
    }

    /// Removes what is before the caret on its line.
    mutating func deleteToLineStart() {
        while caret > 0, !text[text.index(before: index)].isNewline { deleteBackward() }
    }

    mutating func moveLeft() {
        deselect()
        caret = max(0, caret - 1)
    }
    mutating func moveRight() {
        deselect()
        caret = min(text.count, caret + 1)
    }
    mutating func moveToStart() {
        deselect()
        caret -= position.column
    }
    mutating func moveToEnd() {
        deselect()
        while caret < text.count, !text[index].isNewline { caret += 1 }
    }

    /// The lines, never empty.
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// The caret's line, and characters before it on that line.
    var position: (line: Int, column: Int) {
        let before = text[..<index].split(separator: "\n", omittingEmptySubsequences: false)
        return (before.count - 1, before.last?.count ?? 0)
    }

    /// Moves the caret a line up or down; false when there is none.
    mutating func moveLine(by step: Int) -> Bool {
        let (line, column) = position
        let lines = lines
        guard lines.indices.contains(line + step) else { return false }
        let before = lines[..<(line + step)].reduce(0) { $0 + $1.count + 1 }
        caret = before + min(column, lines[line + step].count)
        return true
    }
}
