import Foundation

/// The form of a text that the search index holds.
///
/// Chinese, Japanese and Korean are written without spaces, so each of their runs is indexed as
/// overlapping pairs of characters and its last character: `회의실` as `회의 의실 실`. Any two
/// neighbours are then one token, any one character begins one, and a longer word is a phrase.
/// Everything else is left to SQLite's tokenizer.
enum SearchText {
    /// What to index for `text`, of which the first `limit` bytes count.
    static func indexed(_ text: String, limit: Int = ReplicaLimits.searchedBytes) -> String {
        var text = text
        let isASCII = text.withUTF8 { bytes in bytes.allSatisfy { $0 < 0x80 && $0 != 0 } }
        if isASCII && text.utf8.count <= limit { return text }
        return pairs(normalized(shortened(text, limit: limit)), isOpen: false)
    }

    /// An expression for FTS5 that finds the objects containing every word of `text`: a word by
    /// its beginning. nil when there is nothing that the index could know.
    static func query(_ text: String) -> String? {
        let phrases = terms(text).prefix(maxTerms).map { "\"\(pairs($0, isOpen: true))\" *" }
        return phrases.isEmpty ? nil : phrases.joined(separator: " AND ")
    }

    /// Words beyond these are not looked at.
    static let maxTerms = 16

    /// What stands between spaces, with everything that is no letter and no digit made a space.
    private static func terms(_ text: String) -> [String] {
        let text = normalized(String(text.prefix(ReplicaLimits.searchLength)))
        return text.split(whereSeparator: \.isWhitespace).compactMap { word in
            var known = String.UnicodeScalarView()
            for scalar in word.unicodeScalars {
                known.append(isTokenScalar(scalar) ? scalar : " ")
            }
            let term = String(known)
            return term.allSatisfy { $0 == " " } ? nil : term
        }
    }

    /// - Parameter isOpen: whether the text may go on, so that its last character is no end.
    private static func pairs(_ text: String, isOpen: Bool) -> String {
        var out = String.UnicodeScalarView()
        /// The last character of the run that is being read.
        var previous: Unicode.Scalar?
        var runLength = 0
        func separate() {
            if out.last.map({ $0 != " " }) ?? false { out.append(" ") }
        }
        for scalar in text.unicodeScalars where !isVariationSelector(scalar) {
            if isUnspaced(scalar) {
                separate()
                if let previous {
                    out.append(previous)
                    out.append(scalar)
                }
                previous = scalar
                runLength += 1
                continue
            }
            if let last = previous {
                separate()
                out.append(last)
                previous = nil
                runLength = 0
                separate()
            }
            if scalar == " " || scalar == "\0" { separate() } else { out.append(scalar) }
        }
        if let previous, runLength == 1 || !isOpen {
            separate()
            out.append(previous)
        }
        return String(out)
    }

    private static func shortened(_ text: String, limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        var end = text.utf8.index(text.utf8.startIndex, offsetBy: limit)
        while end.samePosition(in: text.unicodeScalars) == nil {
            end = text.utf8.index(before: end)
        }
        return String(text[..<end])
    }

    /// One form for letters that Unicode can write in several: composed syllables, and the common
    /// width of letters.
    private static func normalized(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: hasOtherForm) else { return text }
        // The first leaves half-width kana beside their voice marks.
        return text.precomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
    }

    private static func hasOtherForm(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Hangul letters that make up a syllable; kana voice marks.
        case 0x1100...0x11FF, 0xA960...0xA97F, 0xD7B0...0xD7FF, 0x3099...0x309A: true
        // Compatibility ideographs; half-width and full-width letters.
        case 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x2F800...0x2FA1F: true
        default: false
        }
    }

    private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF: true
        default: false
        }
    }

    /// Letters of scripts that are indexed in pairs.
    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x1100: false
        case 0x3005...0x3007, 0x3021...0x3029, 0x3031...0x3035, 0x303B...0x303C: true
        case 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x318E: true
        case 0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF: true
        case 0xA000...0xA48C, 0x1100...0x11FF, 0xA960...0xA97F, 0xAC00...0xD7A3: true
        case 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x1B000...0x1B16F, 0x20000...0x3FFFF: true
        default: false
        }
    }

    /// What SQLite's tokenizer counts as part of a word: letters, digits and the marks upon them.
    private static func isTokenScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9": return true
            default: return false
            }
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .privateUse, .nonspacingMark,
            .spacingMark, .enclosingMark:
            return true
        default: return false
        }
    }
}
