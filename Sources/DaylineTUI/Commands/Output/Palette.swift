import Core

/// Colours and emphasis for lines of text, or nothing at all (`NO_COLOR`, a pipe).
struct Palette: Sendable {
    let depth: ColorDepth

    /// SGR parameters.
    enum Emphasis: String, Hashable, Sendable {
        case bold = "1"
        case dim = "2"
    }

    func begin(_ emphasis: Emphasis) -> String {
        depth == .none ? "" : "\u{1b}[\(emphasis.rawValue)m"
    }

    /// A calendar's colour for what follows.
    func begin(_ color: RGB) -> String {
        switch depth {
        case .none: return ""
        case .direct: return "\u{1b}[38;2;\(color.red);\(color.green);\(color.blue)m"
        case .eight, .sixteen, .indexed:
            let nearest = Color.rgb(color.red, color.green, color.blue).nearestIndexed
            return "\u{1b}[38;5;\(nearest)m"
        }
    }

    var end: String { depth == .none ? "" : "\u{1b}[0m" }

    /// Decides once per process.
    static func choose(
        _ choice: ColorChoice, environment: [String: String], isTerminal: Bool
    ) -> Palette {
        let isOn =
            switch choice {
            case .always: true
            case .never: false
            case .auto:
                isTerminal && choice.wantsColor(environment: environment)
                    && environment["TERM"] != "dumb"
            }
        guard isOn else { return Palette(depth: .none) }
        let hasTrueColor = ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")
        return Palette(depth: hasTrueColor ? .direct : .indexed)
    }
}

extension ColorChoice {
    /// Whether a terminal is to have colours, as far as it can. `NO_COLOR` (no-color.org) counts
    /// when it is not empty; an explicit `--color` wins over it.
    func wantsColor(environment: [String: String]) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: (environment["NO_COLOR"] ?? "").isEmpty
        }
    }
}
