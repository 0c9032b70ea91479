import Foundation
import GRDB
import TestTools
import Testing

@testable import Core

/// Goal: what an edit returned from survives a kill and a power cut, and half an edit never shows.
struct ReplicaDurabilityTests {
    /// Method: after each edit note the length of the write-ahead log and the tables' content. A
    /// power cut leaves some beginning of the log, perhaps with garbage behind it: cut it at every
    /// noted length, one byte before, and at random places, and open what is left.
    @Test("every beginning of the log opens", arguments: [UInt64.random(in: 0...UInt64.max)])
    func powerCut(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SplitMix(seed: seed)
        let folder = try TestFolder()
        let replica = try folder.replica()
        let home = try replica.addTestCalendar()
        func logLength() throws -> Int {
            let path = folder.file + "-wal"
            return try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        }
        var lengths = [try logLength()]
        var dumps = [try replica.dump()]
        for number in 0..<12 {
            switch number % 4 {
            case 3: try replica.undo(now: testNow)
            case 2:
                let id = try #require(try replica.objectIDs(in: home).last)
                try replica.apply([.delete(id)], label: "", now: testNow)
            default: try replica.add(RandomObject.make("\(number)", &random), to: home)
            }
            lengths.append(try logLength())
            dumps.append(try replica.dump())
        }
        #expect(lengths == lengths.sorted(), "the log was started anew: too many edits")
        try Self.copy(folder)
        let cuts =
            lengths.flatMap { [$0, $0 - 1] }
            + (0..<20).map { _ in Int.random(in: lengths[0]...(lengths.last ?? 0), using: &random) }
        for cut in cuts where cut >= lengths[0] {
            let expected = dumps[lengths.lastIndex { $0 <= cut } ?? 0]
            let found = try Self.dumpAfterCut(folder, cut, garbage: random.next() % 2 == 0)
            #expect(found == expected, "cut at \(cut) of \(lengths)")
        }
    }

    /// Method: edits of a calendar that is synced, and the log cut anywhere: there is no edit
    /// without what has to be sent for it, and nothing to be sent without its edit.
    @Test("an edit and its outbox row are one", arguments: [UInt64.random(in: 0...UInt64.max)])
    func outbox(seed: UInt64) throws {
        print("seed \(seed)")
        var random = SplitMix(seed: seed)
        let bench = try SyncBench()
        try bench.pull([("/work/a.ics", "\"1\"", "a", "Lunch"), ("/work/b.ics", "\"1\"", "b", "B")])
        let log = bench.folder.file + "-wal"
        func length() throws -> Int {
            try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int ?? 0
        }
        let ids = try ["a", "b"].map {
            try #require(try bench.replica.objects(uid: UID($0)).first).id
        }
        var states = [(try length(), try bench.state())]
        for step in 0..<8 {
            switch step % 4 {
            case 0: try bench.add("n\(step)")
            case 1: try bench.rename(ids[0], "a", "Tea \(step)")
            case 2 where step == 2: try bench.edit(.delete(ids[1]))
            case 2: try bench.add("m\(step)", to: bench.home)
            default: try bench.replica.undo(now: testNow)
            }
            states.append((try length(), try bench.state()))
        }
        #expect(states.map(\.0) == states.map(\.0).sorted(), "the log was started anew")
        #expect(Set(states.map(\.1)).count > 6)
        let last = states[states.count - 1].0
        let cuts =
            states.map(\.0) + states.map { $0.0 - 1 }
            + (0..<20).map { _ in Int.random(in: states[0].0...last, using: &random) }
        try Self.copy(bench.folder)
        for cut in cuts where cut >= states[0].0 {
            let expected = states.last { $0.0 <= cut }?.1
            let crashed = try Self.crashed(bench.folder, cut, garbage: random.next() % 2 == 0)
            #expect(try SyncBench.state(crashed) == expected, "cut at \(cut)")
        }
    }

    private static func copy(_ folder: TestFolder) throws {
        try FileManager.default.createDirectory(
            atPath: folder.path + "/copy", withIntermediateDirectories: true)
        try folder.copy(["replica.sqlite", "replica.sqlite-wal"], to: folder.path + "/copy")
    }

    /// What a replica holds that is opened from the copies, its log cut.
    private static func dumpAfterCut(
        _ folder: TestFolder, _ cut: Int, garbage: Bool
    ) throws -> [String] {
        try crashed(folder, cut, garbage: garbage).dump()
    }

    /// The replica that is opened from the copies, its log cut.
    private static func crashed(
        _ folder: TestFolder, _ cut: Int, garbage: Bool
    ) throws -> Replica {
        let copy = folder.path + "/copy/"
        let crashed = folder.path + "/crashed-\(UUID().uuidString)/"
        try FileManager.default.createDirectory(
            atPath: crashed, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: copy + "replica.sqlite", toPath: crashed + "replica.sqlite")
        var log = try Data(contentsOf: URL(fileURLWithPath: copy + "replica.sqlite-wal"))
            .prefix(cut)
        if garbage { log.append(Data(repeating: 0xA5, count: 4120)) }
        try log.write(to: URL(fileURLWithPath: crashed + "replica.sqlite-wal"))
        let replica = try Replica.open(at: crashed + "replica.sqlite", zones: testZones)
        try replica.expectSound()
        return replica
    }

    /// Method: a child process edits and notes what was saved in a file; a second thread of it
    /// kills it (SIGKILL) at a random moment. Everything noted must be there.
    @Test("kill -9 while writing", arguments: 0..<4)
    func kill(round: Int) async throws {
        let folder = try TestFolder()
        let path = folder.file
        do {
            let replica = try folder.replica()
            _ = try replica.addTestCalendar()
            try replica.close()
        }
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        await #expect(processExitsWith: .signal(SIGKILL)) {
            [path = path as String, seed = seed as UInt64] in
            try writeUntilKilled(path, seed: seed)
        }
        let noted = try String(contentsOfFile: path + ".noted", encoding: .utf8)
            .split(separator: "\n").map(String.init)
        let replica = try folder.replica()
        try replica.expectSound()
        let home = try #require(try replica.calendars().first?.id)
        let stored = try replica.objectIDs(in: home).compactMap { try replica.object($0) }
        let uids = stored.map(\.object.uid.text)
        #expect(!noted.isEmpty)
        // One more may have been saved and not noted.
        #expect(uids.starts(with: noted) && uids.count <= noted.count + 1)
    }
}

/// Adds events and notes each UID once it is saved, until another thread kills the process after
/// a random number of edits and some more nanoseconds.
private func writeUntilKilled(_ path: String, seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let edits = Int.random(in: 3...20, using: &random)
    let spins = Int.random(in: 0...3_000_000, using: &random)
    let replica = try Replica.open(at: path, zones: testZones)
    let home = try #require(try replica.calendars().first?.id)
    let notes = open(path + ".noted", O_CREAT | O_WRONLY | O_APPEND, 0o600)
    for number in 0..<1_000_000 {
        if number == edits {
            Thread.detachNewThread {
                var value = spins
                while value > 0 { value -= Int.random(in: 1...1) }
                Foundation.kill(getpid(), SIGKILL)
            }
        }
        try replica.add(testLunch("\(number)", title: "\(number)"), to: home)
        let line = Array("\(number)\n".utf8)
        _ = write(notes, line, line.count)
    }
}
