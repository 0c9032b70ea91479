import Core
import TestTools
import Testing

@testable import DaylineServer

/// Goal: what the store finds by its indexes is what the filter says of each object. Method: random
/// events, filters and windows; every query is compared with reading all objects.
@Suite("plans and filters agree")
struct PlanAgreementTests {
    static let starts = [
        "DTSTART:%T090000Z", "DTSTART:%T233000", "DTSTART;VALUE=DATE:%",
        "DTSTART;TZID=Europe/Berlin:%T023000", "DTSTART;TZID=America/New_York:%T200000",
    ]
    static let rules = [
        "", "", "|RRULE:FREQ=DAILY;COUNT=9", "|RRULE:FREQ=WEEKLY;BYDAY=MO,FR",
        "|RRULE:FREQ=MONTHLY;BYDAY=-1SU", "|RRULE:FREQ=DAILY;INTERVAL=3",
    ]
    static let titles = ["Breakfast", "Lunch", "Dinner, late", "lunch break"]

    static func date(_ random: inout SplitMix) -> String {
        let day = Int.random(in: 1...28, using: &random)
        return "20260\(Int.random(in: 1...5, using: &random))" + (day < 10 ? "0\(day)" : "\(day)")
    }

    static func event(_ index: Int, _ random: inout SplitMix) -> String {
        let start = starts[Int.random(in: 0..<starts.count, using: &random)]
        let isDate = start.contains("VALUE=DATE")
        let hours = Int.random(in: 0...30, using: &random)
        return "VEVENT|UID:e\(index)|" + start.replacing("%", with: date(&random))
            + (isDate ? "|DURATION:P1D" : "|DURATION:PT\(hours)H")
            + rules[Int.random(in: 0..<rules.count, using: &random)]
            + "|SUMMARY:" + titles[Int.random(in: 0..<titles.count, using: &random)]
    }

    static func filter(_ random: inout SplitMix) -> String {
        let start = date(&random)
        let hour = Int.random(in: 0..<24, using: &random)
        let end = "\(start)T\(hour < 10 ? "0" : "")\(hour)3000Z"
        let window =
            switch Int.random(in: 0..<5, using: &random) {
            case 0: "<time-range start='\(start)T000000Z'/>"
            case 1: "<time-range end='\(start)T000000Z'/>"
            case 2: ""
            default: "<time-range start='\(start)T000000Z' end='\(end)'/>"
            }
        let title =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: CalendarQueryTests.property("SUMMARY", "<text-match>LUNCH</text-match>")
            case 1: CalendarQueryTests.property("UID", "<text-match>e1</text-match>")
            default: ""
            }
        return CalendarQueryTests.on("VEVENT", window + title)
    }

    @Test("the same objects", arguments: [1, 2, 3] as [UInt64], ["UTC", "Asia/Tokyo"])
    func agree(_ seed: UInt64, _ zone: String) async throws {
        var random = SplitMix(seed: seed)
        let fixture = try await ReportFixture()
        var objects: [(name: String, calendar: Component)] = []
        for index in 0..<60 {
            let event = Self.event(index, &random)
            try await fixture.put("e\(index).ics", event)
            objects.append(("e\(index).ics", try Made.calendar(event)))
        }
        for _ in 0..<40 {
            let text = Self.filter(&random)
            let filter = try Made.filter(text)
            let expected = try objects.filter {
                try Made.matches(filter, $0.calendar, zone: zone)
            }
            let names = try await fixture.names(
                ofQuery: text, zone: "<timezone-id>\(zone)</timezone-id>")
            #expect(names == expected.map(\.name).sorted(), "seed \(seed), \(text)")
        }
    }
}
