import Foundation
import Testing

@testable import Core

/// One row of `ics_expand.jsonl`: a file, a window of dates, and what two other engines agree on.
struct ICSExpansionRow: Decodable, Sendable {
    let file: String
    let window: [String]
    let n: Int
    let expected: [ICSExpansionInstance]
    let sha256: String

    enum CodingKeys: String, CodingKey {
        case file, window, n, expected
        case sha256 = "sha256_local_starts"
    }
}

/// Goal: files of other programs expand as two other engines agree. Method: every event of a file,
/// in the window, by start; local start, UTC start (none for floating and dates), length.
@Test("expansion of real files", .enabled(if: Vectors.present))
func expansionOfRealFiles() throws {
    for row in try Vectors.lines("ics_expand.jsonl", as: ICSExpansionRow.self)
    where icsExpansionDisputed[row.file] == nil {
        let data = try Data(contentsOf: Vectors.directory.appendingPathComponent(row.file))
        let found = expanded([UInt8](data), dates(row.window), testZones)
        let starts = found.map(\.start).joined(separator: ",")
        let digest = SHA256.hexDigest(Array(starts.utf8)).prefix(32)
        #expect(found.count == row.n, "\(row.file)")
        #expect(digest == row.sha256, "\(row.file)")
        let expected = row.expected.map(\.description).sorted()
        #expect(found.prefix(expected.count).map(\.description) == expected, "\(row.file)")
    }
}

/// Rows that we read in another way, with the reason.
private let icsExpansionDisputed = [
    "corpus/calendar-js__very-long-event.ics__4add3270":
        "across a change of offset the length is that between two instants, not of wall clocks",
    "corpus/ical.net__HourlyUntil1.ics__9cc6c146":
        "UNTIL without Z is read on the event's clock, as recurrence.jsonl has it for this rule",
    "corpus/khal__event_dtr_no_tz_exdatez.ics__02795cae":
        "a zone that nobody knows is floating, as in the other rows with one, not UTC",
    "corpus/node-ical__test_with_int_tzid.ics__e38bfcb4":
        "the file defines the zone ' 1', so its event is not floating",
]

/// The window between two dates on the wall clock.
private func dates(_ texts: [String]) -> Range<LocalDateTime> {
    let days = texts.map { text -> LocalDateTime in
        let number = Int(text) ?? 0
        let date = CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        return date?.midnight ?? LocalDateTime(seconds: 0)
    }
    return days[0]..<days[1]
}

private func expanded(
    _ bytes: [UInt8], _ window: Range<LocalDateTime>, _ zones: ZoneDatabase
) -> [ICSExpansionInstance] {
    let low = Instant(seconds: window.lowerBound.seconds - 86_400)
    let high = Instant(seconds: window.upperBound.seconds + 86_400)
    var expansion = ExpansionWindow(low..<high, display: .utc, zones: zones)
    let objects = parseICalendar(bytes).components.flatMap { CalendarObject.split($0).objects }
    let found = objects.flatMap { object in
        let clocks = EventClocks(zones: zones, calendar: object.calendar)
        return object.instances(in: &expansion).filter { window.contains($0.start.wallClock) }
            .map { ICSExpansionInstance($0, isLocal: clocks.instant(of: $0.start) == nil) }
    }
    return found.sorted { $0.description < $1.description }
}

/// One instance in the form of the vectors: local start, UTC start or null, seconds.
struct ICSExpansionInstance: Decodable, CustomStringConvertible {
    let start: String
    let utc: String?
    let seconds: Int

    init(_ instance: Instance, isLocal: Bool) {
        let text = instance.start.valueText
        start = text.hasSuffix("Z") ? String(text.dropLast()) : text
        utc = isLocal ? nil : CalendarTime.utc(instance.span.lowerBound).valueText
        seconds = instance.span.upperBound.seconds - instance.span.lowerBound.seconds
    }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        start = try container.decode(String.self)
        utc = try container.decodeIfPresent(String.self)
        seconds = try container.decode(Int.self)
    }

    var description: String { "\(start) \(utc ?? "-") \(seconds)" }
}
