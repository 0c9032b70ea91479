import Testing

@testable import Core

/// Goal: every limit holds, is diagnosed, and costs linear time and no recursion.
@Suite("parse limits")
struct ParseLimitTests {
    @Test(
        "nested components",
        arguments: [
            "X-NEST",  // a name we do not know nests
            "VEVENT",  // an event ends the event before it
            "VCALENDAR",
        ])
    func nesting(_ name: String) {
        let count = 10_000
        let text =
            String(repeating: "BEGIN:\(name)\r\nX:1\r\n", count: count)
            + String(repeating: "END:\(name)\r\n", count: count)
            + "BEGIN:VCALENDAR\r\n\(eventText("SUMMARY:after"))END:VCALENDAR\r\n"
        let parsed = readCalendars(text)
        #expect(parsed.components.last?.components.first?.firstText(.summary) == "after")
        for component in parsed.components {
            #expect(parseICalendar(component.bytes).components == [component])
            let marked = parseICalendar(component.markedDeeply().bytes).components
            #expect(marked.map { $0.unmarkedDeeply() } == [component])
        }
        #expect(Set(parsed.components).count <= parsed.components.count)
        if name == "X-NEST" {
            #expect(parsed.components.count == 2)
            #expect(parsed.diagnostics.map(\.kind) == [.tooDeep(limit: 32)])
            #expect(parsed.diagnostics.map(\.line) == [65])
            #expect(parsed.components[0].bytes.count == text.utf8.count - 73)
        }
    }

    @Test("nested without any END")
    func nestedWithoutEnd() {
        let parsed = readCalendars(String(repeating: "BEGIN:X\r\n", count: 10_000))
        #expect(parsed.components.count == 1)
        #expect(parsed.diagnostics.count == 33)
        #expect(parsed.components.first?.bytes.count == 90_000)
    }

    @Test("a 100 MB line is kept but not read")
    func longLine() {
        let bytes =
            Array("BEGIN:VEVENT\r\nDESCRIPTION:".utf8)
            + [UInt8](repeating: UInt8(ascii: "a"), count: 100 << 20)
            + Array("\r\nSUMMARY:after\r\nEND:VEVENT\r\n".utf8)
        let parsed = parseICalendar(bytes)
        let size = (100 << 20) + 12
        #expect(
            parsed.diagnostics == [
                Diagnostic(
                    line: 2, severity: .error, kind: .lineTooLong(bytes: size, limit: 16 << 20))
            ])
        #expect(parsed.components.first?.properties.map(\.name) == [.summary])
        #expect(parsed.components.first?.bytes.count == bytes.count)
    }

    @Test("a long line made of folds, of quotes, of carriage returns")
    func longOddLines() {
        var limits = ParseLimits()
        limits.maxLineBytes = 1000
        for piece in ["\r\n a", "\"", "\r", "\ra", ";", "\r\n\r\n ", "=\r\n", "^", "\\"] {
            let line =
                "X;Y=\(String(repeating: "y", count: 200_000));ENCODING=QUOTED-PRINTABLE;Z="
                + String(repeating: piece, count: 100_000)
            let parsed = parseICalendar(
                Array("BEGIN:VEVENT\r\n\(line):\r\nSUMMARY:after\r\nEND:VEVENT\r\n".utf8),
                limits: limits)
            #expect(parsed.components.first?.firstText(.summary) == "after")
        }
    }

    @Test("counts of components, lines and diagnostics")
    func counts() {
        var limits = ParseLimits()
        limits.maxComponents = 3
        let many = Array(String(repeating: eventText("X:1"), count: 5).utf8)
        var parsed = parseICalendar(many, limits: limits)
        #expect(parsed.components.count == 3)
        #expect(parsed.diagnostics.map(\.kind) == [.tooManyComponents(limit: 3)])
        #expect(parsed.diagnostics.map(\.line) == [10])

        limits = ParseLimits()
        limits.maxProperties = 4
        parsed = parseICalendar(many, limits: limits)
        #expect(parsed.components.map { $0.properties.count } == [1, 0])
        #expect(parsed.diagnostics.map(\.kind).contains(.tooManyProperties(limit: 4)))
        #expect(parsed.components.last?.text == "BEGIN:VEVENT\r\n")

        limits = ParseLimits()
        limits.maxDiagnostics = 2
        parsed = parseICalendar(Array("a\r\nb\r\nc\r\nd\r\n\(eventText())".utf8), limits: limits)
        #expect(parsed.diagnostics.map(\.kind) == [.noColon, .noColon, .moreDiagnostics(count: 2)])

        limits = ParseLimits()
        limits.maxBytes = 10
        parsed = parseICalendar(many, limits: limits)
        #expect(parsed.components.isEmpty)
        #expect(parsed.diagnostics.map(\.kind) == [.fileTooLarge(limit: 10)])
    }

    @Test("empty lines cost nothing")
    func emptyLines() {
        let blank = String(repeating: "\r\n", count: 1_000_000)
        let parsed = readCalendars("BEGIN:VEVENT\r\n\(blank)SUMMARY:after\r\nEND:VEVENT\r\n")
        #expect(parsed.components.first?.first(.summary)?.line == 1_000_002)
        #expect(parsed.diagnostics.isEmpty)
    }
}
