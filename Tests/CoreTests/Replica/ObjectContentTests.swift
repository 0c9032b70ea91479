import Testing

@testable import Core

/// Goal: what counts as the same content. Method: one line each added to or changed in a base.
struct ObjectContentTests {
    private static let base = ["DTSTART:20261123T120000Z", "SUMMARY:Lunch", "LOCATION:Cafe"]
    private static let alarm = ["BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT5M", "END:VALARM"]

    private static func text(_ lines: [String], uid: String = "a") -> [UInt8] {
        Array(eventText(uid, lines).utf8)
    }

    @Test(
        "same content",
        arguments: [
            base,
            base.reversed(),  // order of lines
            base + ["SEQUENCE:4", "DTSTAMP:20260101T000000Z"],  // revisions
            base + ["CREATED:20260101T000000Z", "last-modified:20260101T000000Z"],
            ["DTSTART:20261123T120000Z", "SUMMARY:Lun\r\n ch", "LOCATION:C\n\tafe"],  // folding
        ])
    func same(_ lines: [String]) {
        let (one, other) = (Self.text(Self.base), Self.text(lines, uid: "other"))
        #expect(ObjectContent.hash(one) == ObjectContent.hash(other))
        #expect(ObjectContent.isSame(one, other))
    }

    @Test(
        "other content",
        arguments: [
            base + ["SUMMARY:Lunch"],  // a line twice
            Array(base.dropLast()),  // a line less
            ["DTSTART:20261123T120000Z", "SUMMARY:lunch", "LOCATION:Cafe"],  // case of a value
            base + ["UIDX:1"],  // a longer name
            base + alarm,  // a part more
            base + alarm + alarm,
            base + ["ACTION:AUDIO", "TRIGGER:-PT5M"],  // the part's lines outside
            ["DTSTART:20261123T120000Z", "SUMMARY:Cafe", "LOCATION:Lunch"],  // values exchanged
        ])
    func other(_ lines: [String]) {
        let (one, other) = (Self.text(Self.base), Self.text(lines))
        #expect(ObjectContent.hash(one) != ObjectContent.hash(other))
        #expect(!ObjectContent.isSame(one, other))
    }

    @Test("zones and the calendar's own properties do not count")
    func surroundings() {
        let event = "BEGIN:VEVENT\nUID:a\nSUMMARY:x\nEND:VEVENT\n"
        let zone =
            "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD\n"
            + "END:VTIMEZONE\n"
        let plain = Array("BEGIN:VCALENDAR\n\(event)END:VCALENDAR\n".utf8)
        let rich = Array("BEGIN:VCALENDAR\nMETHOD:PUBLISH\n\(zone)\(event)END:VCALENDAR\n".utf8)
        #expect(ObjectContent.hash(plain) == ObjectContent.hash(rich))
        #expect(ObjectContent.isSame(plain, rich))
    }

    @Test(
        "broken texts end",
        arguments: [
            "", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x",
            "END:VEVENT\nEND:X\n",
            "\n\n \n", " x", "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nBEGIN:STANDARD\n",
        ])
    func broken(_ text: String) {
        let bytes = Array(text.utf8)
        #expect(ObjectContent.hash(bytes) == ObjectContent.hash(bytes))
        #expect(ObjectContent.isSame(bytes, bytes + Array("\n".utf8)))
    }
}
