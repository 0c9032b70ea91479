import Core
import Foundation
import Testing

@testable import DaylineTUI

/// Goal: calendars are made, changed and deleted, and doctor tells the truth. Method: short
/// sessions, lists compared.
@Suite("calendars") struct CalendarCommandTests {
    private let test: TestMachine

    init() throws { test = try TestMachine() }

    private var names: [String] {
        let lines = test.run("calendar", "list", "--json").output.split(separator: "\n")
        return lines.compactMap { line -> String? in
            let parts = line.split(separator: "\"")
            return parts.count > 3 && parts[1] == "name" ? String(parts[3]) : nil
        }
    }

    @Test("add, rename, recolour, delete, and back") func life() {
        #expect(test.run("calendar", "add", "Work", "--calendar-color", "#abc").status == .ok)
        #expect(test.run("calendar", "add", "일정", "--overlaps", "reject").status == .ok)
        #expect(
            test.run("calendar").output == """
                ▌Work  #aabbcc  overlaps: warn
                ▌일정  \(RGB.standard(count: 1))  overlaps: reject

                """)
        test.run("calendar", "rename", "Work", "Job")
        test.run("calendar", "color", "job", "#010203")
        #expect(
            test.run("calendar", "list", "--json").output.contains(
                ##"{"name":"Job","color":"#010203","overlapPolicy":"warn","visible":true,"##))
        test.run("calendar", "delete", "Job")
        #expect(names == ["일정"])
        test.run("undo")
        #expect(Set(names) == ["Job", "일정"])
    }

    @Test(
        "refused",
        arguments: [
            (["add", "work"], Outcome.usage),  // the same name but for case
            (["add", " "], .usage),
            (["add", "x", "--calendar-color", "mauve"], .usage),
            (["rename", "Work", "Home"], .usage),  // taken
            (["rename", "Play", "x"], .nothingFound),
            (["delete", "Play"], .nothingFound),
            (["overlaps", "Work", "sometimes"], .usage),
        ])
    func refused(_ arguments: [String], _ outcome: Outcome) {
        test.run("calendar", "add", "Work")
        test.run("calendar", "add", "Home")
        #expect(test.run(["calendar"] + arguments).status == outcome)
        #expect(names == ["Work", "Home"])
    }

    @Test("doctor tells what is there, and notices damage") func doctor() throws {
        #expect(test.run("doctor").output.contains("none yet"))
        test.run("add", "Lunch", "--start", "today 12:00")
        let healthy = test.run("doctor")
        #expect(healthy.status == .ok)
        #expect(healthy.output.contains("sound"))
        #expect(healthy.output.contains("1 event"))
        #expect(test.run("doctor", "--rebuild").status == .ok)
        let path = test.path("data/replica.sqlite")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: path))
        #expect(test.run("doctor").status == .storage)
    }
}
