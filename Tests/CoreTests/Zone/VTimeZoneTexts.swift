import Testing

@testable import Core

/// VTIMEZONE components as programs write them.
enum VTimeZoneTexts {
    /// RFC 5545 §3.6.5, first example: all of New York's law since 1967.
    static let newYork = """
        BEGIN:DAYLIGHT\nDTSTART:19670430T020000
        RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19730429T070000Z
        TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nTZNAME:EDT\nEND:DAYLIGHT
        BEGIN:STANDARD\nDTSTART:19671029T020000
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z
        TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nTZNAME:EST\nEND:STANDARD
        BEGIN:DAYLIGHT\nDTSTART:19740106T020000\nRDATE:19750223T020000
        TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nTZNAME:EDT\nEND:DAYLIGHT
        BEGIN:DAYLIGHT\nDTSTART:19760425T020000
        RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=-1SU;UNTIL=19860427T070000Z
        TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nTZNAME:EDT\nEND:DAYLIGHT
        BEGIN:DAYLIGHT\nDTSTART:19870405T020000
        RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z
        TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nTZNAME:EDT\nEND:DAYLIGHT
        BEGIN:DAYLIGHT\nDTSTART:20070311T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        TZOFFSETFROM:-0500\nTZOFFSETTO:-0400\nTZNAME:EDT\nEND:DAYLIGHT
        BEGIN:STANDARD\nDTSTART:20071104T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        TZOFFSETFROM:-0400\nTZOFFSETTO:-0500\nTZNAME:EST\nEND:STANDARD
        """

    /// Outlook: everything begins in 1601, on a day that the rule does not yield.
    static let outlookBerlin = """
        BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD
        BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT
        """

    /// Southern: the year begins in summer.
    static let sydney = """
        BEGIN:STANDARD\nDTSTART:20080406T030000\nTZOFFSETFROM:+1100\nTZOFFSETTO:+1000
        RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\nTZNAME:AEST\nEND:STANDARD
        BEGIN:DAYLIGHT\nDTSTART:20081005T020000\nTZOFFSETFROM:+1000\nTZOFFSETTO:+1100
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU\nTZNAME:AEDT\nEND:DAYLIGHT
        """

    /// A change that no TZ string of the common form can say: the Friday before the last Sunday.
    static let jerusalem = """
        BEGIN:STANDARD\nDTSTART:20131027T020000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZNAME:IST\nEND:STANDARD
        BEGIN:DAYLIGHT\nDTSTART:20130329T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=FR;BYMONTHDAY=23,24,25,26,27,28,29
        TZNAME:IDT\nEND:DAYLIGHT
        """

    /// A VTIMEZONE around observances.
    static func component(_ observances: String, id: String = "Custom") throws -> Component {
        let text = "BEGIN:VTIMEZONE\nTZID:\(id)\n\(observances)\nEND:VTIMEZONE\n"
        return try #require(parseICalendar(Array(text.utf8)).components.first)
    }

    /// A STANDARD observance.
    static func standard(
        _ start: String, _ from: String?, _ to: String, _ more: String...
    ) -> String {
        part("STANDARD", start, from, to, more)
    }

    /// A DAYLIGHT observance.
    static func daylight(
        _ start: String, _ from: String?, _ to: String, _ more: String...
    ) -> String {
        part("DAYLIGHT", start, from, to, more)
    }

    private static func part(
        _ kind: String, _ start: String, _ from: String?, _ to: String, _ more: [String]
    ) -> String {
        var lines = ["BEGIN:\(kind)", "DTSTART:\(start)", "TZOFFSETTO:\(to)"]
        if let from { lines.append("TZOFFSETFROM:\(from)") }
        return (lines + more + ["END:\(kind)", ""]).joined(separator: "\n")
    }
}
