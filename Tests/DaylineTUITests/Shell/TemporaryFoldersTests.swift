import Foundation
import Testing

@testable import DaylineTUI

/// Goal: what killed demos left is removed, and nothing else. Method: folders of each kind in a
/// folder of the test's own, looked at two minutes later.
@Suite("temporary folders") struct TemporaryFoldersTests {
    private let test: TestMachine
    private var base: String { test.path("tmp") }
    private let manager = FileManager.default

    init() throws {
        test = try TestMachine()
        try manager.createDirectory(
            atPath: test.path("tmp"), withIntermediateDirectories: true)
    }

    private func leave(
        _ name: String, files: [String] = ["replica.sqlite", "replica.sqlite-wal"],
        mode: Int = 0o700
    ) throws {
        for file in files { _ = try test.file("tmp/\(name)/\(file)", "x") }
        try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(base)/\(name)")
    }

    private func clean(after seconds: Int = 120) throws -> [String] {
        let now = Int(Date().timeIntervalSince1970)
        TemporaryFolders.removeStale(in: base, now: now + seconds)
        return try manager.contentsOfDirectory(atPath: base).sorted()
    }

    @Test("of a dead process: removed, but not at once") func stale() throws {
        try leave("dayline-demo-AAAAAA")
        #expect(try clean(after: 0) == ["dayline-demo-AAAAAA"])
        #expect(try clean() == [])
    }

    @Test("of a living process: kept until it is done") func held() throws {
        let folder = try TemporaryFolders.make(in: base)
        _ = try test.file("tmp/" + folder.path.dropFirst(base.count + 1) + "/replica.sqlite", "x")
        #expect(try clean().count == 1)
        #expect(manager.fileExists(atPath: folder.path + "/replica.sqlite"))
        TemporaryFolders.remove(folder)
        #expect(try clean() == [])
    }

    @Test("what is not a demo's is never touched") func foreign() throws {
        try leave("dayline-demo-notes", files: ["replica.sqlite", "notes.txt"])
        try leave("dayline-demo-shared", mode: 0o755)
        try leave("dayline-other")
        _ = try test.file("home/replica.sqlite", "x")
        try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: test.path("home"))
        try manager.createSymbolicLink(
            atPath: "\(base)/dayline-demo-link", withDestinationPath: test.path("home"))
        _ = try test.file("tmp/dayline-demo-file", "x")
        #expect(
            try clean() == [
                "dayline-demo-file", "dayline-demo-link", "dayline-demo-notes",
                "dayline-demo-shared", "dayline-other",
            ])
        #expect(manager.fileExists(atPath: "\(base)/dayline-demo-notes/notes.txt"))
        #expect(manager.fileExists(atPath: "\(base)/dayline-demo-shared/replica.sqlite"))
        #expect(manager.fileExists(atPath: test.path("home/replica.sqlite")))
    }
}
