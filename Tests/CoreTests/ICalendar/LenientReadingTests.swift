import Testing

@testable import Core

/// Goal: whatever is wrong with the lines is said with its line number, and all the rest is read.
/// Method: one file per row; what is expected is the tree as text and the diagnostics.
@Suite("lenient reading")
struct LenientReadingTests {
    struct Row: Sendable {
        let text: String
        let tree: String
        let diagnostics: [String]

        init(_ text: String, _ tree: String, _ diagnostics: [String] = []) {
            (self.text, self.tree, self.diagnostics) = (text, tree, diagnostics)
        }
    }

    static let rows: [Row] = [
        // correct
        Row("BEGIN:A\r\nX:1\r\nEND:A\r\n", "A(X=1)"),
        // no line ending at the end of the file
        Row("BEGIN:A\r\nX:1\r\nEND:A", "A(X=1)"),
        // bare LF: said once
        Row("BEGIN:A\nX:1\nEND:A\n", "A(X=1)", ["1 bareLineFeed"]),
        // a file of CR
        Row("BEGIN:A\rX:1\r\rY:2\rEND:A\r", "A(X=1 Y=2)", ["1 bareCarriageReturn"]),
        // a single CR before a line that is surely one
        Row(
            "BEGIN:A\r\nX:1\rSUMMARY:2\r\nEND:A\r\n", "A(X=1 SUMMARY=2)",
            ["2 bareCarriageReturn"]),
        // byte order mark
        Row("\u{FEFF}BEGIN:A\r\nEND:A\r\n", "A()", ["1 byteOrderMark"]),
        // a byte order mark inside, as concatenated files have it
        Row("BEGIN:A\r\nEND:A\r\n\u{FEFF}BEGIN:B\r\nEND:B\r\n", "A() B()", ["3 indentedLine"]),
        // the END is missing at the end of the file
        Row("BEGIN:A\r\nX:1\r\n", "A(X=1)", ["1 missingEnd(component: \"A\")"]),
        // an END is missing inside: the END around it ends both
        Row(
            "BEGIN:A\r\nBEGIN:B\r\nX:1\r\nEND:A\r\n", "A(B(X=1))",
            ["2 missingEnd(component: \"B\")"]),
        // an event cannot hold an event: the first one's END is missing
        Row(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX:1\r\nBEGIN:VEVENT\r\nX:2\r\nEND:VEVENT\r\n"
                + "END:VCALENDAR\r\n", "VCALENDAR(VEVENT(X=1) VEVENT(X=2))",
            ["2 missingEnd(component: \"VEVENT\")"]),
        // nor an alarm an alarm
        Row(
            "BEGIN:VEVENT\r\nBEGIN:VALARM\r\nX:1\r\nBEGIN:VALARM\r\nX:2\r\nEND:VALARM\r\n"
                + "END:VEVENT\r\n", "VEVENT(VALARM(X=1) VALARM(X=2))",
            ["2 missingEnd(component: \"VALARM\")"]),
        // two files in one, the first cut off
        Row(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nX:1\r\nBEGIN:VCALENDAR\r\nX:2\r\n"
                + "END:VCALENDAR\r\n", "VCALENDAR(VEVENT(X=1)) VCALENDAR(X=2)",
            ["1 missingEnd(component: \"VCALENDAR\")", "2 missingEnd(component: \"VEVENT\")"]),
        // an END that ends nothing, inside and outside
        Row(
            "END:B\r\nBEGIN:A\r\nEND:C\r\nX:1\r\nEND:A\r\n", "A(X=1)",
            ["1 endWithoutBegin(component: \"B\")", "3 endWithoutBegin(component: \"C\")"]),
        // names of components compare without case and white space
        Row("begin: a \r\nX:1\r\nend:A\r\n", "A(X=1)"),
        // folded BEGIN
        Row("BEG\r\n IN:V\r\n EVENT\r\nX:1\r\nEND:VEVENT\r\n", "VEVENT(X=1)"),
        // a line without a colon
        Row("BEGIN:A\r\nX:1\r\nno colon\r\nY:2\r\nEND:A\r\n", "A(X=1 Y=2)", ["3 noColon"]),
        // without a name
        Row(
            "BEGIN:A\r\n:1\r\n;P=1:2\r\nY:2\r\nEND:A\r\n", "A(Y=2)",
            ["2 emptyName", "3 emptyName"]),
        // with a name that cannot be one: text that lost its fold
        Row("BEGIN:A\r\nto be done: x\r\nY:2\r\nEND:A\r\n", "A(Y=2)", ["2 invalidName"]),
        // an unnamed component
        Row("BEGIN:A\r\nBEGIN:\r\nX:1\r\nEND:A\r\n", "A(X=1)", ["2 emptyName"]),
        // outside every component
        Row(
            "X:1\r\nBEGIN:A\r\nEND:A\r\nY:2\r\n", "A()",
            ["1 outsideComponent", "4 outsideComponent"]),
        // a quote that does not end
        Row("BEGIN:A\r\nX;P=\"a:1\r\nY:2\r\nEND:A\r\n", "A(X=1 Y=2)", ["2 unbalancedQuote"]),
        // empty lines are nothing
        Row("\r\n\r\nBEGIN:A\r\n\r\nX:1\r\n\r\n\r\nEND:A\r\n", "A(X=1)"),
        // an indented file
        Row(
            "  BEGIN:A\r\n    X:1\r\n     23\r\n    Y:2\r\n    BEGIN:B\r\n      Z:3\r\n"
                + "    END:B\r\n  END:A\r\n", "A(X=123 Y=2 B(Z=3))",
            (1...8).filter { $0 != 3 }.map { "\($0) indentedLine" }),
        // text that continues with a colon in it is no indented line
        Row("BEGIN:A\r\nSUMMARY:see\r\n URL:x\r\nEND:A\r\n", "A(SUMMARY=seeURL:x)"),
        // a quote that does not end before an indented line
        Row(
            "BEGIN:A\r\n X;P=\"a:1\r\n Y:2\r\nEND:A\r\n", "A(X=1 Y=2)",
            ["2 unbalancedQuote", "2 indentedLine", "3 indentedLine"]),
        // a NUL
        Row("BEGIN:A\r\nX:1\0\r\nEND:A\r\n", "A(X=1\0)", ["2 nulByte"]),
        // no calendar at all
        Row("<html>\r\n", "", ["0 noComponent", "1 noColon"]),
        Row("", "", ["0 noComponent"]),
    ]

    @Test("tree and diagnostics", arguments: rows)
    func reading(_ row: Row) {
        let parsed = readCalendars(row.text)
        #expect(tree(parsed.components) == row.tree)
        #expect(parsed.diagnostics.map { "\($0.line) \($0.kind)" } == row.diagnostics)
    }

    @Test("the same after writing and reading again, changed or not", arguments: rows)
    func rereading(_ row: Row) {
        for component in readCalendars(row.text).components {
            #expect(parseICalendar(component.bytes).components == [component])
            let marked = parseICalendar(component.markedDeeply().bytes).components
            #expect(marked.map { $0.unmarkedDeeply() } == [component])
        }
    }

    @Test("lines that are not UTF-8 are read as Windows-1252 and written as they were")
    func windows1252() {
        let bytes =
            Array("BEGIN:VEVENT\r\nSUMMARY:Caf".utf8) + [0xE9, 0x80]
            + Array("\r\nLOCATION:회의실\r\nEND:VEVENT\r\n".utf8)
        let parsed = parseICalendar(bytes)
        var event = parsed.components.first ?? Component("X")
        #expect(parsed.diagnostics.map(\.kind) == [.invalidUTF8])
        #expect(parsed.diagnostics.map(\.line) == [2])
        #expect(event.firstText(.summary) == "Café€")
        #expect(event.firstText(.location) == "회의실")
        #expect(event.bytes == bytes)
        #expect(readComponent(event.text).firstText(.summary) == "Café€")
        event.set(.text(.location, "B"))
        #expect(event.first(.summary)?.text == "Café€")
        #expect(event.bytes.contains(0xE9))
    }

    @Test("a character cut by a fold is whole again")
    func foldInsideCharacter() {
        let text = Array("회".utf8)
        let bytes =
            Array("BEGIN:VEVENT\r\nSUMMARY:a".utf8) + [text[0]] + [0x0D, 0x0A, 0x20]
            + text[1...] + Array("\r\nEND:VEVENT\r\n".utf8)
        let parsed = parseICalendar(bytes)
        #expect(parsed.diagnostics.isEmpty)
        #expect(parsed.components.first?.firstText(.summary) == "a회")
        #expect(parsed.components.first.map { readComponent($0.text) } == parsed.components.first)
    }

    @Test("UTF-16, with and without a byte order mark", arguments: [true, false], [true, false])
    func utf16(bigEndian: Bool, withMark: Bool) {
        let text = (withMark ? "\u{FEFF}" : "") + "BEGIN:VEVENT\r\nSUMMARY:회의 🎉\r\nEND:VEVENT\r\n"
        let bytes = text.utf16.flatMap { unit -> [UInt8] in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return bigEndian ? pair : pair.reversed()
        }
        let parsed = parseICalendar(bytes)
        #expect(parsed.components.first?.firstText(.summary) == "회의 🎉")
        #expect(parsed.diagnostics.map(\.kind) == [.utf16])
    }

    private func tree(_ components: [Component]) -> String {
        components.map { component in
            let properties = component.properties.map { "\($0.name)=\($0.rawValue)" }
            let inner = component.components.map { tree([$0]) }
            return "\(component.name)(" + (properties + inner).joined(separator: " ") + ")"
        }.joined(separator: " ")
    }
}
