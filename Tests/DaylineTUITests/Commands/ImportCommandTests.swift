import Core
import Foundation
import Testing

@testable import DaylineTUI

/// Goal: files come in whole, twice changes nothing, and what is wrong is told by line. Method:
/// small files of each kind people have.
@Suite("files in and out") struct ImportCommandTests {
    private let test: TestMachine

    init() throws { test = try TestMachine() }

    private static let lunch = "UID:lunch\nSUMMARY:Lunch\nDTSTART:20261124T120000\nDURATION:PT1H"

    @Test("twice changes nothing") func twice() throws {
        let file = try test.file("a.ics", TestMachine.calendar(ImportCommandTests.lunch))
        #expect(
            test.run("import", file).output
                == "1 object in 1 file: 1 added, 0 updated, 0 unchanged\n")
        #expect(
            test.run("import", file).output
                == "1 object in 1 file: 0 added, 0 updated, 1 unchanged\n")
        #expect(test.run("undo").output.contains("import"))
        #expect(test.run("agenda").status == .nothingFound)
    }

    @Test("vdir: a calendar per folder, with its name and colour") func vdir() throws {
        _ = try test.file("cal/work/displayname", "Arbeit\n")
        _ = try test.file("cal/work/color", "#ff8800\n")
        _ = try test.file("cal/work/1.ics", TestMachine.calendar(ImportCommandTests.lunch))
        _ = try test.file(
            "cal/home/2.ics", TestMachine.calendar("UID:b\nSUMMARY:Tea\nDTSTART:20261124T150000"))
        _ = try test.file("cal/home/.hidden.ics", "no calendar")
        _ = try test.file("cal/home/notes.txt", "no calendar")
        #expect(test.run("import", test.path("cal")).status == .ok)
        #expect(
            test.run("calendar", "list").output == """
                ▌home    \(RGB.standard(count: 0))  overlaps: warn
                ▌Arbeit  #ff8800  overlaps: warn

                """)
        #expect(test.run("agenda", "--calendar", "Arbeit").output.contains("Lunch"))
    }

    @Test("the file’s own name for the calendar, or --calendar") func calendarName() throws {
        let text = TestMachine.calendar(ImportCommandTests.lunch)
            .replacing("PRODID", with: "X-WR-CALNAME:Family\r\nPRODID")
        let file = try test.file("a.ics", text)
        test.run("import", file)
        #expect(test.run("agenda", "--calendar", "Family").output.contains("Lunch"))
        test.run("import", "--calendar", "Other", file)
        #expect(test.run("agenda", "--calendar", "Other").output.contains("Lunch"))
    }

    @Test("calcurse’s export: no UID, DURATION in days and hours") func calcurse() throws {
        let file = try test.file(
            "calcurse.ics",
            """
            BEGIN:VCALENDAR
            PRODID:-//calcurse//NONSGML v4.8.0//EN
            VERSION:2.0
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261124
            RRULE:FREQ=WEEKLY;INTERVAL=1;COUNT=2
            SUMMARY:Bins
            END:VEVENT
            BEGIN:VEVENT
            DTSTART:20261125T090000
            DURATION:P0DT1H30M0S
            SUMMARY:Dentist
            END:VEVENT
            BEGIN:VTODO
            PRIORITY:1
            SUMMARY:Taxes
            END:VTODO
            END:VCALENDAR

            """)
        let answer = test.run("import", file)
        #expect(answer.status == .ok)
        #expect(answer.output.contains("3 added"))
        #expect(answer.output.contains("1 VTODO: kept, not shown"))
        #expect(test.run("import", file).output.contains("3 unchanged"))
        #expect(test.run("agenda").output.contains("09:00–10:30  ▌Dentist"))
    }

    @Test("one bad event does not hide the others, and its line is told") func badEvent() throws {
        let file = try test.file(
            "a.ics",
            TestMachine.calendar(
                "UID:bad\nSUMMARY:Bad\nDTSTART:yesterday", ImportCommandTests.lunch,
                "UID:zone\nDTSTART;TZID=Mars/Phobos:20261124T090000\nRRULE:FREQ=DAILY;INTERVAL=0"))
        let answer = test.run("import", file)
        #expect(answer.status == .ok)
        #expect(answer.output.contains("3 added"))
        #expect(answer.output.contains("1 without a readable start: kept, not shown"))
        #expect(answer.error.contains("\(file):4: no DTSTART that can be read"))
        #expect(answer.error.contains("unknown time zone Mars/Phobos"))
        #expect(answer.error.contains("INTERVAL=0 is not in"))
    }

    @Test("a named file without a calendar is bad data; the others come in") func notACalendar()
        throws
    {
        let good = try test.file("a.ics", TestMachine.calendar(ImportCommandTests.lunch))
        let bad = try test.file("b.ics", "PDF-1.4 hello")
        let answer = test.run("import", bad, good)
        #expect(answer.status == .badData)
        #expect(answer.output.contains("1 added"))
        #expect(answer.output.contains("1 file could not be used"))
    }

    @Test("progress on a terminal, nothing on a pipe") func progress() throws {
        let files = try (0..<3).map { number in
            try test.file(
                "\(number).ics",
                TestMachine.calendar(
                    "UID:\(number)\nSUMMARY:\(number)\nDTSTART:20261124T0\(number)0000"))
        }
        #expect(test.run(["import"] + files).error.isEmpty)
        test.run("undo")
        test.terminal.isErrorTerminal = true
        let shown = test.run(["import"] + files).error
        #expect(shown.contains("reading [####################          ] 2/3"))
        #expect(shown.contains("storing ["))
    }

    @Test("what comes in goes out: one file, and a folder that comes in again") func export() throws
    {
        let text = TestMachine.calendar(
            "UID:lunch\nSUMMARY:Lunch\nDTSTART:20261124T120000\nX-OTHER;X-P=\"a;b\":kept")
        test.run("import", "--calendar", "Work", try test.file("a.ics", text))
        let exported = test.run("export").output
        #expect(exported.contains("X-OTHER;X-P=\"a;b\":kept\r\n"))
        #expect(test.run("export", "lunch").output.contains("UID:lunch\r\n"))

        let single = test.path("out.ics")
        #expect(test.run("export", "--output", single).output.isEmpty)
        #expect(try String(contentsOfFile: single, encoding: .utf8) == exported)

        test.run("export", "--vdir", test.path("out"))
        let other = try TestMachine()
        #expect(other.run("import", test.path("out")).output.contains("1 added"))
        #expect(other.run("export").output == exported)
    }

    @Test(
        "names of files are harmless",
        arguments: [
            ("../../etc/passwd", "______etc_passwd"), ("", "_"), (".hidden", "_hidden"),
            ("a b/c", "a_b_c"), ("일정@example", "일정@example"),
        ])
    func fileNames(_ text: String, _ expected: String) {
        #expect(ExportCommand.fileName(text) == expected)
    }
}
