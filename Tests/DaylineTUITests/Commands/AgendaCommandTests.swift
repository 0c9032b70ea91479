import Core
import Testing

@testable import DaylineTUI

/// Goal: agenda, next, search and overlaps say what is there. Method: a small calendar, whole
/// outputs compared. Now is Monday 2026-11-23 16:04:05 in Berlin.
@Suite("looking at events") struct AgendaCommandTests {
    private let test: TestMachine

    init() throws {
        test = try TestMachine()
        let file = try test.file(
            "in.ics",
            TestMachine.calendar(
                "UID:standup\nSUMMARY:주간 스탠드업\nDTSTART;TZID=Asia/Seoul:20261116T180000\n"
                    + "DURATION:PT30M\nRRULE:FREQ=WEEKLY",
                "UID:plan\nSUMMARY:Planning\nLOCATION:Room 4\n"
                    + "DTSTART;TZID=Europe/Berlin:20261124T090000\n"
                    + "DTEND;TZID=Europe/Berlin:20261124T103000",
                "UID:one\nSUMMARY:1:1\nDTSTART;TZID=Europe/Berlin:20261124T100000\n"
                    + "DTEND;TZID=Europe/Berlin:20261124T103000\nSTATUS:TENTATIVE",
                "UID:off\nSUMMARY:Offsite\nDTSTART;VALUE=DATE:20261125\nDTEND;VALUE=DATE:20261127",
                "UID:train\nSUMMARY:Night train\nDTSTART;TZID=Europe/Berlin:20261126T223000\n"
                    + "DTEND;TZID=Europe/Berlin:20261127T061500",
                "UID:float\nSUMMARY:Tea\nDTSTART:20261123T170000\nDTEND:20261123T171500"))
        test.run("import", "--calendar", "Work", file)
    }

    @Test("a week as text") func agenda() {
        let answer = test.run("agenda")
        #expect(answer.status == .ok)
        #expect(
            answer.output == """
                Monday, 23 November 2026 · today
                  10:00–10:30  ▌주간 스탠드업 ↻  Work #1
                  17:00–17:15  ▌Tea  Work #6

                Tuesday, 24 November 2026 · tomorrow
                  09:00–10:30  ▌Planning · Room 4  Work #2
                  10:00–10:30  ▌1:1  tentative Work #3

                Wednesday, 25 November 2026
                  all day      ▌Offsite  Work #4

                Thursday, 26 November 2026
                  all day      ▌Offsite  Work #4
                  22:30→       ▌Night train  Work #5

                Friday, 27 November 2026
                  →06:15       ▌Night train  Work #5

                """)
    }

    @Test("lines fit the terminal, by columns") func narrow() {
        test.terminal.columns = 40
        let output = test.run("agenda").output
        for line in output.split(separator: "\n") where line.hasPrefix("  ") {
            #expect(DisplayWidth.columns(line) <= 40, "\(line)")
        }
    }

    @Test("JSON: display zone, dates only when all-day, no offset when floating")
    func json() {
        let answer = test.run("agenda", "today", "wed", "--json", "--tz", "UTC")
        let lines = answer.output.split(separator: "\n").map(String.init)
        #expect(
            lines.first { $0.contains("standup") }
                == #"{"uid":"standup","recurrenceId":"2026-11-23T18:00:00+09:00","#
                + #""start":"2026-11-23T09:00:00Z","end":"2026-11-23T09:30:00Z","allDay":false,"#
                + #""status":"confirmed","summary":"주간 스탠드업","tz":"UTC","duration":"PT30M","#
                + #""location":"","transparent":false,"override":false,"calendar":"Work","id":1},"#)
        #expect(lines.contains { $0.contains(#""start":"2026-11-23T17:00:00","end""#) })
        #expect(
            lines.contains {
                $0.contains(#""start":"2026-11-25","end":"2026-11-27","allDay":true"#)
                    && $0.contains(#""tz":null,"duration":"P2D""#)
            })
    }

    @Test("nothing is exit status 1, and JSON stays JSON") func nothing() {
        #expect(test.run("agenda", "2001-01-01").status == .nothingFound)
        let json = test.run("agenda", "2001-01-01", "--json")
        #expect(json.status == .nothingFound)
        #expect(json.output == "[]\n")
    }

    @Test("the next event, for a status bar") func next() {
        #expect(test.run("next").output == "17:00 Tea (in 56 min)\n")
        #expect(
            test.run("next", "--count", "2").output
                == "17:00 Tea (in 56 min)\nTue 24 Nov 09:00 Planning (in 16 h 56 min)\n")
        #expect(test.run("next", "--calendar", "Nowhere").status == .nothingFound)
    }

    @Test("overlaps: pairs, and exit status 1 without any") func overlaps() {
        let answer = test.run("overlaps")
        #expect(
            answer.output == """
                Tue 24 Nov, 10:00–10:30
                  Tue 24 Nov, 09:00–10:30  Planning  Work #2
                  Tue 24 Nov, 10:00–10:30  1:1  Work #3

                """)
        #expect(test.run("overlaps", "today", "today").status == .nothingFound)
        #expect(test.run("overlaps", "today", "today", "--json").output == "[]\n")
    }

    @Test("overlaps of whole lives: each pair once, with the first time") func overlapsEver() {
        test.run(
            "add", "Run", "--start", "2026-11-24 8:00", "--duration", "90m", "--rrule",
            "FREQ=DAILY", "--tz", "Europe/Berlin")
        test.run(
            "add", "Walk", "--start", "2026-11-24 20:00", "--rrule", "FREQ=DAILY", "--tz",
            "Europe/Berlin")
        let all = test.run("overlaps", "--ever")
        #expect(all.output.split(separator: "\n").count { $0.contains("Run") } == 1)
        #expect(all.output.contains("Planning"))
        let of = test.run("overlaps", "--of", "8")
        #expect(of.status == .nothingFound)
        #expect(of.error == "dayline: no overlap, ever\n")
        #expect(of.output == "")
    }

    @Test("search finds Korean by two characters") func search() {
        let answer = test.run("search", "탠드")
        #expect(answer.status == .ok)
        #expect(answer.output.contains("주간 스탠드업  Work #1"))
        #expect(test.run("search", "zzz").status == .nothingFound)
    }

    @Test(
        "an event by number, UID, or beginning of a UID",
        arguments: ["2", "#2", "plan", "pla"])
    func show(_ event: String) {
        let answer = test.run("show", event)
        #expect(answer.output.hasPrefix("Planning\nWhen        Tue 24 Nov, 09:00–10:30\n"))
    }

    @Test("what is not unique is not guessed") func ambiguous() throws {
        test.run(
            "import",
            try test.file("b.ics", TestMachine.calendar("UID:plan-b\nDTSTART:20261201T100000")))
        let answer = test.run("show", "pl")
        #expect(answer.status == .usage)
        #expect(answer.error == "dayline: “pl” could be one of #2, #7\n")
    }

    @Test("show prints the stored text byte for byte") func ics() {
        let text = test.run("show", "plan", "--ics").output
        #expect(text.contains("DTSTART;TZID=Europe/Berlin:20261124T090000\r\n"))
    }
}
