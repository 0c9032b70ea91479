import Testing

@testable import DaylineTUI

/// Goal: a wide glyph is never left in halves, and nothing is drawn outside. Method: draw in one
/// row of six columns and read it back.
@Test(
    "drawing over wide glyphs",
    arguments: [
        DrawCase([("한국", 0)], "한국  ", "two wide glyphs"),
        DrawCase([("한국", 0), ("x", 0)], "x 국  ", "over a left half"),
        DrawCase([("한국", 0), ("x", 1)], " x국  ", "over a right half"),
        DrawCase([("한국", 0), ("어", 1)], " 어   ", "over two halves").expecting(" 어   "),
        DrawCase([("한", 5)], "      ", "no room for the second half"),
        DrawCase([("한", -1)], "      ", "the first half is outside"),
        DrawCase([("abcdefgh", 0)], "abcdef", "cut at the right"),
        DrawCase([("abcdefgh", -3)], "defgh ", "cut at the left"),
        DrawCase([("|    |", 0), ("한국어한", 1)], "|한국|", "a border stays").clipped(1, 4),
        DrawCase([("|   |", 0), ("한국", 1)], "|한 | ", "a glyph that would stick out").clipped(1, 3),
    ])
func drawingOverWideGlyphs(_ row: DrawCase) {
    var screen = Screen(Size(columns: 6, rows: 1))
    for (number, (text, column)) in row.steps.enumerated() {
        let isLast = number == row.steps.count - 1
        screen.put(text, at: column, 0, clip: isLast ? row.clip : nil)
    }
    #expect(screen.cells.map(\.glyph).joined() == row.expected, "\(row.reason)")
    #expect(screen.cells.reduce(0) { $0 + Int($1.width) } == 6, "\(row.reason)")
}

struct DrawCase: Sendable, CustomTestStringConvertible {
    let steps: [(String, Int)]
    var expected: String
    let reason: String
    var clip: Rect?

    init(_ steps: [(String, Int)], _ expected: String, _ reason: String) {
        self.steps = steps
        self.expected = expected
        self.reason = reason
    }

    func clipped(_ column: Int, _ columns: Int) -> DrawCase {
        var copy = self
        copy.clip = Rect(column: column, row: 0, columns: columns, rows: 1)
        return copy
    }

    func expecting(_ text: String) -> DrawCase {
        var copy = self
        copy.expected = text
        return copy
    }

    var testDescription: String { reason }
}

@Test("put says how many columns it used, and rows outside are ignored")
func columnsUsed() {
    var screen = Screen(Size(columns: 4, rows: 1))
    #expect(screen.put("한", at: 0, 0) == 2)
    #expect(screen.put("abcdef", at: 2, 0) == 2)
    #expect(screen.put("x", at: 0, 1) == 0)
    #expect(screen.put("x", at: 0, -1) == 0)
    #expect(screen.plainText == "한ab\n")
}

@Test("later regions lie above earlier ones, and a region without a target hides what is below")
func regions() {
    var screen = Screen(Size(columns: 10, rows: 2))
    screen.mark(Rect(column: 0, row: 0, columns: 10, rows: 2), .row(1))
    screen.mark(Rect(column: 2, row: 0, columns: 6, rows: 1), nil)
    screen.mark(Rect(column: 3, row: 0, columns: 1, rows: 1), .choice(0))
    #expect(screen.target(at: Point(column: 0, row: 0)) == .row(1))
    #expect(screen.target(at: Point(column: 2, row: 0)) == nil)
    #expect(screen.target(at: Point(column: 3, row: 0)) == .choice(0))
    #expect(screen.target(at: Point(column: 10, row: 0)) == nil)
}

@Test("the ANSI dump changes style where it changes, and ends plain")
func ansiDump() {
    var screen = Screen(Size(columns: 6, rows: 2))
    screen.put("ab", at: 0, 0, Style(.red, on: .rgb(1, 2, 3), attributes: .bold))
    screen.put("👨‍👩‍👧", at: 2, 0)
    #expect(screen.ansi(.direct) == "\u{1B}[0;1;31;48;2;1;2;3mab\u{1B}[0m👨  \n      \n")
    #expect(screen.ansi(.none) == "\u{1B}[0;1mab\u{1B}[0m👨  \n      \n")
}

@Test("the golden dump tells text, styles and caret")
func goldenDump() {
    var screen = Screen(Size(columns: 4, rows: 2))
    screen.put("한", at: 1, 0, Style(.red))
    screen.put("x", at: 0, 1, .bold)
    screen.caret = Point(column: 1, row: 1)
    #expect(
        screen.golden == """
            screen 4x2, caret 1 1
             한
            x
            styles
            .aa
            b
            legend
            a ansi1 on default
            b default on default bold

            """)
}
