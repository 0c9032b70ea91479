/// A colour as a view asks for it; what the terminal can show of it is decided in the shell.
enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case standard
    /// One of the 16 colours that the user's terminal theme defines, 0...15.
    case ansi(UInt8)
    /// One of xterm's 256 colours.
    case indexed(UInt8)
    /// True colour.
    case rgb(UInt8, UInt8, UInt8)

    static let black = Color.ansi(0)
    static let red = Color.ansi(1)
    static let green = Color.ansi(2)
    static let blue = Color.ansi(4)
    static let white = Color.ansi(7)
    static let brightWhite = Color.ansi(15)
}

/// How a cell looks: two colours and a set of attributes.
struct Style: Hashable, Sendable {
    /// Attributes beside the colours.
    struct Attributes: OptionSet, Hashable, Sendable {
        let rawValue: UInt8

        static let bold = Attributes(rawValue: 1 << 0)
        static let dim = Attributes(rawValue: 1 << 1)
        static let italic = Attributes(rawValue: 1 << 2)
        static let underline = Attributes(rawValue: 1 << 3)
        static let reverse = Attributes(rawValue: 1 << 4)
        /// Reversed only where there are no colours, so that what a background colour says
        /// (today, selected, focused) is not lost under `NO_COLOR`.
        static let reverseIfPlain = Attributes(rawValue: 1 << 5)
        /// Underlined only where there are no colours: the extent of a field.
        static let underlineIfPlain = Attributes(rawValue: 1 << 6)
    }

    var foreground = Color.standard
    var background = Color.standard
    var attributes: Attributes = []

    static let plain = Style()
    static let bold = Style(attributes: .bold)
    static let dim = Style(attributes: .dim)

    init(
        _ foreground: Color = .standard, on background: Color = .standard,
        attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The same style with more attributes.
    func with(_ more: Attributes) -> Style {
        Style(foreground, on: background, attributes: attributes.union(more))
    }

    /// The same style on another background.
    func on(_ background: Color) -> Style {
        Style(foreground, on: background, attributes: attributes)
    }

    /// The same style with another foreground.
    func colored(_ foreground: Color) -> Style {
        Style(foreground, on: background, attributes: attributes)
    }
}
