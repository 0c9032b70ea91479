import Foundation
import Testing

@testable import Core
@testable import DaylineTUI

/// Goal: after an update of the zone data, or of Dayline, nothing is shown by an index of before.
/// Method: a zone folder of the test's own, whose release and rules change.
@Suite("new zone data") struct ZoneDataTests {
    private let test: TestMachine

    init() throws {
        test = try TestMachine()
        test.environment["TZDIR"] = test.path("zones")
        try release("2026a", berlin: "Europe/Berlin")
        test.run("add", "Lunch", "--start", "2026-11-24 12:00")
    }

    /// Puts out zone data in which Berlin has the rules of another zone.
    private func release(_ name: String, berlin: String) throws {
        _ = try test.file("zones/tzdata.zi", "# version \(name)\n")
        let system = URL(fileURLWithPath: "/usr/share/zoneinfo/\(berlin)")
        let path = URL(fileURLWithPath: test.path("zones/Europe/Berlin"))
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contentsOf: system).write(to: path)
    }

    private var starts: [String] {
        test.run("agenda", "2026-11-24", "--json", "--tz", "Europe/Berlin").output
            .split(separator: "\n").filter { $0.contains("Lunch") }
            .map { line in line.contains("T12:00:00") ? "12:00" : String(line) }
    }

    private var profile: Profile {
        let zones = ZoneDatabase(directory: test.path("zones"))
        return Profile(folder: test.path("data"), zones: zones, zone: .utc)
    }

    @Test("doctor makes the index anew, and only then") func doctor() throws {
        #expect(test.run("doctor").output.contains("index        current\n"))
        try release("2026b", berlin: "Asia/Seoul")
        #expect(starts != ["12:00"], "the index is that of before")
        let answer = test.run("doctor")
        #expect(answer.status == .ok)
        #expect(answer.output.contains("index        made with other zone data\n"))
        #expect(answer.output.contains("index        rebuilt\n"))
        #expect(starts == ["12:00"])
        #expect(test.run("doctor").output.contains("index        current\n"))
    }

    @Test("the screen makes it anew before it shows anything, and only then") func screen() throws {
        var told: [String] = []
        try profile.openForScreen(now: Instant(seconds: 0)) { told.append($0) }.close()
        #expect(told.isEmpty)
        try release("2026b", berlin: "Asia/Seoul")
        try profile.openForScreen(now: Instant(seconds: 0)) { told.append($0) }.close()
        #expect(told == ["the time zone data changed; computing the index anew"])
        #expect(starts == ["12:00"])
        try profile.openForScreen(now: Instant(seconds: 0)) { told.append($0) }.close()
        #expect(told.count == 1)
    }

    @Test("a command that reads upgrades the index of an older Dayline") func olderForm() throws {
        let replica = try Replica.open(at: profile.replicaPath, zones: profile.zones)
        try replica.write { try Queries.setFact("index", "0.0 2026a", $0) }
        try replica.close()
        #expect(starts == ["12:00"])
        #expect(test.run("doctor").output.contains("index        current\n"))
    }
}
