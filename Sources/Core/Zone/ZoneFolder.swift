#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Tells whether anything in a folder of zone files changed, where no release is written down.
///
/// Names, sizes and times of all files, so that whatever package or hand put other ones there is
/// noticed; about a millisecond for a whole zone database.
struct ZoneFolder {
    /// A real one has 1,800 files, three levels deep; more is no zone database.
    static let maxEntries = 10_000
    static let maxDepth = 4

    private var sum: UInt64 = 0
    private var count = 0

    /// A few letters that are the same as long as the files are; nil where there are none.
    static func stamp(_ directory: String) -> String? {
        var folder = ZoneFolder()
        folder.add(directory, name: "", depth: 0)
        return folder.count == 0 ? nil : "files-\(String(folder.sum, radix: 16))"
    }

    private mutating func add(_ path: String, name: String, depth: Int) {
        guard depth < Self.maxDepth, let stream = opendir(path) else { return }
        defer { closedir(stream) }
        while count < Self.maxEntries, let entry = readdir(stream) {
            let file = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var info = stat()
            guard !file.hasPrefix("."), stat("\(path)/\(file)", &info) == 0 else { continue }
            if info.st_mode & S_IFMT == S_IFDIR {
                add("\(path)/\(file)", name: "\(name)\(file)/", depth: depth + 1)
            } else {
                count += 1
                // A sum, as a folder is read in no particular order.
                sum &+= Self.hash("\(name)\(file) \(info.st_size) \(Self.changed(info))")
            }
        }
    }

    private static func changed(_ info: stat) -> String {
        #if canImport(Darwin)
            "\(info.st_mtimespec.tv_sec).\(info.st_mtimespec.tv_nsec)"
        #else
            "\(info.st_mtim.tv_sec).\(info.st_mtim.tv_nsec)"
        #endif
    }

    /// FNV-1a: the same in every run, which Swift's own hashes are not.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
