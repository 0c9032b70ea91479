import Testing

@testable import Core

/// Goal: name, parameters and value of one line (RFC 5545 §3.1, RFC 6868). Method: one line per
/// row; parameters written `NAME=value|value`.
@Suite("content lines")
struct ContentLineTests {
    struct Row: Sendable {
        let line: String
        let name: String
        let parameters: [String]
        let value: String

        init(_ line: String, _ name: String, _ parameters: [String], _ value: String) {
            (self.line, self.name, self.parameters, self.value) = (line, name, parameters, value)
        }
    }

    static let rows: [Row] = [
        // plain
        Row("SUMMARY:Lunch", "SUMMARY", [], "Lunch"),
        // names compare without case
        Row("summary:Lunch", "SUMMARY", [], "Lunch"),
        // an empty value is a value
        Row("SUMMARY:", "SUMMARY", [], ""),
        // colons and semicolons in the value
        Row("URL:https://a.b/c;d:e", "URL", [], "https://a.b/c;d:e"),
        // parameters
        Row("DTSTART;VALUE=DATE:20260101", "DTSTART", ["VALUE=DATE"], "20260101"),
        // parameter names compare without case, values keep theirs
        Row("DTSTART;tzid=Europe/Berlin:x", "DTSTART", ["TZID=Europe/Berlin"], "x"),
        // a quoted value holds : ; ,
        Row("ATTENDEE;CN=\"A:B;C,D\":mailto:a@b", "ATTENDEE", ["CN=A:B;C,D"], "mailto:a@b"),
        // several values, quoted and not
        Row("X;MEMBER=\"a,b\",c,\"d\":v", "X", ["MEMBER=a,b|c|d"], "v"),
        // RFC 6868
        Row("X;A=^'q^'^nline^^2^x^:v", "X", ["A=\"q\"\nline^2^x^"], "v"),
        // an empty parameter value
        Row("TRIGGER;VALUE=:v", "TRIGGER", ["VALUE="], "v"),
        // a parameter without a value (vCalendar 1.0)
        Row("DESCRIPTION;QUOTED-PRINTABLE:v", "DESCRIPTION", ["QUOTED-PRINTABLE"], "v"),
        // a quote that does not end: the first colon counts
        Row("ATTENDEE;CN=\"Mina:mailto:a@b", "ATTENDEE", ["CN=Mina"], "mailto:a@b"),
        // a quote in the middle
        Row("X;CN=O\"N:eil\"l:v", "X", ["CN=ON:eill"], "v"),
        // white space before the colon and around parameter names
        Row("SUMMARY :v", "SUMMARY", [], "v"),
        // a known name with blanks inside is still known
        Row(
            "REFRESH - INTERVAL; VALUE = DURATION:PT4H", "REFRESH-INTERVAL",
            ["VALUE=DURATION"], "PT4H"),
        // unknown and long names
        Row(
            "X-apple-STRUCTURED-LOCATION;A=1:geo:1,2", "X-APPLE-STRUCTURED-LOCATION", ["A=1"],
            "geo:1,2"),
        // sixteen bytes: the longest that the table holds
        Row("PERCENT-COMPLETE:5", "PERCENT-COMPLETE", [], "5"),
        // seventeen
        Row("PERCENT-COMPLETES:5", "PERCENT-COMPLETES", [], "5"),
        // characters in use that the grammar does not have
        Row("item1.X_FOO:v", "ITEM1.X_FOO", [], "v"),
        // a fold loses exactly one white space
        Row("SUMMARY:a\r\n  b\r\n\tc", "SUMMARY", [], "a bc"),
        // a fold in the name
        Row("SUMM\r\n ARY:v", "SUMMARY", [], "v"),
        // a fold in the parameters, where a quote is still open
        Row("X;A=\"b:\r\n c\":v", "X", ["A=b:c"], "v"),
        // a fold right before the colon
        Row("VERSION\r\n :2.0", "VERSION", [], "2.0"),
        // line endings doubled on the way
        Row("VERSION\r\n\r\n :2.0", "VERSION", [], "2.0"),
        // CR CR LF, as text mode makes of CRLF
        Row("SUMMARY:a\r\r\n b\r", "SUMMARY", [], "ab"),
        // a CR that ends nothing is white space
        Row("SUMMARY:a\rb", "SUMMARY", [], "a b"),
    ]

    @Test("name, parameters, value", arguments: rows)
    func parts(_ row: Row) {
        let found = readProperty(row.line)
        #expect(found.name.text == row.name)
        #expect(found.rawValue == row.value)
        let parameters = found.parameters.map { parameter in
            parameter.values.isEmpty
                ? parameter.name : "\(parameter.name)=" + parameter.values.joined(separator: "|")
        }
        #expect(parameters == row.parameters)
        for parameter in found.parameters {
            #expect(found.parameter(parameter.name) == parameter.values.first)
            #expect(found.parameterValues(parameter.name.lowercased()) == parameter.values)
        }
        #expect(found.line == 2)
    }

    @Test("a made line reads back the same", arguments: rows)
    func remade(_ row: Row) {
        let found = readProperty(row.line)
        let made = Property(found.name, found.rawValue, parameters: found.parameters)
        let read = parseICalendar(Component("VEVENT", properties: [made]).bytes)
        #expect(read.components.first?.properties == [made])
        #expect(read.diagnostics.isEmpty)
    }

    /// Every known name is found by its bytes, in both cases, and the `X-` forms are not mistaken.
    @Test("the name table")
    func nameTable() {
        for known in KnownProperty.allCases {
            #expect(PropertyName(known.text).known == known)
            #expect(readProperty("\(known.text.lowercased()):v").name == PropertyName(known))
            #expect(readProperty("\(known.text)X:v").name.known == nil)
        }
        #expect(PropertyName("x-foo") == "X-FOO")
        #expect(PropertyName("BEGIN").text == "X-BEGIN")
        #expect(PropertyName("").text == "X-")
        #expect(PropertyName("A:B;C\r\nD").text == "ABCD")
    }

    @Test("quoted-printable with soft line breaks (vCalendar 1.0)")
    func quotedPrintable() {
        let found = readProperty(
            "DESCRIPTION;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=ED=9A=8C=EC=9D=98=\r\n"
                + " at 10=3A=\r\n30"
        )
        #expect(found.text == "회의 at 10:30")
        let latin = readProperty("SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Caf=E9")
        #expect(latin.text == "Café")
        let bare = readProperty("SUMMARY;QUOTED-PRINTABLE:a=3D=zz=")
        #expect(bare.text == "a==zz")
        // The soft break must not swallow the end of the event.
        let open = readComponent("BEGIN:VEVENT\nSUMMARY;ENCODING=QUOTED-PRINTABLE:a=\nEND:VEVENT\n")
        #expect(open.firstText(.summary) == "a")
        #expect(open.markedDeeply().bytes.count > 0)
        let changed = parseICalendar(open.markedDeeply().bytes).components.first
        #expect(changed?.firstText(.summary) == "a")
        #expect(changed?.firstText("X-MARK") == "1")
    }
}
