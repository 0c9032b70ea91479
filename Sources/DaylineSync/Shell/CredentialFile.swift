import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Files with secrets in them.
enum CredentialFile {
    /// A secret is short; more is some other file.
    private static let limit = 64 << 10

    /// Returns what a file has in it that only we may read.
    /// - Parameter isOpen: whether others may read it; systemd keeps watch over its own files.
    /// - Throws: when it is not ours, open to others, no regular file, or cannot be read.
    static func contents(_ path: String, isOpen: Bool = false) throws(CredentialError) -> String {
        // Without a wait for somebody to write, should it be a pipe.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw CredentialError(text: "\(path): \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw CredentialError(text: "\(path) is no regular file")
        }
        if !isOpen {
            guard status.st_uid == geteuid() else {
                throw CredentialError(text: "\(path) belongs to somebody else")
            }
            guard status.st_mode & 0o077 == 0 else {
                throw CredentialError(text: "\(path) can be read by others; chmod 600 \(path)")
            }
        }
        guard status.st_size <= limit else { throw CredentialError(text: "\(path) is too long") }
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let more = bytes.withUnsafeMutableBytes {
                read(file, $0.baseAddress.map { $0 + count }, limit - count)
            }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else {
                throw CredentialError(text: "\(path): \(String(cString: strerror(errno)))")
            }
            if more == 0 { break }
            count += more
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Returns the first line without its end.
    /// - Throws: when it is empty; `source` says where it came from.
    static func firstLine(_ text: String, of source: String) throws(CredentialError) -> String {
        let line = text.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw CredentialError(text: "\(source) gave no secret") }
        return String(line)
    }
}
