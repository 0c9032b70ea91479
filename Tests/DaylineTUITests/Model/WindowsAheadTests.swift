import Core
import Testing

@testable import DaylineTUI

/// Goal: what is read while nobody types is what the next key asks for. Method: windows as
/// `month/day-month/day` from Monday 23 November 2026, and the keys themselves.
@Suite("reading ahead") struct WindowsAheadTests {
    private func text(_ window: Range<CivilDate>) -> String {
        let (first, last) = (window.lowerBound, window.upperBound)
        return "\(first.month)/\(first.day)-\(last.month)/\(last.day)"
    }

    @Test(
        "the pages and months beside the one on screen, once each",
        arguments: [
            (ViewKind.month, ["11/30-1/11", "9/28-11/9"]),
            // The next and the last week lie in the month that is loaded for the sidebar.
            (.week, ["11/30-1/11", "9/28-11/9"]),
            (.day, ["11/30-1/11", "9/28-11/9"]),
            // The list stays while the cursor is in it, and begins at a cursor before it.
            (.agenda, ["11/23-1/11", "9/28-12/4"]),
        ])
    func windows(_ view: ViewKind, _ expected: [String]) {
        let driver = ModelDriver(view: view)
        #expect(driver.model.windowsAhead.map(text) == expected)
    }

    @Test("each key asks for one of them, or for nothing", arguments: ViewKind.allCases)
    func keys(_ view: ViewKind) {
        for day in ["", "1G", "30G"] {
            for key in ["<PgDn>", "<PgUp>", "<C-f>", "<C-b>", "}", "{"] {
                var driver = ModelDriver(view: view)
                driver.type(day)
                let ahead = driver.model.windowsAhead
                driver.type(key)
                for case .load(let window) in driver.effects {
                    #expect(ahead.contains(window), "\(view) \(day) \(key): \(text(window))")
                }
            }
        }
    }

    @Test("nothing while something lies over the grid, or before the first answer")
    func quiet() {
        var driver = ModelDriver()
        driver.type("?")
        #expect(driver.model.windowsAhead.isEmpty)
        driver.type("<Esc>")
        #expect(driver.model.windowsAhead.count == 2)
        driver.model.loaded = nil
        #expect(driver.model.windowsAhead.isEmpty)
        driver = ModelDriver()
        driver.model.seek = Seek(isForward: true, remaining: 1)
        #expect(driver.model.windowsAhead.isEmpty)
    }

    @Test("the calendar's first and last days ask for nothing beyond them")
    func edges() {
        for edge in [Model.cursorRange.lowerBound, Model.cursorRange.upperBound] {
            var driver = ModelDriver()
            _ = driver.model.goTo(edge)
            for window in driver.model.windowsAhead {
                #expect(CivilDate.range.contains(window.lowerBound))
                #expect(CivilDate.range.contains(window.upperBound))
            }
        }
    }
}
