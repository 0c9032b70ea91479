import Testing

@testable import DaylineTUI

/// Goal: what goes to ncurses takes the columns that the screen gave it, whatever the C library and
/// the terminal think of emoji. Method: scalars of each cell; `wcwidth` as glibc 2.36 answers.
@Test(
    "glyphs for ncurses",
    arguments: [
        GlyphCase("a", 1, [[0x61]], "ASCII"),
        GlyphCase("한", 2, [[0xD55C]], "wide"),
        GlyphCase("e\u{301}", 1, [[0x65, 0x301]], "base and mark"),
        GlyphCase("✈\u{FE0F}", 2, [[0x2708], [0x20]], "widened by a selector: a space fills up"),
        GlyphCase("👨‍👩‍👧", 2, [[0x1F468]], "a sequence becomes its first emoji"),
        GlyphCase("👍🏽", 2, [[0x1F44D]], "without skin tone"),
        GlyphCase("🇰🇷", 2, [[0x1F1F0], [0x1F1F7]], "a flag in two narrow cells"),
        GlyphCase("\u{1FAE9}", 2, [[0xFFFD], [0x20]], "newer than the C library"),
    ])
func glyphsForNcurses(_ row: GlyphCase) {
    let glyph = TerminalGlyph(row.glyph, width: row.width, isUTF8: true, wcwidth: oldWidth)
    #expect(glyph.cells == row.cells, "\(row.reason)")
}

@Test("without UTF-8 lines are ASCII and the rest is question marks")
func glyphsForASCII() {
    func ascii(_ text: String, _ width: Int) -> [[UInt32]] {
        TerminalGlyph(text, width: width, isUTF8: false, wcwidth: { _ in 1 }).cells
    }
    #expect(ascii("│", 1) == [[0x7C]])
    #expect(ascii("╭", 1) == [[0x2B]])
    #expect(ascii("─", 1) == [[0x2D]])
    #expect(ascii("한", 2) == [[0x3F], [0x20]])
}

/// Like glibc 2.36: no emoji newer than Unicode 15, regional indicators narrow.
private func oldWidth(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0x1FAE9: -1
    case 0x1F1E6...0x1F1FF: 1
    case 0x301, 0x200D, 0xFE0F: 0
    case 0xAC00...0xD7A3, 0x1F300...0x1FAFF: 2
    default: 1
    }
}

struct GlyphCase: Sendable, CustomTestStringConvertible {
    let glyph: String
    let width: Int
    let cells: [[UInt32]]
    let reason: String

    init(_ glyph: String, _ width: Int, _ cells: [[UInt32]], _ reason: String) {
        self.glyph = glyph
        self.width = width
        self.cells = cells
        self.reason = reason
    }

    var testDescription: String { reason }
}
