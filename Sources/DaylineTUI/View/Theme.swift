/// The styles of everything that is not a calendar's own colour.
///
/// Text stands on the terminal's background, so light and dark themes both work; what has a
/// background of its own names its foreground too. What only a background says carries
/// `.reverseIfPlain` for terminals without colours.
enum Theme {
    // Text.
    static let text = Style.plain
    static let strong = Style.bold
    static let muted = Style(.indexed(245))
    static let border = Style(.indexed(240))
    static let accent = Style(amber, attributes: .bold)
    static let error = Style(alarm, attributes: .bold)
    static let warning = Style(amber)
    static let good = Style(.rgb(95, 175, 95))

    // Bars at the edges of the screen.
    static let bar = Style(snow, on: .rgb(38, 43, 58), attributes: .reverseIfPlain)
    static let barStrong = bar.with(.bold)
    static let barMuted = bar.colored(.rgb(150, 158, 180))
    static let barTab = bar.colored(.rgb(190, 196, 212))
    static let barTabActive = Style(ink, on: amber, attributes: .bold)

    // Days.
    static let today = Style(ink, on: amber, attributes: [.bold, .reverseIfPlain])
    static let selectedDay = Style(
        snow, on: .rgb(70, 90, 140), attributes: [.bold, .reverseIfPlain])
    static let otherMonth = Style(.indexed(242))
    static let weekend = Style(.indexed(174))
    static let weekNumber = Style(.indexed(240))
    static let busyDay = Style(attributes: .bold)
    static let freeDay = Style(.indexed(242))
    static let overflow = Style(amber, attributes: .bold)
    static let nowLine = Style(alarm, attributes: .bold)
    static let hourLine = Style(.indexed(237))
    static let cursorSlot = Style(snow, on: .rgb(70, 90, 140), attributes: .reverseIfPlain)

    // Boxes and fields.
    static let box = Style(.rgb(120, 140, 200))
    static let boxTitle = Style(attributes: .bold)
    static let label = Style(.indexed(245))
    static let field = Style(snow, on: .rgb(48, 52, 66), attributes: .underlineIfPlain)
    static let fieldFocused = Style(
        snow, on: .rgb(70, 90, 140), attributes: .reverseIfPlain)
    static let placeholder = field.colored(.rgb(140, 146, 160))
    static let choice = Style(snow, on: .rgb(48, 52, 66))
    static let choiceSelected = Style(ink, on: amber, attributes: [.bold, .reverseIfPlain])
    static let selectedRow = Style(snow, on: .rgb(70, 90, 140), attributes: .reverseIfPlain)

    static let alertLine = Style(snow, on: .rgb(150, 40, 40), attributes: [.bold, .reverseIfPlain])

    static let amber = Color.rgb(240, 180, 60)
    static let alarm = Color.rgb(235, 80, 80)
    /// As `alarm` and `good`, light enough for the bars.
    static let signal = Color.rgb(255, 120, 120)
    static let calm = Color.rgb(110, 200, 130)
    static let snow = Color.rgb(240, 242, 248)
    static let ink = Color.rgb(20, 20, 24)
}

/// How an event looks, derived from its calendar's colour.
struct EventColors: Hashable {
    /// The colour itself: edges, dots, the selected block.
    let edge: Color
    /// The same hue, dark enough for white text.
    let fill: Color

    init(_ rgb: UInt32) {
        let red = Int(rgb >> 16 & 255)
        let green = Int(rgb >> 8 & 255)
        let blue = Int(rgb & 255)
        let high = max(red, green, blue, 1)
        let low = min(red, green, blue)
        // Brightness by saturation, so that greys do not become as light as their text.
        let level = 80 + 45 * (high - low) / high
        func scaled(_ value: Int) -> UInt8 { UInt8(clamping: value * level / high) }
        fill = .rgb(scaled(red), scaled(green), scaled(blue))
        // An edge must show on black and on white.
        let bright = max(high, 175)
        edge = .rgb(
            UInt8(clamping: red * bright / high), UInt8(clamping: green * bright / high),
            UInt8(clamping: blue * bright / high))
    }

    var edgeStyle: Style { Style(edge) }
    var fillStyle: Style { Style(Theme.snow, on: fill) }
    /// For what is cancelled: only the edge keeps the colour.
    var cancelledStyle: Style { Style(.rgb(170, 170, 176), on: .rgb(56, 57, 62)) }
    var barStyle: Style { Style(Theme.snow, on: fill, attributes: .reverseIfPlain) }
    var selectedStyle: Style {
        let light = edge.mixed(with: .rgb(255, 255, 255), percent: 45)
        return Style(Theme.ink, on: light, attributes: [.bold, .reverseIfPlain])
    }
}
