import Core
import Testing

@testable import DaylineTUI

/// Goal: what commands print is exact. Method: values in, text out.
@Suite("output") struct OutputTests {
    @Test("JSON keeps the order of keys and escapes what must be escaped")
    func json() {
        var json = JSONWriter()
        json.object { json in
            json.field("z", "a\"b\\c\nd\te\u{1}f\u{7f}한")
            json.field("a", nil as String?)
            json.field("n", -5)
            json.field("t", true)
            json.key("o")
            json.object { _ in }
            json.key("l")
            json.array(of: [1, 2]) { $0.value($1) }
        }
        #expect(
            json.text == #"{"z":"a\"b\\c\nd\te\u0001f\u007f한","a":null,"n":-5,"t":true,"#
                + #""o":{},"l":[1,2]}"#)
    }

    @Test("arrays of one element a line")
    func jsonLines() {
        func text(_ numbers: [Int]) -> String {
            var json = JSONWriter()
            json.lines(of: numbers) { json, number in json.object { $0.field("n", number) } }
            json.endLine()
            return json.text
        }
        #expect(text([]) == "[]\n")
        #expect(text([1, 2]) == "[\n{\"n\":1},\n{\"n\":2}\n]\n")
    }

    @Test(
        "RFC 3339",
        arguments: [
            ("2026-11-23T09:30:00", 3600, "2026-11-23T09:30:00+01:00"),
            ("2026-11-23T09:30:00", -12_600, "2026-11-23T09:30:00-03:30"),
            ("2026-11-23T09:30:00", 0, "2026-11-23T09:30:00+00:00"),
            ("1937-01-01T12:00:27", 1172, "1937-01-01T11:59:55+00:19"),  // +00:19:32: same instant
        ])
    func timestamps(_ local: String, _ offset: Int, _ expected: String) throws {
        guard
            case .local(let time)? = DateText.moment(
                local, now: LocalDateTime(seconds: 0))
        else { throw CommandError.usage(local) }
        #expect(TimestampText.zoned(time, offset: offset) == expected)
    }

    @Test(
        "days in words",
        arguments: [
            ([], "2026-11-23", "2026-11-29"),  // a week from today
            (["tomorrow"], "2026-11-24", "2026-11-30"),
            (["next", "fri"], "2026-11-27", "2026-12-03"),  // needs no quotes
            (["today", "+2w"], "2026-11-23", "2026-12-07"),
            (["2026-12-01", "2026-12-01"], "2026-12-01", "2026-12-01"),
            (["next", "fri", "in", "3", "weeks"], "2026-11-27", "2026-12-14"),
            (["24", "dec"], "2026-12-24", "2026-12-30"),  // two dates would go backwards
        ])
    func periods(_ words: [String], _ first: String, _ last: String) throws {
        let today = try #require(CivilDate(year: 2026, month: 11, day: 23))
        let period = try DayPeriod(words, today: today, length: 7)
        #expect("\(period.days.lowerBound)" == first)
        #expect("\(period.days.upperBound)" == last)
    }

    @Test("text from files never steers the terminal")
    func safeText() {
        var out = OutputBuffer()
        out.safe("a\u{1b}[2Jb\u{7}\nc\u{202e}d")
        #expect(!out.text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202e })
    }

    @Test(
        "cut to columns, not to characters",
        arguments: [
            ("회의실 예약", 6, "회의…", 5),
            ("meeting", 5, "meet…", 5),
            ("meeting", 7, "meeting", 7),
        ])
    func columns(_ text: String, _ room: Int, _ expected: String, _ width: Int) {
        var out = OutputBuffer()
        #expect(out.safe(text, columns: room) == width)
        #expect(out.text == expected)
    }
}
