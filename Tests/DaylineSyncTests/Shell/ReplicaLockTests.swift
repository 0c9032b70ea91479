import Foundation
import Testing

@testable import DaylineSync

/// Goal: one daemon for each replica, and the next one as soon as it has gone. Method: locks of one
/// process, which flock(2) keeps apart like those of several.
@Suite("lock of the replica") struct ReplicaLockTests {
    @Test("the second one is told, the one after the end is let in") func taken() throws {
        let folder = try AlertFolder()
        let data = folder.path + "/a/b"
        do {
            let lock = try ReplicaLock(folder: data)
            #expect(throws: ReplicaLock.Failure.taken(folder: data)) {
                try ReplicaLock(folder: data)
            }
            let other = try ReplicaLock(folder: folder.path)
            withExtendedLifetime((lock, other)) {}
        }
        _ = try ReplicaLock(folder: data)
        var status = stat()
        try #require(stat(data, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o700, "a folder that it made")
        try #require(stat(data + "/sync.lock", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }

    @Test("what is no folder cannot be locked") func noFolder() throws {
        let folder = try AlertFolder()
        try folder.write("file", "")
        let path = folder.path + "/file"
        #expect(
            throws: ReplicaLock.Failure.system(
                path: path + "/sync.lock", reason: "not a directory")
        ) { try ReplicaLock(folder: path) }
        #expect(SyncFailure(ReplicaLock.Failure.taken(folder: "/d")).status == .busy)
    }
}
