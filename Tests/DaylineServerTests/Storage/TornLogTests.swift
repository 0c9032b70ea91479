import Core
import Foundation
import GRDB
import TestTools
import Testing

@testable import DaylineServer

/// Goal: a power cut loses nothing that was acknowledged and leaves nothing half done, wherever it
/// falls. Method: the length of the log is noted after each write; the file and a log that was cut
/// or spoiled after such a length are put into a fresh folder, opened, and compared.
@Suite("power cuts")
struct TornLogTests {
    /// Bytes before the first frame, and of a frame's own head.
    private static let (logHead, frameHead) = (32, 24)
    private static let pageSize = 4096
    private static let writes = 24

    /// Files as they were while writes were acknowledged one after the other.
    private struct Recording {
        let file: Data
        let log: Data
        /// By how many writes were acknowledged: the length of the log then.
        let lengths: [Int]
    }

    /// What is after an acknowledged length when the power is back.
    private enum Cut: CaseIterable {
        case nothing
        /// The next write, up to the middle of its first frame, or of its last.
        case firstFrame
        case lastFrame
        /// All of the next write, but for a block that never reached the disk, or holds old bytes.
        case zeroedBlock
        case spoiledBlock
        /// Old frames of a log that was longer once.
        case garbage
    }

    private func record() async throws -> Recording {
        let fixture = try await StoreFixture()
        try fixture.store.database.close()
        let store = try await fixture.reopened()
        let file = try contents(fixture.path)
        var lengths = [try contents(fixture.path + "-wal").count]
        for number in 1...Self.writes {
            try await write(number, to: store, as: fixture.mina)
            lengths.append(try contents(fixture.path + "-wal").count)
        }
        #expect(try contents(fixture.path) == file, "nothing was moved out of the log")
        return Recording(
            file: file, log: try contents(fixture.path + "-wal"), lengths: lengths)
    }

    private func contents(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    /// Each name in turn is put, replaced by a larger one, and deleted.
    private func write(_ number: Int, to store: SQLiteStore, as account: AccountID) async throws {
        let name = "\((number - 1) / 3).ics"
        let filler = String(repeating: "x", count: number * 300)
        let event = try StoreFixture.event(
            name, "DTSTART:20261201T090000Z", "SUMMARY:\(number)", "DESCRIPTION:\(filler)")
        try await store.write(account) { store in
            guard let work = try store.collection(named: "work") else { throw StoreError.closed }
            if number.isMultiple(of: 3) {
                _ = try store.delete(named: name, in: work.id)
            } else {
                _ = try store.put(event, named: name, in: work.id)
            }
        }
    }

    /// What is there after so many writes: the number of the write that made each object.
    private func expected(after writes: Int) -> [String: Int] {
        (0..<writes).reduce(into: [:]) { state, index in
            let isDeletion = (index + 1).isMultiple(of: 3)
            state["\(index / 3).ics"] = isDeletion ? nil : index + 1
        }
    }

    private func log(
        _ recording: Recording, acknowledged: Int, _ cut: Cut, _ random: inout SplitMix
    ) -> Data {
        let end = recording.lengths[acknowledged]
        let next = recording.lengths[min(acknowledged + 1, Self.writes)]
        var log = recording.log.prefix(next)
        let half = (Self.frameHead + Self.pageSize) / 2
        switch cut {
        case .nothing: return recording.log.prefix(end)
        case .firstFrame: return log.prefix(min(end + half, next))
        case .lastFrame: return log.prefix(max(end, next - half))
        case .zeroedBlock, .spoiledBlock:
            guard let start = (end..<next).randomElement(using: &random) else { return log }
            for place in start..<min(start / 512 * 512 + 512, next) {
                log[place] = cut == .zeroedBlock ? 0 : UInt8.random(in: 0...255, using: &random)
            }
            return log
        case .garbage:
            let bytes = (0..<3 * (Self.frameHead + Self.pageSize)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            return recording.log.prefix(end) + bytes
        }
    }

    @Test("after a cut anywhere, what was acknowledged is there and nothing is half there")
    func anywhere() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let recording = try await record()
        #expect(Set(recording.lengths).count == Self.writes + 1, "each write adds to the log")
        for acknowledged in 0...Self.writes {
            for cut in Cut.allCases {
                let log = log(recording, acknowledged: acknowledged, cut, &random)
                let found = try await State(file: recording.file, log: log)
                let context: Comment = "\(acknowledged) acknowledged, \(cut), seed \(seed)"
                #expect(found.problems.isEmpty, context)
                // A spoiled block may have had its bytes already; then the next write is whole.
                let allowed = [acknowledged, acknowledged + 1].map { expected(after: $0) }
                #expect(allowed.contains(found.objects), context)
            }
        }
    }

    @Test("a log that is lost as a whole leaves what was moved out of it")
    func lostLog() async throws {
        let recording = try await record()
        let found = try await State(file: recording.file, log: Data())
        #expect(found.problems.isEmpty)
        #expect(found.objects.isEmpty)
    }
}

/// What the store makes of a file and a log.
private struct State {
    /// The number in each object's summary, by name.
    let objects: [String: Int]
    let problems: [String]

    init(file: Data, log: Data) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dayline-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("server.db")
        try file.write(to: path)
        try log.write(to: folder.appendingPathComponent("server.db-wal"))
        let store = try await SQLiteStore.open(
            at: path.path, zones: StoreFixture.zones, now: { WallTime(milliseconds: 0) },
            random: { Array(repeating: 1, count: $0) })
        objects = try await store.read(AccountID(row: 1)) { store in
            guard let work = try store.collection(named: "work") else { return [:] }
            let names = (0..<100).map { "\($0).ics" }
            let found = try store.resources(named: names, in: work.id).found
            return found.reduce(into: [:]) { objects, resource in
                let lines = String(decoding: resource.text, as: UTF8.self)
                    .split(separator: "\r\n")
                let summary = lines.first { $0.hasPrefix("SUMMARY:") }?.dropFirst(8)
                objects[resource.info.name] = summary.flatMap { Int($0) }
            }
        }
        problems = try await store.database.read { database in
            var check = DatabaseCheck(database, zones: StoreFixture.zones)
            try check.run()
            let lost = try Int.fetchOne(
                database,
                sql: """
                    SELECT count(*) FROM event LEFT JOIN outbox USING (position)
                    WHERE outbox.position IS NULL
                    """)
            return check.findings.map { "\($0.place): \($0.problem)" }
                + (lost == 0 ? [] : ["\(lost ?? 0) events are not in the outbox"])
        }
        try store.database.close()
    }
}
