import Testing

@testable import Core

/// Goal: DURATION, UTC-OFFSET, INTEGER, BOOLEAN (RFC 5545 §3.3). Method: one value per row.
@Suite("other values")
struct OtherValueTests {
    @Test(
        "durations",
        arguments: [
            ("PT0S", 0, 0), ("PT15M", 0, 900), ("-PT15M", 0, -900), ("+P1D", 1, 0), ("P2W", 14, 0),
            ("P15DT5H0M20S", 15, 18_020),  // the RFC's example
            ("-P1DT2H", -1, -7200),  // the sign is for all of it
            ("PT1H30S", 0, 3630),  // left out in the middle
            ("P1W2D", 9, 0), ("P1WT1H", 7, 3600),  // mixed weeks, which the grammar forbids
            ("pt15m", 0, 900), (" PT15M ", 0, 900),  // lower case, white space
            ("P1H", 0, 3600), ("P30S", 0, 30),  // T forgotten where it can mean nothing else
            ("PT24H", 0, 86_400),  // exact hours are no nominal day
        ])
    func durations(_ value: String, _ days: Int, _ seconds: Int) throws {
        let duration = try readProperty("DURATION:\(value)").duration()
        #expect(duration == NominalDuration(days: days, seconds: seconds))
        let made = Property.duration(.duration, duration)
        #expect(try made.duration() == duration)
    }

    @Test(
        "bad durations",
        arguments: [
            ("", ValueError.empty), ("P", .malformed(.duration)), ("PT", .malformed(.duration)),
            ("15M", .malformed(.duration)), ("P15M", .malformed(.duration)),  // months or minutes?
            ("PT15", .malformed(.duration)), ("PTM", .malformed(.duration)),
            ("P1Y", .malformed(.duration)),
            ("PT1.5H", .malformed(.duration)), ("--PT1H", .malformed(.duration)),
            ("PT1HT1M", .malformed(.duration)),
            ("P99999999999999999999D", .outOfRange(.duration)),
            ("PT999999999999S", .outOfRange(.duration)),
            ("P400000000000W", .outOfRange(.duration)),
        ])
    func badDurations(_ value: String, _ error: ValueError) {
        #expect(throws: error) { try readProperty("DURATION:\(value)").duration() }
    }

    @Test(
        "UTC offsets",
        arguments: [
            ("+0100", 3600), ("-0500", -18_000), ("+0000", 0), ("-0000", 0), ("+053045", 19_845),
            ("-001640", -1000), ("0900", 32_400), ("+09:00", 32_400), ("+09", 32_400), ("Z", 0),
        ])
    func offsets(_ value: String, _ seconds: Int) throws {
        #expect(try readProperty("TZOFFSETTO:\(value)").utcOffset() == seconds)
        #expect(try Property.utcOffset(.tzoffsetto, seconds).utcOffset() == seconds)
    }

    @Test(
        "bad UTC offsets",
        arguments: [
            ("", ValueError.empty), ("+1", .malformed(.utcOffset)), ("+", .malformed(.utcOffset)),
            ("+01000", .malformed(.utcOffset)), ("+2400", .outOfRange(.utcOffset)),
            ("+0160", .outOfRange(.utcOffset)), ("+01000000", .malformed(.utcOffset)),
        ])
    func badOffsets(_ value: String, _ error: ValueError) {
        #expect(throws: error) { try readProperty("TZOFFSETTO:\(value)").utcOffset() }
    }

    @Test("integers and booleans")
    func integersAndBooleans() throws {
        #expect(try readProperty("SEQUENCE:7").integer() == 7)
        #expect(try readProperty("SEQUENCE: +7 ").integer() == 7)
        #expect(try readProperty("SEQUENCE:-2147483648").integer() == -2_147_483_648)
        #expect(throws: ValueError.outOfRange(.integer)) {
            try readProperty("X:2147483648").integer()
        }
        #expect(throws: ValueError.malformed(.integer)) { try readProperty("X:1.5").integer() }
        #expect(throws: ValueError.malformed(.integer)) { try readProperty("X:-").integer() }
        #expect(throws: ValueError.empty) { try readProperty("X:").integer() }
        #expect(try readProperty("X:true").boolean())
        #expect(try !readProperty("X:FALSE").boolean())
        #expect(throws: ValueError.malformed(.boolean)) { try readProperty("X:yes").boolean() }
        #expect(Property.integer(.sequence, 3).rawValue == "3")
    }
}
