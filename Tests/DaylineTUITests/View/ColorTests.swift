import Testing

@testable import DaylineTUI

/// Goal: colours stay recognisable on terminals with fewer. Method: exact colour, expected index.
@Test(
    "nearest colours",
    arguments: [
        // red, green, blue, of 256, of 16           reason
        (0, 0, 0, 16, 0),  // black
        (255, 255, 255, 231, 15),  // white
        (255, 0, 0, 196, 9),  // pure red
        (128, 128, 128, 244, 8),  // grey: from the ramp
        (27, 60, 114, 24, 4),  // a dark blue stays blue
        (59, 130, 246, 69, 12),  // a calendar's blue
        (11, 128, 67, 29, 2),  // a calendar's green
    ] as [(UInt8, UInt8, UInt8, UInt8, UInt8)])
func nearestColors(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ of256: UInt8, _ of16: UInt8) {
    let color = Color.rgb(red, green, blue)
    #expect(color.nearestIndexed == of256)
    #expect(color.nearestAnsi == of16)
}

@Test("fewer colours: backgrounds fall back to attributes, text stays readable")
func degradedStyles() {
    let style = Style(Theme.snow, on: .rgb(70, 90, 140), attributes: [.bold, .reverseIfPlain])
    #expect(style.degraded(to: .direct).background == .rgb(70, 90, 140))
    #expect(style.degraded(to: .direct).attributes == .bold)
    #expect(style.degraded(to: .none) == Style(attributes: [.bold, .reverse]))
    let field = Style(attributes: .underlineIfPlain)
    #expect(field.degraded(to: .none).attributes == .underline)
    #expect(field.degraded(to: .indexed).attributes == [])
    #expect(Theme.muted.degraded(to: .none).attributes == .dim)
    let onYellow = Style(Theme.snow, on: .rgb(240, 220, 0)).degraded(to: .sixteen)
    #expect(onYellow == Style(.black, on: .ansi(11)))
    #expect(Style(.red).degraded(to: .sixteen) == Style(.red))
    #expect(Theme.muted.degraded(to: .eight) == Style(attributes: .dim))
    #expect(Style(.ansi(9)).degraded(to: .eight) == Style(.red, attributes: .bold))
    let bar = Theme.bar.degraded(to: .eight)
    #expect(bar == Style(.white, on: .blue, attributes: .bold))
}

@Test(
    "every calendar colour gives text that can be read on it",
    arguments: [
        0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0x808080, 0xF6BF26, 0x3B82F6,
    ] as [UInt32])
func calendarColors(_ rgb: UInt32) {
    let colors = EventColors(rgb)
    #expect(Theme.snow.luma - colors.fill.luma >= 100)
    #expect(colors.selectedStyle.background.luma - Theme.ink.luma >= 75)
}
