/// Arithmetic on colours: mixing, brightness, and the nearest colour of a smaller palette.
extension Color {
    /// Red, green and blue; nil for `.standard`, which only the terminal knows.
    var components: (red: Int, green: Int, blue: Int)? {
        switch self {
        case .standard: nil
        case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
        case .ansi(let index): Color.ansiComponents[Int(index & 15)]
        case .indexed(let index): Color.indexedComponents(Int(index))
        }
    }

    /// This colour with `share` percent of `other` in it.
    func mixed(with other: Color, percent share: Int) -> Color {
        guard let one = components, let two = other.components else { return self }
        func mix(_ first: Int, _ second: Int) -> UInt8 {
            UInt8(clamping: (first * (100 - share) + second * share) / 100)
        }
        return .rgb(mix(one.red, two.red), mix(one.green, two.green), mix(one.blue, two.blue))
    }

    /// Perceived brightness, 0...255 (Rec. 601 luma); 128 for `.standard`.
    var luma: Int {
        guard let own = components else { return 128 }
        return (own.red * 299 + own.green * 587 + own.blue * 114) / 1000
    }

    /// The nearest of xterm's 240 fixed colours (the first 16 depend on the user's theme).
    var nearestIndexed: UInt8 {
        switch self {
        case .standard: return 7
        case .ansi(let index), .indexed(let index): return index
        case .rgb(let red, let green, let blue):
            // Each channel lies between two levels of the 6×6×6 cube: eight corners, and a grey.
            func below(_ value: UInt8) -> Int { value < 95 ? 0 : min(4, (Int(value) - 55) / 40) }
            let corner = 16 + 36 * below(red) + 6 * below(green) + below(blue)
            let mean = (Int(red) + Int(green) + Int(blue)) / 3
            var best = 232 + min(23, max(0, (mean - 3) / 10))
            var shortest = distance(toIndexed: best)
            for step in [0, 1, 6, 7, 36, 37, 42, 43] {
                let far = distance(toIndexed: corner + step)
                if far <= shortest { (best, shortest) = (corner + step, far) }
            }
            return UInt8(best)
        }
    }

    /// The nearest of the 16 colours, by hue: their exact values are the user's.
    var nearestAnsi: UInt8 {
        switch self {
        case .standard: return 7
        case .ansi(let index): return index
        case .indexed(let index) where index < 16: return index
        case .indexed, .rgb:
            guard let own = components else { return 7 }
            let high = max(own.red, own.green, own.blue)
            let low = min(own.red, own.green, own.blue)
            if (high - low) * 100 < high * 35 {
                return luma < 40 ? 0 : luma < 150 ? 8 : luma < 215 ? 7 : 15
            }
            let middle = (high + low) / 2
            let hue =
                (own.red > middle ? 1 : 0) + (own.green > middle ? 2 : 0)
                + (own.blue > middle ? 4 : 0)
            return UInt8(high >= 210 ? hue + 8 : hue)
        }
    }

    private func distance(toIndexed index: Int) -> Int {
        guard let own = components else { return 0 }
        return Color.distance(own, Color.indexedComponents(index))
    }

    /// Squared distance, weighted as the eye weighs the channels; a change of hue counts beside it,
    /// so that a dark blue becomes rather a lighter blue than a dark grey.
    private static func distance(
        _ one: (red: Int, green: Int, blue: Int), _ other: (red: Int, green: Int, blue: Int)
    ) -> Int {
        let red = one.red - other.red
        let green = one.green - other.green
        let blue = one.blue - other.blue
        let hue = (red - green) * (red - green) + (green - blue) * (green - blue)
        return red * red * 3 + green * green * 4 + blue * blue * 2 + hue * 4
    }

    /// xterm's defaults for the 16 colours.
    private static let ansiComponents: [(red: Int, green: Int, blue: Int)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0),
        (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
        (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
        (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]

    private static func indexedComponents(_ index: Int) -> (red: Int, green: Int, blue: Int) {
        if index < 16 { return ansiComponents[max(0, index)] }
        if index >= 232 {
            let level = 8 + (index - 232) * 10
            return (level, level, level)
        }
        let cube = index - 16
        func level(_ step: Int) -> Int { step == 0 ? 0 : 55 + step * 40 }
        return (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
    }
}
