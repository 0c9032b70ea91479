/// What a terminal can show of colours.
enum ColorDepth: Hashable, Sendable, CaseIterable {
    /// No colours at all: `NO_COLOR`, or a terminal without them.
    case none
    /// The eight colours of the Linux console and its like; boldness makes them bright.
    case eight
    /// The sixteen colours of the user's theme.
    case sixteen
    /// xterm's 256 colours.
    case indexed
    /// Any colour.
    case direct
}

extension Style {
    /// This style in the colours of `depth`; attributes that only replace colours are resolved.
    func degraded(to depth: ColorDepth) -> Style {
        var result = self
        result.attributes.subtract([.reverseIfPlain, .underlineIfPlain])
        switch depth {
        case .direct: break
        case .indexed:
            result.foreground = foreground.indexedOnly
            result.background = background.indexedOnly
        case .sixteen: result.becomeSixteen(from: self)
        case .eight:
            result.becomeSixteen(from: self)
            result.becomeEight()
        case .none:
            result.foreground = .standard
            result.background = .standard
            if attributes.contains(.reverseIfPlain) { result.attributes.insert(.reverse) }
            if attributes.contains(.underlineIfPlain) { result.attributes.insert(.underline) }
            if background == .standard, foreground.isGrey { result.attributes.insert(.dim) }
        }
        return result
    }

    private mutating func becomeSixteen(from style: Style) {
        foreground = style.foreground.ansiOnly
        background = style.background.ansiOnly
        if style.background.isFixed {
            // Text was chosen for the exact background; choose it again for the rough one.
            foreground = background.luma >= 110 ? .black : .brightWhite
        }
    }

    /// Bright text by boldness, grey text by dimness, and no bright backgrounds.
    private mutating func becomeEight() {
        if case .ansi(let index) = background, index >= 8 {
            background = index == 8 ? .blue : .ansi(index - 8)
            foreground = background.luma >= 110 ? .black : .brightWhite
        }
        guard case .ansi(let index) = foreground, index >= 8 else { return }
        foreground = index == 8 ? .standard : .ansi(index - 8)
        attributes.insert(index == 8 ? .dim : .bold)
    }
}

extension Color {
    /// Whether it is not one that the user's theme defines.
    var isFixed: Bool {
        switch self {
        case .standard, .ansi: false
        case .indexed(let index): index >= 16
        case .rgb: true
        }
    }

    /// Whether it is one of the greys for what matters less.
    fileprivate var isGrey: Bool {
        if case .indexed(let index) = self { index >= 232 && index < 250 } else { false }
    }

    fileprivate var indexedOnly: Color {
        switch self {
        case .standard, .ansi, .indexed: self
        case .rgb: .indexed(nearestIndexed)
        }
    }

    fileprivate var ansiOnly: Color {
        switch self {
        case .standard, .ansi: self
        case .indexed, .rgb: .ansi(nearestAnsi)
        }
    }
}
