import Core
import Foundation
import Testing

@testable import DaylineTUI

/// Goal: any file can be expanded and checked, good or bad, in bounded time. Method: whole outputs
/// of small files; hostile files with a limit on time.
@Suite("files without importing") struct InstancesCommandTests {
    private let test: TestMachine

    init() throws { test = try TestMachine() }

    private func lines(_ events: String..., options: [String]) throws -> [String] {
        let body = events.map {
            "BEGIN:VEVENT\r\n\($0.replacing("\n", with: "\r\n"))\r\nEND:VEVENT\r\n"
        }
        let file = try test.file(
            "in.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\(body.joined())END:VCALENDAR\r\n")
        return test.run(["instances", file, "--json"] + options).output
            .split(separator: "\n").map(String.init)
    }

    @Test("JSON Lines: times in the event’s own zone") func json() throws {
        let found = try lines(
            "UID:a\nSUMMARY:Night\nDTSTART;TZID=Europe/Berlin:20261024T023000\nDURATION:PT1H\n"
                + "RRULE:FREQ=DAILY",
            "UID:b\nSUMMARY:Day\nDTSTART;VALUE=DATE:20261024",
            "UID:c\nSTATUS:CANCELLED\nDTSTART:20261024T100000",
            options: ["--limit", "2", "--tz", "Asia/Seoul"])
        #expect(
            found == [
                #"{"uid":"a","recurrenceId":"2026-10-24T02:30:00+02:00","#
                    + #""start":"2026-10-24T02:30:00+02:00","end":"2026-10-24T03:30:00+02:00","#
                    + #""allDay":false,"status":"confirmed","#
                    + #""summary":"Night","tz":"Europe/Berlin"}"#,
                // The second night has the hour twice: the first counts, an hour on is the second.
                #"{"uid":"a","recurrenceId":"2026-10-25T02:30:00+02:00","#
                    + #""start":"2026-10-25T02:30:00+02:00","end":"2026-10-25T02:30:00+01:00","#
                    + #""allDay":false,"status":"confirmed","#
                    + #""summary":"Night","tz":"Europe/Berlin"}"#,
                #"{"uid":"b","recurrenceId":null,"start":"2026-10-24","end":"2026-10-25","#
                    + #""allDay":true,"status":"confirmed","summary":"Day","tz":null}"#,
                #"{"uid":"c","recurrenceId":null,"start":"2026-10-24T10:00:00","#
                    + #""end":"2026-10-24T10:00:00","allDay":false,"status":"cancelled","#
                    + #""summary":"","tz":null}"#,
            ])
    }

    @Test("from is part of it, to is not; --tz says in which zone") func window() throws {
        let rule = "UID:a\nDTSTART:20261101T120000Z\nRRULE:FREQ=DAILY"
        func starts(_ options: String...) throws -> [String] {
            try lines(rule, options: options).compactMap { line in
                line.firstRange(of: "\"start\":\"").map {
                    String(line[$0.upperBound...].prefix(10))
                }
            }
        }
        #expect(
            try starts("--from", "2026-11-03", "--to", "2026-11-05", "--tz", "UTC")
                == ["2026-11-03", "2026-11-04"])
        // The third of November begins in Auckland at 11:00 UTC on the second.
        #expect(
            try starts("--from", "2026-11-03", "--to", "2026-11-04", "--tz", "Pacific/Auckland")
                == ["2026-11-02"])
        #expect(try starts("--to", "2026-11-03", "--tz", "UTC") == ["2026-11-01", "2026-11-02"])
        #expect(try starts("--from", "2026-11-03T12:00:00Z", "--limit", "1") == ["2026-11-03"])
    }

    @Test("moved, excluded and added instances are what they are") func overrides() throws {
        let found = try lines(
            "UID:a\nSUMMARY:Run\nDTSTART;TZID=Europe/Berlin:20261102T070000\nDURATION:PT1H\n"
                + "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Europe/Berlin:20261116T070000",
            "UID:a\nSUMMARY:Swim\nRECURRENCE-ID;TZID=Europe/Berlin:20261109T070000\n"
                + "DTSTART;TZID=Europe/Berlin:20261110T080000\nDURATION:PT1H", options: [])
        #expect(found.count == 2)
        #expect(
            found.last?.contains(
                #""recurrenceId":"2026-11-09T07:00:00+01:00","start":"2026-11-10T08:00:00+01:00""#)
                == true)
    }

    @Test("exit status: nothing found, bad data, limits") func status() throws {
        let empty = try test.file("empty.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")
        #expect(test.run("instances", empty).status == .nothingFound)
        #expect(test.run("parse", empty).status == .ok)
        let bad = try test.file("bad.ics", "hello")
        #expect(test.run("instances", bad).status == .badData)
        #expect(test.run("parse", bad).status == .badData)
        #expect(test.run("instances", empty, "--limit", "0").status == .usage)
        #expect(test.run("instances", empty, "--from", "+2d", "--to", "today").status == .usage)
    }

    @Test("parse counts, and tells errors by line") func parse() throws {
        let file = try test.file(
            "a.ics", TestMachine.calendar("UID:a\nDTSTART:20261124T100000\nDTEND:20261124T090000"))
        let answer = test.run("parse", file, "--json")
        #expect(answer.output.hasPrefix(#"{"file":"\#(file)","bytes":"#))
        #expect(answer.output.contains(#""events":1,"components":{"VEVENT":1}"#))
        #expect(answer.output.contains("the end is before the start"))
        #expect(test.run("parse", file).error.hasPrefix("\(file):"))
    }

    /// Files that mean harm, or break what a careless reader assumes.
    static let hostileFiles: [(name: String, text: String)] = [
        ("byte order mark", "\u{feff}" + TestMachine.calendar("UID:a\nDTSTART:20261124T100000")),
        (
            "bare CR",
            TestMachine.calendar("UID:a\nDTSTART:20261124T100000")
                .replacingOccurrences(of: "\r\n", with: "\r")
        ),
        ("missing END", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20261124T100000\n"),
        (
            "duplicate UID",
            TestMachine.calendar("UID:a\nDTSTART:20261124T100000", "UID:a\nDTSTART:20261125T100000")
        ),
        (
            "COUNT=10^9",
            TestMachine.calendar(
                "UID:a\nDTSTART:20261124T100000\nRRULE:FREQ=DAILY;COUNT=1000000000")
        ),
        (
            "BYDAY=53MO",
            TestMachine.calendar("UID:a\nDTSTART:20261124T100000\nRRULE:FREQ=YEARLY;BYDAY=53MO")
        ),
        (
            "never",
            TestMachine.calendar(
                "UID:a\nDTSTART:20261124T100000\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
        ),
        (
            "every second",
            TestMachine.calendar("UID:a\nDTSTART:20261124T100000\nRRULE:FREQ=SECONDLY")
        ),
        (
            "10,000 nested components",
            "BEGIN:VCALENDAR\n" + String(repeating: "BEGIN:VEVENT\n", count: 10_000)
                + String(repeating: "END:VEVENT\n", count: 10_000) + "END:VCALENDAR\n"
        ),
        (
            "a long line",
            TestMachine.calendar(
                "UID:a\nDTSTART:20261124T100000\nX-L:\(String(repeating: "x", count: 20 << 20))")
        ),
    ]

    @Test(
        "bad input ends, with an answer", .timeLimit(.minutes(1)),
        arguments: hostileFiles.map(\.name))
    func hostile(_ name: String) throws {
        let text = try #require(InstancesCommandTests.hostileFiles.first { $0.name == name }).text
        try expand(Array(text.utf8))
    }

    @Test("invalid UTF-8 hides nothing else") func invalidUTF8() throws {
        var bytes = Array(TestMachine.calendar("UID:a\nSUMMARY:?\nDTSTART:20261124T100000").utf8)
        let mark = try #require(bytes.firstIndex(of: UInt8(ascii: "?")))
        bytes[mark] = 0xe9
        try expand(bytes)
        #expect(test.run("agenda").output.contains("é"))
    }

    private func expand(_ bytes: [UInt8]) throws {
        let file = test.path("in.ics")
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        for command in [["parse"], ["instances", "--limit", "1000"], ["import"]] {
            let answer = test.run(command + [file])
            #expect(answer.status != .storage, "\(command): \(answer.error.prefix(200))")
        }
    }
}
