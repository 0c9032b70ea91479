import Foundation
import Testing

@testable import Core
@testable import DaylineTUI

/// Goal: after an update of the zone data, or of Dayline, nothing is shown by an index of before.
/// Method: a zone folder of the test's own, whose release and rules change: Berlin keeps the wall
/// clock of its events, and gets other instants for it.
@Suite("new zone data") struct ZoneDataTests {
    private let test: TestMachine

    init() throws {
        test = try TestMachine()
        test.environment["TZDIR"] = test.path("zones")
        try release("2026a", berlin: "Europe/Berlin")
        test.run("add", "Lunch", "--start", "2026-11-24 12:00")
        test.run("add", "Tea", "--start", "2026-11-24 16:00", "--rrule", "FREQ=DAILY")
    }

    /// Puts out zone data in which Berlin has the rules of another zone; without a name as some
    /// systems have it, which do not say what they brought.
    private func release(_ name: String?, berlin: String) throws {
        let version = URL(fileURLWithPath: test.path("zones/tzdata.zi"))
        if let name {
            _ = try test.file("zones/tzdata.zi", "# version \(name)\n")
        } else if FileManager.default.fileExists(atPath: version.path) {
            try FileManager.default.removeItem(at: version)
        }
        let system = URL(fileURLWithPath: "/usr/share/zoneinfo/\(berlin)")
        let path = URL(fileURLWithPath: test.path("zones/Europe/Berlin"))
        try FileManager.default.createDirectory(
            at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(contentsOf: system).write(to: path)
    }

    /// The starts of the day's events, as an agenda in UTC has them.
    private var starts: [String] {
        test.run("agenda", "2026-11-24", "--json", "--tz", "UTC").output
            .matches(of: /"start":"2026-11-24T(\d\d:\d\d)/).map { String($0.output.1) }
    }
    private static let inBerlin = ["11:00", "15:00"]
    private static let inSeoul = ["03:00", "07:00"]

    /// What the index says that it was made with.
    private func basis() throws -> String? {
        let replica = try Replica.open(
            at: profile.replicaPath, mode: .readOnly, zones: profile.zones)
        return try replica.read { try Queries.fact("index", $0) }
    }

    private var profile: Profile {
        let zones = ZoneDatabase(directory: test.path("zones"))
        return Profile(folder: test.path("data"), zones: zones, zone: .utc)
    }

    @Test("a command that reads makes the index anew, and only then")
    func reading() throws {
        #expect(starts == Self.inBerlin)
        try release("2026b", berlin: "Asia/Seoul")
        test.terminal.isErrorTerminal = true
        let answer = test.run("agenda", "2026-11-24", "--tz", "Europe/Berlin")
        #expect(answer.output.contains("12:00") && answer.output.contains("16:00"))
        #expect(answer.error.contains("new zone data: indexing ["))
        #expect(starts == Self.inSeoul)
        #expect(test.run("agenda", "2026-11-24").error.isEmpty, "it is made once")
        #expect(test.run("doctor").output.contains("index        current\n"))
    }

    @Test("a command that writes makes the index anew") func writing() throws {
        try release("2026b", berlin: "Asia/Seoul")
        test.run("add", "Walk", "--start", "2026-11-24 17:00")
        #expect(try basis()?.hasSuffix(" 2026b") == true)
        #expect(starts == Self.inSeoul + ["08:00"])
    }

    @Test("files that changed without a release are noticed") func withoutRelease() throws {
        try release(nil, berlin: "Europe/Berlin")
        #expect(starts == Self.inBerlin)
        let before = try basis()
        #expect(starts == Self.inBerlin)
        #expect(try basis() == before, "nothing changed, nothing is made anew")
        try release(nil, berlin: "Asia/Seoul")
        #expect(starts == Self.inSeoul)
        #expect(try basis() != before)
    }

    @Test("an index that cannot be made anew is told, and answers") func impossible() throws {
        let replica = try Replica.open(at: profile.replicaPath, zones: profile.zones)
        let refusal = "CREATE TRIGGER no BEFORE DELETE ON single BEGIN SELECT RAISE(ABORT, ''); END"
        try replica.write { try SQLStatement(refusal, $0).run() }
        try replica.close()
        try release("2026b", berlin: "Asia/Seoul")
        let answer = test.run("agenda", "2026-11-24")
        #expect(answer.status == .ok && answer.output.contains("Lunch"))
        #expect(
            answer.error.hasPrefix(
                "dayline: the time zone data changed, and the index of times is that of before: "))
        #expect(try basis()?.hasSuffix(" 2026a") == true, "all or nothing")
    }

    @Test("doctor says that the index is old, and makes it anew") func doctor() throws {
        #expect(test.run("doctor").output.contains("index        current\n"))
        try release("2026b", berlin: "Asia/Seoul")
        let answer = test.run("doctor")
        #expect(answer.status == .ok)
        #expect(answer.output.contains("index        made with other zone data\n"))
        #expect(answer.output.contains("index        rebuilt\n"))
        #expect(try basis()?.hasSuffix(" 2026b") == true)
        #expect(test.run("doctor").output.contains("index        current\n"))
    }

    @Test("the screen makes it anew before it shows anything, and only then") func screen() throws {
        var told: [String] = []
        try profile.openForScreen(now: Instant(seconds: 0)) { told.append($0) }.close()
        #expect(told.isEmpty)
        try release("2026b", berlin: "Asia/Seoul")
        try profile.openForScreen(now: Instant(seconds: 0)) { told.append($0) }.close()
        #expect(told == ["the time zone data changed; computing the index anew"])
        #expect(try basis()?.hasSuffix(" 2026b") == true)
        try profile.openForScreen(now: Instant(seconds: 0)) { told.append($0) }.close()
        #expect(told.count == 1)
    }

    @Test("a command that reads upgrades the index of an older Dayline") func olderForm() throws {
        let replica = try Replica.open(at: profile.replicaPath, zones: profile.zones)
        try replica.write { try Queries.setFact("index", "0.0 2026a", $0) }
        try replica.close()
        #expect(starts == Self.inBerlin)
        #expect(test.run("doctor").output.contains("index        current\n"))
    }
}
