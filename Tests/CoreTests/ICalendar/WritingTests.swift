import Testing

@testable import Core

/// Goal: what was not changed is written byte for byte; what was made or changed as RFC 5545 §3.1
/// demands.
@Suite("writing")
struct WritingTests {
    /// Everything odd at once: case, folds, bare LF, empty and junk lines, an unknown property.
    static let odd =
        "begin:vevent\nuid:1\r\n\r\nSUMMARY;language=en:Lun\r\n\tch\nX-Foo;a=\"b\":1\r\njunk\r\n"
        + "BEGIN:VALARM\nACTION:DISPLAY\r\nEND:VALARM\r\n\r\nend:VEVENT"

    @Test("an unchanged component keeps its bytes")
    func unchanged() {
        let text = "BEGIN:VCALENDAR\n" + Self.odd + "\r\nEND:VCALENDAR\n"
        #expect(readComponent(text).text == text)
        #expect(readComponent(Self.odd).text == Self.odd)
    }

    @Test("setting the same value is no change")
    func sameValue() {
        var event = readComponent(Self.odd)
        event.set(Property("SUMMARY", "Lunch", parameters: [Parameter("LANGUAGE", "en")]))
        if let uid = event.first(.uid) { event.set(uid) }
        event.remove("X-ABSENT")
        event.components = event.components
        event.removeProperties { $0.name == .url }
        #expect(event.text == Self.odd)
    }

    @Test("a change touches only its line")
    func oneLine() {
        var event = readComponent(Self.odd)
        event.set(.text(.summary, "Dinner, late"))
        let expected = Self.odd.replacing(
            "SUMMARY;language=en:Lun\r\n\tch\n", with: "SUMMARY:Dinner\\, late\r\n")
        #expect(event.text == expected)
        #expect(event.first("X-FOO")?.parameter("a") == "b")
    }

    @Test("inserted, appended and removed properties")
    func insertAndRemove() {
        var event = readComponent(Self.odd)
        event.append(Property("EXDATE", "1"))
        event.append(Property("EXDATE", "2"))
        event.replaceAll(
            "EXDATE",
            with: [
                Property("EXDATE", "3"), Property("EXDATE", "4"),
                Property("EXDATE", "5"),
            ])
        #expect(
            event.text
                == Self.odd.replacing(
                    "1\r\njunk", with: "1\r\nEXDATE:3\r\nEXDATE:4\r\nEXDATE:5\r\njunk"))
        event.replaceAll("EXDATE", with: [Property("EXDATE", "5")])
        event.remove("EXDATE")
        #expect(event.text == Self.odd)
    }

    @Test("set drops further properties of the name")
    func setDropsOthers() {
        var found = readComponent(eventText("URL:a", "UID:1", "URL:b"))
        found.set(Property("URL", "a"))
        #expect(found.text == eventText("URL:a", "UID:1"))
    }

    @Test("a change in an inner component keeps all around it")
    func innerChange() {
        let text = "BEGIN:VCALENDAR\n" + Self.odd + "\n" + eventText("UID:2") + "END:VCALENDAR\n"
        var calendar = readComponent(text)
        calendar.components[1].set(Property("UID", "3"))
        #expect(calendar.text == text.replacing("UID:2", with: "UID:3"))
        calendar.components.append(Component("VTODO"))
        #expect(calendar.components.map(\.name) == ["VEVENT", "VEVENT", "VTODO"])
        calendar.components.remove(at: 1)
        calendar.components.removeLast()
        #expect(calendar.text == text.replacing(eventText("UID:2"), with: ""))
    }

    @Test("an event that ended with the file gets its END among others")
    func missingEndIsAdded() {
        let cut = readComponent("BEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nX:1")
        #expect(cut.text == "BEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nX:1")
        let calendar = Component("VCALENDAR", components: [cut, Component("VEVENT")])
        #expect(
            calendar.text == "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nX:1\r\n"
                + "END:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    }

    @Test("a stray END that would end the new surroundings is left out")
    func strayEnd() {
        let stray = readComponent("BEGIN:VEVENT\r\nEND:VCALENDAR\r\nUID:1\r\nEND:VEVENT\r\n")
        let calendar = Component("VCALENDAR", components: [stray, Component("VTODO")])
        #expect(readComponent(calendar.text) == calendar)
        #expect(readCalendars(calendar.text).diagnostics.isEmpty)
    }

    @Test(
        "parameter values are quoted and encoded when they must be",
        arguments: [
            ("plain", "plain"),  // nothing to do
            ("a b", "a b"),  // a space is safe
            ("a:b", "\"a:b\""), ("a;b", "\"a;b\""), ("a,b", "\"a,b\""),  // RFC 5545 §3.2
            ("say \"hi\"", "say ^'hi^'"), ("a\nb", "a^nb"), ("a^b", "a^^b"),  // RFC 6868
            ("a\r\nb\u{7}", "a^nb"),  // one line break; a bell cannot be written
            ("회의", "회의"),  // QSAFE and SAFE have all of Unicode
        ])
    func parameterValues(_ value: String, _ written: String) {
        let made = Property("X", "v", parameters: [Parameter("P", value)])
        #expect(
            Component("A", properties: [made]).text == "BEGIN:A\r\nX;P=\(written):v\r\nEND:A\r\n")
        #expect(readProperty("X;P=\(written):v") == made)
    }

    @Test(
        "TEXT is escaped and unescaped",
        arguments: [
            ("a,b;c\\d", "a\\,b\\;c\\\\d"),  // RFC 5545 §3.3.11
            ("two\nlines", "two\\nlines"), ("two\r\nlines", "two\\nlines"),
            ("two\rlines", "two\\nlines"),
            ("tab\tkept\u{0}\u{1B}gone", "tab\tkeptgone"),  // control characters but tab cannot be
        ])
    func textEscapes(_ text: String, _ raw: String) {
        #expect(Property.text(.summary, text).rawValue == raw)
    }

    @Test(
        "lenient escapes",
        arguments: [
            ("a\\Nb", "a\nb"),  // §3.3.11 allows the capital
            ("10\\:30 \\\"x\\\"", "10:30 \"x\""),  // written by old programs
            ("C:\\temp", "C:\\temp"),  // not an escape: kept
            ("end\\", "end\\"),  // nothing to escape
        ])
    func lenientEscapes(_ raw: String, _ text: String) {
        #expect(readProperty("SUMMARY:\(raw)").text == text)
    }

    @Test("a list of texts")
    func textLists() {
        #expect(readProperty("CATEGORIES:a,b\\,c,,d\\\\,e").textList == ["a", "b,c", "d\\", "e"])
        let made = Property.textList(.categories, ["a", "b,c", "d\\"])
        #expect(made.rawValue == "a,b\\,c,d\\\\")
        #expect(made.textList == ["a", "b,c", "d\\"])
    }

    @Test("no value can break out of its line")
    func injection() {
        let made = Property(
            "X\r\nEND", "v\r\nEND:A\u{0}",
            parameters: [
                Parameter("P\r\n:", "w\r\nEND:A")
            ])
        let text = Component("A\r\nB", properties: [made]).text
        #expect(text == "BEGIN:AB\r\nXEND;P=\"w^nEND:A\":vEND:A\r\nEND:AB\r\n")
        #expect(readComponent(text).properties == [made])
    }

    @Test("changing one part of a property keeps the others")
    func replacing() {
        let summary = readProperty("SUMMARY;LANGUAGE=ko;ENCODING=QUOTED-PRINTABLE:a=3Db")
        #expect(summary.replacingText("a=b").line == 2)
        let other = summary.replacingText("x,y")
        #expect(
            other
                == Property(
                    .summary, "x\\,y", parameters: [Parameter("LANGUAGE", "ko")]))
        var start = readProperty("DTSTART;X-A=1;TZID=Asia/Seoul:20260101T090000")
        start = start.replacingTime(.date(CivilDate(dayNumber: 0)))
        #expect(
            start
                == Property(
                    .dtstart, "19700101",
                    parameters: [Parameter("VALUE", "DATE"), Parameter("X-A", "1")]))
    }

    @Test("another composition of the same character is a change")
    func canonicalEquivalence() {
        var found = readComponent(eventText("SUMMARY:caf\u{E9}"))
        found.set(.text(.summary, "cafe\u{301}"))
        #expect(found.bytes == Array(eventText("SUMMARY:cafe\u{301}").utf8))
        #expect(Property("X", "\u{E9}") != Property("X", "e\u{301}"))
        #expect(Parameter("X", "\u{E9}") != Parameter("X", "e\u{301}"))
    }
}
