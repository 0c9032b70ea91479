import CNcurses

/// Colour pairs and attribute bits of ncurses, allocated when a style is first drawn.
struct TerminalPairs {
    /// What `dayline_put` takes for a style.
    struct Drawing {
        var bits: Int32
        var pair: Int32
    }

    let depth: ColorDepth
    private let canRedefine: Bool
    private var drawings: [Style: Drawing] = [:]
    private var pairs: [PairKey: Int32] = [:]
    private var exact: [UInt8: Color] = [:]

    private struct PairKey: Hashable {
        var foreground: Int32
        var background: Int32
    }

    /// Asks ncurses what it can do; call after `dayline_start`.
    ///
    /// - Parameters:
    ///   - wantsColor: false for `NO_COLOR`.
    ///   - isTrueColor: whether `COLORTERM` promises 24 bits.
    init(wantsColor: Bool, isTrueColor: Bool) {
        guard wantsColor, has_colors(), start_color() != ERR else {
            depth = .none
            canRedefine = false
            return
        }
        use_default_colors()
        let colors = dayline_colors()
        depth =
            dayline_is_direct() != 0
            ? .direct
            : colors >= 256
                ? .indexed : colors >= 16 ? .sixteen : colors >= 8 ? .eight : .none
        canRedefine = depth == .indexed && isTrueColor && can_change_color()
    }

    /// Bits and pair for a style.
    mutating func drawing(_ style: Style) -> Drawing {
        if let known = drawings[style] { return known }
        var shown = style
        if canRedefine {
            shown.foreground = redefined(style.foreground)
            shown.background = redefined(style.background)
        }
        shown = shown.degraded(to: depth)
        let key = PairKey(
            foreground: number(shown.foreground), background: number(shown.background))
        let drawing = Drawing(bits: bits(shown.attributes), pair: pair(key))
        drawings[style] = drawing
        return drawing
    }

    private mutating func pair(_ key: PairKey) -> Int32 {
        if depth == .none || (key.foreground == -1 && key.background == -1) { return 0 }
        if let known = pairs[key] { return known }
        let next = Int32(pairs.count + 1)
        guard next < dayline_pairs(),
            init_extended_pair(next, key.foreground, key.background) != ERR
        else { return 0 }
        pairs[key] = next
        return next
    }

    /// Gives an exact colour a place of the 256, the nearest that is not taken. A terminal that
    /// ignores the definition still shows a similar colour.
    private mutating func redefined(_ color: Color) -> Color {
        guard case .rgb(let red, let green, let blue) = color else { return color }
        let wanted = Int(color.nearestIndexed)
        for step in 0..<240 {
            let offset = step % 2 == 0 ? step / 2 : -(step + 1) / 2
            let index = wanted + offset
            guard (16...255).contains(index) else { continue }
            let slot = UInt8(index)
            if exact[slot] == color { return .indexed(slot) }
            guard exact[slot] == nil else { continue }
            let scaled = [red, green, blue].map { (Int32($0) * 1000 + 127) / 255 }
            guard init_extended_color(Int32(index), scaled[0], scaled[1], scaled[2]) != ERR else {
                return color
            }
            exact[slot] = color
            return .indexed(slot)
        }
        return color
    }

    private func number(_ color: Color) -> Int32 {
        switch color {
        case .standard: -1
        case .ansi(let index), .indexed(let index): Int32(index)
        case .rgb(let red, let green, let blue):
            // Direct colours 0 ..< 8 mean the theme's; the darkest blues move out of their way.
            max(Int32(red) << 16 | Int32(green) << 8 | Int32(blue), 8)
        }
    }

    private func bits(_ attributes: Style.Attributes) -> Int32 {
        var bits: Int32 = 0
        if attributes.contains(.bold) { bits |= Int32(DAYLINE_BOLD) }
        if attributes.contains(.dim) { bits |= Int32(DAYLINE_DIM) }
        if attributes.contains(.italic) { bits |= Int32(DAYLINE_ITALIC) }
        if attributes.contains(.underline) { bits |= Int32(DAYLINE_UNDERLINE) }
        if attributes.contains(.reverse) { bits |= Int32(DAYLINE_REVERSE) }
        return bits
    }
}
