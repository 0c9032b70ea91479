import Foundation
import Testing

@testable import Core

/// Goal: names find their files and nothing else; unknown ones are answered once and for all.
@Suite("Zone database")
struct ZoneDatabaseTests {
    @Test(
        "names that never reach the file system",
        arguments: [
            "", "/etc/passwd", "../zoneinfo/Europe/Berlin", "Europe/../Europe/Berlin", "./UTC",
            "Europe//Berlin", "Europe/", "zone.tab", "Europe/Ber\0lin", "Europe/Berlin\n",
            "Zürich", "~root", String(repeating: "A", count: ZoneDatabase.maxNameBytes + 1),
        ])
    func unsafe(_ name: String) {
        #expect(!ZoneDatabase.isSafe(name))
        #expect(testZones.zone(TimeZoneID(name)) == nil)
    }

    @Test(
        "names",
        arguments: [
            // asked, the zone's own name; nil when unknown
            ("Europe/Berlin", "Europe/Berlin"),
            ("europe/BERLIN", "Europe/Berlin"),  // other letters
            ("america/argentina/buenos_aires", "America/Argentina/Buenos_Aires"),
            ("Europe", nil),  // a directory
            ("Europe/Atlantis", nil),
            ("Nowhere", nil),
            ("Custom2", nil),  // not a TZ string
            ("UTC+1", nil),  // its sign has two readings
            ("JST-9", "JST-9"),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "CET-1CEST,M3.5.0,M10.5.0/3"),
        ])
    func names(_ name: String, _ expected: String?) {
        #expect(testZones.zone(TimeZoneID(name))?.id.name == expected)
        #expect(testZones.zone(TimeZoneID(name))?.id.name == expected, "from the cache")
    }

    @Test("old names mean zones that exist")
    func legacy() {
        for (old, modern) in legacyZoneNames where old != "Europe/Kyiv" && old != "Europe/Kiev" {
            #expect(testZones.zone(TimeZoneID(modern)) != nil, "\(old) → \(modern)")
        }
        #expect(testZones.zone(TimeZoneID("US/Eastern")) != nil)
    }

    @Test("every zone of the machine is read, and is sane in 2026")
    func everyZone() throws {
        let root = testZones.directory
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
            .filter { $0.contains("/") && !$0.hasPrefix("right/") && !$0.hasPrefix("posix/") }
        var count = 0
        for path in paths {
            guard let bytes = ZoneFile.read("\(root)/\(path)", limit: TZif.maxBytes) else {
                continue
            }
            let zone = try Zone(id: TimeZoneID(path), tzif: bytes)
            #expect((-43_200...50_400).contains(zone.offset(at: try testUTC("20260101T000000Z"))))
            count += 1
        }
        #expect(count > 300)
    }

    @Test("UTC needs no files, everything else does")
    func withoutFiles() {
        let empty = ZoneDatabase(directory: "/nonexistent")
        #expect(empty.zone(TimeZoneID("UTC")) == Zone.utc)
        #expect(empty.zone(TimeZoneID("Etc/UTC"))?.id.name == "Etc/UTC")
        #expect(empty.zone(TimeZoneID("Europe/Berlin")) == nil)
        #expect(empty.version() == nil)
    }

    @Test("files that are too large, empty or no files are unknown zones")
    func oddFiles() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data().write(to: folder.appendingPathComponent("Empty"))
        try Data(count: TZif.maxBytes + 1).write(to: folder.appendingPathComponent("Large"))
        #expect(mkfifo(folder.appendingPathComponent("Pipe").path, 0o600) == 0)
        try Data("# version 2031c\n# more".utf8)
            .write(to: folder.appendingPathComponent("tzdata.zi"))
        let zones = ZoneDatabase(directory: folder.path)
        for name in ["Empty", "Large", "Pipe"] {
            #expect(zones.zone(TimeZoneID(name)) == nil, "\(name)")
        }
        #expect(zones.version() == "2031c")
    }

    /// Goal: without a release, every change of a file is noticed. Method: one change after
    /// another, each of which gives another edition.
    @Test("the edition follows the files where there is no release")
    func edition() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("zones-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("Europe/Berlin")
        let zones = ZoneDatabase(directory: folder.path)
        #expect(zones.edition() == "-")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        #expect(zones.edition() == "-", "folders alone say nothing")

        var seen: Set<String> = []
        func expectNew(_ change: String, _ body: () throws -> Void) throws {
            try body()
            let edition = zones.edition()
            #expect(seen.insert(edition).inserted, "\(change)")
            #expect(zones.edition() == edition, "asked twice")
        }
        func setTime(_ second: Double) throws {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: second)],
                ofItemAtPath: file.path)
        }
        try expectNew("a file") {
            try Data("CET".utf8).write(to: file)
            try setTime(1000)
        }
        try expectNew("longer, of the same time") {
            try Data("CEST".utf8).write(to: file)
            try setTime(1000)
        }
        try expectNew("later, of the same length") { try setTime(2000) }
        try expectNew("a fraction of a second later") { try setTime(2000.5) }
        try expectNew("another file") {
            try Data().write(to: folder.appendingPathComponent("UTC"))
        }
        try expectNew("another name") {
            try FileManager.default.moveItem(
                at: file, to: file.deletingLastPathComponent().appendingPathComponent("Bonn"))
        }
        try expectNew("a release has the say") {
            try Data("# version 2031c\n".utf8)
                .write(to: folder.appendingPathComponent("tzdata.zi"))
        }
        #expect(zones.edition() == "2031c")
    }

    @Test("the cache of unknown names is bounded")
    func bounded() {
        let zones = ZoneDatabase(directory: "/nonexistent")
        for number in 0..<(ZoneDatabase.maxCached * 2) {
            #expect(zones.zone(TimeZoneID("Unknown/N\(number)")) == nil)
        }
        #expect(zones.cachedCount <= ZoneDatabase.maxCached)
        #expect(zones.cachedCount > 0, "unknown names are remembered too")
    }
}
