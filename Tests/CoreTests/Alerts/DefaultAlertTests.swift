import Testing

@testable import Core

/// Goal: events without alarms of their own alert as the settings say, all others as they say.
/// Method: the settings are 10 minutes before, and 9:00 of the day or 18:00 of the evening before
/// for whole days, on Berlin's wall clock; an event a row.
struct DefaultAlertTests {
    private static let settings = AlertRules(
        defaults: [10], allDayDefaults: [540, -360], display: testBerlin)

    @Test(
        "default alerts",
        arguments: [
            (["DTSTART:20261123T120000Z"], ["11-23 11:50"]),
            (["DTSTART;VALUE=DATE:20261123"], ["11-22 17:00", "11-23 08:00"]),
            // The clocks went back at 3:00 of this day: 9:00 is 9:00 all the same.
            (["DTSTART;VALUE=DATE:20261025"], ["10-24 16:00", "10-25 08:00"]),
            (["DTSTART:20261123T120000Z"] + alarm("TRIGGER:-PT1M"), ["11-23 11:59"]),
            // An alarm all the same, though not one for us.
            (["DTSTART:20261123T120000Z"] + alarm("TRIGGER:-PT1M", action: "EMAIL"), []),
            // How Apple's programs say that there shall be none.
            (
                ["DTSTART:20261123T120000Z"]
                    + alarm("TRIGGER;VALUE=DATE-TIME:19760401T005545Z", action: "NONE"), []
            ),
            // No alarm at all: better one too many.
            (["DTSTART:20261123T120000Z"] + alarm("TRIGGER:soon"), ["11-23 11:50"]),
            // What puts a default alert off is no alarm of the event's own.
            (
                ["DTSTART:20261123T120000Z"]
                    + alarm(
                        "TRIGGER;VALUE=DATE-TIME:20261123T115500Z",
                        "RELATED-TO;RELTYPE=SNOOZE:dayline-default:-600"),
                ["11-23 11:50", "11-23 11:55"]
            ),
            (["DTSTART:20261123T120000Z", "X-MOZ-LASTACK:20261123T115000Z"], []),
            (["DTSTART:20261123T120000Z", "X-MOZ-LASTACK:20261123T114959Z"], ["11-23 11:50"]),
            (["DTSTART:20261123T120000Z", "STATUS:CANCELLED"], []),
        ])
    func defaults(_ event: [String], _ due: [String]) throws {
        let start = event[0].contains("1025") ? "2026-10-24 00:00" : "2026-11-22 00:00"
        let object = try testObject(text: eventText("a", event))
        #expect(try object.dues(from: start, days: 3, Self.settings) == due)
    }

    @Test("without settings there is none")
    func none() throws {
        let object = try alerting(["DTSTART:20261123T120000Z"])
        #expect(try object.dues(from: "2026-11-22 00:00") == [])
    }
}
