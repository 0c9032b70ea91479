#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reading of files by path, with a limit; the only system calls of this folder.
enum ZoneFile {
    /// All bytes of a regular file; nil when there is none, it cannot be read, or it is larger
    /// than `limit` bytes.
    static func read(_ path: String, limit: Int) -> [UInt8]? {
        // O_NONBLOCK: opening a pipe that someone put there must not wait for its writer.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= limit
        else { return nil }
        return readBytes(file, count: limit).flatMap { $0.count > limit ? nil : $0 }
    }

    /// The first bytes of a regular file, at most `count`; nil when it cannot be read.
    static func readStart(_ path: String, count: Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return readBytes(file, count: count - 1).map { Array($0.prefix(count)) }
    }

    /// Reads until the end, or until more than `count` bytes came.
    private static func readBytes(_ file: Int32, count: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while bytes.count <= count {
            let got = buffer.withUnsafeMutableBytes { readOnce(file, $0) }
            if got < 0 { return nil }
            if got == 0 { break }
            bytes += buffer.prefix(got)
        }
        return bytes
    }

    /// `read(2)`, again when a signal came in between.
    private static func readOnce(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Glibc)
                let got = Glibc.read(file, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
                let got = Musl.read(file, buffer.baseAddress, buffer.count)
            #elseif canImport(Darwin)
                let got = Darwin.read(file, buffer.baseAddress, buffer.count)
            #endif
            if got >= 0 || errno != EINTR { return got }
        }
    }

    /// The name in `directory` that equals `name` but for the case of ASCII letters.
    static func entry(like name: Substring, in directory: String) -> String? {
        guard let stream = opendir(directory) else { return nil }
        defer { closedir(stream) }
        let wanted = name.lowercased()
        while let entry = readdir(stream) {
            let found = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if found.lowercased() == wanted { return found }
        }
        return nil
    }
}
