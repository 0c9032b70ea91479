#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FileAccess {
    /// The machine's own files.
    static let live = FileAccess(
        kind: { ProfileFiles.kind(of: $0) },
        read: { path throws(FileError) in try ProfileFiles.contents(of: path) },
        names: { path throws(FileError) in try ProfileFiles.names(in: path) },
        write: { path, bytes throws(FileError) in try ProfileFiles.replace(path, with: bytes) },
        writeSecret: { path, bytes throws(FileError) in
            try ProfileFiles.replace(path, with: bytes, mode: 0o600)
        },
        remove: { path throws(FileError) in
            guard unlink(path) == 0 || errno == ENOENT else { throw ProfileFiles.refused(path) }
        },
        makeFolder: { path throws(FileError) in try ProfileFiles.makeFolder(path) },
        makeTemporaryFolder: { () throws(FileError) in
            let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
            TemporaryFolders.removeStale(in: base, now: Int(time(nil)))
            return try TemporaryFolders.make(in: base)
        },
        removeTemporaryFolder: { TemporaryFolders.remove($0) })
}

/// The system's calls on files, with paths in and bytes out.
enum ProfileFiles {
    /// Why reading failed, by `errno`.
    private static func failed(_ path: String) -> FileError {
        errno == ENOENT ? .missing(path: path) : refused(path)
    }

    /// Why making or writing something failed, by `errno`.
    static func refused(_ path: String) -> FileError {
        .system(path: path, message: String(cString: strerror(errno)))
    }

    static func kind(of path: String) -> FileAccess.Kind? {
        var info = stat()
        guard stat(path, &info) == 0 else { return nil }
        return info.st_mode & S_IFMT == S_IFDIR ? .folder : .file
    }

    static func contents(of path: String) throws(FileError) -> [UInt8] {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failed(path) }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var info = stat()
        let size = fstat(descriptor, &info) == 0 ? Int(info.st_size) : 0
        guard size <= FileAccess.limit else { throw .tooLarge(path: path, limit: FileAccess.limit) }
        var bytes: [UInt8] = []
        // One byte more than the file has, so that its end is seen without another block.
        var capacity = max(size + 1, 1 << 16)
        while true {
            guard bytes.count <= FileAccess.limit else {
                throw .tooLarge(path: path, limit: FileAccess.limit)
            }
            let count = try append(to: &bytes, upTo: capacity, from: descriptor, path)
            if count == 0 { return bytes }
            capacity = 1 << 20
        }
    }

    /// Reads once; returns the count of bytes, 0 at the end.
    private static func append(
        to bytes: inout [UInt8], upTo capacity: Int, from descriptor: Int32, _ path: String
    ) throws(FileError) -> Int {
        var result = 0
        let chunk = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            repeat {
                result = read(descriptor, buffer.baseAddress, capacity)
            } while result < 0 && errno == EINTR
            count = max(0, result)
        }
        guard result >= 0 else { throw failed(path) }
        if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
        return result
    }

    static func names(in path: String) throws(FileError) -> [String] {
        guard let stream = opendir(path) else { throw failed(path) }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func replace(
        _ path: String, with bytes: [UInt8], mode: mode_t = 0o644
    ) throws(FileError) {
        let temporary = "\(path).\(getpid()).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw refused(path) }
        let isWritten = send(bytes, to: descriptor) && fsync(descriptor) == 0
        let error = refused(path)
        close(descriptor)
        guard isWritten else {
            unlink(temporary)
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let error = refused(path)
            unlink(temporary)
            throw error
        }
    }

    /// Writes all bytes; false when the other side takes no more.
    static func send(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
                let count = write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    sent += count
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    static func makeFolder(_ path: String) throws(FileError) {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/\(part)"
            if mkdir(made, 0o700) != 0, errno != EEXIST { throw refused(path) }
        }
        guard kind(of: path) == .folder else {
            throw .system(path: path, message: "is not a folder")
        }
    }

    /// Removes what the folder holds and the folder; does not follow links.
    static func removeFolder(_ path: String) {
        for name in (try? names(in: path)) ?? [] {
            let inner = "\(path)/\(name)"
            if unlink(inner) != 0 { removeFolder(inner) }
        }
        rmdir(path)
    }
}
