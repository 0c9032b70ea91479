import Core
import Testing

@testable import DaylineTUI

/// Goal: a window read ahead is shown without reading, and never after somebody wrote. Method:
/// the interface over a real replica, one write a row.
@Suite("windows read ahead") struct LoadedWindowsTests {
    private static func window(_ month: Int) -> Range<CivilDate> {
        let first = ModelDriver.today.firstOfMonth.adding(months: month)
        return first..<first.adding(months: 1)
    }

    private func answer(_ number: Int) -> Input {
        .loaded(window: LoadedWindowsTests.window(number), [], overlapping: [])
    }

    @Test("the newest six are kept, for one version")
    func limit() throws {
        let bench = try InterfaceBench()
        var windows = LoadedWindows()
        let version = try bench.replica.version()
        for number in 0..<7 {
            windows.keep(
                answer(number), for: LoadedWindowsTests.window(number), version: version)
        }
        let kept = (0..<7).filter {
            windows.answer(for: LoadedWindowsTests.window($0), version: version) == answer($0)
        }
        #expect(kept == [1, 2, 3, 4, 5, 6])
        // Kept again, a window becomes the newest.
        windows.keep(answer(1), for: LoadedWindowsTests.window(1), version: version)
        windows.keep(answer(7), for: LoadedWindowsTests.window(7), version: version)
        #expect(windows.answer(for: LoadedWindowsTests.window(1), version: version) != nil)
        #expect(windows.answer(for: LoadedWindowsTests.window(2), version: version) == nil)
        // Another window that lies inside is not the same.
        let part = LoadedWindowsTests.window(7).lowerBound..<LoadedWindowsTests.window(7).lowerBound
        #expect(windows.answer(for: part, version: version) == nil)

        try bench.replica.setVisible(bench.work, to: false)
        let later = try bench.replica.version()
        #expect(windows.answer(for: LoadedWindowsTests.window(7), version: later) == nil)
        windows.keep(answer(0), for: LoadedWindowsTests.window(0), version: later)
        #expect(windows.answer(for: LoadedWindowsTests.window(0), version: later) != nil)
        #expect(windows.answer(for: LoadedWindowsTests.window(7), version: version) == nil)
    }

    @Test("what is not asked for any more is forgotten")
    func keepOnly() throws {
        let bench = try InterfaceBench()
        var windows = LoadedWindows()
        let version = try bench.replica.version()
        for number in 0..<5 {
            windows.keep(
                answer(number), for: LoadedWindowsTests.window(number), version: version)
        }
        windows.keep(only: [1, 3, 9].map(LoadedWindowsTests.window))
        let kept = (0..<10).filter {
            windows.answer(for: LoadedWindowsTests.window($0), version: version) != nil
        }
        #expect(kept == [1, 3])
        windows.keep(only: [])
        #expect(windows.answer(for: LoadedWindowsTests.window(1), version: version) == nil)
    }

    @Test("read ahead, a window is answered as if it were read then")
    func prepared() throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        let window = LoadedWindowsTests.window(0)
        var fresh = bench.runner
        #expect(!bench.runner.isLoaded(window))
        bench.runner.prepare(window)
        #expect(bench.runner.isLoaded(window))
        #expect(bench.runner.run(.load(window)) == fresh.run(.load(window)))
        #expect(!bench.runner.isLoaded(LoadedWindowsTests.window(1)))
    }

    enum Writer: CaseIterable { case form, undo, hiding, otherReplica }

    @Test("a write by anybody makes it unread", arguments: Writer.allCases)
    func invalidated(_ writer: Writer) throws {
        var bench = try InterfaceBench()
        bench.add("Lunch", day: 24, at: "12:00")
        let window = LoadedWindowsTests.window(0)
        bench.runner.prepare(window)
        let other = try Replica.open(at: bench.replica.path, zones: InterfaceBench.zones)
        _ = try other.calendars()
        #expect(bench.runner.isLoaded(window), "reading changes nothing")
        switch writer {
        case .form: bench.add("Tea", day: 24, at: "16:00")
        case .undo: bench.type("u")
        case .hiding: bench.carryOut([.setVisible(bench.work, false)])
        case .otherReplica: _ = try other.undo(now: bench.runner.now())
        }
        #expect(!bench.runner.isLoaded(window))
        let titles = bench.runner.run(.load(window)).flatMap { input -> [String] in
            if case .loaded(_, let instances, _) = input { return instances.map(\.title) }
            return []
        }
        #expect(titles == (writer == .form ? ["Lunch", "Tea"] : []))
    }
}
