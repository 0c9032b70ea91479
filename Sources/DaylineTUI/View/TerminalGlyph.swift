/// What is written into ncurses' cells for one glyph of a screen.
///
/// ncurses counts columns with the C library's `wcwidth`, terminals with tables of their own. A
/// glyph about which they may disagree would move the rest of the line, so it is replaced by one
/// about which they do not: an emoji sequence by its first emoji, a text symbol that a variation
/// selector widens by the symbol and a space, the unknown by "�".
struct TerminalGlyph: Hashable {
    /// Scalars of each cell, a base and its marks; the widths add up to that of the glyph.
    var cells: [[UInt32]]

    /// - Parameters:
    ///   - glyph: one glyph as `DisplayWidth` cuts them.
    ///   - width: its columns, 1 or 2.
    ///   - isUTF8: whether the locale can say more than ASCII.
    ///   - wcwidth: the C library's answer for one scalar; negative when it does not know it.
    init(_ glyph: String, width: Int, isUTF8: Bool, wcwidth: (UInt32) -> Int) {
        let scalars = glyph.unicodeScalars.map(\.value)
        let first = scalars.first ?? 0x20
        if first < 0x80, scalars.count == 1 {
            cells = [[first]]
            return
        }
        guard isUTF8 else {
            let ascii = TerminalGlyph.ascii(first)
            cells = [[ascii]] + Array(repeating: [0x20], count: width - 1)
            return
        }
        if scalars.count == 2, scalars.allSatisfy({ 0x1F1E6...0x1F1FF ~= $0 }) {
            // A flag: two narrow cells where each half is narrow, else its two letters.
            let isNarrow = wcwidth(first) == 1
            cells = scalars.map { isNarrow ? [$0] : [$0 - 0x1F1E6 + 0x41] }
            return
        }
        let own = wcwidth(first)
        let isSequence = scalars.contains { $0 == 0x200D || $0 == 0xFE0F || $0 > 0xE0000 }
        let marks =
            isSequence ? [] : scalars.dropFirst().filter { wcwidth($0) == 0 }.prefix(4)
        if own == width {
            cells = [[first] + marks]
        } else if own == 1, width == 2 {
            cells = [[first] + marks, [0x20]]
        } else {
            cells = [[0xFFFD]] + Array(repeating: [0x20], count: width - 1)
        }
    }

    /// Lines, blocks and signs of our own for terminals without UTF-8.
    private static func ascii(_ scalar: UInt32) -> UInt32 {
        let character: Character =
            switch scalar {
            case 0x2500, 0x2501, 0x2504, 0x2508, 0x254C, 0x2013, 0x2014, 0x2010: "-"
            case 0x2502, 0x2503, 0x2506, 0x250A, 0x258C, 0x2590, 0x258F, 0x2595: "|"
            case 0x2504...0x257F: "+"
            case 0x2588: "#"
            case 0x2022, 0x25CF, 0x25A0, 0x2713: "*"
            case 0x25CB, 0x25A1, 0x00B7: "."
            case 0x2192, 0x25B6, 0x25B8, 0x203A, 0x25BA: ">"
            case 0x2190, 0x25C0, 0x25C2, 0x2039, 0x25C4: "<"
            case 0x2191, 0x25B2, 0x25B4: "^"
            case 0x2193, 0x25BC, 0x25BE: "v"
            case 0x2026: "~"
            case 0x201C, 0x201D: "\""
            case 0x2018, 0x2019: "'"
            case 0xA0: " "
            default: "?"
            }
        return character.unicodeScalars.first?.value ?? 0x3F
    }
}
