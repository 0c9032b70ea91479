import Foundation
import Testing

@testable import Core

/// Goal: which of a name and an object's own VTIMEZONE decides.
@Suite("Zone resolver with VTIMEZONEs")
struct ZoneResolverCalendarTests {
    /// A calendar with one VTIMEZONE: half past five, all year.
    private func resolver(_ id: String, _ more: String = "") throws -> ZoneResolver {
        let rules = VTimeZoneTexts.standard("19700101T000000", "+0530", "+0530")
        let component = try VTimeZoneTexts.component(more + rules, id: id)
        let calendar = Component("VCALENDAR", components: [component])
        return ZoneResolver(database: testZones, calendar: calendar)
    }

    @Test(
        "offset in July 2026",
        arguments: [
            // TZID, further lines, expected
            ("Customized Time Zone", "", 19_800),  // the rules
            ("Europe/Berlin", "", 7200),  // today's zone data knows better
            ("W. Europe Standard Time", "", 7200),
            ("GMT+0100", "", 19_800),  // rules before a bare offset
            ("(UTC+01:00) Nowhere", "", 19_800),
            ("Custom2", "", 19_800),  // not read as a TZ string
            ("My Zone", "X-LIC-LOCATION:Europe/Berlin\n", 7200),
            ("My Zone", "X-LIC-LOCATION:Nowhere/City\n", 19_800),
        ])
    func decides(_ id: String, _ more: String, _ expected: Int) throws {
        let resolver = try resolver(id, more)
        let july = try testUTC("20260715T000000")
        for _ in 0..<2 {  // the second answer comes from a cache
            #expect(resolver.zone(TimeZoneID(id))?.offset(at: july) == expected)
        }
        #expect(resolver.zone(TimeZoneID("Another")) == nil)
    }

    @Test("a very long TZID finds its own VTIMEZONE only")
    func longName() throws {
        let id = String(repeating: "x", count: 1000) + "/Europe/Berlin"
        #expect(try resolver(id).zone(TimeZoneID(id))?.offset(at: .distantPast) == 19_800)
    }

    @Test("of two VTIMEZONEs with one name the first counts; rules are shared between objects")
    func duplicates() throws {
        let one = try VTimeZoneTexts.component(VTimeZoneTexts.sydney)
        let two = try VTimeZoneTexts.component(VTimeZoneTexts.newYork)
        let calendar = Component("VCALENDAR", components: [one, two])
        let zones = ZoneDatabase(directory: "/nonexistent")
        let id = TimeZoneID("Custom")
        let first = try #require(ZoneResolver(database: zones, calendar: calendar).zone(id))
        #expect(first.offset(at: try testUTC("20260715T000000")) == 36_000)
        let again = try #require(ZoneResolver(database: zones, calendar: one).zone(id))
        #expect(first.table === again.table)
    }

    /// Goal: the VTIMEZONEs of real files. Method: compile all, and compare those that are called
    /// as an IANA zone with its file, in January and July of the years they were written for.
    @Test("corpus", .enabled(if: Vectors.present))
    func corpus() throws {
        var compiled = 0
        var differing: [String] = []
        for file in try Vectors.corpus() {
            let bytes = ZoneFile.read(file.path, limit: 1 << 24) ?? []
            for calendar in parseICalendar(bytes).components {
                for component in calendar.components("VTIMEZONE") {
                    guard let own = Zone(vtimezone: component) else { continue }
                    compiled += 1
                    guard let known = testZones.zone(own.id) else { continue }
                    let probes = try ["20080115T120000", "20080715T120000"].map(testUTC)
                    if probes.contains(where: { own.offset(at: $0) != known.offset(at: $0) }) {
                        differing.append("\(file.lastPathComponent) \(own.id)")
                    }
                }
            }
        }
        print("corpus: \(compiled) VTIMEZONEs compiled, \(differing.count) differ in 2008")
        for name in differing { print("  differs: \(name)") }
        #expect(compiled > 50)
    }
}
