import Testing

@testable import Core

/// A VTIMEZONE that breaks the RFC or uses its corners, and the offset at one instant.
struct OddVTimeZone: Sendable, CustomTestStringConvertible {
    let reason: String
    let observances: String
    let instant: String
    let offset: Int

    var testDescription: String { reason }

    private init(_ reason: String, _ observances: String, _ instant: String, _ offset: Int) {
        self.reason = reason
        self.observances = observances
        self.instant = instant
        self.offset = offset
    }

    private typealias Text = VTimeZoneTexts
    private static let spring = "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"
    /// Begins on 29 March 2020.
    private static func summer(_ more: String) -> String {
        Text.daylight("20200329T020000", "+0100", "+0200", more)
    }
    private static let winter2020 = Text.standard("20201025T030000", "+0200", "+0100")
    private static let winters = Text.standard(
        "20201025T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU")

    static let table = [
        OddVTimeZone(
            "only STANDARD", Text.standard("19700101T000000", "+0530", "+0530"),
            "20260701T000000", 19_800),
        OddVTimeZone(
            "only STANDARD, before it", Text.standard("20000101T000000", "+0900", "+0530"),
            "19900101T000000", 32_400),
        OddVTimeZone("only DAYLIGHT: it stays", summer(spring), "20260101T000000", 7200),
        OddVTimeZone(
            "no TZOFFSETFROM: that of the other",
            Text.standard("20201025T030000", nil, "+0100")
                + Text.daylight("20200329T020000", nil, "+0200"),
            "20200329T010000", 7200),
        OddVTimeZone(
            "no TZOFFSETFROM, no other", Text.standard("20000101T000000", nil, "+0100"),
            "19900101T000000", 3600),
        OddVTimeZone(
            "both at one instant: STANDARD",
            Text.standard("19700101T000000", "+0100", "+0100")
                + Text.daylight("19700101T000000", "+0100", "+0200"),
            "20260701T000000", 3600),
        OddVTimeZone(
            "a rule that cannot be read: DTSTART", summer("RRULE:FREQ=NEVER"),
            "20260101T000000", 7200),
        OddVTimeZone(
            "a rule that never yields: DTSTART",
            summer("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), "20260101T000000", 7200),
        OddVTimeZone(
            "UNTIL as a date includes its night",
            summer(spring + ";UNTIL=20210328") + winter2020, "20210328T010000", 7200),
        OddVTimeZone(
            "UNTIL in UTC is inclusive",
            summer(spring + ";UNTIL=20210328T010000Z") + winter2020, "20210328T010000", 7200),
        OddVTimeZone(
            "after UNTIL the last offset stays",
            summer(spring + ";UNTIL=20210328T005959Z") + winter2020, "20260701T000000", 3600),
        OddVTimeZone(
            "COUNT", summer(spring + ";COUNT=2") + winters, "20220701T000000", 3600),
        OddVTimeZone(
            "RDATE in UTC", summer("RDATE:20210328T010000Z") + winter2020, "20210328T010000",
            7200),
        OddVTimeZone(
            "a list of RDATEs, one of them broken",
            summer("RDATE:soon,20210328T020000") + winter2020, "20210328T010000", 7200),
        OddVTimeZone(
            "DTSTART with a Z is a wall clock",
            Text.standard("20201025T030000Z", "+0200", "+0100"), "20201025T010000", 3600),
        OddVTimeZone(
            "every second year", summer(spring + ";INTERVAL=2") + winters, "99980701T000000",
            7200),
        OddVTimeZone(
            "every second year: not the other", summer(spring + ";INTERVAL=2") + winters,
            "99970701T000000", 3600),
        OddVTimeZone(
            "one of two observances is broken",
            winter2020 + Text.daylight("yesterday", "+0100", "+0200"), "20260701T000000", 3600),
        OddVTimeZone(
            "begins so late that no 400 years are left",
            Text.daylight("98000101T000000", "+0000", "+0100", spring)
                + Text.standard(
                    "98000201T000000", "+0100", "+0000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=1SU"),
            "99980701T000000", 3600),
    ]
}
