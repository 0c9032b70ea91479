/// What a terminal can show of colours.
enum ColorDepth: Hashable, Sendable, CaseIterable {
    /// No colours at all: `NO_COLOR`, or a terminal without them.
    case none
    /// The eight or sixteen colours of the user's theme.
    case ansi
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
        case .ansi:
            result.foreground = foreground.ansiOnly
            result.background = background.ansiOnly
            if background.isFixed, result.background != .standard {
                // Text was chosen for the exact background; choose it again for the rough one.
                result.foreground = result.background.luma >= 110 ? .black : .brightWhite
            }
        case .none:
            result.foreground = .standard
            result.background = .standard
            if attributes.contains(.reverseIfPlain) { result.attributes.insert(.reverse) }
            if attributes.contains(.underlineIfPlain) { result.attributes.insert(.underline) }
        }
        return result
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
