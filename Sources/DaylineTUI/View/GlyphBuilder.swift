/// Collects scalars into glyphs; see `DisplayWidth`.
struct GlyphBuilder {
    private var text = ""
    private var width = 0
    private var count = 0
    private var kind = Kind.none

    /// What the glyph in the making is, as far as it decides what may join it.
    private enum Kind { case none, simple, emoji, joined, regional, flag }

    /// Takes a scalar in; returns the glyph before it when the scalar begins another one.
    mutating func add(_ scalar: Unicode.Scalar) -> (text: String, width: Int)? {
        let value = scalar.value
        if value < 0x300 {
            guard value != 0xAD else { return nil }
            return begin(GlyphBuilder.visible(scalar), width: 1, kind: kind(of: scalar))
        }
        switch value {
        case 0x200D:  // ZERO WIDTH JOINER
            if kind == .emoji, count < DisplayWidth.maxEmojiScalars {
                append(scalar)
                kind = .joined
            }
            return nil
        case 0xFE0F:  // VARIATION SELECTOR-16: emoji presentation
            if kind == .emoji {
                append(scalar)
                width = 2
            }
            return nil
        case 0x1F3FB...0x1F3FF where kind == .emoji && count < DisplayWidth.maxEmojiScalars:
            append(scalar)
            width = 2
            return nil
        case 0x1F1E6...0x1F1FF:
            if kind == .regional {
                append(scalar)
                width = 2
                kind = .flag
                return nil
            }
            return begin(scalar, width: 1, kind: .regional)
        case 0x2028, 0x2029: return begin(" ", width: 1, kind: .simple)
        case 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x061C, 0xFEFF, 0xFE0E:
            return nil
        default:
            return addOrdinary(scalar)
        }
    }

    /// The last glyph, if any.
    mutating func finish() -> (text: String, width: Int)? {
        guard kind != .none else { return nil }
        kind = .none
        return (text, width)
    }

    private mutating func addOrdinary(_ scalar: Unicode.Scalar) -> (text: String, width: Int)? {
        let columns = DisplayWidth.columns(of: scalar)
        if columns == 0 {
            if kind == .none { return begin(" ", width: 1, kind: .simple, mark: scalar) }
            let limit =
                kind == .emoji || kind == .joined
                ? DisplayWidth.maxEmojiScalars : DisplayWidth.maxScalars
            if count < limit { append(scalar) }
            return nil
        }
        if kind == .joined, count < DisplayWidth.maxEmojiScalars, scalar.properties.isEmoji {
            append(scalar)
            width = 2
            kind = .emoji
            return nil
        }
        if scalar.value & 0xFFFE == 0xFFFE || 0xFDD0...0xFDEF ~= scalar.value {
            return begin("\u{FFFD}", width: 1, kind: .simple)  // not characters at all
        }
        return begin(scalar, width: columns, kind: kind(of: scalar))
    }

    private func kind(of scalar: Unicode.Scalar) -> Kind {
        if scalar.value < 0x80 {  // `#`, `*` and digits begin keycaps
            let isKeycap = scalar == "#" || scalar == "*" || 0x30...0x39 ~= scalar.value
            return isKeycap ? .emoji : .simple
        }
        return scalar.properties.isEmoji ? .emoji : .simple
    }

    private mutating func begin(
        _ scalar: Unicode.Scalar, width: Int, kind: Kind, mark: Unicode.Scalar? = nil
    ) -> (text: String, width: Int)? {
        let finished = self.kind == .none ? nil : (self.text, self.width)
        self.text = String(Character(scalar))
        self.width = width
        self.kind = kind
        count = 1
        if let mark { append(mark) }
        return finished
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        text.unicodeScalars.append(scalar)
        count += 1
    }

    /// Control characters as pictures, so that text can never steer the terminal.
    private static func visible(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x20...0x7E: scalar
        case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0xA0: " "
        case 0x7F: "\u{2421}"
        case 0...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x80...0x9F: "\u{FFFD}"
        default: scalar
        }
    }
}
