import Core
import Testing

@testable import DaylineTUI

/// Goal: no text can break the layout. Method: every view and layer with random titles, places and
/// sizes; each row must have exactly as many columns as the screen, and the frame must stand where
/// it stands with empty titles.
enum LayoutPropertyTests {
    @Test(arguments: 1...60)
    static func randomTitlesKeepTheLayout(seed: UInt64) {
        var random = ScreenRandom(state: seed)
        let size = Size(columns: 40 + random.below(170), rows: 12 + random.below(55))
        let view = ViewKind.allCases[random.below(4)]
        var model = Sample.model(
            view, size, cursor: Sample.date(11, 1 + random.below(30)))
        model.cursorMinute = random.below(48) * 30
        model.focus = random.below(4) == 0 ? .sidebar : .grid
        for index in model.instances.indices {
            model.instances[index].say(title: random.text(), location: random.text())
        }
        model.selection = model.instances[random.below(model.instances.count)].key
        model.layers = [[], [Sample.details], [Sample.form], [Sample.search]][random.below(4)]
        let screen = render(model)
        expectExact(screen, seed)

        for index in model.instances.indices {
            model.instances[index].say(title: "x", location: "")
        }
        if model.layers.isEmpty { expectSameFrame(screen, render(model), seed) }
    }

    @Test("every size down to the smallest and below", arguments: ViewKind.allCases)
    static func everySize(_ view: ViewKind) {
        for columns in stride(from: 0, through: 130, by: 13) {
            for rows in stride(from: 0, through: 50, by: 7) {
                var model = Sample.model(view, Size(columns: columns, rows: rows))
                expectExact(render(model), 0)
                for layer in [Sample.details, Sample.form, Sample.search, Sample.overlapDialog] {
                    model.layers = [layer]
                    expectExact(render(model), 0)
                }
                for what in SyncedScreen.allCases {
                    model.layers = what.layers
                    model.sync = what.sync
                    expectExact(render(model), 0)
                }
                model.layers = [.help(HelpState(scroll: 10_000)), Sample.prompt]
                model.focus = .sidebar
                expectExact(render(model), 0)
            }
        }
    }

    @Test("every field of the form can have the focus at the smallest size")
    static func focusIsVisible() {
        guard case .form(var form) = Sample.form else { return }
        for field in form.visibleFields {
            form.focus = field
            var model = Sample.model(.month, Size(columns: 40, rows: 12))
            model.layers = [.form(form)]
            let screen = render(model)
            expectExact(screen, 0)
            #expect(
                screen.regions.contains { $0.target == .field(field) && !$0.area.isEmpty },
                "\(field) is not on the screen")
        }
    }

    /// The widths of every row add up, and each right half follows its wide glyph.
    private static func expectExact(_ screen: Screen, _ seed: UInt64) {
        for row in 0..<screen.rows {
            var column = 0
            while column < screen.columns {
                let cell = screen[column, row]
                let isGood =
                    cell.width == 1
                    || (cell.width == 2 && column + 1 < screen.columns
                        && screen[column + 1, row].width == 0)
                guard isGood, DisplayWidth.columns(cell.glyph) == Int(cell.width) else {
                    Issue.record("seed \(seed): row \(row), column \(column): \(cell)")
                    return
                }
                column += Int(cell.width)
            }
        }
    }

    private static func expectSameFrame(_ one: Screen, _ other: Screen, _ seed: UInt64) {
        let frame: Set<String> = ["│", "┼", "├", "┬", "┌"]
        for row in 0..<one.rows {
            for column in 0..<one.columns where one[column, row].style == Theme.border {
                let glyph = one[column, row].glyph
                let same = other[column, row].glyph == glyph || !frame.contains(glyph)
                #expect(same, "seed \(seed): row \(row), column \(column)")
            }
        }
    }
}

/// SplitMix64 and titles made of what breaks layouts.
struct ScreenRandom {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
    }

    mutating func text() -> String {
        let pieces = [
            "a", "Z ", "한", "국어", "漢字", "ｶ", "e\u{301}", "\u{301}", "👨‍👩‍👧‍👦", "👍🏽", "🇰🇷", "🇰",
            "✈️", "☕", "1️⃣", "שלום", "مرحبا", "क्षि", "\u{1B}[2J", "\t", "\n", "\u{202E}",
            "\u{200B}", "\u{200D}", "\u{FE0F}", "\u{1160}", "\u{9B}", "\0", "🏳️‍🌈", "ﷺ", "𝕏",
        ]
        var text = ""
        for _ in 0..<below(30) { text += pieces[below(pieces.count)] }
        for _ in 0..<below(3) {
            text.unicodeScalars.append(Unicode.Scalar(UInt32(below(0xD7FF))) ?? "?")
        }
        return text
    }
}

extension Instance {
    /// Changes what is said of it, and nothing that decides where it stands.
    fileprivate mutating func say(title: String, location: String) {
        summary = EventSummary(
            object: object, calendar: calendar, uid: uid, zone: summary.zone, title: title,
            location: location,
            status: status, isTransparent: isTransparent, isOverride: isOverride)
    }
}
