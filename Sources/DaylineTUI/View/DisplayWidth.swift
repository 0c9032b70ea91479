/// Columns that text takes on a terminal.
///
/// Terminals disagree about grapheme clusters, so text is cut into glyphs: what every terminal
/// agrees to draw at one place. A glyph is one spacing scalar with its marks, or one emoji
/// sequence; a cluster with two spacing scalars (Devanagari) becomes two glyphs.
enum DisplayWidth {
    /// Scalars kept in a glyph that is not an emoji sequence: a base and four marks, as many as an
    /// ncurses cell holds. The rest of a "Zalgo" pile is dropped.
    static let maxScalars = 5
    /// Scalars kept in an emoji sequence: the longest in use (a family with skin tones, a
    /// subdivision flag) have ten.
    static let maxEmojiScalars = 16

    /// Columns of `text` when it is drawn.
    static func columns(_ text: some StringProtocol) -> Int {
        if let columns = plainColumns(text) { return columns }
        var total = 0
        forEachGlyph(text) { _, width in
            total += width
            return true
        }
        return total
    }

    /// Columns of text in which each scalar is a glyph of its own and is drawn as it is: most text,
    /// measured without being cut into glyphs. nil for any other text.
    static func plainColumns(_ text: some StringProtocol) -> Int? {
        var total = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x2010...0x2027, 0x2190...0x21FF:
                total += 1
            case 0x3041...0x3096, 0x309B...0x30FE, 0x3400...0x4DBF, 0x4E00...0x9FFF,
                0xAC00...0xD7A3:
                total += 2
            default: return nil
            }
        }
        return total
    }

    /// The longest beginning of `text` that fits into `columns`; ends in "…" when cut.
    static func truncated(_ text: String, to columns: Int) -> String {
        if columns <= 0 { return "" }
        if DisplayWidth.columns(text) <= columns { return text }
        return prefix(text, columns: columns - 1) + "…"
    }

    /// The longest beginning of `text` that fits into `columns`.
    static func prefix(_ text: some StringProtocol, columns: Int) -> String {
        var result = ""
        var used = 0
        forEachGlyph(text) { glyph, width in
            guard used + width <= columns else { return false }
            used += width
            result += glyph
            return true
        }
        return result
    }

    /// `text` cut or filled with spaces to exactly `columns`.
    static func fitted(_ text: String, to columns: Int) -> String {
        let cut = truncated(text, to: columns)
        return cut + String(repeating: " ", count: max(0, columns - DisplayWidth.columns(cut)))
    }

    /// Calls `body` with each glyph and its width (1 or 2) until it returns false.
    ///
    /// Control characters come as their pictures (`␛`), line breaks and tabs as spaces; what could
    /// reorder or hide text (bidirectional controls, zero-width spaces) does not come at all.
    static func forEachGlyph(
        _ text: some StringProtocol, _ body: (_ glyph: String, _ width: Int) -> Bool
    ) {
        var glyph = GlyphBuilder()
        for scalar in text.unicodeScalars {
            if let finished = glyph.add(scalar), !body(finished.text, finished.width) { return }
        }
        if let last = glyph.finish() { _ = body(last.text, last.width) }
    }

    /// Columns of one scalar alone: 0 for marks, 2 for wide ones.
    static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return value == 0xAD ? 0 : 1 }
        if isZeroWidth(scalar) { return 0 }
        return isWide(value) ? 2 : 1
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return true  // Hangul vowels and finals
        case 0x1100...0x115F, 0x3000...0x3029, 0x3030...0x3098, 0x309B...0xA4CF, 0xAC00...0xD7A3:
            return false  // the bulk of CJK, without asking for the category
        default:
            let category = scalar.properties.generalCategory
            return category == .nonspacingMark || category == .enclosingMark
                || category == .format
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        if value < 0x1100 { return false }
        let table = wideRanges
        var low = 0
        var high = table.count / 2 - 1
        while low <= high {
            let middle = (low + high) / 2
            if value < table[middle * 2] {
                high = middle - 1
            } else if value > table[middle * 2 + 1] {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}
