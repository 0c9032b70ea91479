import Testing

@testable import DaylineTUI

/// Goal: typing edits whole characters. Method: keys from an empty text, then text and caret (|).
@Suite("TextInput") struct TextInputTests {
    static let rows: [(keys: String, text: String, reason: String)] = [
        ("abc", "abc|", "typing"),
        ("abc<Left>x", "abx|c", "in the middle"),
        ("abc<Backspace>", "ab|", "backwards"),
        ("abc<Home><Del>", "|bc", "forwards"),
        ("abc<C-a>x<C-e>y", "xabcy|", "both ends"),
        ("two words<C-w>", "two |", "a word"),
        ("two words <C-w>", "two |", "spaces belong to it"),
        ("abc<C-u>", "|", "the line"),
        ("한글🇰🇷<Left><Backspace>", "한|🇰🇷", "a flag and a syllable are one each"),
        ("<Backspace><Left><Del>a<Right>", "a|", "ends stop"),
        ("a<Space>b", "a b|", "a space"),
    ]

    @Test("editing", arguments: rows)
    func edit(_ row: (keys: String, text: String, reason: String)) {
        var input = TextInput()
        for key in Key.sequence(row.keys) {
            let isTaken = input.handle(key)
            #expect(isTaken)
        }
        var shown = input.text
        shown.insert("|", at: shown.index(shown.startIndex, offsetBy: input.caret))
        #expect(shown == row.text, "\(row.keys): \(row.reason)")
    }

    static let selected: [(keys: String, text: String, reason: String)] = [
        ("x", "x|", "typing replaces"),
        ("<Backspace>", "|", "all goes"),
        ("<Del>", "|", "all goes"),
        ("<C-w>", "|", "all goes"),
        ("<Left>x", "10:0x|0", "moving keeps it"),
        ("<End>x", "10:00x|", "moving keeps it"),
        ("xy", "xy|", "only the first letter replaces"),
    ]

    @Test("a selected text", arguments: selected)
    func replace(_ row: (keys: String, text: String, reason: String)) {
        var input = TextInput("10:00")
        input.selectAll()
        for key in Key.sequence(row.keys) { _ = input.handle(key) }
        var shown = input.text
        shown.insert("|", at: shown.index(shown.startIndex, offsetBy: input.caret))
        #expect(shown == row.text, "\(row.keys): \(row.reason)")
        #expect(!input.isSelected)
    }

    @Test("a combining mark joins what is before it")
    func combining() {
        var input = TextInput("e")
        input.insert("\u{301}")
        #expect(input.caret == 1)
        input.insert("x")
        #expect(input.text == "e\u{301}x")
    }

    @Test("up and down keep the column")
    func lines() {
        var input = TextInput("long line\nab\nlong again")
        #expect(input.position == (2, 10))
        var isMoved = input.moveLine(by: -1)
        #expect(isMoved)
        #expect(input.position == (1, 2))
        isMoved = input.moveLine(by: -1)
        #expect(isMoved)
        #expect(input.position == (0, 2))
        isMoved = input.moveLine(by: -1)
        #expect(!isMoved)
        input.moveToEnd()
        #expect(input.position == (0, 9))
        input.moveToStart()
        #expect(input.caret == 0)
    }

    @Test("the limit holds")
    func limit() {
        var input = TextInput(String(repeating: "a", count: TextInput.limit + 5))
        #expect(input.text.count == TextInput.limit)
        input.insert("b")
        #expect(input.text.count == TextInput.limit)
    }
}
