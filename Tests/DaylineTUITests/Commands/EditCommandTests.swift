import Core
import Testing

@testable import DaylineTUI

/// Goal: add, edit, move and delete do what they say, on the instances they say, and undo takes it
/// back. Method: JSON of the agenda after each step. Now is Monday 2026-11-23 16:04:05 in Berlin.
@Suite("changing events") struct EditCommandTests {
    private let test: TestMachine

    init() throws { test = try TestMachine() }

    /// Starts and ends of all events from now on, `start/end title`.
    private func events(_ from: String = "2026-11-01", _ to: String = "2026-12-31") -> [String] {
        test.run("agenda", from, to, "--json").output.split(separator: "\n").compactMap { line in
            func field(_ name: String) -> Substring? {
                guard let start = line.firstRange(of: "\"\(name)\":\"") else { return nil }
                return line[start.upperBound...].prefix { $0 != "\"" }
            }
            guard let start = field("start"), let end = field("end"), let title = field("summary")
            else { return nil }
            return "\(start)/\(end) \(title)"
        }
    }

    @Test(
        "times of a new event",
        arguments: [
            (["--start", "tomorrow 9:00"], "2026-11-24T09:00:00+01:00/2026-11-24T10:00:00+01:00"),
            (
                ["--start", "tomorrow 9:00", "--end", "9:45"],
                "2026-11-24T09:00:00+01:00/2026-11-24T09:45:00+01:00"
            ),
            (  // an end before the start is meant for the day after
                ["--start", "tomorrow 22:00", "--end", "6:15"],
                "2026-11-24T22:00:00+01:00/2026-11-25T06:15:00+01:00"
            ),
            (
                ["--start", "2026-12-24T18:00", "--duration", "1h30m"],
                "2026-12-24T18:00:00+01:00/2026-12-24T19:30:00+01:00"
            ),
            (["--start", "2026-12-24"], "2026-12-24/2026-12-25"),
            (["--start", "2026-12-24", "--end", "2026-12-26"], "2026-12-24/2026-12-27"),
            (["--start", "today 9:00", "--all-day"], "2026-11-23/2026-11-24"),
            (  // 9 in Seoul is 1 in Berlin
                ["--start", "tomorrow 9:00", "--zone", "Asia/Seoul"],
                "2026-11-24T01:00:00+01:00/2026-11-24T02:00:00+01:00"
            ),
            (
                ["--start", "tomorrow 9:00", "--zone", "floating"],
                "2026-11-24T09:00:00/2026-11-24T10:00:00"
            ),
            (
                ["--start", "2026-11-24T09:00:00Z", "--duration", "15m"],
                "2026-11-24T10:00:00+01:00/2026-11-24T10:15:00+01:00"
            ),
        ])
    func add(_ options: [String], _ expected: String) {
        let answer = test.run(["add", "Lunch"] + options)
        #expect(answer.status == .ok, "\(answer)")
        #expect(answer.output == "added #1 Lunch to Personal\n")
        #expect(events() == ["\(expected) Lunch"])
    }

    @Test(
        "refused",
        arguments: [
            ["--start", "whenever"],
            ["--start", "2026-12-24", "--duration", "1h"],  // an all-day event of an hour
            ["--start", "today 9:00", "--end", "2026-11-22 9:00"],  // ends before it starts
            ["--start", "today", "--zone", "Mars/Phobos"],
            ["--start", "today 9:00", "--rrule", "FREQ=NEVER"],
            ["--start", "today 9:00", "--end", "10:00", "--duration", "1h"],
        ])
    func refused(_ options: [String]) {
        let answer = test.run(["add", "Lunch"] + options)
        #expect(answer.status == .usage, "\(answer)")
        #expect(events().isEmpty)
    }

    @Test("an overlap is told, refused or nobody’s business, as the calendar says")
    func overlap() {
        test.run("add", "One", "--start", "tomorrow 9:00")
        let warned = test.run("add", "Two", "--start", "tomorrow 9:30")
        #expect(warned.status == .ok)
        #expect(warned.error == "dayline: overlaps “One” Tue 24 Nov, 09:00–10:00\n")
        test.run("calendar", "overlaps", "Personal", "reject")
        let refused = test.run("add", "Three", "--start", "tomorrow 9:45")
        #expect(refused.status == .badData)
        #expect(events().count == 2)
        #expect(test.run("add", "Three", "--start", "tomorrow 9:45", "--force").status == .ok)
        test.run("calendar", "overlaps", "Personal", "allow")
        #expect(test.run("add", "Four", "--start", "tomorrow 9:45").error.isEmpty)
        #expect(events().count == 4)
    }

    @Test("another title makes no overlap, another time does") func overlapOfEdits() {
        test.run("add", "One", "--start", "tomorrow 9:00")
        test.run("add", "Two", "--start", "tomorrow 9:30")
        test.run("calendar", "overlaps", "Personal", "reject")
        let renamed = test.run("edit", "#2", "--title", "Three")
        #expect(renamed.status == .ok, "\(renamed)")
        #expect(renamed.error.isEmpty)
        #expect(test.run("move", "#2", "tomorrow 9:15").status == .badData)
        #expect(test.run("move", "#2", "tomorrow 10:00").status == .ok)
    }

    @Test("back-to-back is no overlap") func backToBack() {
        test.run("add", "One", "--start", "tomorrow 9:00")
        #expect(test.run("add", "Two", "--start", "tomorrow 10:00").error.isEmpty)
    }

    private func addSeries() {
        test.run("add", "Run", "--start", "2026-11-24 7:00", "--rrule", "FREQ=WEEKLY;COUNT=4")
    }

    private func runs(_ days: String...) -> [String] {
        days.map { "2026-\($0)T07:00:00+01:00/2026-\($0)T08:00:00+01:00 Run" }
    }

    @Test("for a recurring event nothing is guessed") func scopeNeeded() {
        addSeries()
        #expect(test.run("delete", "1").status == .usage)
        #expect(test.run("edit", "1", "--title", "Walk").status == .usage)
        #expect(test.run("delete", "1", "--this").status == .usage)
        #expect(test.run("delete", "1", "--at", "2026-11-25").status == .nothingFound)
        #expect(test.run("delete", "1", "--at", "2026-12-01", "--this", "--all").status == .usage)
        #expect(events() == runs("11-24", "12-01", "12-08", "12-15"))
    }

    @Test("delete one, the later ones, all; undo and redo") func delete() {
        addSeries()
        test.run("delete", "1", "--at", "2026-12-01", "--this")
        #expect(events() == runs("11-24", "12-08", "12-15"))
        test.run("delete", "1", "--at", "2026-12-08", "--future")
        #expect(events() == runs("11-24"))
        test.run("undo")
        #expect(events() == runs("11-24", "12-08", "12-15"))
        test.run("redo")
        #expect(events() == runs("11-24"))
        test.run("delete", "1", "--all")
        #expect(events().isEmpty)
        #expect(test.run("undo").output == "Undone: delete “Run”\n")
        #expect(events() == runs("11-24"))
    }

    @Test("edit one instance; its original start still names it") func editOne() {
        addSeries()
        let answer = test.run("edit", "1", "--at", "2026-12-01", "--start", "2026-12-02 8:00")
        #expect(answer.status == .ok, "\(answer)")
        #expect(
            events() == [
                runs("11-24")[0], "2026-12-02T08:00:00+01:00/2026-12-02T09:00:00+01:00 Run",
            ] + runs("12-08", "12-15"))
        test.run("edit", "1", "--at", "2026-12-01T07:00", "--title", "Swim")
        #expect(events().contains("2026-12-02T08:00:00+01:00/2026-12-02T09:00:00+01:00 Swim"))
    }

    @Test("edit this and the future: two events") func editFuture() {
        addSeries()
        let answer = test.run("edit", "1", "--at", "2026-12-08", "--future", "--title", "Swim")
        #expect(answer.output == "changed #1 and #2 Swim\n")
        #expect(
            events()
                == runs("11-24", "12-01")
                + runs("12-08", "12-15").map { $0.replacing("Run", with: "Swim") })
        test.run("undo")
        #expect(events() == runs("11-24", "12-01", "12-08", "12-15"))
    }

    @Test("edit all keeps what is not named") func editAll() {
        addSeries()
        test.run("edit", "1", "--all", "--title", "Swim", "--location", "Lake")
        let shown = test.run("show", "1", "--json").output
        #expect(shown.contains(#""location":"Lake""#))
        #expect(shown.contains(#""rrule":"FREQ=WEEKLY;COUNT=4""#))
        test.run("edit", "1", "--all", "--rrule", "none")
        #expect(events().count == 1)
    }

    @Test(
        "move",
        arguments: [
            (["2026-12-24"], "2026-12-24T09:00:00+01:00"),  // a day alone keeps the time of day
            (["2026-12-24", "14:00"], "2026-12-24T14:00:00+01:00"),
            (["--by", "30m"], "2026-11-24T09:30:00+01:00"),
            (["--by", "-1h"], "2026-11-24T08:00:00+01:00"),
            (["--by", "2d"], "2026-11-26T09:00:00+01:00"),
        ])
    func move(_ arguments: [String], _ expected: String) {
        test.run("add", "Lunch", "--start", "tomorrow 9:00")
        let answer = test.run(["move", "1"] + arguments)
        #expect(answer.status == .ok, "\(answer)")
        #expect(events().first?.hasPrefix(expected) == true, "\(events())")
    }

    @Test("an event goes to another calendar") func otherCalendar() {
        test.run("add", "Lunch", "--start", "tomorrow 9:00")
        test.run("calendar", "add", "Work")
        test.run("edit", "1", "--calendar", "work")
        #expect(test.run("agenda", "--calendar", "Work").output.contains("Lunch"))
        #expect(test.run("agenda", "--calendar", "Personal").status == .nothingFound)
    }
}
