extension Screen {
    /// The text alone, one line per row, without spaces at the ends of lines. Emoji sequences come
    /// as their first emoji, so that the columns are the same on every terminal.
    var plainText: String { text(Screen.settled) }

    private func text(_ glyph: (Cell) -> String) -> String {
        (0..<rows).map { row in
            var line = ""
            for column in 0..<columns { line += glyph(self[column, row]) }
            return Screen.trimmed(line)
        }
        .joined(separator: "\n") + "\n"
    }

    /// Text and styles for a golden file: the text, then a map with one letter per cell, then
    /// what the letters mean. `.` is the plain style.
    var golden: String {
        var letters: [Style: Character] = [.plain: "."]
        var legend: [(Character, Style)] = []
        var map: [String] = []
        for row in 0..<rows {
            var line = ""
            for column in 0..<columns {
                let style = self[column, row].style
                if letters[style] == nil {
                    let letter = Screen.letter(legend.count)
                    letters[style] = letter
                    legend.append((letter, style))
                }
                line.append(letters[style] ?? "?")
            }
            map.append(Screen.trimmed(line, of: "."))
        }
        var text = "screen \(columns)x\(rows)"
        if let caret { text += ", caret \(caret.column) \(caret.row)" }
        text += "\n\(self.text(\.glyph))styles\n\(map.joined(separator: "\n"))\nlegend\n"
        for (letter, style) in legend { text += "\(letter) \(style)\n" }
        return text
    }

    /// The screen with SGR sequences, for printing without taking over the terminal.
    func ansi(_ depth: ColorDepth) -> String {
        (0..<rows).map { row in
            var line = ""
            var style = Style.plain
            for column in 0..<columns {
                let cell = self[column, row]
                let wanted = cell.style.degraded(to: depth)
                if wanted != style {
                    line += wanted.sgr
                    style = wanted
                }
                line += Screen.settled(cell)
            }
            return style == .plain ? line : line + Style.plain.sgr
        }
        .joined(separator: "\n") + "\n"
    }

    /// A glyph as every terminal draws it, like what the shell writes.
    private static func settled(_ cell: Cell) -> String {
        guard cell.width > 0 else { return "" }
        let glyph = TerminalGlyph(cell.glyph, width: Int(cell.width), isUTF8: true) { value in
            Unicode.Scalar(value).map(DisplayWidth.columns(of:)) ?? 1
        }
        var text = String.UnicodeScalarView()
        for value in glyph.cells.joined() {
            if let scalar = Unicode.Scalar(value) { text.append(scalar) }
        }
        return String(text)
    }

    private static func letter(_ index: Int) -> Character {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        if index < letters.count { return letters[index] }
        return Unicode.Scalar(UInt32(0x100 + index)).map(Character.init) ?? "?"
    }

    private static func trimmed(_ line: String, of filler: Character = " ") -> String {
        var line = Substring(line)
        while line.last == filler { line.removeLast() }
        return String(line)
    }
}

extension Color: CustomStringConvertible {
    var description: String {
        switch self {
        case .standard: "default"
        case .ansi(let index): "ansi\(index)"
        case .indexed(let index): "color\(index)"
        case .rgb(let red, let green, let blue): "#" + [red, green, blue].map(hex).joined()
        }
    }

    /// SGR parameters that choose this colour; `base` is 30 or 40.
    fileprivate func parameters(base: Int) -> String {
        switch self {
        case .standard: "\(base + 9)"
        case .ansi(let index): index < 8 ? "\(base + Int(index))" : "\(base + 52 + Int(index))"
        case .indexed(let index): "\(base + 8);5;\(index)"
        case .rgb(let red, let green, let blue): "\(base + 8);2;\(red);\(green);\(blue)"
        }
    }

    private func hex(_ value: UInt8) -> String {
        let digits = Array("0123456789abcdef")
        return "\(digits[Int(value >> 4)])\(digits[Int(value & 15)])"
    }
}

extension Style: CustomStringConvertible {
    private static let names: [(Attributes, String, Int)] = [
        (.bold, "bold", 1), (.dim, "dim", 2), (.italic, "italic", 3),
        (.underline, "underline", 4), (.reverse, "reverse", 7),
        (.reverseIfPlain, "reverse-if-plain", 0), (.underlineIfPlain, "underline-if-plain", 0),
    ]

    var description: String {
        let words = Style.names.filter { attributes.contains($0.0) }.map(\.1)
        return (["\(foreground) on \(background)"] + words).joined(separator: " ")
    }

    /// The sequence that switches to this style from any other.
    fileprivate var sgr: String {
        var parameters = ["0"]
        for (attribute, _, number) in Style.names where attributes.contains(attribute) && number > 0
        {
            parameters.append("\(number)")
        }
        if foreground != .standard { parameters.append(foreground.parameters(base: 30)) }
        if background != .standard { parameters.append(background.parameters(base: 40)) }
        return "\u{1B}[\(parameters.joined(separator: ";"))m"
    }
}
