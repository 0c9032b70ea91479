import Testing

@testable import DaylineTUI

/// Goal: columns of text as terminals count them. Method: a row per kind of script or sequence,
/// with the glyphs it is cut into.
@Test(
    "columns and glyphs",
    arguments: [
        WidthCase("plain", 5, ["p", "l", "a", "i", "n"], "ASCII"),
        WidthCase("", 0, [], "nothing"),
        WidthCase("한국", 4, ["한", "국"], "Hangul syllables are wide"),
        WidthCase("\u{1112}\u{1161}\u{11AB}", 2, ["\u{1112}\u{1161}\u{11AB}"], "Jamo join"),
        WidthCase("漢ｶﾅ", 4, ["漢", "ｶ", "ﾅ"], "wide, and halfwidth Katakana"),
        WidthCase("Ａ", 2, ["Ａ"], "fullwidth Latin"),
        WidthCase("e\u{301}o", 2, ["e\u{301}", "o"], "a combining mark takes no column"),
        WidthCase("\u{301}x", 2, [" \u{301}", "x"], "a mark without a base gets a space"),
        WidthCase("🍜!", 3, ["🍜", "!"], "emoji presentation"),
        WidthCase("☕", 2, ["☕"], "emoji presentation in the old block"),
        WidthCase("✈", 1, ["✈"], "text presentation is narrow"),
        WidthCase("✈\u{FE0F}a", 3, ["✈\u{FE0F}", "a"], "a variation selector widens it"),
        WidthCase("1\u{FE0F}\u{20E3}", 2, ["1\u{FE0F}\u{20E3}"], "keycap"),
        WidthCase("👍🏽👍", 4, ["👍🏽", "👍"], "a skin tone joins its emoji"),
        WidthCase("👨‍👩‍👧‍👦x", 3, ["👨‍👩‍👧‍👦", "x"], "joined emoji are one"),
        WidthCase("🏳️‍🌈", 2, ["🏳️‍🌈"], "joined to a narrow base"),
        WidthCase("🇰🇷🇩🇪", 4, ["🇰🇷", "🇩🇪"], "flags are pairs"),
        WidthCase("🇰x", 2, ["🇰", "x"], "half a flag"),
        WidthCase("שלום", 4, ["ש", "ל", "ו", "ם"], "right to left, in logical order"),
        WidthCase("مَ", 1, ["مَ"], "Arabic vowel signs are marks"),
        WidthCase("क्षि", 3, ["क्", "ष", "ि"], "spacing marks have their own column"),
        WidthCase("กำ", 2, ["ก", "ำ"], "Thai sara am"),
        WidthCase("a\u{1B}[31mb", 7, ["a", "␛", "[", "3", "1", "m", "b"], "escape is drawn"),
        WidthCase("a\tb\r\nc", 6, ["a", " ", "b", " ", " ", "c"], "white space is spaces"),
        WidthCase("\u{7F}\u{9B}", 2, ["␡", "\u{FFFD}"], "DEL and C1"),
        WidthCase("a\u{202E}b\u{200B}\u{FEFF}c", 3, ["a", "b", "c"], "reordering and hiding"),
        WidthCase("\u{FFFE}", 1, ["\u{FFFD}"], "not a character"),
        WidthCase("co\u{AD}op", 4, ["c", "o", "o", "p"], "soft hyphen"),
    ])
func columnsAndGlyphs(_ row: WidthCase) {
    var glyphs: [String] = []
    var total = 0
    DisplayWidth.forEachGlyph(row.text) { glyph, width in
        glyphs.append(glyph)
        total += width
        return true
    }
    #expect(total == row.columns, "\(row.reason)")
    #expect(DisplayWidth.columns(row.text) == row.columns, "\(row.reason)")
    #expect(glyphs.map { Array($0.unicodeScalars) } == row.glyphs.map { Array($0.unicodeScalars) })
}

struct WidthCase: Sendable, CustomTestStringConvertible {
    let text: String
    let columns: Int
    let glyphs: [String]
    let reason: String

    init(_ text: String, _ columns: Int, _ glyphs: [String], _ reason: String) {
        self.text = text
        self.columns = columns
        self.glyphs = glyphs
        self.reason = reason
    }

    var testDescription: String { reason }
}

@Test(
    "truncation by columns",
    arguments: [
        ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""),
        ("한국어", 6, "한국어"), ("한국어", 5, "한국…"), ("한국어", 4, "한…"), ("한국어", 2, "…"),
        ("👨‍👩‍👧‍👦 x", 3, "👨‍👩‍👧‍👦…"),
    ])
func truncation(_ text: String, _ columns: Int, _ expected: String) {
    #expect(DisplayWidth.truncated(text, to: columns) == expected)
    #expect(DisplayWidth.columns(DisplayWidth.fitted(text, to: columns)) == columns)
}

@Test("a pile of marks is cut: one glyph holds at most five scalars, an emoji sixteen")
func zalgo() {
    let pile = "a" + String(repeating: "\u{301}", count: 1000)
    var glyphs: [String] = []
    DisplayWidth.forEachGlyph(pile) { glyph, _ in
        glyphs.append(glyph)
        return true
    }
    #expect(glyphs.map(\.unicodeScalars.count) == [DisplayWidth.maxScalars])
    let family = Array(repeating: "👨", count: 500).joined(separator: "\u{200D}")
    glyphs = []
    DisplayWidth.forEachGlyph(family) { glyph, _ in
        glyphs.append(glyph)
        return true
    }
    #expect(glyphs.allSatisfy { $0.unicodeScalars.count <= DisplayWidth.maxEmojiScalars })
}

@Test(
    "wrapping at spaces, else anywhere",
    arguments: [
        ("one two three", 7, Int.max, ["one two", "three"]),
        ("한국어 시험", 6, Int.max, ["한국어", "시험"]),
        ("abcdefgh", 3, Int.max, ["abc", "def", "gh"]),
        ("one two three four", 7, 2, ["one two", "three…"]),
        ("", 5, Int.max, [""]),
        ("x", 0, Int.max, []),
        ("한", 1, Int.max, ["한"]),
    ] as [(String, Int, Int, [String])])
func wrapping(_ text: String, _ columns: Int, _ limit: Int, _ expected: [String]) {
    #expect(wrapped(text, columns: columns, limit: limit) == expected)
}
