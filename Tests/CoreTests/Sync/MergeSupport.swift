import Testing

@testable import Core

/// The text of an object, as `testObject` makes it. `nil` for none.
func mergeText(_ lines: [String]?, uid: String = "series") throws -> [UInt8]? {
    guard let lines else { return nil }
    return try testObject(lines.joined(separator: "\n") + "\n", uid: uid).calendar.bytes
}

/// The lines of all components but UID and DTSTAMP, sorted within each, components as `---` and
/// alarms as they stand; what the tables compare.
func mergeLines(_ text: [UInt8]) throws -> [String] {
    let calendar = try #require(parseICalendar(text).components.first)
    var lines: [String] = []
    for component in calendar.components {
        if !lines.isEmpty { lines.append("---") }
        lines += component.comparedLines
    }
    return lines
}

extension Component {
    fileprivate var comparedLines: [String] {
        let own = properties.filter { $0.name != .uid && $0.name != .dtstamp }.map { property in
            let single = Component("X", properties: [property]).bytes
            return String(decoding: single, as: UTF8.self)
                .replacing("\r\n ", with: "").split(separator: "\r\n")[1]
        }
        let inner = components.flatMap { component in
            ["BEGIN:\(component.name)"] + component.comparedLines + ["END:\(component.name)"]
        }
        return own.map(String.init).sorted() + inner
    }
}

/// `SUMMARY`, `VALARM.TRIGGER`, `20260105T120000: SUMMARY`, `20260105T120000: VEVENT`.
func mergeNames(_ clashes: [MergeClash]) -> [String] {
    clashes.map { clash in
        let id = clash.recurrenceID.map { "\($0.valueText): " } ?? ""
        guard let property = clash.property else { return id + clash.component }
        return id + (clash.component == "VEVENT" ? "" : clash.component + ".") + property.text
    }
    .sorted()
}

/// One row of a table: what three texts join to.
struct MergeRow: CustomTestStringConvertible {
    let reason: String
    var base: [String]?
    var local: [String] = []
    var remote: [String] = []
    var merged: [String] = []
    var clashes: [String] = []
    /// The answer when the local side is preferred; nil where it is the same.
    var mergedLocally: [String]?

    var testDescription: String { reason }

    func check() throws {
        for (preferred, expected) in [
            (MergePreference.remote, merged), (.local, mergedLocally ?? merged),
        ] {
            let base = try mergeText(base)
            let local = try #require(try mergeText(local))
            let remote = try #require(try mergeText(remote))
            let result = mergeObjects(
                base: base, local: local, remote: remote, preferring: preferred, zones: testZones)
            let wanted = try mergeLines(try #require(try mergeText(expected)))
            #expect(try mergeLines(result.text) == wanted, "\(reason), \(preferred)")
            #expect(mergeNames(result.clashes) == clashes.sorted(), "\(reason), \(preferred)")
            // The other way round it is the same.
            let mirrored = mergeObjects(
                base: base, local: remote, remote: local,
                preferring: preferred.other, zones: testZones)
            #expect(mergeNames(mirrored.clashes) == clashes.sorted(), "\(reason), mirrored")
            let (one, two) = try (meaning(of: result.text), meaning(of: mirrored.text))
            #expect(one == two, "\(reason), mirrored")
        }
    }
}

/// What an object says, zones and stamps aside.
func meaning(of text: [UInt8], ignoringStamps: Bool = true) throws -> ComponentMeaning {
    var calendar = try #require(parseICalendar(text).components.first)
    let clocks = EventClocks(zones: testZones, calendar: calendar)
    calendar.components = calendar.components.filter { $0.name != "VTIMEZONE" }
    return ComponentMeaning(calendar, clocks, ignoringStamps: ignoringStamps)
}
