import Glibc

/// Folders of throw-away calendars. One whose process was killed is removed by a later process:
/// its lock is free then, as the system drops locks with the process.
enum TemporaryFolders {
    private static let prefix = "dayline-demo-"
    /// Seconds in which a folder may still be without its lock.
    private static let grace = 60

    static func make(in base: String) throws(FileError) -> TemporaryFolder {
        var template = Array("\(base)/\(prefix)XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw ProfileFiles.refused(base) }
        let path = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 { flock(descriptor, LOCK_EX | LOCK_NB) }
        return TemporaryFolder(path: path, descriptor: descriptor)
    }

    static func remove(_ folder: TemporaryFolder) {
        ProfileFiles.removeFolder(folder.path)
        if folder.descriptor >= 0 { close(folder.descriptor) }
    }

    /// Removes the folders of ours that nobody holds. Only a replica's own files are removed, and
    /// a folder with anything else in it stays.
    static func removeStale(in base: String, now: Int) {
        for name in (try? ProfileFiles.names(in: base)) ?? [] where name.hasPrefix(prefix) {
            let path = "\(base)/\(name)"
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard isOurs(descriptor, now: now), flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                continue
            }
            for file in ["", "-wal", "-shm", "-journal"] {
                unlinkat(descriptor, "replica.sqlite\(file)", 0)
            }
            rmdir(path)
        }
    }

    /// Whether a folder is this user's alone, as `mkdtemp` makes it, and not just made.
    private static func isOurs(_ descriptor: Int32, now: Int) -> Bool {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return false }
        return info.st_uid == geteuid() && info.st_mode & 0o777 == 0o700
            && Int(info.st_mtim.tv_sec) < now - grace
    }
}
