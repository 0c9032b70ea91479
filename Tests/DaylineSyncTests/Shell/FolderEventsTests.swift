import Foundation
import Testing

@testable import DaylineSync

/// Goal: what happens to one file is heard, and what happens to others is not. Method: bytes as the
/// kernel writes them, then a real folder.
@Suite("events of files", .timeLimit(.minutes(2))) struct FolderEventsTests {
    /// An event with its name, in a field of so many bytes.
    private static func event(_ name: String, mask: UInt32 = 2, length: Int = 16) -> [UInt8] {
        var bytes: [UInt8] = []
        for number in [1, mask, 0, UInt32(length)] {
            withUnsafeBytes(of: number) { bytes += Array($0) }
        }
        let field = Array(name.utf8) + Array(repeating: 0, count: 64)
        return bytes + field.prefix(length)
    }

    @Test(
        "bytes",
        arguments: [
            ([], false), (event("r-wal"), true), (event("r"), false), (event("r-wal-x"), false),
            (event("r") + event("r-wal", length: 32) + event("r"), true),
            (event("", mask: 0x4000, length: 0), true),  // the kernel lost some
            (event("", length: 0), false),  // of the folder itself
            (Array(event("r-wal").prefix(20)), false), ([1, 2, 3], false),
        ] as [([UInt8], Bool)])
    func bytes(_ bytes: [UInt8], _ expected: Bool) {
        #expect(FolderEvents.tell(of: "r-wal", bytes) == expected)
    }

    @Test("a file that comes, is written to, goes, and is replaced") func folder() async throws {
        let folder = try AlertFolder()
        let events = try #require(Watches.writes(to: "r-wal", in: folder.path))
        var heard = events.makeAsyncIterator()
        let file = folder.path + "/r-wal"
        _ = FileManager.default.createFile(atPath: file, contents: Data())
        #expect(await heard.next() != nil)
        let handle = try #require(FileHandle(forWritingAtPath: file))
        try handle.write(contentsOf: [1])
        #expect(await heard.next() != nil)
        try FileManager.default.removeItem(atPath: file)
        _ = FileManager.default.createFile(atPath: file, contents: Data())
        #expect(await heard.next() != nil)
        try folder.write("other", "text")
        rename(folder.path + "/other", file)
        #expect(await heard.next() != nil)
    }

    @Test("no folder, no events") func noFolder() {
        #expect(Watches.writes(to: "r-wal", in: "/no/such/folder") == nil)
    }
}
