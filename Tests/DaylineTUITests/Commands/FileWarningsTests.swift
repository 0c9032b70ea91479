import Testing

@testable import DaylineTUI

/// Goal: whoever reads a file tells what is wrong in it with file and line. Method: one event a
/// row; the properties begin in line 5.
@Suite("warnings of files") struct FileWarningsTests {
    private let test: TestMachine

    init() throws { test = try TestMachine() }

    @Test(
        "parse, import and instances say the same",
        arguments: [
            ("RRULE:FREQ=MONTHLY;BYDAY=53MO", 7, "rule FREQ=MONTHLY;BYDAY=53MO never yields"),
            (
                "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 7,
                "rule FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 never yields an instance"
            ),
            (
                "RRULE:FREQ=DAILY;COUNT=1000000000", 7,
                "rule FREQ=DAILY;COUNT=1000000000 ends only after the year 9999"
            ),
            ("RRULE:FREQ=DAILY;INTERVAL=0", 7, "rule FREQ=DAILY;INTERVAL=0 not used"),
            ("EXDATE;TZID=Mars/Phobos:20261125T100000", 7, "unknown time zone Mars/Phobos"),
            ("DTEND;TZID=Asia/Tokyo:20261124T110000", 7, "the end is before the start"),
        ])
    func warnings(_ property: String, _ line: Int, _ text: String) throws {
        let event = "UID:a\nDTSTART;TZID=Europe/Berlin:20261124T100000\n\(property)"
        let file = try test.file("a.ics", TestMachine.calendar(event))
        for command in [["parse"], ["import"], ["instances", "--limit", "1"]] {
            let answer = test.run(command + [file])
            #expect(answer.status == .ok, "\(command)")
            #expect(answer.error.hasPrefix("\(file):\(line): \(text)"), "\(answer.error)")
            #expect(answer.error.split(separator: "\n").count == 1, "\(answer.error)")
        }
    }

    @Test("one and several are told apart") func plurals() throws {
        let bad = "DTSTART:20261124T100000\nRRULE:FREQ=MONTHLY;BYDAY=53MO"
        let one = try test.file("one.ics", TestMachine.calendar("UID:a\n\(bad)"))
        let two = try test.file(
            "two.ics", TestMachine.calendar("UID:b\nSUMMARY:B\n\(bad)", "UID:c\n\(bad)"))
        #expect(test.run("parse", one).output.contains(" 1 event (by UID)\n"))
        #expect(test.run("parse", one).output.contains("  0 errors, 1 warning\n"))
        #expect(test.run("parse", two).output.contains("  0 errors, 2 warnings\n"))
        let first = test.run("import", one).output
        #expect(first.hasPrefix("1 object in 1 file: "))
        #expect(first.contains("  1 problem in the file; the rest was read\n"))
        let both = test.run("import", one, two).output
        #expect(both.hasPrefix("3 objects in 2 files: "))
        #expect(both.contains("  3 problems in the files; the rest was read\n"))
    }
}
