import Core
import Testing

@testable import DaylineServer

/// Goal: components take place in a time range as the tables of RFC 4791 §9.9 say, row by row,
/// at their borders. Method: a component, a range, the verdict, its reason.
@Suite("time ranges on components")
struct TimeRangeTests {
    static let whole = "VEVENT|DTSTART:20260310T100000Z|DTEND:20260310T110000Z"
    static let events: [RangeRow] = [
        RangeRow(whole, "310T110000Z", "310T120000Z", false, "start < DTEND fails at the border"),
        RangeRow(whole, "310T105959Z", "310T120000Z", true, "the last second is inside"),
        RangeRow(whole, "310T090000Z", "310T100000Z", false, "end > DTSTART fails at the border"),
        RangeRow(whole, "310T090000Z", "310T100001Z", true, "the first second is inside"),
        RangeRow(whole, "310T101000Z", "310T101500Z", true, "the range is inside the event"),
        RangeRow(whole, "", "310T100001Z", true, "open start"),
        RangeRow(whole, "310T105959Z", "", true, "open end"),
        RangeRow(whole, "310T110000Z", "", false, "open end, after the event"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000Z|DURATION:PT1H", "310T105959Z", "310T120000Z", true,
            "DURATION counts like DTEND"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000Z|DURATION:PT1H", "310T110000Z", "310T120000Z", false,
            "and ends like it"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000Z|DURATION:PT0S", "310T100000Z", "310T110000Z", true,
            "no length: start <= DTSTART"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000Z|DURATION:PT0S", "310T090000Z", "310T100000Z", false,
            "no length: end > DTSTART"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000Z", "310T100000Z", "310T110000Z", true,
            "neither end nor length"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000Z", "310T100001Z", "310T110000Z", false,
            "it is over at once"),
        RangeRow(
            "VEVENT|DTSTART;VALUE=DATE:20260310", "310T235959Z", "311T010000Z", true,
            "a date lasts a day"),
        RangeRow(
            "VEVENT|DTSTART;VALUE=DATE:20260310", "311T000000Z", "311T010000Z", false,
            "and no longer"),
        RangeRow(
            "VEVENT|DTSTART;VALUE=DATE:20260310|DTEND;VALUE=DATE:20260312", "311T120000Z",
            "311T130000Z", true, "DTEND is not inside, the day before is"),
    ]

    static let places: [RangeRow] = [
        RangeRow(
            "VEVENT|DTSTART;VALUE=DATE:20260310", "309T150000Z", "309T160000Z", true,
            "midnight in Tokyo is 15:00 UTC the day before", zone: "Asia/Tokyo"),
        RangeRow(
            "VEVENT|DTSTART;VALUE=DATE:20260310", "310T150000Z", "310T160000Z", false,
            "the day is over in Tokyo", zone: "Asia/Tokyo"),
        RangeRow(
            "VEVENT|DTSTART;VALUE=DATE:20260329", "329T220000Z", "329T230000Z", false,
            "a day of 23 hours in Berlin ends at 22:00 UTC", zone: "Europe/Berlin"),
        RangeRow(
            "VEVENT|DTSTART;VALUE=DATE:20260329", "329T215959Z", "329T230000Z", true,
            "its last second", zone: "Europe/Berlin"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000|DURATION:PT1H", "310T090000Z", "310T093000Z", true,
            "floating 10:00 is 09:00 UTC in Berlin", zone: "Europe/Berlin"),
        RangeRow(
            "VEVENT|DTSTART:20260310T100000|DURATION:PT1H", "310T100000Z", "310T110000Z", false,
            "and over an hour later", zone: "Europe/Berlin"),
        RangeRow(
            "VEVENT|DTSTART;TZID=America/New_York:20260310T100000|DURATION:PT1H", "310T140000Z",
            "310T143000Z", true, "its own zone counts, whatever was asked", zone: "Asia/Tokyo"),
        RangeRow(
            "VEVENT|DTSTART;TZID=Europe/Berlin:20260329T023000|DURATION:PT1H", "329T013000Z",
            "329T014000Z", true, "in a gap the offset before it counts"),
    ]

    static let daily =
        "VEVENT|DTSTART;TZID=Europe/Berlin:20260301T090000|DURATION:PT1H|RRULE:FREQ=DAILY"
    static let series: [RangeRow] = [
        RangeRow(daily, "325T080000Z", "325T081000Z", true, "09:00 in winter"),
        RangeRow(daily, "330T080000Z", "330T081000Z", false, "09:00 in summer is an hour earlier"),
        RangeRow(daily, "330T070000Z", "330T071000Z", true, "the same wall clock"),
        RangeRow(daily, "101T000000Z", "228T000000Z", false, "nothing before DTSTART"),
        RangeRow(daily, "101T000000Z", "", true, "without end there is always one"),
        RangeRow(
            daily + ";COUNT=3", "304T000000Z", "", false, "the third was the last"),
        RangeRow(
            daily + "|EXDATE;TZID=Europe/Berlin:20260305T090000", "305T000000Z", "305T230000Z",
            false, "the only instance of the day is excluded"),
        RangeRow(
            "VEVENT|DTSTART:20260301T090000Z|DURATION:PT1H|RDATE:20260401T090000Z",
            "401T090000Z", "401T093000Z", true, "RDATE adds one"),
        RangeRow(
            "VEVENT|DTSTART:20260301T230000Z|DURATION:PT4H|RRULE:FREQ=WEEKLY", "309T020000Z",
            "309T025959Z", true, "an instance that began the day before"),
    ]

    static let journals: [RangeRow] = [
        RangeRow(
            "VJOURNAL|DTSTART:20260310T100000Z", "310T100000Z", "310T110000Z", true,
            "start <= DTSTART"),
        RangeRow(
            "VJOURNAL|DTSTART:20260310T100000Z", "310T090000Z", "310T100000Z", false,
            "end > DTSTART"),
        RangeRow(
            "VJOURNAL|DTSTART;VALUE=DATE:20260310", "310T230000Z", "311T010000Z", true,
            "a date lasts a day"),
        RangeRow("VJOURNAL|SUMMARY:x", "101T000000Z", "", false, "without DTSTART never"),
        RangeRow(
            "VJOURNAL|DTSTART:20260310T100000Z|RRULE:FREQ=WEEKLY", "317T100000Z", "317T110000Z",
            true, "journals recur too"),
    ]

    static let busy = "VFREEBUSY|DTSTART:20260310T100000Z|DTEND:20260310T110000Z"
    static let periods =
        "VFREEBUSY|FREEBUSY:20260310T100000Z/PT1H,20260312T100000Z/20260312T110000Z"
    static let freeBusy: [RangeRow] = [
        RangeRow(busy, "310T110000Z", "310T120000Z", true, "start <= DTEND holds at the border"),
        RangeRow(busy, "310T110001Z", "310T120000Z", false, "behind it"),
        RangeRow(busy, "310T090000Z", "310T100000Z", false, "end > DTSTART"),
        RangeRow(periods, "310T105959Z", "310T120000Z", true, "first period"),
        RangeRow(periods, "310T110000Z", "312T100000Z", false, "between the periods"),
        RangeRow(periods, "312T105959Z", "", true, "second period"),
        RangeRow("VFREEBUSY|COMMENT:x", "101T000000Z", "", false, "neither times nor periods"),
    ]

    @Test("events", arguments: events + places + series)
    func checkEvents(_ row: RangeRow) throws { try row.check() }

    @Test("journals", arguments: journals)
    func checkJournals(_ row: RangeRow) throws { try row.check() }

    @Test("free-busy times", arguments: freeBusy)
    func checkFreeBusy(_ row: RangeRow) throws { try row.check() }
}
